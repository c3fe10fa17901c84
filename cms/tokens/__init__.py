"""Preview and access tokens, with their admin screens.

May import `cms.publishing` and `cms.versions`.
"""

"""Stored responses of the API: cached, purged from CDNs, rendered ahead.

Knows no page type. May import `cms.publishing` and `cms.versions`, never an app or `cms.api`.
"""

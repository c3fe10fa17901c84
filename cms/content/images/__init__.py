"""Uploaded images: limits, cleaned files, renditions, forms.

May import `cms.publishing`; the models are in `cms.content.models`.
"""

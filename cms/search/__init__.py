"""Full-text search: its query, backend, stemming and highlights.

Imports Django and Wagtail only.
"""

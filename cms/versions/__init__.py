"""Has content changed? The version table, its triggers, and the dependencies of a response.

Imports Django only.
"""

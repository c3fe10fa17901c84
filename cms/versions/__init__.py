"""Has content changed? The version table, the triggers that write it, how it is read.

Imports Django only.
"""

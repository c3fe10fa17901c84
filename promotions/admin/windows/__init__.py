"""The editor of windows in the form of a promotion."""

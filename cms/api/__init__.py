"""The HTTP contract of the API: views, parameters, lists, problems. It names no app."""

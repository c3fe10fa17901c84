"""When does a window open and close? Time zones, windows, weeks, schedules.

Plain Python: imports neither Django nor Wagtail.
"""

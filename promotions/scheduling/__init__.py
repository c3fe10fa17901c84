"""Time zones, windows, weeks and schedules: from wall time to intervals of UTC.

Plain Python: imports neither Django nor Wagtail.
"""

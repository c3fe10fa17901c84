"""What the public may see, and when: visibility, schedules, site bounds, addresses.

May import `cms.versions`. What is visible is decided in `visibility` and nowhere else.
"""

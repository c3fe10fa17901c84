"""The promotions that are active at an instant, read from the database.

May import `promotions.resolving` and `promotions.scheduling`.
"""

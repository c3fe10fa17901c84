"""Which commands does the project add to manage.py?"""

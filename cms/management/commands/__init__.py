"""The commands that the project adds to manage.py."""

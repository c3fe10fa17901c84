"""Which screens of the admin belong to the shared ground?"""

"""What does a newcomer find in a fresh system: a small site, written and drawn for it?"""

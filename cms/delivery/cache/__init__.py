"""The WSGI cache in front of Django: keys, levels, encodings, conditional requests."""

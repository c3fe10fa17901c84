"""Read a saved web page into a document.

The markup is untrusted: scripts and unsafe addresses are removed, and all text is placed or listed.
"""

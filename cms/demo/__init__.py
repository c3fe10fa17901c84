"""The demo content: a small site with texts and images of its own."""

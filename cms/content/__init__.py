"""What is content made of? Knows nothing of HTTP."""

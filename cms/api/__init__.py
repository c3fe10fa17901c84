"""How is content delivered? Knows nothing of articles or promotions."""

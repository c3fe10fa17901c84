"""How does a saved page become an article and promotions? First a neutral document, then drafts."""

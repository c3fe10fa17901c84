"""Import a saved page as an article and promotions: read it into a document, then save drafts."""

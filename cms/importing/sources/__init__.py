"""Read a saved web page, Markdown or plain text into a document."""

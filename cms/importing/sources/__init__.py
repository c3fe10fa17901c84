"""The sources of an import: a saved web page, Markdown or plain text, read into a document."""

"""Load and dump the promotions of a site as a JSON file.

Loading: `reading` parses JSON, `shapes` validates it, `planning` compares it with the database and
`saving` writes the differences. Dumping: `saved` reads the database, `dumping` writes JSON.
"""

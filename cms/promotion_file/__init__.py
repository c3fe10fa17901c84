"""Load and dump the promotions of a site as a JSON file.

Loading: `json_reader` parses, `schema` validates, `plan` compares with the database and `load`
writes the differences. Dumping: `records` reads the database, `dump` writes JSON.
"""

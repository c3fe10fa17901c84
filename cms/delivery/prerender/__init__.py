"""Responses that are rendered before the first request and stored in the database."""

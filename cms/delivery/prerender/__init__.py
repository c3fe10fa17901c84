"""Responses rendered before the first request, stored in the database."""

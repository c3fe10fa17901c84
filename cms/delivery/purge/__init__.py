"""Purges of CDNs: their backends, the outbox of purges, surrogate keys."""

"""What content is made of: pages, blocks, images, rich text, links, site settings.

Knows nothing of the HTTP API. May import `cms.publishing`, `cms.versions` and `cms.tokens`.
"""

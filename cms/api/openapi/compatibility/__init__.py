"""Does a client of an earlier OpenAPI document still compile and run against a later one?"""

from cms.api.openapi.compatibility.documents import breaks

__all__ = ["breaks"]

"""The topics of the page at a path."""

from datetime import datetime

from django.utils import timezone
from wagtail.models import Site

from cms.api.page_types import topics_of
from cms.api.resolve import visible_page_of_any_type
from cms.publishing.visibility import PublicContent


def topics_at(path: str, site: Site | None, at: datetime) -> list[str] | None:
    """Return the topic slugs of a page at an instant; None without a public page."""
    if not path or site is None:
        return None
    public = PublicContent(site, at, timezone.now())
    page = visible_page_of_any_type(path, public)
    return None if page is None else topics_of(page.specific, public)

"""Which topics has the page that is asked about?"""

from datetime import datetime

from django.utils import timezone
from wagtail.models import Site

from cms.api.page_types import topics_of
from cms.api.resolve import visible_page
from cms.publishing.visibility import PublicContent


def topics_at(path: str, site: Site | None, at: datetime) -> list[str] | None:
    """The slugs of the topics that a page has at an instant; None where no public page stands."""
    if not path or site is None:
        return None
    public = PublicContent(site, at, timezone.now())
    page = visible_page(path, public)
    return None if page is None else topics_of(page, public)

"""How do tests schedule an article, or a new version of one?"""

from datetime import datetime, timedelta
from typing import Any

from articles.models import ArticlePage
from tests.factories import ArticlePageFactory, now, publish

HOUR = timedelta(hours=1)


def scheduled(parent: Any, **fields: Any) -> ArticlePage:
    """An article approved to go live in an hour, never published before."""
    page = ArticlePageFactory(parent=parent, **{"go_live_at": now() + HOUR, **fields})
    assert not page.live
    return page


def planned_update(page: ArticlePage, go_live_at: datetime, **fields: Any) -> ArticlePage:
    """Approve a new version of a page for an instant."""
    draft = page.get_latest_revision_as_object()
    for name, value in {**fields, "go_live_at": go_live_at}.items():
        setattr(draft, name, value)
    return publish(draft)

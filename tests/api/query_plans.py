"""On which small site do tests of time travel plan, and what can be planned there?"""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from cms.content.models import SiteSettings
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    PromotionFactory,
    TopicFactory,
    now,
    publish,
    stream,
    text,
)
from tests.recorded_rows import recorded

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


class Stage:
    """A small site in which everything points at the article "sleep"."""

    def __init__(self, home: Any, index: Any, german: Any, site: Any) -> None:
        self.home, self.index, self.german, self.site = home, index, german, site
        self.topic = TopicFactory(slug="nights", name="Nights")
        self.author = AuthorFactory(slug="ada", name="Ada", role="Writer")
        self.article = ArticlePageFactory(
            parent=index, slug="sleep", title="Sleep", topics=[self.topic], author=self.author,
            tags=["dark"], body=stream(text("Nights heal.")),
        )  # fmt: skip
        link = f'<a linktype="page" id="{self.article.pk}">sleep</a>'
        by_address = '<a href="https://www.example/articles/sleep/">sleep</a>'
        self.second = ArticlePageFactory(
            parent=index, slug="second", title="Second", topics=[self.topic], author=self.author,
            related=[self.article], body=stream(text(link), text(by_address)),
        )  # fmt: skip
        self.translation = ArticlePageFactory(
            parent=german, slug="schlaf", translation_key=self.article.translation_key
        )
        home.featured = stream(("page", self.article.pk), ("page", index.pk))
        publish(home)
        entry = {"page": self.article.pk, "document": None, "url": ""}
        SiteSettings.objects.create(
            site=site, navigation=stream(("entry", {"label": "Sleep", "link": entry}))
        )
        Redirect.add_redirect("/old", redirect_to=self.article)
        PromotionFactory(
            site=site, heading="Read", body=f"<p>{link}</p>", call_to_action_label="Go",
            call_to_action_page=self.article, topics=[self.topic],
        )  # fmt: skip


@recorded
def build_stage(home: Any, index: Any, german: Any, site: Any) -> Stage:
    return Stage(home, index, german, site)


@pytest.fixture
def stage(clock, home, index, german, site) -> Stage:
    return build_stage(home, index, german, site)


def plan(content: Any, after: timedelta = HOUR, **fields: Any) -> Any:
    """Approve a new version for an instant after now."""
    draft = content.get_latest_revision_as_object()
    relations = {name: fields.pop(name) for name in ("topics", "tags") if name in fields}
    for name, value in {**fields, "go_live_at": now() + after}.items():
        setattr(draft, name, value)
    for name, value in relations.items():
        getattr(draft, name).set(value)
    return publish(draft)


def draft(content: Any, **fields: Any) -> None:
    """Save a version that nobody has approved."""
    changed = content.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(changed, name, value)
    changed.save_revision()


def expire(content: Any, after: timedelta) -> None:
    type(content).objects.filter(pk=content.pk).update(expire_at=now() + after)


def ending(content: Any, after: timedelta) -> Any:
    """Publish it as an editor does, with an expiry."""
    content.expire_at = now() + after
    return publish(content)


def followed(content: Any) -> Any:
    """Make an alias "rest" of a page, and "calm" of that; the page."""
    content.create_alias(update_slug="rest").create_alias(update_slug="calm")
    return content


def withdrawn(content: Any) -> Any:
    content.unpublish()
    return type(content).objects.get(pk=content.pk)


def restrict(page: Any) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type="groups")
    restriction.groups.add(Group.objects.create(name="Readers"))

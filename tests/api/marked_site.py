"""Where in all answers is a word that marks one thing, when everything points at that thing?"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from cms.content.models import SiteSettings
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    PromotionFactory,
    publish,
    stream,
    text,
)

MARK = "xyzzy"
# Kinds of restriction, each of which holds for all that is below a page or in a collection.
INHERITED = ["password", "login", "groups"]


def strings(value: Any) -> Iterator[str]:
    """Every key and every scalar of JSON, as text."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    else:
        yield str(value)


def secret_page(parent: Any) -> Any:
    """An article with the marker in every field."""
    return ArticlePageFactory(
        parent=parent,
        title=f"{MARK} title",
        slug=f"{MARK}-slug",
        summary=f"{MARK} summary",
        seo_title=f"{MARK} seo",
        search_description=f"{MARK} description",
        tags=[f"{MARK}-tag"],
        body=stream(
            ("heading", {"text": f"{MARK} heading", "level": "h2"}),
            text(f"{MARK} words"),
            ("quote", {"text": f"{MARK} quote", "attribution": "", "source_url": ""}),
        ),
    )


def linking_blocks(pages: list[Any], documents: list[Any], images: list[Any]) -> str:
    """A body that points at things in each way a body can."""
    blocks: list[tuple[str, Any]] = []
    for kind, targets in (("page", pages), ("document", documents)):
        for target in targets:
            words = f'<a linktype="{kind}" id="{target.pk}">innocent</a>'
            target_of_link = {"page": None, "document": None, "url": "", kind: target.pk}
            blocks += [
                text(words),
                ("callout", {"kind": "tip", "title": "", "text": f"<p>{words}</p>"}),
                ("faq", {"items": [{"question": "Why?", "answer": f"<p>{words}</p>"}]}),
                ("call_to_action", {"label": "Go", "link": target_of_link, "style": "primary"}),
            ]
    for image in images:
        shown = {"image": image.pk, "alt_text": f"{MARK}alt", "decorative": False}
        blocks.append(("image", {"image": shown, "caption": f"{MARK}caption", "credit": ""}))
    return stream(*blocks)


class World:
    """A site in which everything points at the hidden thing in every way there is."""

    def __init__(self, home: Any, index: Any, site: Any) -> None:
        self.home, self.index, self.site = home, index, site

    def point_at(
        self,
        pages: list[Any] = [],  # noqa: B006
        documents: list[Any] = [],  # noqa: B006
        images: list[Any] = [],  # noqa: B006
        people: list[Any] = [],  # noqa: B006
        topics: list[Any] = [],  # noqa: B006
    ) -> None:
        """Make public content that refers to all of these."""
        links = "".join(
            f'<a linktype="{kind}" id="{target.pk}">innocent</a>'
            for kind, targets in (("page", pages), ("document", documents))
            for target in targets
        )
        image = images[0] if images else None
        body = linking_blocks(pages, documents, images)
        person = AuthorFactory(name="Ada", slug="ada", biography=f"<p>{links}</p>", photo=image)
        shown = {"hero_image": image, "hero_alt": f"{MARK}alt" if image else "", "body": body}
        self.article = ArticlePageFactory(
            parent=self.index,
            title="Public",
            slug="public",
            related=pages,
            author=people[0] if people else person,
            reviewer=people[0] if people else person,
            reviewed_on=timezone.now().date(),
            topics=topics,
            seo_image=image,
            **shown,
        )
        home = self.home
        home.hero_image, home.hero_alt, home.body = image, shown["hero_alt"], body
        home.featured = stream(*[("page", page.pk) for page in [*pages, self.article]])
        publish(home)
        self._settings(pages, documents, image, links)
        self._promotions(pages, links, image, topics)
        for page in pages:
            Redirect.add_redirect("/old/", redirect_to=page)

    def _settings(self, pages: Any, documents: Any, image: Any, links: str) -> None:
        entries = [{"page": page.pk, "document": None, "url": ""} for page in pages]
        entries += [{"page": None, "document": item.pk, "url": ""} for item in documents]
        menu = stream(*[("entry", {"label": "Menu", "link": link}) for link in entries])
        SiteSettings.objects.create(
            site=self.site,
            brand_name="Brand",
            logo=image,
            seo_image=image,
            navigation=menu,
            footer_navigation=menu,
            disclaimer=f"<p>{links}</p>",
        )

    def _promotions(self, pages: Any, links: str, image: Any, topics: Any) -> None:
        offer = {
            "body": f"<p>{links}</p>",
            "image": image,
            "image_alt": f"{MARK}alt" if image else "",
            "site": self.site,
        }
        if pages:
            offer |= {"call_to_action_label": "Go", "call_to_action_page": pages[0]}
        PromotionFactory(key="everywhere", heading="Everywhere", **offer)
        if topics:
            PromotionFactory(
                key="topical", heading=f"{MARK} for the topic", topics=topics, site=self.site
            )


ENDPOINTS: list[tuple[str, dict[str, Any]]] = [
    ("", {}),
    ("articles/", {}),
    ("articles/", {"search": MARK}),
    ("articles/", {"search": "innocent"}),
    ("articles/", {"topic": f"{MARK}-slug"}),
    ("articles/", {"tag": f"{MARK}-tag"}),
    ("articles/", {"author": f"{MARK}-slug"}),
    ("articles/", {"ordering": "title", "limit": 100}),
    ("articles/public/", {}),
    (f"articles/{MARK}-slug/", {}),
    ("resolve/", {"path": "/"}),
    ("resolve/", {"path": "/articles/"}),
    ("resolve/", {"path": "/articles/public/"}),
    ("resolve/", {"path": f"/articles/{MARK}-slug/"}),
    ("resolve/", {"path": f"/{MARK}-parent/"}),
    ("resolve/", {"path": f"/{MARK}-parent/{MARK}-slug/"}),
    ("resolve/", {"path": "/old/"}),
    ("home/", {}),
    ("site/", {}),
    ("authors/", {}),
    ("authors/ada/", {}),
    (f"authors/{MARK}-slug/", {}),
    ("topics/", {}),
    (f"topics/{MARK}-slug/", {}),
    ("promotions/active/", {}),
    ("promotions/active/", {"path": "/articles/public/", "topic": f"{MARK}-slug"}),
    ("promotions/manifest/", {}),
    ("promotions/manifest/", {"path": "/articles/public/", "topic": f"{MARK}-slug"}),
]


def found_in(get: Any) -> list[str]:
    """Where the marker is in any answer: in its JSON, or in a header.

    What an answer merely repeats of the question is no leak: the links to other pages of a list.
    """
    places = []
    for endpoint, query in ENDPOINTS:
        answer = get(endpoint, **query)
        assert answer.status_code in (200, 404), (endpoint, query, answer.content)
        told = answer.json()
        if "results" in told:
            told = {**told, "next": None, "previous": None}
        # The address of an answer is the question again.
        headers = [value for name, value in answer.headers.items() if name != "Content-Location"]
        if any(MARK in text for text in [*strings(told), *headers]):
            places.append(f"{endpoint} {query}")
        if any(name in query for name in ("search", "topic", "tag", "author")) and "count" in told:
            places += [f"count of {query}"] * (MARK in str(query) and told["count"] > 0)
    return places


@pytest.fixture
def world(home, index, site) -> World:
    return World(home, index, site)

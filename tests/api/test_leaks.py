"""Is what the public may not see absent from every endpoint, at every depth?

Each case hides one thing that carries a marker word in all its fields and that everything else
points at, asks every endpoint in every way, and walks the whole of each answer. The same content
unhidden is the control: there the marker must be found, or the test could not fail.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)

from cms.content import images
from cms.content.models import SiteSettings
from tests.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    AuthorFactory,
    DocumentFactory,
    HomePageFactory,
    ImageFactory,
    PromotionFactory,
    TopicFactory,
    moved_to_past,
    picture,
    publish,
    stream,
    text,
)

MARK = "xyzzy"
Hide = Callable[[Any], None]


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


def marked_image(collection: Any = None) -> Any:
    file = picture()
    file.name = f"{MARK}-picture.png"
    kept = {"collection": collection} if collection else {}
    image = ImageFactory(title=f"{MARK} image", file=file, **kept)
    images.make_renditions([image])
    return image


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


def restrict(page: Any, kind: str) -> None:
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password="open sesame" if kind == "password" else ""
    )
    if kind == "groups":
        restriction.groups.add(Group.objects.create(name="Readers"))


def expire(thing: Any) -> None:
    """Past its expiry, with no job having run: the row still says live."""
    type(thing).objects.filter(pk=thing.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def expire_half_way(thing: Any) -> None:
    """Past its expiry, and taking it down fails at every read."""
    from django.core.cache import cache

    from cms.content.due import events

    expire(thing)
    for event in events(timezone.now()):
        cache.set(event.failure_key, True, 60)


def withdraw(thing: Any) -> None:
    """A published thing is saved again as not yet live, to come back in an hour."""
    thing.refresh_from_db()
    thing.unpublish()
    draft = thing.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    publish(draft)


def never_published(thing: Any) -> None:
    type(thing).objects.filter(pk=thing.pk).update(
        live=False, live_revision=None, first_published_at=None
    )


def to_other_site(page: Any) -> None:
    other = HomePageFactory(parent=Page.get_first_root_node(), title="Other", slug="other")
    Site.objects.create(hostname="second.example", port=80, root_page=other)
    Site.clear_site_root_paths_cache()
    section = ArticleIndexPageFactory(parent=other, slug="articles")
    page.move(section, pos="last-child")


def outside_of_sites(page: Any) -> None:
    root = HomePageFactory(parent=Page.get_first_root_node(), title="Attic", slug="attic")
    page.move(ArticleIndexPageFactory(parent=root, slug="articles"), pos="last-child")


HIDING: dict[str, Hide] = {
    "draft": never_published,
    "unpublished": lambda thing: thing.unpublish(),
    "expired": expire,
    "expired, and taking it down fails": expire_half_way,
    "not yet live": withdraw,
}
PAGES_ONLY: dict[str, Hide] = {
    "on another site": to_other_site,
    "outside of all sites": outside_of_sites,
    "password": lambda page: restrict(page, "password"),
    "login": lambda page: restrict(page, "login"),
    "groups": lambda page: restrict(page, "groups"),
}
INHERITED = ["password", "login", "groups"]


@pytest.fixture
def world(home, index, site) -> World:
    return World(home, index, site)


@pytest.mark.parametrize("how", [*HIDING, *PAGES_ONLY])
def test_a_hidden_page_is_nowhere(world, get, how):
    page = secret_page(world.index)
    world.point_at(pages=[page])
    {**HIDING, **PAGES_ONLY}[how](page)
    assert found_in(get) == []


@pytest.mark.parametrize("kind", INHERITED)
def test_a_page_below_a_private_one_is_nowhere(world, get, kind):
    parent = ArticleIndexPageFactory(
        parent=world.home, title=f"{MARK} parent", slug=f"{MARK}-parent"
    )
    page = secret_page(parent)
    world.point_at(pages=[page])
    restrict(parent, kind)
    assert found_in(get) == []


def test_a_page_below_an_unpublished_one_is_still_public(world, get):
    parent = ArticleIndexPageFactory(parent=world.home, title="Parent", slug=f"{MARK}-parent")
    page = secret_page(parent)
    world.point_at(pages=[page])
    parent.unpublish()
    assert get("resolve/", path=f"/{MARK}-parent/{MARK}-slug/").status_code == 200


def test_a_visible_page_is_found_wherever_something_points_at_it(world, get):
    world.point_at(pages=[secret_page(world.index)])
    assert set(found_in(get)) == {
        "articles/ {}",
        "articles/ {'search': 'xyzzy'}",
        "count of {'search': 'xyzzy'}",
        "articles/ {'tag': 'xyzzy-tag'}",
        "count of {'tag': 'xyzzy-tag'}",
        "articles/ {'ordering': 'title', 'limit': 100}",
        "articles/public/ {}",
        "articles/xyzzy-slug/ {}",
        "resolve/ {'path': '/'}",
        "resolve/ {'path': '/articles/public/'}",
        "resolve/ {'path': '/articles/xyzzy-slug/'}",
        "resolve/ {'path': '/old/'}",
        "home/ {}",
        "site/ {}",
        "authors/ {}",
        "authors/ada/ {}",
        "promotions/active/ {}",
        "promotions/active/ {'path': '/articles/public/', 'topic': 'xyzzy-slug'}",
        "promotions/manifest/ {}",
        "promotions/manifest/ {'path': '/articles/public/', 'topic': 'xyzzy-slug'}",
        "articles/ {'search': 'innocent'}",
    }


@pytest.mark.parametrize("how", HIDING)
def test_a_hidden_translation_is_nowhere(world, german, get, how):
    page = secret_page(german)
    world.point_at(pages=[page])
    type(page).objects.filter(pk=page.pk).update(translation_key=world.article.translation_key)
    page.refresh_from_db()
    assert [entry["locale"] for entry in get("articles/public/").json()["alternates"]] == ["de"]
    HIDING[how](page)
    assert found_in(get) == []
    assert get("articles/public/").json()["alternates"] == []


@pytest.mark.parametrize("how", HIDING)
def test_a_hidden_person_is_nowhere(world, get, how):
    person = AuthorFactory(
        name=f"{MARK} name", slug=f"{MARK}-slug", role=f"{MARK} role", biography=f"<p>{MARK}</p>"
    )
    world.point_at(people=[person])
    assert "articles/public/ {}" in found_in(get)
    HIDING[how](person)
    assert found_in(get) == []


@pytest.mark.parametrize("how", HIDING)
def test_a_hidden_topic_is_nowhere(world, get, how):
    topic = TopicFactory(name=f"{MARK} topic", slug=f"{MARK}-slug", description=MARK)
    world.point_at(topics=[topic])
    assert {"articles/public/ {}", "topics/ {}"} < set(found_in(get))
    HIDING[how](topic)
    assert found_in(get) == []


@pytest.mark.parametrize("how", ["draft", "unpublished", "expired", "not yet live"])
def test_a_hidden_promotion_is_nowhere(world, get, how):
    world.point_at()
    promotion = PromotionFactory(key=MARK, heading=f"{MARK} heading", body=f"<p>{MARK}</p>")
    assert found_in(get) != []
    HIDING[how](promotion)
    assert found_in(get) == []


def private_collection(kind: str, inherited: bool) -> Collection:
    outer = Collection.get_first_root_node().add_child(name="Private")
    inner = outer.add_child(name="Inner") if inherited else outer
    restriction = CollectionViewRestriction.objects.create(
        collection=outer, restriction_type=kind, password="sesame" if kind == "password" else ""
    )
    if kind == "groups":
        restriction.groups.add(Group.objects.create(name="Readers"))
    return inner


@pytest.mark.parametrize("inherited", [False, True])
@pytest.mark.parametrize("kind", INHERITED)
def test_an_image_in_a_private_collection_is_nowhere(world, get, kind, inherited):
    world.point_at(images=[marked_image(private_collection(kind, inherited))])
    assert found_in(get) == []


def test_an_image_outside_private_collections_is_found(world, get):
    private_collection("login", inherited=False)
    world.point_at(images=[marked_image()])
    assert {"site/ {}", "home/ {}", "articles/public/ {}", "authors/ {}"} < set(found_in(get))
    assert "promotions/active/ {}" in found_in(get)


def marked_document(collection: Any = None) -> Any:
    kept = {"collection": collection} if collection else {}
    document = DocumentFactory(title=f"{MARK} leaflet", **kept)
    document.file.name = f"documents/{MARK}.txt"
    document.save()
    return document


@pytest.mark.parametrize("inherited", [False, True])
@pytest.mark.parametrize("kind", INHERITED)
def test_a_document_in_a_private_collection_is_nowhere(world, get, kind, inherited):
    world.point_at(documents=[marked_document(private_collection(kind, inherited))])
    assert found_in(get) == []


def test_a_document_outside_private_collections_is_found(world, get):
    world.point_at(documents=[marked_document()])
    assert {"site/ {}", "home/ {}", "articles/public/ {}"} < set(found_in(get))


def test_a_draft_of_a_public_page_is_nowhere(world, get):
    world.point_at()
    draft = world.article.get_latest_revision_as_object()
    draft.title, draft.slug = f"{MARK} title", f"{MARK}-slug"
    draft.body = stream(text(MARK))
    draft.save_revision()
    assert found_in(get) == []


def test_a_planned_update_of_a_public_page_is_nowhere_before_its_instant(world, get):
    world.point_at()
    draft = world.article.get_latest_revision_as_object()
    draft.title, draft.body = f"{MARK} title", stream(text(MARK))
    draft.go_live_at = timezone.now() + timedelta(hours=1)
    page = publish(draft)
    assert found_in(get) == []
    moved_to_past(page, go_live_at=timezone.now())
    assert "articles/public/ {}" in found_in(get)


ADDRESSES = ["https://www.example/articles/{}/", "/articles/{}/", "/articles/{}?from=mail#top"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_link_by_address_to_a_page_that_is_not_public_is_plain_text(world, get, address):
    page = secret_page(world.index)
    url = address.format(page.slug)
    link = {"page": None, "document": None, "url": url}
    button = ("call_to_action", {"label": "Go", "link": link, "style": "primary"})
    body = stream(text(f'<a href="{url}">innocent</a>'), button)
    ArticlePageFactory(parent=world.index, slug="public", body=body)
    whole = f"https://www.example/articles/{page.slug}/"
    PromotionFactory(call_to_action_label="Go", call_to_action_url=whole)
    Redirect.add_redirect("/moved/", redirect_to=url)
    assert page.slug in get("resolve/", path="/moved/").json()["location"]
    shown = get("promotions/active/").json()["slots"]["modal"]
    assert page.slug in shown[0]["content"]["call_to_action"]["url"]
    words, called = get("articles/public/").json()["body"]
    assert page.slug in words["value"]["html"]
    assert page.slug in called["value"]["url"]
    page.unpublish()
    assert get("resolve/", path="/moved/").status_code == 404
    for endpoint in ("articles/public/", "promotions/active/"):
        assert MARK not in "".join(strings(get(endpoint).json()))


def test_an_address_that_no_page_has_stays_a_link(world, get):
    body = stream(text('<a href="/shop/">Shop</a>'))
    ArticlePageFactory(parent=world.index, slug="public", body=body)
    value = get("articles/public/").json()["body"][0]["value"]
    assert value["html"] == '<p><a href="https://www.example/shop/">Shop</a></p>'


def test_each_host_answers_for_its_own_site_only(world, client):
    page = secret_page(world.index)
    world.point_at(pages=[page])
    to_other_site(page)
    here = client.get(f"/api/v1/articles/{MARK}-slug/")
    there = client.get(f"/api/v1/articles/{MARK}-slug/", headers={"host": "second.example"})
    assert (here.status_code, there.status_code) == (404, 200)
    assert there.json()["url"] == f"http://second.example/articles/{MARK}-slug/"
    assert (
        client.get("/api/v1/articles/public/", headers={"host": "second.example"}).status_code
        == 404
    )

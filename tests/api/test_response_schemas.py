"""Is every answer exactly of the shape that the OpenAPI document promises?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Locale, Site

from articles.models import ArticleIndexPage, ArticlePage, Author, Topic
from cms.content.images.renditions import make_renditions
from cms.content.models import PreviewToken, SiteSettings
from home.models import HomePage
from promotions.models import Promotion
from tests.api.openapi import assert_matches
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    ImageFactory,
    PromotionFactory,
    TopicFactory,
    publish,
    stream,
    text,
)

Get = Callable[..., Any]
FILM = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
NOTES = "https://www.youtube.com/watch?v=BROWxKtw3Pw"


def link(url: str = "", page: int | None = None) -> dict[str, Any]:
    return {"page": page, "document": None, "url": url}


def every_block(image: int, page: int) -> str:
    """A body with every block type, and rich text with every node."""
    rich = (
        f'<p>Plain <b>bold <i>both</i></b> <sup>2</sup><br/>line <a linktype="page" id="{page}">'
        'page</a> <a href="#top">up</a> [1]</p><ul><li>one</li></ul><ol><li>two</li></ol>'
        "<blockquote>said</blockquote>"
    )
    picture = {"image": image, "alt_text": "A hill", "decorative": False}
    return stream(
        ("heading", {"text": "Why", "level": "h2"}),
        ("rich_text", rich),
        ("image", {"image": picture, "caption": "Morning", "credit": "N. Okafor"}),
        ("quote", {"text": "Rest.", "attribution": "Somebody", "source_url": ""}),
        ("callout", {"kind": "seek_care", "title": "", "text": rich}),
        ("key_points", {"items": ["One", "Two"]}),
        (
            "table",
            {
                "caption": "",
                "columns": [{"type": "text", "heading": "Age"}],
                "rows": [{"values": ["6"]}],
            },
        ),
        ("faq", {"items": [{"question": "When?", "answer": rich}]}),
        ("embed", {"url": FILM, "title": ""}),
        ("embed", {"url": NOTES, "title": ""}),
        ("call_to_action", {"label": "Read", "link": link(page=page), "style": "primary"}),
        ("call_to_action", {"label": "Gone", "link": link(page=0), "style": "secondary"}),
        ("promotion_slot", {"slot": "inline"}),
        ("divider", None),
    )


@pytest.fixture
def image() -> int:
    """An image whose sizes are ready, with a focal point."""
    found = ImageFactory(
        focal_point_x=10, focal_point_y=10, focal_point_width=4, focal_point_height=4
    )
    make_renditions([found])
    return int(found.pk)


@pytest.fixture
def author(image: int) -> Author:
    return AuthorFactory(
        slug="okafor",
        role="Writer",
        credentials="MD",
        biography="<p>Writes.</p>",
        photo_id=image,
        links=stream(("link", {"label": "Site", "url": "https://example.com/"})),
    )


@pytest.fixture
def topic() -> Topic:
    return TopicFactory(slug="sleep", description="Nights.")


@pytest.fixture
def article(index: ArticleIndexPage, author: Author, topic: Topic, image: int) -> ArticlePage:
    """An article that has everything an article can have."""
    Embed.objects.create(
        url=FILM, hash=get_embed_hash(FILM), type="video", html="<iframe></iframe>", title="Film",
        provider_name="YouTube", width=640, height=360, thumbnail_url="https://example.com/t.jpg",
        last_updated=timezone.now(),
    )  # fmt: skip
    other = ArticlePageFactory(parent=index, slug="other", topics=[topic])
    study = {"text": "A study", "authors": "", "source": "", "year": 2024, "doi": "10.1000/182"}
    return ArticlePageFactory(
        parent=index,
        slug="rest",
        body=every_block(image, other.pk),
        references=stream(("reference", study), ("reference", {"text": "A book"})),
        author=author,
        reviewer=author,
        reviewed_on="2026-11-01",
        hero_image_id=image,
        topics=[topic],
        tags=["night"],
        related=[other],
        validate=False,  # one of the links leads to a page that is gone
    )


@pytest.fixture
def settings_of_site(site: Site, image: int, article: ArticlePage) -> SiteSettings:
    """Site settings with every field in use."""
    entries = (
        ("entry", {"label": "Rest", "link": link(page=article.pk)}),
        ("entry", {"label": "Write", "link": link("mailto:a@example.com")}),
    )
    return SiteSettings.objects.create(
        site=site,
        brand_name="Example",
        tagline="Health",
        logo_id=image,
        seo_image_id=image,
        twitter_handle="@example",
        navigation=stream(*entries),
        footer_navigation=stream(*entries),
        social_links=stream(("profile", {"label": "Photos", "url": "https://example.com/"})),
        disclaimer="<p>Ask a doctor.</p>",
    )


def answer_of(get: Get, endpoint: str, **query: Any) -> Any:
    answer = get(endpoint, **query)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.usefixtures("settings_of_site")
def test_article_with_everything(get: Get, article: ArticlePage) -> None:
    answer = answer_of(get, "articles/rest/")
    assert_matches("article", answer)
    assert len({block["type"] for block in answer["body"]}) == 12
    assert answer["hero"]["srcset"]
    assert answer["seo"]["json_ld"]["@type"] == ["Article", "MedicalWebPage"]
    assert answer["seo"]["json_ld"]["publisher"]["logo"]
    assert answer["related"]


def test_article_with_nothing(get: Get, index: ArticleIndexPage) -> None:
    ArticlePageFactory(parent=index, slug="bare", summary="")
    assert_matches("article", answer_of(get, "articles/bare/"))


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize(
    ("operation", "endpoint"),
    [
        ("articles", "articles/"),
        ("authors", "authors/"),
        ("author", "authors/okafor/"),
        ("topics", "topics/"),
        ("topic", "topics/sleep/"),
    ],
)
def test_lists_and_snippets(get: Get, operation: str, endpoint: str) -> None:
    assert_matches(operation, answer_of(get, endpoint))


@pytest.mark.usefixtures("article")
def test_links_between_the_pages_of_a_list(get: Get) -> None:
    answer = answer_of(get, "articles/", limit=1)
    assert answer["next"]
    assert_matches("articles", answer)


def test_site_without_and_with_settings(get: Get, site: Site, request: Any) -> None:
    assert_matches("site", answer_of(get, "site/"))
    request.getfixturevalue("settings_of_site")
    answer = answer_of(get, "site/")
    assert_matches("site", answer)
    assert len(answer["navigation"]) == 2


@pytest.mark.usefixtures("settings_of_site", "german")
def test_home_with_everything(
    get: Get, home: HomePage, index: ArticleIndexPage, article: ArticlePage, image: int
) -> None:
    home = HomePage.objects.get(pk=home.pk)
    home.hero_image_id = image
    home.featured = stream(("page", article.pk), ("page", index.pk), ("page", home.pk))
    home.body = every_block(image, article.pk)
    publish(home, validate=False)
    answer = answer_of(get, "home/")
    assert_matches("home", answer)
    assert [card["type"] for card in answer["featured"]] == ["article", "article_index", "home"]
    assert answer["alternates"]


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize("path", ["/", "/articles/", "/articles/rest/"])
def test_resolved_pages(get: Get, path: str) -> None:
    assert_matches("resolve", answer_of(get, "resolve/", path=path))


def test_resolved_redirect(get: Get, article: ArticlePage) -> None:
    Redirect.add_redirect("/old/", article)
    answer = answer_of(get, "resolve/", path="/old/")
    assert answer["kind"] == "redirect"
    assert_matches("resolve", answer)


@pytest.fixture
def offer(site: Site, image: int, article: ArticlePage) -> Promotion:
    """A promotion with every field in use."""
    return PromotionFactory(
        slot="modal", body="<p>Now <b>10 %</b></p>", image_id=image, countdown=True,
        call_to_action_label="Read", call_to_action_page_id=article.pk,
        form_kind="sign_up", form_title="Stay", form_email_label="Email",
        form_submit_label="Go", form_consent_text="Yes", trigger_kind="delay", trigger_seconds=5,
        frequency_max_shows=3, frequency_per_days=7, devices=["mobile"], site=site,
        windows=[{"mode": "include", "end": "2090-01-01T00:00:00", "time_zone": "Europe/London"}],
    )  # fmt: skip


@pytest.mark.usefixtures("offer")
def test_active_promotions(get: Get) -> None:
    answer = answer_of(get, "promotions/active/")
    assert_matches("active_promotions", answer)
    assert set(answer["slots"]) == {"announcement_bar", "modal", "slide_in", "inline"}
    assert answer["slots"]["modal"][0]["content"]["form"]
    one = answer_of(get, "promotions/active/", slot="inline")
    assert_matches("active_promotions", one)
    assert one["slots"] == {"inline": []}


@pytest.mark.parametrize(
    ("fixture", "shape"),
    [
        ("article", "Article"),
        ("index", "ArticleIndex"),
        ("home", "Home"),
        ("author", "Author"),
        ("topic", "Topic"),
        ("offer", "ActivePromotions"),
    ],
)
@pytest.mark.usefixtures("home")
def test_previews(get: Get, request: Any, fixture: str, shape: str) -> None:
    draft = request.getfixturevalue(fixture)
    answer = answer_of(get, "preview/", token=PreviewToken.objects.issue(draft))
    assert_matches("preview", answer)
    assert_matches(shape, answer)


def test_previews_of_what_was_never_saved(get: Get, index: ArticleIndexPage) -> None:
    page = ArticlePage(title="New", slug="new", locale=index.locale, body=stream(text("Words")))
    page.depth, page.path = index.depth + 1, index.path + "0009"
    page.set_url_path(index)
    locale = Locale.get_default()
    promotion = Promotion(key="new", slot="modal", heading="New", locale=locale)
    for draft, shape in (
        (page, "Article"),
        (Author(name="New", slug="new", locale=locale), "Author"),
        (Topic(name="New", slug="new", locale=locale), "Topic"),
        (promotion, "ActivePromotions"),
    ):
        answer = answer_of(get, "preview/", token=PreviewToken.objects.issue(draft))
        assert_matches("preview", answer)
        assert_matches(shape, answer)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("endpoint", "query", "operation", "status"),
    [
        ("articles/", {"limit": "0"}, "articles", 400),
        ("articles/none/", {}, "article", 404),
        ("resolve/", {}, "resolve", 400),
        ("resolve/", {"path": "/none/"}, "resolve", 404),
        ("preview/", {"token": "none"}, "preview", 404),
        ("promotions/active/", {"slot": "none"}, "active_promotions", 400),
    ],
)
def test_problems(get: Get, endpoint: str, query: Any, operation: str, status: int) -> None:
    answer = get(endpoint, **query)
    assert answer.status_code == status
    assert_matches(operation, answer.json(), status)

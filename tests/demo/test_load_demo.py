"""Does `load_demo` show everything, once, and leave alone what editors made of it?"""

import json
import re
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import Client, TestCase, override_settings
from django.utils.html import strip_tags
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.models import Embed
from wagtail.models import Page, Revision, Site

from articles.models import ArticlePage, Author, Topic
from cms.content.blocks.body import BodyBlock
from cms.content.blocks.text import CALLOUT_KINDS
from cms.content.images import specs
from cms.content.models import ContentImage, SiteSettings
from cms.demo import drawing, pictures
from cms.demo.accounts import KNOWN_PASSWORD
from cms.demo.writing import resolved
from home.models import HomePage
from promotions.models import Promotion
from tests.fixtures import plant_home
from tests.shared_pages import shared_page
from tests.test_docs import documented_requests

COUNTED = (Page, Revision, Author, Topic, ContentImage, Promotion, Redirect, Embed)
PUBLISHED = 6


def _counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in COUNTED}


def _run(**options: Any) -> str:
    output = StringIO()
    call_command("load_demo", picture_pixels=64, stdout=output, **options)
    return output.getvalue()


@pytest.fixture(scope="module")
def loaded(module_db: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the first run says. It runs once; each test's own changes are rolled back."""
    media = str(tmp_path_factory.mktemp("media"))
    with override_settings(MEDIA_ROOT=media):
        plant_home()
        with TestCase.captureOnCommitCallbacks(execute=True):
            return _run()


@pytest.fixture
def load(
    loaded: str,
    db: None,
    delivery_settings: Any,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> Callable[..., str]:
    """Run the command once more, and what waits for the commit."""

    def load(**options: Any) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            return _run(**options)

    return load


def _blocks() -> list[tuple[str, Any]]:
    return [
        (block["type"], block["value"])
        for page in ArticlePage.objects.live()
        for block in page.body.raw_data
    ]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def test_running_again_adds_nothing_and_makes_no_revision(
    loaded: str, load: Callable[..., str]
) -> None:
    assert "is loaded" in loaded
    before = _counts()

    assert "nothing was changed" in load()

    assert _counts() == before


def test_adding_what_is_missing_adds_nothing_where_all_is_there(load: Callable[..., str]) -> None:
    before = _counts()

    assert "is loaded" in load(again=True)

    assert _counts() == before


@pytest.mark.parametrize("again", [False, True])
def test_changes_of_an_editor_survive(load: Callable[..., str], again: bool) -> None:
    page = ArticlePage.objects.get(slug="a-calm-evening")
    page.title, page.slug = "Our own evening", "our-own-evening"
    page.save_revision().publish()
    settings = SiteSettings.objects.get()
    settings.brand_name = "Ours"
    settings.save()
    before = _counts()

    load(again=again)

    assert ArticlePage.objects.get(pk=page.pk).title == "Our own evening"
    assert SiteSettings.objects.get().brand_name == "Ours"
    assert _counts() == before


def test_what_was_deleted_comes_back_only_on_request(load: Callable[..., str]) -> None:
    ArticlePage.objects.get(slug="keep-a-pain-diary").delete()
    load()
    assert not ArticlePage.objects.filter(slug="keep-a-pain-diary").exists()

    load(again=True)

    assert ArticlePage.objects.get(slug="keep-a-pain-diary").live


def test_a_home_page_that_somebody_began_stays_as_it_is(load: Callable[..., str]) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    home.title, home.summary, home.body, home.featured = "Ours", "Written by hand.", "", ""
    home.save_revision().publish()

    load(again=True)

    home.refresh_from_db()
    assert (home.title, home.summary) == ("Ours", "Written by hand.")
    assert not home.body


def test_every_block_type_and_every_kind_of_callout_is_shown(load: Callable[..., str]) -> None:
    blocks = _blocks()

    assert {kind for kind, _value in blocks} == set(BodyBlock().child_blocks)
    callouts = {value["kind"] for kind, value in blocks if kind == "callout"}
    assert callouts == {name for name, _label in CALLOUT_KINDS}
    levels = {value["level"] for kind, value in blocks if kind == "heading"}
    assert levels == {"h2", "h3", "h4"}
    calls = [value["link"] for kind, value in blocks if kind == "call_to_action"]
    assert any(link["page"] for link in calls)
    assert any(link["url"] for link in calls)


def test_an_editor_could_save_every_page_as_it_stands(load: Callable[..., str]) -> None:
    for page in ArticlePage.objects.all():
        page.full_clean()
        page.body.stream_block.clean(page.body)
        page.references.stream_block.clean(page.references)
        assert page.unknown_citations() == []


def test_every_reference_is_cited(load: Callable[..., str]) -> None:
    for page in ArticlePage.objects.live():
        text = json.dumps(page.body.raw_data[:])
        cited = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
        assert cited == set(range(1, len(page.references) + 1)), page.title


def test_the_article_on_the_immune_system_has_six_sections_and_references(
    load: Callable[..., str], get: Callable[..., Any]
) -> None:
    article = get("articles/immune-system-and-pain/").json()

    assert len([entry for entry in article["toc"] if entry["level"] == 2]) == 6
    assert all(item["url"].startswith("https://doi.org/10.") for item in article["references"])
    assert article["reviewer"]["credentials"]
    assert article["reviewed_on"]


def test_every_article_is_answered_with_pictures_and_a_reviewer(
    load: Callable[..., str], get: Callable[..., Any]
) -> None:
    cards = get("articles/").json()["results"]

    assert len(cards) == PUBLISHED
    for card in cards:
        article = get(f"articles/{card['slug']}/").json()
        assert article["hero"]["srcset"]
        assert article["hero"]["placeholder"]
        assert article["reviewer"]["name"] == "Ines Halvorsen"
        assert len(article["related"]) >= 3


def test_every_picture_has_all_its_renditions(load: Callable[..., str]) -> None:
    images = ContentImage.objects.all()

    assert len(images) == len(pictures.PICTURES)
    for image in images:
        made = {rendition.filter_spec for rendition in image.renditions.all()}
        assert set(specs(image.width)) <= made


def test_the_embed_is_resolved_without_asking_anybody(
    load: Callable[..., str], get: Callable[..., Any]
) -> None:
    body = get("articles/a-calm-evening/").json()["body"]
    embed = next(block["value"] for block in body if block["type"] == "embed")

    assert embed["provider"] == "YouTube"
    assert "<iframe" in embed["html"]


def test_promotions_are_live_scheduled_and_expired(
    load: Callable[..., str], get: Callable[..., Any]
) -> None:
    query = {"path": "/articles/immune-system-and-pain/", "topic": "pain"}
    slots = get("promotions/active/", **query).json()["slots"]
    keys = {slot: [item["key"] for item in items] for slot, items in slots.items()}

    assert keys == {
        "announcement_bar": ["free-shipping"],
        "modal": ["letter-sign-up"],
        "slide_in": [],
        "inline": ["diary-sheets", "evening-tea"],
    }
    assert slots["modal"][0]["trigger"]["kind"] == "exit_intent"
    assert slots["modal"][0]["content"]["form"]["kind"] == "sign_up"
    drafts = Promotion.objects.filter(live=False)
    assert [promotion.key for promotion in drafts] == ["winter-letter"]


def test_the_calendar_of_the_demo_has_a_weekly_offer_a_draft_and_a_conflict(
    load: Callable[..., str], admin_client: Client
) -> None:
    html = admin_client.get("/admin/promotions/calendar/", {"zoom": "month"}).content.decode()

    assert "Sunday is for a slow walk" in html
    assert "Draft, not published" in html
    assert "Week of rest: 20% off pillows and blankets” is shown before “Shipping is on us" in html


def test_windows_are_midnights_on_the_clock_of_the_site(
    settings: Any, load: Callable[..., str]
) -> None:
    settings.TIME_ZONE = "America/New_York"
    Promotion.objects.get(key="week-of-rest").delete()
    load(again=True)
    window = Promotion.objects.get(key="week-of-rest").windows.get()

    assert window.time_zone == "America/New_York"
    assert (window.start.hour, window.start.minute) == (0, 0)
    assert (window.end - window.start).days == 7


def test_a_draft_and_a_scheduled_article_are_not_public(
    load: Callable[..., str], get: Callable[..., Any]
) -> None:
    draft = ArticlePage.objects.get(slug="warmth-or-cold")
    scheduled = ArticlePage.objects.get(slug="daylight-in-the-morning")

    assert draft.status_string == "draft"
    assert scheduled.approved_schedule
    assert get("articles/warmth-or-cold/").status_code == 404
    assert get("articles/daylight-in-the-morning/").status_code == 404


def test_one_article_and_the_home_page_are_there_in_german(
    load: Callable[..., str], get: Callable[..., Any]
) -> None:
    english = get("articles/five-minutes-of-slow-breathing/").json()
    german = get("articles/fuenf-minuten-langsam-atmen/", locale="de").json()

    assert "de" in {item["locale"] for item in english["alternates"]}
    assert german["topics"][0]["name"] in {"Alltag", "Schlaf"}
    assert get("home/", locale="de").json()["featured"][0]["slug"] == german["slug"]


def test_redirects_lead_to_an_article_and_to_another_site(
    load: Callable[..., str], get: Callable[..., Any]
) -> None:

    moved = get("resolve/", path="/blog/why-pain-follows-a-cold/").json()
    assert moved["location"] == "https://www.example/articles/immune-system-and-pain/"
    away = get("resolve/", path="/shop/").json()
    assert away["location"] == "https://shop.example.com/"
    assert Redirect.objects.count() == 2


def test_site_settings_are_filled(load: Callable[..., str], get: Callable[..., Any]) -> None:
    site = get("site/").json()

    assert "Wellspring" in json.dumps(site)
    row = SiteSettings.objects.get()
    assert row.logo is not None
    assert len(row.navigation) == 4
    assert row.disclaimer


def test_accounts_with_a_known_password_are_made_only_in_debug(
    settings: Any, load: Callable[..., str]
) -> None:
    users = get_user_model()
    settings.DEBUG = False
    assert KNOWN_PASSWORD not in load(again=True)
    assert not users.objects.exists()

    assert KNOWN_PASSWORD not in load(accounts=True)
    admin = users.objects.get(username="admin")
    assert admin.is_superuser
    assert not admin.check_password(KNOWN_PASSWORD)


def test_accounts_are_in_their_groups_and_do_not_come_back(
    settings: Any, load: Callable[..., str]
) -> None:
    users = get_user_model()
    settings.DEBUG = True
    assert KNOWN_PASSWORD in load(again=True)
    reviewer = users.objects.get(username="reviewer")
    assert reviewer.check_password(KNOWN_PASSWORD)
    assert [group.name for group in reviewer.groups.all()] == ["Medical reviewers"]
    reviewer.delete()

    assert KNOWN_PASSWORD not in load()
    assert not users.objects.filter(username="reviewer").exists()


def test_a_site_whose_root_is_something_else_gets_a_home_page(load: Callable[..., str]) -> None:
    root = Page.get_first_root_node()
    other = root.add_child(instance=Page(title="Something else", slug="something-else"))
    Site.objects.update(root_page=other)

    load(again=True)

    assert isinstance(Site.objects.get().root_page.specific, HomePage)
    assert Page.objects.filter(pk=other.pk).exists()


def test_without_a_site_it_says_so(load: Callable[..., str]) -> None:
    Site.objects.all().delete()

    with pytest.raises(CommandError, match="no default site"):
        load()


def test_no_sentence_is_taken_from_the_shared_page(load: Callable[..., str]) -> None:
    page = shared_page("000_dad9caec21052359.txt").read_text(encoding="utf-8")
    own = " ".join(
        _words(text)
        for rows in (ArticlePage.objects.all(), HomePage.objects.all())
        for row in rows
        for text in (row.title, row.summary, *_strings(list(row.body.raw_data)))
    )
    own += " ".join(_words(f"{row.heading} {row.body}") for row in Promotion.objects.all())

    for sentence in re.split(r"[.!?\n]+", page):
        if words := _words(sentence):
            assert words not in own


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", strip_tags(text).lower()))


def test_the_same_picture_is_drawn_every_time() -> None:
    assert pictures.PICTURES["cells"].content(96) == pictures.PICTURES["cells"].content(96)


def test_colours_between_two_are_blended() -> None:
    assert drawing.blend((0, 0, 0), (200, 100, 50), 0.5) == (100, 50, 25)


def test_an_unknown_name_in_demo_content_is_an_error() -> None:
    assert resolved({"page": "@page/sleep"}, {"page/sleep": 7}) == {"page": 7}
    with pytest.raises(KeyError):
        resolved("@page/nowhere", {})


@pytest.mark.parametrize("path", documented_requests())
def test_every_request_in_the_docs_is_answered(path: str, load: Any, client: Client) -> None:
    # One of them shows what a refusal looks like.
    expected = 400 if "limit=1000" in path else 200

    assert client.get(path).status_code == expected

"""The demo shows every feature, is valid, and is written for this project."""

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags
from PIL import Image
from wagtail.contrib.redirects.models import Redirect

from articles.models import ArticlePage
from cms.content.blocks.body import BodyBlock
from cms.content.blocks.text import CALLOUT_KINDS
from cms.content.images.renditions import specs
from cms.content.models import ContentImage, SiteSettings
from cms.demo.image_list import FOLDER, IMAGES
from cms.demo.writing import with_ids
from home.models import HomePage
from promotions.models import Promotion
from tests.shared_pages import shared_page
from tests.test_docs import documented_requests

PUBLISHED = 6


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


def test_every_article_has_images_and_a_reviewer(
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


def test_every_image_has_all_its_renditions(load: Callable[..., str]) -> None:
    images = ContentImage.objects.all()

    assert len(images) == len(IMAGES)
    for image in images:
        made = {rendition.filter_spec for rendition in image.renditions.all()}
        assert set(specs(image.width)) <= made


def test_the_embed_is_resolved_without_a_request(
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


def test_the_calendar_of_the_demo_has_a_weekly_promotion_a_draft_and_a_conflict(
    load: Callable[..., str], admin_client: Client
) -> None:
    html = admin_client.get("/admin/promotions/calendar/", {"zoom": "month"}).content.decode()

    assert "Sunday is for a slow walk" in html
    assert "Draft, not published" in html
    assert "Week of rest: 20% off pillows and blankets” is shown before “Shipping is on us" in html


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


def test_each_image_file_belongs_to_one_demo_image() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(
        image.file_name for image in IMAGES.values()
    )


@pytest.mark.parametrize("name", ["cells", "logo"])
def test_an_image_is_scaled_down_but_never_up(name: str) -> None:
    whole, scaled = IMAGES[name].content(), IMAGES[name].content(96)

    with Image.open(BytesIO(whole)) as image, Image.open(BytesIO(scaled)) as small:
        assert (small.width, small.format, small.mode) == (96, image.format, image.mode)
        assert small.height == round(96 * image.height / image.width)
        assert IMAGES[name].content(image.width) == whole


def test_an_unknown_name_in_demo_content_is_an_error() -> None:
    assert with_ids({"page": "@page/sleep"}, {"page/sleep": 7}) == {"page": 7}
    with pytest.raises(KeyError):
        with_ids("@page/nowhere", {})


@pytest.mark.parametrize("path", documented_requests())
def test_every_request_in_the_docs_succeeds(path: str, load: Any, client: Client) -> None:
    # One of them shows what a refusal looks like.
    expected = 400 if "limit=1000" in path else 200

    assert client.get(path).status_code == expected

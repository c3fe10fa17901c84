"""Has every field its one place in the file, and the text its one form?"""

from typing import Any, get_origin

import pytest

from cms.promotion_file import body_html
from cms.promotion_file import fields as layout
from cms.promotion_file.fields import FIELD_LOCATIONS, WINDOW_LOCATIONS
from cms.promotion_file.schema import PromotionEntry, WindowEntry
from cms.promotion_file.schema import members as members_of
from promotions.choices import FormKind
from promotions.models import Promotion, Window

SYSTEM = {
    "id",
    "site",
    "live",
    "has_unpublished_changes",
    "first_published_at",
    "last_published_at",
    "live_revision",
    "go_live_at",
    "expire_at",
    "expired",
    "latest_revision",
    "locked",
    "locked_at",
    "locked_by",
}


def test_every_field_of_the_model_has_its_place_in_the_file() -> None:
    fields = {field.name for field in Promotion._meta.get_fields() if not field.auto_created}

    assert fields - SYSTEM - {
        "revisions",
        "_revisions",
        "_workflow_states",
        "workflow_states",
        "index_entries",
    } <= set(FIELD_LOCATIONS)
    assert set(FIELD_LOCATIONS) <= fields
    assert {field.name for field in Window._meta.concrete_fields} - {
        "id",
        "promotion",
        "sort_order",
    } == set(WINDOW_LOCATIONS)


def members(kind: Any, at: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The places of all values of an object; a list is one value."""
    names = {} if get_origin(kind) is list else members_of(kind)
    if not names:
        return {at}
    return {place for name, inner in names.items() for place in members(inner, (*at, name))}


def test_every_place_in_the_file_is_that_of_a_field() -> None:
    # The hash names the same picture as its file does; windows have fields of their own.
    kept = {*FIELD_LOCATIONS.values(), ("content", "image", "hash"), ("windows",)}

    assert members(PromotionEntry) == kept
    assert members(WindowEntry) == set(WINDOW_LOCATIONS.values())
    assert members_of(PromotionEntry)["windows"] == list[WindowEntry]
    assert {
        place[: len(leaf)]
        for leaf in layout.COMPARED
        for place in kept
        if place[: len(leaf)] == leaf
    } == set(layout.COMPARED)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("", ""),
        ("Plain & simple", "<p>Plain &amp; simple</p>"),
        ("<p>a<br/>b</p>\n<p>c</p>", "<p>a<br>b</p><p>c</p>"),
        ("<strong>a</strong> <em>b</em>", "<p><b>a</b> <i>b</i></p>"),
        ("<p><a href='/sleep?'>x</a>", '<p><a href="/sleep?">x</a></p>'),
        ('<a href="/caf%C3%A9">x</a>', '<p><a href="/café/">x</a></p>'),
        ('<a href="mailto:a@b.example">x</a>', '<p><a href="mailto:a@b.example">x</a></p>'),
        ("<p>1 < 2 > 0</p>", "<p>1 &lt; 2 &gt; 0</p>"),
    ],
)
def test_the_text_has_one_form(given: str, kept: str) -> None:
    read = body_html.parse_body(given)

    assert (read.html, read.unsupported) == (kept, ())
    assert body_html.parse_body(kept).html == kept
    assert body_html.from_database(kept, lambda kind, key: None) == kept


def test_the_one_kind_of_form_is_the_default() -> None:
    assert FormKind.values == ["sign_up"]

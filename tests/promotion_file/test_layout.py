"""Has every field its one place in the file, and the text its one form?"""

from typing import Any

import pytest

from cms.promotion_file import bodies, layout
from cms.promotion_file.layout import PLACES, PROMOTION, WINDOW, WINDOW_PLACES
from cms.promotion_file.shapes import ListOf, Members, OrNull
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
    } <= set(PLACES)
    assert set(PLACES) <= fields
    assert {field.name for field in Window._meta.concrete_fields} - {
        "id",
        "promotion",
        "sort_order",
    } == set(WINDOW_PLACES)


def members(shape: Any, at: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The places of all values of a shape."""
    if isinstance(shape, OrNull):
        return members(shape.shape, at)
    if not isinstance(shape, Members):
        return {at}
    return {place for name, inner in shape.shapes.items() for place in members(inner, (*at, name))}


def test_every_place_in_the_file_is_that_of_a_field() -> None:
    # The hash names the same picture as its file does; windows have fields of their own.
    kept = {*PLACES.values(), ("content", "image", "hash"), ("windows",)}

    assert members(PROMOTION) == kept
    assert members(WINDOW) == set(WINDOW_PLACES.values())
    assert isinstance(PROMOTION.shapes["windows"], ListOf)
    assert {
        place[: len(leaf)] for leaf in layout.LEAVES for place in kept if place[: len(leaf)] == leaf
    } == set(layout.LEAVES)


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
    read = bodies.read(given)

    assert (read.html, read.losses) == (kept, ())
    assert bodies.read(kept).html == kept
    assert bodies.from_store(kept, lambda kind, key: None) == kept


def test_the_one_kind_of_form_is_the_default() -> None:
    assert FormKind.values == ["sign_up"]

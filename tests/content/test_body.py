"""Does a body refuse what a reader or a screen reader could not follow, on the right block?"""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError

from cms.content.blocks.base import BodyContext
from cms.content.blocks.body import BodyBlock, table_of_contents
from tests.factories import ArticlePageFactory, AuthorFactory

BODY = BodyBlock()
BODY.set_name("body")


def headings(*levels):
    raw = [{"type": "heading", "value": {"text": "A", "level": level}} for level in levels]
    return BODY.to_python(raw)


@pytest.mark.parametrize(
    "levels", [["h2"], ["h2", "h3", "h4"], ["h2", "h3", "h4", "h2", "h3", "h3", "h2"]]
)
def test_levels_may_go_one_step_deeper_and_any_number_back(levels):
    assert len(BODY.clean(headings(*levels))) == len(levels)


@pytest.mark.parametrize(
    ("levels", "place", "words"),
    [
        (["h3"], 0, "must be a section"),
        (["h2", "h4"], 1, "the one before it is h2: choose h3"),
        (["h2", "h3", "h2", "h4"], 3, "choose h3"),
    ],
)
def test_a_skipped_level_is_refused_on_its_own_block(levels, place, words):
    with pytest.raises(StreamBlockValidationError) as refused:
        BODY.clean(headings(*levels))
    assert list(refused.value.block_errors) == [place]
    on_field = refused.value.block_errors[place].block_errors["level"]
    assert isinstance(on_field, ValidationError)
    assert words in on_field.message


def test_a_second_list_of_key_points_is_refused():
    points = {"type": "key_points", "value": {"items": ["One."]}}
    with pytest.raises(StreamBlockValidationError):
        BODY.clean(BODY.to_python([points, points]))


def test_anchors_are_unique_readable_and_never_empty():
    context = BodyContext(loader=None)
    assert [context.anchor(words) for words in ("Sleep", "Sleep", "sleep!", "睡眠", "?", "?")] == [
        "sleep",
        "sleep-2",
        "sleep-3",
        "睡眠",
        "section",
        "section-2",
    ]


def test_the_table_of_contents_has_the_anchors_of_the_headings():
    raw = headings("h2", "h3").raw_data
    blocks = BODY.represent(list(raw), BodyContext(loader=None))
    assert table_of_contents(blocks) == [
        {"level": 2, "text": "A", "anchor": "a"},
        {"level": 3, "text": "A", "anchor": "a-2"},
    ]


def test_a_block_of_a_forgotten_type_is_passed_over():
    raw = [{"type": "marquee", "value": "x"}, {"type": "divider", "value": None, "id": "1"}]
    blocks = BODY.represent(raw, BodyContext(loader=None))
    assert blocks == [{"id": "1", "type": "divider", "value": {}}]


@pytest.mark.parametrize("kind", sorted(BodyBlock().child_blocks))
def test_a_block_written_by_code_without_its_parts_is_answered_all_the_same(index, get, kind):
    value = None if kind in ("divider", "table") else "" if kind == "rich_text" else {}
    body = [{"type": kind, "value": value}]
    ArticlePageFactory(parent=index, slug="sleep", body=body, validate=False)
    blocks = get("articles/sleep/").json()["body"]
    # What has nothing to show, a picture or video, is left out.
    assert [block["type"] for block in blocks] == ([] if kind in ("image", "embed") else [kind])


def test_an_address_that_is_not_of_the_web_is_never_delivered(index, get):
    bad = "javascript:alert(1)"
    links = [{"type": "link", "value": {"label": "Me", "url": bad}}]
    author = AuthorFactory(links=links, validate=False)
    ArticlePageFactory(
        parent=index,
        slug="sleep",
        author=author,
        body=[
            {"type": "embed", "value": {"url": bad, "title": ""}},
            {"type": "quote", "value": {"text": "Rest.", "attribution": "", "source_url": bad}},
            {
                "type": "call_to_action",
                "value": {"label": "Go", "link": {"url": bad}, "style": "primary"},
            },
        ],
        references=[{"type": "reference", "value": {"text": "A study", "url": bad}}],
        validate=False,
    )
    answer = get("articles/sleep/")
    assert answer.status_code == 200
    assert b"javascript" not in answer.content
    assert [block["type"] for block in answer.json()["body"]] == ["quote", "call_to_action"]

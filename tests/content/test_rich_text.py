"""Is rich text safe, nested as HTML allows, and the same as HTML and as nodes?"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.content import rich_text
from tests.search_sizes import examples

BLOCKS = {"paragraph", "bulleted_list", "numbered_list", "list_item", "quote"}
LISTS = {"bulleted_list", "numbered_list"}
HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<SCRIPT src=//evil.example>",
        "<img src=x onerror=alert(1)>",
        '<p onclick="alert(1)">',
        '<a href="javascript:alert(1)">',
        '<a href=" JaVaScRiPt:alert(1)">',
        '<a href="java\tscript:alert(1)">',
        '<a href="data:text/html,x">',
        "<a href='https://a.example/\"><script>'>",
        '<a linktype="page" id="7">',
        '<a linktype="page" id="²">',
        f'<a linktype="page" id="{"9" * 400}">',
        "<style>p{}</style>",
        "<iframe src=x>",
        "</iframe>",
        "<svg onload=alert(1)>",
        "<!-- ",
        "-->",
        "<![CDATA[",
        "<![foo[",
        "<?php",
        "<!DOCTYPE",
        "</",
        "<",
        "&lt;script&gt;",
        "&#0;",
        "&#x110000;",
        "&amp",
        "\x00",
        "]]>",
    ]
)
TAGS = [
    *rich_text.TYPE_OF_TAG, *rich_text.MARKS, "a", "br", "div", "h2", "span", "table", "td", "hr",
]  # fmt: skip
MARKUP = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.just('<a href="https://a.example/?x=1&amp;y=2">'),
)
WORDS = st.text(
    st.characters(exclude_characters="<>&\x00\r", exclude_categories=["Cs"]), max_size=9
)
SNIPPETS = st.lists(st.one_of(MARKUP, WORDS, st.just("[1]"), st.just("[9]")), max_size=40)
QUICK = settings(
    max_examples=examples(50), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


def target(kind: str, key: str) -> str | None:
    """Pages and documents are hidden, addresses as they are."""
    return rich_text.safe_url(key) if kind == "external" else None


def nodes_of(source: str, citations: frozenset[int] = frozenset()) -> list[Any]:
    return rich_text.nodes_of(source, target, citations)


def walk(nodes: list[Any]) -> Iterator[Any]:
    for node in nodes:
        yield node
        yield from walk(node.get("children", []))


def words(nodes: list[Any]) -> str:
    return "".join(node.get("text", "") for node in walk(nodes))


@QUICK
@given(st.lists(st.one_of(MARKUP, WORDS, HOSTILE), max_size=40))
def test_nothing_that_runs_gets_through(pieces):
    nodes = nodes_of("".join(pieces))
    html = rich_text.html_of(nodes)
    for tag in re.findall(r"<[^>]*>", html):
        assert re.fullmatch(
            r'</?(p|ul|ol|li|blockquote|b|i|sup|sub|code|s|br|a)>|<a href="[^"<>]*">', tag
        ), tag
    for node in walk(nodes):
        if node["type"] == "link":
            assert re.match(r"(https?://|mailto:|tel:|#|/)", node["attrs"]["url"])


@QUICK
@given(SNIPPETS)
def test_the_html_says_what_the_nodes_say(pieces):
    nodes = nodes_of("".join(pieces))
    assert nodes_of(rich_text.html_of(nodes)) == nodes


@QUICK
@given(st.lists(st.one_of(MARKUP, WORDS), max_size=40))
def test_no_word_is_lost_added_or_moved(pieces):
    source = "".join(pieces)
    kept = re.sub(r"\s", "", words(nodes_of(source)))
    assert kept == re.sub(r"\s", "", re.sub(r"<[^>]*>", "", source))


@QUICK
@given(SNIPPETS)
def test_blocks_and_links_stand_in_each_other_as_html_allows(pieces):
    nodes = nodes_of("".join(pieces), frozenset({1}))
    assert all(node["type"] in BLOCKS - {"list_item"} for node in nodes)
    for node in walk(nodes):
        children = node.get("children", [])
        if node["type"] in ("paragraph", "link"):
            assert not [child for child in children if child["type"] in BLOCKS]
        if node["type"] in LISTS:
            assert all(child["type"] == "list_item" for child in children)
        if node["type"] == "link":
            assert not [one for one in walk(children) if one["type"] in ("link", "citation")]


@pytest.mark.parametrize("tag", ["ul><li", "ol><li", "blockquote", "b", "p", "div", "a href='/x'"])
def test_a_thousand_levels_are_answered(tag):
    source = f"<{tag}>" * 1000 + "deep"
    nodes = nodes_of(source)
    assert words(nodes) == "deep"
    assert nodes_of(rich_text.html_of(nodes)) == nodes


def test_words_of_neighbouring_unknown_blocks_do_not_become_one():
    assert rich_text.html_of(nodes_of("<h2>Pain</h2><div>relief</div>")) == (
        "<p>Pain</p><p>relief</p>"
    )


def test_spaces_between_marks_outside_of_a_paragraph_are_kept():
    assert rich_text.html_of(nodes_of("<b>two</b> <i>words</i>")) == (
        "<p><b>two</b> <i>words</i></p>"
    )


def test_a_known_reference_is_cited_and_another_number_stays_text():
    nodes = nodes_of("<p>Shown [1], not [4].</p>", frozenset({1}))
    assert [node["type"] for node in nodes[0]["children"]] == ["text", "citation", "text"]
    assert nodes[0]["children"][1] == {
        "type": "citation", "text": "[1]", "attrs": {"number": 1},
    }  # fmt: skip
    assert rich_text.html_of(nodes) == (
        '<p>Shown <sup><a href="#reference-1">[1]</a></sup>, not [4].</p>'
    )


def test_a_citation_within_a_link_stays_the_words_of_the_link():
    source = '<p><a href="https://a.example/">as shown [1]</a></p>'
    assert rich_text.html_of(nodes_of(source, frozenset({1}))) == source


def test_a_hidden_link_leaves_its_words_and_no_trace():
    source = '<p>See <a linktype="page" id="7">the <b>guide</b></a>.</p>'
    nodes = nodes_of(source)
    assert rich_text.html_of(nodes) == "<p>See the <b>guide</b>.</p>"
    assert words(nodes) == "See the guide."


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://a.example/", "https://a.example/"),
        ("HTTPS://a.example/", "HTTPS://a.example/"),
        ("//a.example/x", "https://a.example/x"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("tel:+44", "tel:+44"),
        ("#top", "#top"),
        ("/articles/", "/articles/"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("articles/", None),
        ("", None),
    ],
)
def test_only_addresses_that_cannot_run_are_linked(written, kept):
    assert rich_text.safe_url(written) == kept

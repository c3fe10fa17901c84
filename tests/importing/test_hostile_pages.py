"""Malicious pages are imported safely and in bounded time."""

import time

import pytest

from cms.importing.document import Document, RichText, Table
from cms.importing.sources.files import UnreadableFile
from cms.importing.sources.saved_page import document_from_source
from tests.importing.words import check_clean, document_words, outcome

PATIENCE = 30.0
"""Seconds on a busy machine; an attack that succeeds takes minutes."""


def read(source: str) -> Document:
    document = document_from_source("page.html", source)
    check_clean(document)
    return document


def why(document: Document) -> dict[str, str]:
    return {entry.text: entry.why for entry in document.left_out}


def test_scripts_are_dropped_and_listed() -> None:
    document = read("<h1>B</h1><p onclick='steal()'>a<script>alert(1)</script></p>")
    assert document.blocks == (RichText("<p>a</p>"),)
    assert why(document) == {"alert(1)": "script", 'onclick="steal()"': "script in an attribute"}


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x()",
        "JavaScript:x()",
        " \x01javascript:x()",
        "java\nscript:x()",
        "javascript&colon;x()",
        "&#106;avascript:x()",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "http://[broken",
    ],
)
def test_unsafe_links_lose_their_address_which_is_listed(address: str) -> None:
    document = read(f'<h1>B</h1><p><a href="{address}">text</a></p>')
    assert document.blocks == (RichText("<p>text</p>"),)
    assert list(why(document).values()) == ["unsafe link"]


def test_address_cannot_break_out_of_its_attribute() -> None:
    document = read("""<h1>B</h1><p><a href='https://x.example/"><script>y</script>'>t</a></p>""")
    assert document.blocks == (
        RichText(
            '<p><a href="https://x.example/%22%3E%3Cscript%3Ey%3C/script%3E">t</a></p>',
        ),
    )


def test_encoded_markup_stays_text() -> None:
    document = read("<h1>&lt;b&gt;</h1><p>&lt;script&gt;x&lt;/script&gt;</p>")
    assert document.title == "<b>"
    assert document.blocks == (RichText("<p>&lt;script&gt;x&lt;/script&gt;</p>"),)


@pytest.mark.parametrize("src", ["javascript:x()", "data:image/svg+xml,<svg>", "file:///a.png"])
def test_image_with_an_unsafe_address_is_listed_with_its_text(src: str) -> None:
    document = read(f"<h1>B</h1><p>a</p><img src='{src}' alt='A loaf'>")
    assert document.blocks == (RichText("<p>a</p>"),)
    assert {"A", "loaf"} <= document_words(document)


@pytest.mark.parametrize("name", ["div", "b", "ul><li", "blockquote", "table><tr><td", "a", "span"])
def test_deep_nesting_is_dissolved(name: str) -> None:
    document = read(f"<h1>B</h1>{f'<{name}>' * 3_000}deep words")
    assert {"deep", "words"} <= document_words(document)
    assert any("dissolved" in doubt.message for doubt in document.doubts)


@pytest.mark.parametrize(
    "trap",
    ["<!--", "<a ", "<a href='", "<![CDATA[", "<![if >", "<?", "</", "<", "&", "<p a", "<b></i>"],
)
def test_unfinished_markup_takes_bounded_time(trap: str) -> None:
    started = time.monotonic()
    found = outcome("page.html", f"<p>words</p>{trap * 50_000}")
    assert "tags" in found if isinstance(found, str) else "words" in document_words(found)
    assert time.monotonic() - started < PATIENCE


def test_page_with_too_many_tags_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="tags"):
        read("<b>" * 300_000)


def test_huge_table_is_read() -> None:
    rows = "".join(f"<tr><td>a{number}<td>b" for number in range(5_000))
    document = read(f"<h1>B</h1><table>{rows}</table>")
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert len(table.rows) == 5_000


def test_table_that_would_grow_without_bounds_becomes_paragraphs() -> None:
    row = "<tr>" + "<td>a" * 2_000
    document = read(
        f"<h1>B</h1><table>{row}{'<tr><td colspan=9999 rowspan=9999>b<td>c' * 2_000}</table>"
    )
    assert document.paragraphs == 2_001
    assert any("too large" in doubt.message for doubt in document.doubts)


def test_json_ld_that_is_deep_or_broken_is_ignored() -> None:
    for data in ("[" * 100_000, "{", '{"@type": ["Question"], "name": 7}'):
        document = read(f"<script type=application/ld+json>{data}</script><h1>B</h1><p>a</p>")
        assert document.blocks == (RichText("<p>a</p>"),)

"""Markdown is read into a document."""

from cms.importing.document import Document, Faq, FaqItem, Heading, Image, Quote, RichText, Table
from cms.importing.sources.saved_page import document_from_source
from tests.importing.words import check_clean

INTRO = "Rye keeps for a week and tastes better on the second day than it does on the first."


def read(*lines: str) -> Document:
    document = document_from_source("page.md", "\n".join(lines))
    check_clean(document)
    return document


def test_markdown_becomes_blocks() -> None:
    document = read(
        "# Rye bread", "", f"{INTRO} **Bold**, [link](https://x.example/).", "", "## Steps", "",
        "1. mix", "2. rest", "", "> Slowly.", "", "| a | b |", "|---|---|", "| c | d |", "",
        "![A loaf](loaf.jpg)",
    )  # fmt: skip
    assert document.title == "Rye bread"
    assert document.blocks == (
        RichText(f'<p>{INTRO} <b>Bold</b>, <a href="https://x.example/">link</a>.</p>'),
        Heading(2, "Steps"),
        RichText("<ol><li>mix</li><li>rest</li></ol>"),
        Quote("Slowly."),
        Table("", ("a", "b"), (("c", "d"),)),
        Image("loaf.jpg", "A loaf"),
    )
    assert document.doubts == ()


def test_promotions_around_the_article_leave_it() -> None:
    document = read(
        "Free delivery on rye.",
        "",
        "# Rye bread",
        "",
        INTRO,
        "",
        "Wait!",
        "",
        "Sign up for our letter",
    )
    assert [promotion.kind for promotion in document.promotions] == ["announcement_bar", "modal"]
    assert document.blocks == (RichText(f"<p>{INTRO}</p>"),)


def test_page_without_headings_is_judged_like_plain_text() -> None:
    document = read("Rye bread", "", INTRO, "", "What is rye?", "", f"*{INTRO}*", "", "Stray")
    assert (document.title, document.headings) == ("Rye bread", (Heading(2, "What is rye?"),))
    assert document.blocks[-1] == RichText(f"<p><i>{INTRO}</i></p><p>Stray</p>")
    assert [doubt.where for doubt in document.doubts] == ["“Stray”"]


def test_front_matter_names_the_page() -> None:
    document = read(
        "---", "title: 'Rye & bread'", "description: All of it", "lang: en", "layout: post", "---",
        INTRO, "", "## More", "", INTRO,
    )  # fmt: skip
    assert (document.title, document.summary, document.language) == (
        "Rye & bread",
        "All of it",
        "en",
    )
    assert [entry.text for entry in document.left_out] == ["layout: post"]


def test_rule_at_the_start_is_no_front_matter() -> None:
    assert read("---", "", "# Rye", "", INTRO, "", "---").title == "Rye"


def test_html_inside_is_read_as_untrusted_html() -> None:
    document = read(
        "# Rye", "", "<details><summary>Sour?</summary>", "", "Often.", "", "</details>", "",
        "<script>x()</script>", "", "[a](javascript:x)",
    )  # fmt: skip
    assert document.blocks[0] == Faq((FaqItem("Sour?", "<p>Often.</p>"),))
    assert ("x()", "script") in [(entry.text, entry.why) for entry in document.left_out]


def test_list_that_starts_later_comes_with_a_doubt() -> None:
    document = read("# Rye", "", "4. bake", "5. cool")
    assert [doubt.message for doubt in document.doubts] == ["On the page this list starts at 4."]


def test_definitions_of_links_and_languages_of_code_are_listed() -> None:
    document = read(
        "# Rye", "", "[a][b]", "", "```python", "x", "```", "", '[b]: https://x.example "T"'
    )
    assert rich_html(document) == '<p><a href="https://x.example">a</a></p><p>x</p>'
    assert [entry.text for entry in document.left_out] == [
        "T",
        '[b]: https://x.example "T"',
        "python",
    ]


def rich_html(document: Document) -> str:
    return "".join(block.html for block in document.blocks if isinstance(block, RichText))

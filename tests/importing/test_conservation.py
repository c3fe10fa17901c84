"""Every word of a page is in the article, in a promotion, or in what was left out."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.importing.document import Document
from cms.importing.sources.saved_page import document_from_source
from tests.importing.words import document_words, outcome, words
from tests.search_sizes import examples
from tests.shared_pages import shared_page

CONTAINER_NAMES = (
    "p div section article main header footer nav aside span b em a ul ol li table tr td th thead "
    "caption blockquote cite figure figcaption details summary dl dt dd h1 h2 h3 h4 h5 h6 form "
    "label button pre center dialog q sup font picture svg ruby rt noscript template body"
)
CONTAINERS = CONTAINER_NAMES.split()
ATTRIBUTES = [
    "",
    ' class="announcement-bar"',
    ' class="newsletter modal"',
    ' class="related-posts"',
    ' class="key-points"',
    ' role="dialog"',
    ' href="/somewhere"',
    ' href="javascript:x()"',
    ' itemtype="https://schema.org/Question"',
    ' itemprop="name"',
    ' aria-hidden="true"',
    ' colspan="3" rowspan="2"',
    ' hidden onclick="y()"',
]
LEAVES = [
    "<br>", "<br><br>", "<hr>", '<img src="a.png">', "<input type=email>", "<input type=checkbox>",
    "Sign up for our newsletter", "Free shipping today", "Wait!", "Is it so?", "&amp;", "<!-- -->",
]  # fmt: skip
SENTENCES = [
    "free shipping on everything", "sign up for our newsletter", "Wait!", "enter your email",
    "subscribe", "unsubscribe at any time", "save 20 today and use code FLOUR",
]  # fmt: skip


TAGS = st.sampled_from(CONTAINERS)
PIECES = st.one_of(
    st.tuples(st.just("open"), TAGS, st.sampled_from(ATTRIBUTES)),
    st.tuples(st.just("close"), TAGS, st.just("")),
    st.tuples(st.just("end"), st.just(""), st.just("")),
    st.tuples(st.just("text"), st.sampled_from(["", ".", "?"]), st.just("")),
    st.tuples(st.just("leaf"), st.sampled_from(LEAVES), st.just("")),
)


@st.composite
def html_pages(draw: st.DrawFn) -> tuple[str, set[str]]:
    """Generate pages of random elements, some with missing or wrong end tags, and their words."""
    parts, opened, used = [], [], set()
    for number, (kind, name, attributes) in enumerate(draw(st.lists(PIECES, max_size=40))):
        if kind == "open":
            opened.append(name)
            parts.append(f"<{name}{attributes}>")
        elif kind == "text":
            used |= {f"w{number}x", f"v{number}x"}
            parts.append(f" w{number}x v{number}x{name} ")
        elif kind == "leaf":
            parts.append(name)
        else:
            parts.append(f"</{opened.pop() if kind == 'end' and opened else name or 'p'}>")
    return "".join(parts), used


@st.composite
def text_pages(draw: st.DrawFn) -> tuple[str, set[str]]:
    """Generate pages of random lines, and their words."""
    numbers, lines = count(), []
    for _ in range(draw(st.integers(1, 25))):
        new = " ".join(f"w{next(numbers)}x" for _ in range(draw(st.integers(1, 30))))
        line = draw(st.sampled_from([new, new.upper(), *SENTENCES]))
        start = draw(st.sampled_from(["", "", "", "- ", "* ", "  ", "1. ", "2. ", "7) ", "(3) "]))
        end = draw(st.sampled_from(["", "", ".", "?", "!", ":"]))
        lines += [start + line + end, *[""] * draw(st.integers(0, 2))]
        lines += draw(st.sampled_from([[], [], ["---"], ["====="]]))
    source = "\n".join(lines)
    return source, {word for word in words(source) if not word.isdecimal() or word == "20"}


@st.composite
def markdown_pages(draw: st.DrawFn) -> tuple[str, set[str]]:
    """Generate pages of random Markdown blocks, and their words, each used once."""
    numbers, used = count(), set()

    def some(most: int = 12) -> str:
        new = [f"w{next(numbers)}x" for _ in range(draw(st.integers(1, most)))]
        used.update(new)
        return " ".join(new)

    makers = [
        lambda: f"{some(30)}.", lambda: f"# {some()}", lambda: f"#### {some()}", some,
        lambda: f"- {some()}\n- **{some()}**\n  - {some()}", lambda: f"3. {some()}\n4. {some()}",
        lambda: f"> {some()}\n>\n> {some()}",
        lambda: f"| {some()} | {some()} |\n|---|---|\n| {some()} | |",
        lambda: f"[{some()}](https://x.example/{some(1)} '{some()}') *{some()}*",
        lambda: f"![{some()}](a/{some(1)}.png '{some()}')", lambda: f"```{some(1)}\n{some()}\n```",
        lambda: f"[{some()}]: https://x.example '{some()}'", lambda: f"    {some()}", lambda: "---",
        lambda: f"<details><summary>{some()}</summary>{some()}</details>",
        lambda: f"<b>{some()}</b> `{some()}`",
        lambda: f"Sign up for our newsletter {some()}", lambda: f"{some()}\n===",
        lambda: f"<!-- {some()} -->",
    ]  # fmt: skip
    return "\n\n".join(
        draw(st.sampled_from(makers))() for _ in range(draw(st.integers(1, 12)))
    ), used


def assert_kept(name: str, source: str, used: set[str]) -> None:
    found = outcome(name, source)
    if isinstance(found, str):
        assert not used or "left out" in found
    else:
        assert used - document_words(found) == set()


@settings(max_examples=examples(50), deadline=None)
@given(html_pages())
def test_no_word_of_a_web_page_is_lost(page: tuple[str, set[str]]) -> None:
    assert_kept("page.html", *page)


@settings(max_examples=examples(30), deadline=None)
@given(text_pages())
def test_no_word_of_a_plain_text_is_lost(page: tuple[str, set[str]]) -> None:
    assert_kept("page.txt", *page)


@settings(max_examples=examples(30), deadline=None)
@given(markdown_pages())
def test_no_word_of_a_markdown_page_is_lost(page: tuple[str, set[str]]) -> None:
    assert_kept("page.md", *page)


@settings(max_examples=examples(30), deadline=None)
@given(st.sampled_from([".txt", ".md", ".html"]), st.text(max_size=300))
def test_any_text_gives_a_document_with_a_title_or_a_clear_error(suffix: str, source: str) -> None:
    found = outcome(f"page{suffix}", source)
    assert "shows no article" in found if isinstance(found, str) else found.title


@settings(max_examples=examples(30), deadline=None)
@given(st.text(alphabet="<>/!-[]?&;#=\"' abplit0", max_size=200))
def test_broken_markup_gives_a_document_or_a_clear_error(source: str) -> None:
    found = outcome("page.html", source)
    assert "shows no article" in found if isinstance(found, str) else found.title


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_no_word_of_the_real_page_is_lost(suffix: str) -> None:
    path = shared_page("000_dad9caec21052359.txt")
    source = path.read_text(encoding="utf-8")
    if suffix == ".html":
        source = "".join(f"<p>{line}</p>" for line in source.splitlines())
    document: Document = document_from_source(f"page{suffix}", source)
    assert words(source.replace("<p>", "").replace("</p>", " ")) <= document_words(document)

"""Recognize the boxes that are parts of the site, such as a cart, and not promotions."""

import re
from collections.abc import Iterable

from bs4 import Tag

from cms.importing.site_parts import COMMENTS, FOOTER, LOG_IN, SEARCH, part_by_line, part_by_name
from cms.importing.web.visible import HEADING_TAGS, attribute, visible_lines, visible_text

_COOKIES = re.compile(r"cookie|consent|gdpr|ccpa|onetrust", re.IGNORECASE)
_COOKIE_WORD = re.compile(r"\bcookies?\b", re.IGNORECASE)
_LOG_IN_FIELD = re.compile(r"^(log|user_?login|user_?name|pwd)$", re.IGNORECASE)
_MAX_WORDS = 150
_MAX_LINKS = 3


def names_of(tag: Tag) -> str:
    """Return the classes and the id of an element, separated by spaces."""
    return f"{attribute(tag, 'class')} {attribute(tag, 'id')}"


def is_not_a_box(tag: Tag) -> bool:
    """Return whether the element is a cookie note or a log-in, has no text, or is too large."""
    text = visible_text(tag)
    return (
        bool(_COOKIES.search(names_of(tag)) or _COOKIE_WORD.search(text))
        or not text
        or len(text.split()) > _MAX_WORDS
        or tag.find(["h1", "article", "main", "nav"]) is not None
        or tag.find("input", type="password") is not None
        or len(tag.find_all(role="dialog")) + len(tag.find_all("dialog")) > 1
    )


def part_of_site(tag: Tag, around: Iterable[int], *, overlay: bool = False) -> str:
    """Return the part of a site that a box is by its names, fields and heading; else "".

    ``around`` are the ids of the elements around the article, whose names say nothing about the
    box. An overlay may be in the footer: it is displayed elsewhere.
    """
    return (
        _by_place(tag, frozenset(around), overlay=overlay)
        or _by_fields(tag)
        or _by_words(tag)
        or ("list of links" if _is_list_of_links(tag) else "")
    )


def _by_place(tag: Tag, around: frozenset[int], *, overlay: bool) -> str:
    for element in (tag, *tag.parents):
        if id(element) in around or element.name in {"body", "html", "[document]"}:
            continue
        part = part_by_name(names_of(element)) or part_by_line(attribute(element, "aria-label"))
        is_footer = element.name == "footer" or attribute(element, "role") == "contentinfo"
        part = part or (FOOTER if is_footer else "")
        if part and not (overlay and part == FOOTER):
            return part
    return ""


def _by_fields(tag: Tag) -> str:
    if tag.find(role="search") or tag.find("input", type="search"):
        return SEARCH
    if tag.find("input", attrs={"name": _LOG_IN_FIELD}):
        return LOG_IN
    texts = [attribute(field, "name") for field in tag.find_all("textarea")]
    # A captcha stores its token in a textarea.
    return COMMENTS if any("captcha" not in name for name in texts) else ""


def _by_words(tag: Tag) -> str:
    heading = tag.find(HEADING_TAGS)
    title = visible_text(heading) if isinstance(heading, Tag) else ""
    return part_by_line(title) or part_by_line(next(iter(visible_lines(tag)), ""))


def _is_list_of_links(tag: Tag) -> bool:
    links = [text for link in tag.find_all("a") if (text := visible_text(link))]
    return len(links) > _MAX_LINKS and len("".join(links)) * 2 > len(visible_text(tag))

"""Find the article of a page, and list everything around it with the reason for leaving it out."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, Tag

from cms.importing.web.page import Page
from cms.importing.web.visible import (
    CONTROL_TAGS,
    HEADING_TAGS,
    attribute,
    is_text,
    text_length,
    visible_text,
)

_NEVER_SHOWN = ("script", "style", "noscript", "template")
_ROLES = {
    "navigation": "navigation",
    "search": "search",
    "banner": "header of the site",
    "contentinfo": "footer",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
_NAMES = {
    "nav": "navigation",
    "footer": "footer",
    "form": "form",
    "dialog": "dialog",
    "search": "search",
    "head": "head",
}
_PREFIX = r"(?:[a-z]+__|(?:post|entry|article|page|site|js|wp|block|single)[-_])?"
_CLASSES = {
    "cookie note": r"(?:cookies?|gdpr|ccpa|consent|onetrust)",
    "navigation": r"(?:breadcrumbs?|navbar|navigation|menu|pagination|pager|skip|toc)",
    "sharing buttons": r"(?:share|sharing|social)",
    "related pages": r"(?:related|recommended|recommendations|read-next|more-posts|you-may-also)",
    "comments": r"(?:comments|disqus|respond)",
    "advertisement": r"(?:ads?|advert|advertisement|sponsored)",
    "sidebar": r"(?:sidebar)",
    "by-line": r"(?:byline|by-line|meta|posted-on)",
}
_HINTS = {
    why: re.compile(rf"{_PREFIX}{names}(?:$|[-_])", re.IGNORECASE)
    for why, names in _CLASSES.items()
}
_RELATED = re.compile(
    r"related|more (from|on|about)|read (next|also|more)|you (may|might) also", re.IGNORECASE
)
_MAX_SHARE = 0.3
"""An element with a larger share of the article's text is not left out by class or role."""


def remove_invisible(page: Page, soup: BeautifulSoup) -> None:
    """Remove scripts, styles and comments from the tree.

    These, event attributes and tooltips are listed as left out.
    """
    for tag in soup.find_all(_NEVER_SHOWN):
        if tag.name in {"script", "style"}:
            page.leave_code_out(tag.get_text() or attribute(tag, "src"), tag.name)
            tag.extract()
        else:
            page.leave_out(tag, f"{tag.name}: not shown by browsers")
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        page.assembly.leave_out(str(comment.extract()), "comment in the source")
    for tag in soup.find_all(True):
        page.assembly.leave_out(attribute(tag, "title"), f"tooltip of {tag.name}")
        for name in [name for name in tag.attrs if name.lower().startswith("on")]:
            page.leave_code_out(f'{name}="{attribute(tag, name)}"', "script in an attribute")


def main_part(soup: BeautifulSoup) -> Tag:
    """Return the element with the article: main, the longest article, or the whole body."""
    found = [*soup.find_all("main")] or [*soup.find_all(role="main")]
    if not found:
        articles = [*soup.find_all("article")]
        found = articles if _has_long_one(articles) else []
    body = soup.find("body")
    return max(found, key=text_length, default=body if isinstance(body, Tag) else soup)


def chrome_around(main: Tag) -> Iterator[tuple[Tag, str]]:
    """Yield the elements beside the article, and why they are left out; wrap loose text."""
    path: Tag | None = main
    while path is not None and path.parent is not None:
        for node in list(path.parent.children):
            if isinstance(node, Tag) and node is not path:
                yield node, _why(node) or _beside(node)
            elif is_text(node) and str(node).strip():
                yield (
                    node.wrap(BeautifulSoup("", "html.parser").new_tag("div")),
                    "outside of the article",
                )
        path = path.parent


def chrome_inside(main: Tag) -> Iterator[tuple[Tag, str]]:
    """Yield the elements within the article that are not part of it, and why."""
    limit = text_length(main) * _MAX_SHARE
    is_page = main.name not in {"main", "article"}
    waiting = [main]
    while waiting:
        for child in reversed([node for node in waiting.pop().children if isinstance(node, Tag)]):
            why = _why(child)
            if child.name == "header" and is_page and not child.find("h1"):
                why = "header of the site"
            if child.name == "footer" and child.find_parent("blockquote"):
                why = ""
            if (
                why
                and (child.name in {"nav", "head"} or text_length(child) <= limit)
                and not child.find("h1")
            ):
                yield child, why
            else:
                waiting.append(child)


def _has_long_one(articles: list[Tag]) -> bool:
    lengths = [text_length(article) for article in articles]
    return bool(lengths) and max(lengths) * 2 > sum(lengths)


def _why(tag: Tag) -> str:
    """Return why the element itself is not part of an article; empty if there is no reason."""
    if attribute(tag, "aria-hidden") == "true":
        return "hidden from readers"
    if tag.name in CONTROL_TAGS:
        is_opener = (
            tag.has_attr("aria-expanded") or tag.find_parent([*HEADING_TAGS, "summary"]) is not None
        )
        return "" if tag.name in {"label", "output"} or is_opener else "form control"
    why = _NAMES.get(tag.name) or _ROLES.get(attribute(tag, "role").lower()) or _hinted(tag)
    if not why and tag.name == "aside":
        heading = tag.find([*HEADING_TAGS, "strong", "b"])
        why = (
            "related pages"
            if isinstance(heading, Tag) and _RELATED.match(visible_text(heading))
            else ""
        )
    return why


def _hinted(tag: Tag) -> str:
    names = [*attribute(tag, "class").split(), attribute(tag, "id")]
    for why, pattern in _HINTS.items():
        if tag.name not in {"html", "body", "main", "article", *HEADING_TAGS} and any(
            map(pattern.match, names)
        ):
            return why
    return ""


def _beside(tag: Tag) -> str:
    return {"header": "header of the site", "aside": "sidebar", "head": "head of the page"}.get(
        tag.name, "outside of the article"
    )

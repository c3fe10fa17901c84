"""Which part of a page is its article, and why is everything else left out?"""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, Tag

from cms.importing.web.page import Page
from cms.importing.web.visible import CONTROLS, HEADINGS, attribute, is_text, length, line

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
_LARGEST_SHARE = 0.3
"""An element with more of the article's characters than this is not left out by its class or role.
"""


def drop_what_is_not_shown(page: Page, soup: BeautifulSoup) -> None:
    """Take scripts, styles and comments out of the tree; they, event attributes and tooltips are
    listed.
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
    """The element that holds the article: main, the longest article, or the whole body."""
    found = [*soup.find_all("main")] or [*soup.find_all(role="main")]
    if not found:
        articles = [*soup.find_all("article")]
        found = articles if _has_long_one(articles) else []
    body = soup.find("body")
    return max(found, key=length, default=body if isinstance(body, Tag) else soup)


def chrome_around(main: Tag) -> Iterator[tuple[Tag, str]]:
    """The elements beside the article and why they are no part of it; loose text is wrapped on the
    way.
    """
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
    """The elements within the article that are no part of it, and why."""
    limit = length(main) * _LARGEST_SHARE
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
                and (child.name in {"nav", "head"} or length(child) <= limit)
                and not child.find("h1")
            ):
                yield child, why
            else:
                waiting.append(child)


def _has_long_one(articles: list[Tag]) -> bool:
    lengths = [length(article) for article in articles]
    return bool(lengths) and max(lengths) * 2 > sum(lengths)


def _why(tag: Tag) -> str:
    """Why the element is no part of an article, judged by itself; empty where nothing says so."""
    if attribute(tag, "aria-hidden") == "true":
        return "hidden from readers"
    if tag.name in CONTROLS:
        is_opener = (
            tag.has_attr("aria-expanded") or tag.find_parent([*HEADINGS, "summary"]) is not None
        )
        return "" if tag.name in {"label", "output"} or is_opener else "form control"
    why = _NAMES.get(tag.name) or _ROLES.get(attribute(tag, "role").lower()) or _hinted(tag)
    if not why and tag.name == "aside":
        heading = tag.find([*HEADINGS, "strong", "b"])
        why = "related pages" if isinstance(heading, Tag) and _RELATED.match(line(heading)) else ""
    return why


def _hinted(tag: Tag) -> str:
    names = [*attribute(tag, "class").split(), attribute(tag, "id")]
    for why, pattern in _HINTS.items():
        if tag.name not in {"html", "body", "main", "article", *HEADINGS} and any(
            map(pattern.match, names)
        ):
            return why
    return ""


def _beside(tag: Tag) -> str:
    return {"header": "header of the site", "aside": "sidebar", "head": "head of the page"}.get(
        tag.name, "outside of the article"
    )

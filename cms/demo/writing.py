"""Write demo content as blocks and links before the objects they refer to exist.

References are names such as `@page/sleep` and `@image/waves`; `with_ids` replaces them by ids.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_OID, uuid5

RawBlock = dict[str, Any]
"""`{type, value}`, as stored in a StreamField."""
Ids = Mapping[str, int]
"""Ids by name, such as `{"page/sleep": 12}`."""

_NAME = re.compile(r"@((?:page|image)/[a-z0-9-]+)")


@dataclass(frozen=True)
class CitedWork:
    """A published work that articles cite; `doi` or `url` is its address."""

    text: str
    authors: str
    source: str
    year: int
    doi: str = ""
    url: str = ""

    def block(self) -> RawBlock:
        """Return the work as a block of an article's references."""
        return {"type": "reference", "value": dict(vars(self))}


@dataclass(frozen=True)
class DemoArticle:
    """An article of the demo, with fields in the order of the editor.

    `published`, `reviewed` and `review_due` are in days from today: -30 is a month ago, 21 is in
    three weeks. Without `published` it is a draft, without `reviewed` it has not been reviewed.
    """

    name: str
    slug: str
    title: str
    summary: str
    hero: str
    author: str
    topics: list[str]
    tags: list[str]
    published: int | None
    body: list[RawBlock]
    reviewed: int | None = None
    review_due: int | None = None
    references: list[CitedWork] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    search_description: str = ""


def link(name: str, words: str) -> str:
    """Return a link to a page of the demo."""
    return f'<a linktype="page" id="@page/{name}">{words}</a>'


def external_link(url: str, words: str) -> str:
    return f'<a href="{url}">{words}</a>'


def rich(*parts: str) -> str:
    """Return paragraphs; a part that is a list stays a list."""
    return "".join(
        part if part.startswith(("<ul>", "<ol>")) else f"<p>{part}</p>" for part in parts
    )


def bullets(*items: str) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def steps(*items: str) -> str:
    return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"


def heading(text: str, level: int = 2) -> RawBlock:
    return {"type": "heading", "value": {"text": text, "level": f"h{level}"}}


def text(*parts: str) -> RawBlock:
    """Return a rich text block of paragraphs and lists."""
    return {"type": "rich_text", "value": rich(*parts)}


def image(name: str, alt: str, caption: str = "", credit: str = "") -> RawBlock:
    """Return an image block; without alternative text it is decorative."""
    chosen = {"image": f"@image/{name}", "alt_text": alt, "decorative": not alt}
    return {"type": "image", "value": {"image": chosen, "caption": caption, "credit": credit}}


def quote(words: str, attribution: str, source_url: str = "") -> RawBlock:
    value = {"text": words, "attribution": attribution, "source_url": source_url}
    return {"type": "quote", "value": value}


def callout(kind: str, title: str, *parts: str) -> RawBlock:
    """Return a callout; `kind` is `note`, `tip`, `warning` or `seek_care`."""
    return {"type": "callout", "value": {"kind": kind, "title": title, "text": rich(*parts)}}


def _items(values: list[Any]) -> list[RawBlock]:
    """Return the items of a list block; without ids Wagtail expects bare values."""
    return [
        {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_OID, repr(value)))}
        for value in values
    ]


def key_points(*points: str) -> RawBlock:
    return {"type": "key_points", "value": {"items": _items(list(points))}}


def faq(*pairs: tuple[str, str]) -> RawBlock:
    """Return an FAQ block of pairs of question and answer."""
    items = [{"question": question, "answer": rich(answer)} for question, answer in pairs]
    return {"type": "faq", "value": {"items": _items(items)}}


def table(caption: str, header: list[str], *rows: list[str]) -> RawBlock:
    columns = [{"type": "text", "heading": title} for title in header]
    values = {"caption": caption, "columns": columns, "rows": [{"values": row} for row in rows]}
    return {"type": "table", "value": values}


def embed(url: str, title: str) -> RawBlock:
    return {"type": "embed", "value": {"url": url, "title": title}}


def target(page: str = "", url: str = "") -> dict[str, Any]:
    """Return the value of a link block: a page of the demo or a URL."""
    return {"page": f"@page/{page}" if page else None, "document": None, "url": url}


def call_to_action(label: str, page: str = "", url: str = "", style: str = "primary") -> RawBlock:
    value = {"label": label, "link": target(page, url), "style": style}
    return {"type": "call_to_action", "value": value}


def promotion_slot() -> RawBlock:
    return {"type": "promotion_slot", "value": {"slot": "inline"}}


def divider() -> RawBlock:
    return {"type": "divider", "value": None}


def with_ids(value: Any, ids: Ids) -> Any:
    """Return the value with ids for names; raise KeyError for an unknown name."""
    if isinstance(value, dict):
        return {key: with_ids(inner, ids) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_ids(inner, ids) for inner in value]
    if not isinstance(value, str) or "@" not in value:
        return value
    if alone := _NAME.fullmatch(value):
        return ids[alone[1]]
    return _NAME.sub(lambda found: str(ids[found[1]]), value)

"""How is demo content written down: blocks and links, before there are rows to point at?

What points at something names it: `@page/sleep`, `@image/waves`. `resolved` puts the ids in.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_OID, uuid5

Block = dict[str, Any]
"""`{type, value}`, as a StreamField stores it."""
Ids = Mapping[str, int]
"""`{"page/sleep": 12}`."""

_NAME = re.compile(r"@((?:page|image)/[a-z0-9-]+)")


@dataclass(frozen=True)
class Work:
    """A published work that articles cite; `doi` or `url` is where it is read."""

    text: str
    authors: str
    source: str
    year: int
    doi: str = ""
    url: str = ""

    def block(self) -> Block:
        """As an article's references store it."""
        return {"type": "reference", "value": dict(vars(self))}


@dataclass(frozen=True)
class Article:
    """An article of the demo, in the order of its fields in the editor.

    `published` counts days from today: -30 is a month ago, 21 is scheduled in three weeks, None
    stays a draft. `reviewed` and `review_due` count days as well, None: not reviewed.
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
    body: list[Block]
    reviewed: int | None = None
    review_due: int | None = None
    references: list[Work] = field(default_factory=list)
    related: list[str] = field(default_factory=list)
    search_description: str = ""


def link(name: str, words: str) -> str:
    """A link to another page of the demo, by name."""
    return f'<a linktype="page" id="@page/{name}">{words}</a>'


def away(url: str, words: str) -> str:
    """A link to another site."""
    return f'<a href="{url}">{words}</a>'


def rich(*parts: str) -> str:
    """Paragraphs; a part that is a list already stays one."""
    return "".join(
        part if part.startswith(("<ul>", "<ol>")) else f"<p>{part}</p>" for part in parts
    )


def bullets(*items: str) -> str:
    """A bulleted list."""
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def steps(*items: str) -> str:
    """A numbered list."""
    return f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>"


def heading(text: str, level: int = 2) -> Block:
    """A heading."""
    return {"type": "heading", "value": {"text": text, "level": f"h{level}"}}


def text(*parts: str) -> Block:
    """Paragraphs and lists."""
    return {"type": "rich_text", "value": rich(*parts)}


def image(name: str, alt: str, caption: str = "", credit: str = "") -> Block:
    """A picture of the demo; without alt text it is decorative."""
    chosen = {"image": f"@image/{name}", "alt_text": alt, "decorative": not alt}
    return {"type": "image", "value": {"image": chosen, "caption": caption, "credit": credit}}


def quote(words: str, attribution: str, source_url: str = "") -> Block:
    """What somebody else said."""
    value = {"text": words, "attribution": attribution, "source_url": source_url}
    return {"type": "quote", "value": value}


def callout(kind: str, title: str, *parts: str) -> Block:
    """A box: `note`, `tip`, `warning` or `seek_care`."""
    return {"type": "callout", "value": {"kind": kind, "title": title, "text": rich(*parts)}}


def _items(values: list[Any]) -> list[Block]:
    """Entries of a list block; Wagtail knows them from bare values by their ids."""
    return [
        {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_OID, repr(value)))}
        for value in values
    ]


def key_points(*points: str) -> Block:
    """The article in a few sentences."""
    return {"type": "key_points", "value": {"items": _items(list(points))}}


def faq(*pairs: tuple[str, str]) -> Block:
    """Questions, each with its answer."""
    items = [{"question": question, "answer": rich(answer)} for question, answer in pairs]
    return {"type": "faq", "value": {"items": _items(items)}}


def table(caption: str, header: list[str], *rows: list[str]) -> Block:
    """A table of text."""
    columns = [{"type": "text", "heading": title} for title in header]
    values = {"caption": caption, "columns": columns, "rows": [{"values": row} for row in rows]}
    return {"type": "table", "value": values}


def embed(url: str, title: str) -> Block:
    """A video of a provider."""
    return {"type": "embed", "value": {"url": url, "title": title}}


def target(page: str = "", url: str = "") -> dict[str, Any]:
    """Where a link block leads: a page of the demo, or an address."""
    return {"page": f"@page/{page}" if page else None, "document": None, "url": url}


def call_to_action(label: str, page: str = "", url: str = "", style: str = "primary") -> Block:
    """A button."""
    value = {"label": label, "link": target(page, url), "style": style}
    return {"type": "call_to_action", "value": value}


def promotion_slot() -> Block:
    """A place for the inline promotion of the moment."""
    return {"type": "promotion_slot", "value": {"slot": "inline"}}


def divider() -> Block:
    """A pause."""
    return {"type": "divider", "value": None}


def resolved(value: Any, ids: Ids) -> Any:
    """The same with ids for names; a name alone becomes a number. KeyError for an unknown one."""
    if isinstance(value, dict):
        return {key: resolved(inner, ids) for key, inner in value.items()}
    if isinstance(value, list):
        return [resolved(inner, ids) for inner in value]
    if not isinstance(value, str) or "@" not in value:
        return value
    if alone := _NAME.fullmatch(value):
        return ids[alone[1]]
    return _NAME.sub(lambda found: str(ids[found[1]]), value)

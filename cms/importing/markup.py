"""Write plain text as the HTML of a document, and shorten text for messages."""

import html
from collections.abc import Iterable


def escaped(text: str) -> str:
    """Return text for an element with &, < and > escaped; not for attributes."""
    return html.escape(text, quote=False)


def paragraphs(lines: Iterable[str]) -> str:
    """Return an escaped paragraph for each line that is not empty."""
    return "".join(f"<p>{escaped(line)}</p>" for line in lines if line.strip())


def listing(items: Iterable[str], *, ordered: bool = False) -> str:
    """Return a list of items, which are HTML already."""
    name = "ol" if ordered else "ul"
    return f"<{name}>{''.join(f'<li>{item}</li>' for item in items)}</{name}>"


def shortened(text: str, longest: int) -> str:
    """Return the text on one line, cut after a word if it is longer than ``longest``."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip() + "…"

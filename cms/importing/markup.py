"""How is plain text written in the small HTML of a document, or shortened for a message?"""

import html
from collections.abc import Iterable


def escaped(text: str) -> str:
    """The text with &, < and > escaped; quotation marks stay, since it is never an attribute."""
    return html.escape(text, quote=False)


def paragraphs(lines: Iterable[str]) -> str:
    """One escaped paragraph for each line that is not empty."""
    return "".join(f"<p>{escaped(line)}</p>" for line in lines if line.strip())


def listing(items: Iterable[str], *, ordered: bool = False) -> str:
    """A list of items that are HTML already."""
    name = "ol" if ordered else "ul"
    return f"<{name}>{''.join(f'<li>{item}</li>' for item in items)}</{name}>"


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut at a word where it is longer than ``longest`` characters."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest - 1]
    return (cut[: cut.rfind(" ")] if " " in cut else cut).rstrip() + "…"

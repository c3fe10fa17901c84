"""What is a saved page once its file format no longer matters?

Titles, typed blocks, offers, doubts and left-out text, as frozen values without a framework.
"""

from dataclasses import dataclass
from typing import Literal

LONGEST_TITLE = 255
"""Characters of an article's title."""
LONGEST_SUMMARY = 500
"""Characters of an article's summary, and of the consent text of a form."""
LONGEST_LINE = 200
"""Characters of a heading, in the article or of an offer, and of the title of a form."""
LONGEST_LABEL = 80
"""Characters of the label of a field or of a button."""


@dataclass(frozen=True)
class Heading:
    """A section heading; ``level`` is 2 to 4 and never skips one."""

    level: int
    text: str


@dataclass(frozen=True)
class RichText:
    """Paragraphs and lists between two other blocks.

    ``html`` holds only p, ul, ol, li, b, i, sup, sub, br (without attributes) and a with a safe
    href.
    """

    html: str

    @property
    def paragraphs(self) -> int:
        """How many paragraphs stand in the block; lists are not counted."""
        return self.html.count("<p>")


@dataclass(frozen=True)
class Image:
    """A picture; ``src`` is absolute, relative to the saved page, or a data URL."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Quote:
    """A block quotation in plain text; its paragraphs are parted by an empty line."""

    text: str
    attribution: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Table:
    """Cells in plain text; every row, and the header where there is one, has the same length."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class FaqItem:
    """One question in plain text and its answer as ``RichText`` html."""

    question: str
    html: str


@dataclass(frozen=True)
class Faq:
    """Questions and answers that follow each other."""

    items: tuple[FaqItem, ...]


@dataclass(frozen=True)
class KeyPoints:
    """The main points in plain text."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Embed:
    """A video by the address of its watch page."""

    url: str


@dataclass(frozen=True)
class Divider:
    """A thematic break."""


Block = Heading | RichText | Image | Quote | Table | Faq | KeyPoints | Embed | Divider


@dataclass(frozen=True)
class Form:
    """A sign-up form; a text that the page does not show is empty."""

    kind: Literal["sign_up"] = "sign_up"
    title: str = ""
    email_label: str = ""
    submit_label: str = ""
    consent_text: str = ""


@dataclass(frozen=True)
class CallToAction:
    """The link of an offer."""

    label: str
    url: str


@dataclass(frozen=True)
class Offer:
    """What the page shows beside its article: ``body`` is ``RichText`` html, ``lines`` the text as
    it stood, ``lost`` names what has no place in a promotion, such as an image.
    """

    kind: Literal["announcement_bar", "modal"]
    heading: str
    body: str = ""
    form: Form | None = None
    call_to_action: CallToAction | None = None
    lines: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Something to look at: ``where`` for people, and the index of the block or the offer where it
    is about one.
    """

    where: str
    message: str
    block: int | None = None
    offer: int | None = None


@dataclass(frozen=True)
class LeftOut:
    """Text that is neither in the article nor in an offer, and why."""

    text: str
    why: str


@dataclass(frozen=True)
class Document:
    """One saved page. ``summary``, ``language`` and ``source_url`` are empty where the page does
    not say.
    """

    title: str
    blocks: tuple[Block, ...] = ()
    offers: tuple[Offer, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    summary: str = ""
    language: str = ""
    source_url: str = ""

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The section headings in their order; the title is none of them."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))

    @property
    def paragraphs(self) -> int:
        """How many paragraphs of running text the article has."""
        return sum(block.paragraphs for block in self.blocks if isinstance(block, RichText))

"""A saved page independent of its file format, as frozen dataclasses without a framework."""

from dataclasses import dataclass
from typing import Literal

MAX_TITLE_LENGTH = 255
"""Characters of an article's title."""
MAX_SUMMARY_LENGTH = 500
"""Characters of an article's summary, and of the consent text of a form."""
MAX_HEADING_LENGTH = 200
"""Characters of a heading of an article or promotion, and of the title of a form."""
MAX_BUTTON_LENGTH = 80
"""Characters of the label of a field or button."""


@dataclass(frozen=True)
class Heading:
    """A section heading; ``level`` is 2 to 4 and never skips one."""

    level: int
    text: str


@dataclass(frozen=True)
class RichText:
    """Paragraphs and lists.

    ``html`` contains only p, ul, ol, li, b, i, sup, sub, br (without attributes) and a with a safe
    href.
    """

    html: str

    @property
    def paragraphs(self) -> int:
        """The number of paragraphs; list items are not counted."""
        return self.html.count("<p>")


@dataclass(frozen=True)
class Image:
    """An image; ``src`` is absolute, relative to the saved page, or a data URL."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class Quote:
    """A block quotation in plain text; an empty line separates its paragraphs."""

    text: str
    attribution: str = ""
    source_url: str = ""


@dataclass(frozen=True)
class Table:
    """Cells in plain text; all rows, and the header if there is one, have the same length."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class FaqItem:
    """A question in plain text and its answer as ``RichText`` HTML."""

    question: str
    html: str


@dataclass(frozen=True)
class Faq:
    """Consecutive questions with answers."""

    items: tuple[FaqItem, ...]


@dataclass(frozen=True)
class KeyPoints:
    """The main points in plain text."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Embed:
    """A video, by the URL of its watch page."""

    url: str


@dataclass(frozen=True)
class Divider:
    pass


DocumentBlock = Heading | RichText | Image | Quote | Table | Faq | KeyPoints | Embed | Divider


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
    """The link of a promotion."""

    label: str
    url: str


@dataclass(frozen=True)
class ImportedPromotion:
    """A promotion that the page shows beside its article.

    ``body`` is ``RichText`` HTML, ``lines`` the original text. ``lost`` names parts that a
    promotion cannot hold, such as an image.
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
    """Something for an editor to check.

    ``where`` is text for the editor; ``block`` or ``promotion`` is the index of the block or
    promotion, if the doubt is about one.
    """

    where: str
    message: str
    block: int | None = None
    promotion: int | None = None


@dataclass(frozen=True)
class LeftOut:
    """Text that is neither in the article nor in a promotion, and the reason."""

    text: str
    why: str


@dataclass(frozen=True)
class Document:
    """A saved page; ``summary``, ``language`` and ``source_url`` are empty if the page has none."""

    title: str
    blocks: tuple[DocumentBlock, ...] = ()
    promotions: tuple[ImportedPromotion, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    summary: str = ""
    language: str = ""
    source_url: str = ""

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The section headings in order, without the title."""
        return tuple(block for block in self.blocks if isinstance(block, Heading))

    @property
    def paragraphs(self) -> int:
        """The number of paragraphs of the article."""
        return sum(block.paragraphs for block in self.blocks if isinstance(block, RichText))

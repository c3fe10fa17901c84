"""Find reasons why the text of a promotion should be checked before it is published."""

import html
import re
from collections.abc import Iterator

from cms.importing.document import ImportedPromotion
from cms.importing.markup import shortened
from cms.importing.promotion_text import mentions_promotion

_TEMPLATE_MARK = re.compile(
    r"\{\{.*?(\}\}|$)|\{%.*?(%\}|$)|\$\{.*?(\}|$)|\[\[.*?(\]\]|$)|<%.*?(%>|$)|\*\|.*?(\|\*|$)|"
    r"\{[a-z_.]+\}|%[a-z_]{2,}%|%7b.*?(%7d|$)",
    re.IGNORECASE,
)
_MONTH = (
    r"(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|"
    r"oct(ober)?|nov(ember)?|dec(ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember)"
)
_DATED = re.compile(
    r"\b20\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-](\d\d)?\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|"
    rf"\b\d{{1,2}}(st|nd|rd|th|\.)?( of)? {_MONTH}\b|\b{_MONTH}\.? \d{{1,2}}(st|nd|rd|th)?\b|"
    r"\b(today|tonight|tomorrow|heute)\b|\b(ends?|ending|expires?|expiring|endet|endend)\b|"
    r"\b(until|till|bis) (midnight|\d[\w.]*( \w+)?|"
    r"(next |this )?(mon|tues|wednes|thurs|fri|satur|sun)day)|"
    r"\b\d+ (days?|hours?|minutes?) (left|to go|only)\b|"
    r"\b(black friday|cyber monday|christmas|xmas|boxing day|new year|easter|halloween|"
    r"valentine.?s?|(mother|father).?s.? day)\b",
    re.IGNORECASE,
)
_URGE = re.compile(
    r"\b(buy|get|join|order|save|shop|sign up|start|subscribe|try)\b[^.!?]*\btoday(?! only)\b",
    re.IGNORECASE,
)
"""“Save 10% today” urges, and names no day."""
_TAG = re.compile(r"<[^>]*>")
_CUT = 60


def doubts_of_promotion(promotion: ImportedPromotion) -> Iterator[str]:
    """Yield doubts about the text of a promotion, and about the parts that it loses."""
    texts = list(_texts(promotion))
    if promotion.kind == "modal" and _is_promotion_further_down(promotion):
        yield "Its heading and its first line speak of no offer."
    mark = next((found[0] for text in texts if (found := _TEMPLATE_MARK.search(text))), "")
    if mark:
        yield f"It holds a mark of a template: {shortened(mark, _CUT)}"
    undated = [_URGE.sub("", text) for text in texts]
    date = next((found[0] for text in undated if (found := _DATED.search(text))), "")
    if date:
        yield f"It names a date or an end (“{date}”), and without a window it never ends."
    if promotion.lost:
        yield f"Left out of it: {', '.join(promotion.lost)}."


def _is_promotion_further_down(promotion: ImportedPromotion) -> bool:
    """Return whether a modal mentions a promotion, but not in its heading or first line.

    False if it mentions none at all; its box has a doubt for that already.
    """
    first, *others = [*_lines(promotion.body), ""]
    title = promotion.form.title if promotion.form else ""
    opening = any(map(mentions_promotion, (promotion.heading, first, title)))
    return not opening and any(map(mentions_promotion, others))


def _texts(promotion: ImportedPromotion) -> Iterator[str]:
    yield promotion.heading
    yield from _lines(promotion.body)
    if promotion.call_to_action:
        yield from (promotion.call_to_action.label, promotion.call_to_action.url)
    if promotion.form:
        form = promotion.form
        yield from (form.title, form.email_label, form.submit_label, form.consent_text)


def _lines(body: str) -> list[str]:
    parts = (html.unescape(_TAG.sub("", part)).strip() for part in body.split("</p>"))
    return [part for part in parts if part]

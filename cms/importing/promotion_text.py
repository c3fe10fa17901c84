"""Which lines of a page speak of an offer or a sign-up, and how does an offer read?"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from cms.importing.document import LONGEST_LABEL, LONGEST_LINE, LONGEST_SUMMARY, Form, Offer
from cms.importing.markup import paragraphs, shortened
from cms.importing.site_parts import part_by_line

_SIGN_UP = re.compile(
    r"\b(sign(ing)?[- ]?up|subscrib\w+|(e-?)?newsletters?|mailing list|your (e-?mail|inbox)|"
    r"e-?mail address|get (our )?updates|join (us|our|the (club|list|community|family|tribe)))\b",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"\bfree\s+([\w\u2013-]+\s+){0,3}"
    r"(shipping|delivery|postage|returns?|gifts?|trial|samples?|guide|e-?book)\b"
    r"|\d\s?% (off|discount)|\bsave (up to )?([$£€]\s?)?\d"
    r"|\b(discounts?|coupons?|vouchers?|promo code|use code|deals?|clearance|sale)\b"
    r"|\b(bogo|giveaway|unlock\w*|first order|last chance|don[\u2019']t miss)\b"
    r"|\b(special|exclusive|limited|our|this) offers?\b|\boffer (ends|expires)\b"
    r"|\blimited[- ]time\b|\b(black friday|cyber monday)\b|\b(shop|buy|order) now\b"
    r"|\bwhile (stocks?|supplies) lasts?\b|\bends (soon|tonight|today)\b"
    r"|\bspend (over |at least )?([$£€]\s?\d|\d+\s?([$£€]|euros?|dollars?|pounds?)\b)"
    r"[^.]*\b(free|get|receive|save)\b",
    re.IGNORECASE,
)
_OPENER = re.compile(r"(wait|hold (up|on)|before you (go|leave)|not so fast|psst)\b", re.IGNORECASE)
_EMAIL_LABEL = re.compile(r"((enter|type|add) )?(your )?(best )?e-?mail\b", re.IGNORECASE)
_SUBMIT_LABEL = re.compile(
    r"(sign (me )?up|subscribe|join|submit|send|register|claim|unlock|get|yes)\b", re.IGNORECASE
)
_CONSENT = re.compile(r"\b(unsubscribe|privacy|consent|agree|opt[- ]out)\b", re.IGNORECASE)
_CUT = 60
_FEWEST_WORDS = 3
MOST_OFFER_WORDS = 25
"""Words that a line of an offer may have where only its words tell that it is one."""

_MOST_LABEL_WORDS = 4
"""Words that the label of a form field or of a button may have."""


def speaks_of_sign_up(line: str) -> bool:
    """Whether the line asks for a sign-up."""
    return bool(_SIGN_UP.search(line))


def speaks_of_offer(line: str) -> bool:
    """Whether the line speaks of an offer or asks for a sign-up."""
    return bool(_OFFER.search(line)) or speaks_of_sign_up(line)


def is_opener(line: str) -> bool:
    """Whether the line only opens an offer below it, such as "Wait!"."""
    return _is_short(line) and bool(_OPENER.match(line))


def groups(lines: Sequence[str]) -> list[range]:
    """The stretches of lines that make one offer each.

    A short line between two that speak of an offer belongs to it, and so does an opener such as
    "Wait!" above it.
    An empty line parts offers, and so does one that names a part of the site, such as "Related
    posts".
    """
    lines = ["" if part_by_line(line) else line for line in lines]
    speaking = [
        number
        for number, line in enumerate(lines)
        if len(line.split()) <= MOST_OFFER_WORDS and speaks_of_offer(line)
    ]
    found: list[range] = []
    for number in speaking:
        between = lines[found[-1].stop : number] if found else []
        if (
            found
            and len(between) <= 1
            and all(0 < len(line.split()) <= MOST_OFFER_WORDS for line in between)
        ):
            found[-1] = range(found[-1].start, number + 1)
        else:
            opens = number > 0 and is_opener(lines[number - 1])
            found.append(range(number - opens, number + 1))
    return found


def edge_doubts(
    lines: Sequence[str], *, after_the_end: bool, above: Sequence[str] = (), is_alone: bool = True
) -> list[str]:
    """Return what is unsure about an offer that only its place and its words tell.

    ``lines`` are its own, ``above`` those between the end of the article and it. ``is_alone`` is
    off where the page shows other such lines in the same place.
    """
    doubts = []
    if after_the_end and len(lines) == 1:
        doubts.append("One line after the end: it may belong to the article.")
    if not after_the_end and len(lines) > 1:
        doubts.append("Several lines above the title are taken as one offer.")
    if not after_the_end and not is_alone:
        doubts.append("One of several lines above the title that speak of an offer.")
    if len(" ".join(lines).split()) < _FEWEST_WORDS:
        doubts.append("One or two words: they may be a link of the site's navigation.")
    if not (is_opener(lines[0]) or any(map(_OFFER.search, lines))):
        doubts.append("It only asks for a sign-up: it may be a form or a link of the site.")
    part = next((line for line in reversed(above) if part_by_line(line)), "")
    if part:
        doubts.append(f"Stands below “{shortened(part, _CUT)}”, and may belong to it.")
    return doubts


def offer_from_lines(lines: Sequence[str], *, after_the_end: bool) -> Offer:
    """One offer from at least one line: heading first, then body; the last line about signing up
    titles the form.

    A sign-up is a modal, and so are several lines after the end of the article; anything else is a
    bar.
    """
    signs_up = any(speaks_of_sign_up(line) for line in lines)
    kind: Literal["modal", "announcement_bar"] = (
        "modal" if signs_up or (after_the_end and len(lines) > 1) else "announcement_bar"
    )
    rest = [*lines[1:]]
    form = _form(rest) if signs_up else None
    return Offer(kind, lines[0], paragraphs(rest), form, lines=tuple(lines))


def fitted(offer: Offer) -> Offer:
    """The offer with every text short enough for its place; what is too long is in the body."""
    long = [offer.heading] if len(offer.heading) > LONGEST_LINE else []
    form, call = offer.form, offer.call_to_action
    if form:
        limits = {"email_label": LONGEST_LABEL, "submit_label": LONGEST_LABEL}
        limits |= {"title": LONGEST_LINE, "consent_text": LONGEST_SUMMARY}
        too_long = [name for name, limit in limits.items() if len(getattr(form, name)) > limit]
        long += [getattr(form, name) for name in too_long]
        emptied: dict[str, Any] = dict.fromkeys(too_long, "")
        form = replace(form, **emptied)
    if call and len(call.label) > LONGEST_LABEL:
        long.append(call.label)
        call = replace(call, label=shortened(call.label, LONGEST_LABEL))
    return replace(
        offer,
        heading=shortened(offer.heading, LONGEST_LINE),
        body=offer.body + paragraphs(long),
        form=form,
        call_to_action=call,
    )


def _form(rest: list[str]) -> Form:
    """The form that the lines below the heading describe; the lines it uses are taken out of
    ``rest``.
    """
    consent = _taken(rest, [line for line in rest if _CONSENT.search(line)])
    email = _taken(rest, [line for line in rest if _is_short(line) and _EMAIL_LABEL.match(line)])
    submit = _taken(
        rest, [line for line in rest[-1:] if _is_short(line) and _SUBMIT_LABEL.match(line)]
    )
    title = _taken(
        rest, [line for line in rest if speaks_of_sign_up(line) and len(line) <= LONGEST_LINE]
    )
    return Form(title=title, email_label=email, submit_label=submit, consent_text=consent)


def _is_short(line: str) -> bool:
    return len(line.split()) <= _MOST_LABEL_WORDS


def _taken(rest: list[str], candidates: list[str]) -> str:
    if not candidates:
        return ""
    rest.remove(candidates[-1])
    return candidates[-1]

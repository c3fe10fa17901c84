"""Recognize lines that advertise something or invite to sign up, and parse them as a promotion."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from cms.importing.document import (
    MAX_BUTTON_LENGTH,
    MAX_HEADING_LENGTH,
    MAX_SUMMARY_LENGTH,
    Form,
    ImportedPromotion,
)
from cms.importing.markup import paragraphs, shortened
from cms.importing.site_parts import part_by_line

_SIGN_UP = re.compile(
    r"\b(sign(ing)?[- ]?up|subscrib\w+|(e-?)?newsletters?|mailing list|your (e-?mail|inbox)|"
    r"e-?mail address|get (our )?updates|join (us|our|the (club|list|community|family|tribe)))\b",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
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
MAX_PROMOTION_WORDS = 25
"""Words of a line that is taken for a promotion because of its words alone."""

_MAX_LABEL_WORDS = 4
"""Words of the label of a form field or button."""


def mentions_sign_up(line: str) -> bool:
    """Return whether the line invites to sign up."""
    return bool(_SIGN_UP.search(line))


def mentions_promotion(line: str) -> bool:
    """Return whether the line advertises something or invites to sign up."""
    return bool(_PROMOTION.search(line)) or mentions_sign_up(line)


def is_opener(line: str) -> bool:
    """Return whether the line introduces a promotion below it, such as "Wait!"."""
    return _is_short(line) and bool(_OPENER.match(line))


def groups(lines: Sequence[str]) -> list[range]:
    """Return the range of lines of each promotion.

    A short line between two lines of a promotion is part of it, and so is an opener such as "Wait!"
    above it. An empty line separates promotions, and so does a line that names a part of the site,
    such as "Related posts".
    """
    lines = ["" if part_by_line(line) else line for line in lines]
    speaking = [
        number
        for number, line in enumerate(lines)
        if len(line.split()) <= MAX_PROMOTION_WORDS and mentions_promotion(line)
    ]
    found: list[range] = []
    for number in speaking:
        between = lines[found[-1].stop : number] if found else []
        if (
            found
            and len(between) <= 1
            and all(0 < len(line.split()) <= MAX_PROMOTION_WORDS for line in between)
        ):
            found[-1] = range(found[-1].start, number + 1)
        else:
            opens = number > 0 and is_opener(lines[number - 1])
            found.append(range(number - opens, number + 1))
    return found


def edge_doubts(
    lines: Sequence[str], *, after_the_end: bool, above: Sequence[str] = (), is_alone: bool = True
) -> list[str]:
    """Return doubts about a promotion that only its position and words identify.

    ``lines`` are its own, ``above`` those between the end of the article and it. ``is_alone`` is
    false if the page shows other such lines in the same place.
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
    if not (is_opener(lines[0]) or any(map(_PROMOTION.search, lines))):
        doubts.append("It only asks for a sign-up: it may be a form or a link of the site.")
    part = next((line for line in reversed(above) if part_by_line(line)), "")
    if part:
        doubts.append(f"Stands below “{shortened(part, _CUT)}”, and may belong to it.")
    return doubts


def promotion_from_lines(lines: Sequence[str], *, after_the_end: bool) -> ImportedPromotion:
    """Parse at least one line: the first is the heading, the others the body.

    The last line about signing up is the title of the form. A sign-up is a modal, and so are
    several lines after the end of the article; anything else is a bar.
    """
    signs_up = any(mentions_sign_up(line) for line in lines)
    kind: Literal["modal", "announcement_bar"] = (
        "modal" if signs_up or (after_the_end and len(lines) > 1) else "announcement_bar"
    )
    rest = [*lines[1:]]
    form = _form(rest) if signs_up else None
    return ImportedPromotion(kind, lines[0], paragraphs(rest), form, lines=tuple(lines))


def fitted(promotion: ImportedPromotion) -> ImportedPromotion:
    """Return the promotion with texts that are too long moved to its body."""
    long = [promotion.heading] if len(promotion.heading) > MAX_HEADING_LENGTH else []
    form, call = promotion.form, promotion.call_to_action
    if form:
        limits = {"email_label": MAX_BUTTON_LENGTH, "submit_label": MAX_BUTTON_LENGTH}
        limits |= {"title": MAX_HEADING_LENGTH, "consent_text": MAX_SUMMARY_LENGTH}
        too_long = [name for name, limit in limits.items() if len(getattr(form, name)) > limit]
        long += [getattr(form, name) for name in too_long]
        emptied: dict[str, Any] = dict.fromkeys(too_long, "")
        form = replace(form, **emptied)
    if call and len(call.label) > MAX_BUTTON_LENGTH:
        long.append(call.label)
        call = replace(call, label=shortened(call.label, MAX_BUTTON_LENGTH))
    return replace(
        promotion,
        heading=shortened(promotion.heading, MAX_HEADING_LENGTH),
        body=promotion.body + paragraphs(long),
        form=form,
        call_to_action=call,
    )


def _form(rest: list[str]) -> Form:
    """Return the form that the lines below the heading describe; remove its lines from ``rest``."""
    consent = _take_line(rest, [line for line in rest if _CONSENT.search(line)])
    email = _take_line(
        rest, [line for line in rest if _is_short(line) and _EMAIL_LABEL.match(line)]
    )
    submit = _take_line(
        rest, [line for line in rest[-1:] if _is_short(line) and _SUBMIT_LABEL.match(line)]
    )
    title = _take_line(
        rest, [line for line in rest if mentions_sign_up(line) and len(line) <= MAX_HEADING_LENGTH]
    )
    return Form(title=title, email_label=email, submit_label=submit, consent_text=consent)


def _is_short(line: str) -> bool:
    return len(line.split()) <= _MAX_LABEL_WORDS


def _take_line(rest: list[str], candidates: list[str]) -> str:
    if not candidates:
        return ""
    rest.remove(candidates[-1])
    return candidates[-1]

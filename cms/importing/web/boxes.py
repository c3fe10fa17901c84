"""Find the boxes of a page that show a promotion, and parse them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from bs4 import BeautifulSoup, Tag

from cms.importing.document import CallToAction, Form, ImportedPromotion
from cms.importing.markup import paragraphs
from cms.importing.promotion_text import (
    is_opener,
    mentions_promotion,
    mentions_sign_up,
    promotion_from_lines,
)
from cms.importing.web.lost_parts import lost_parts
from cms.importing.web.page import Page
from cms.importing.web.parts import is_not_a_box, names_of, part_of_site
from cms.importing.web.visible import HEADING_TAGS, attribute, visible_lines, visible_text

_BOXES = ("div", "section", "aside", "dialog", "form", "header", "p")
_BAR = re.compile(
    r"announcement|promo-?(bar|banner)|top-?bar|(notice|offer|sale)-?bar|hello-?bar", re.IGNORECASE
)
_SURE_BAR = re.compile(
    r"announcement-?(bar|banner)|promo-?(bar|banner)|(offer|sale)-?bar|hello-?bar", re.IGNORECASE
)
_SLIDE = re.compile(
    r"(^|\s)([\w-]*[-_])?(slide|(carousel|slider|announcement|message)(__|-)item|"
    r"announcement-bar__announcement)(\s|$)",
    re.IGNORECASE,
)
_OVERLAY = re.compile(
    r"(^|[\s_-])(modal|pop-?up|lightbox|overlay|exit-intent|slide-?in|flyout)", re.IGNORECASE
)
_SURE_OVERLAY = re.compile(r"(^|[\s_-])(modal|pop-?up|exit-intent)($|[\s_-])", re.IGNORECASE)
_SIGN_UP = re.compile(
    r"newsletter|subscri(be|ption)|sign-?up|email-?capture|mailing-?list|opt-?in", re.IGNORECASE
)
_CLOSE = re.compile(r"\W*(close|dismiss|no,? thanks.*|not now|maybe later|x)?\W*", re.IGNORECASE)
_MAX_LABEL_WORDS = 6
_MAX_BAR_WORDS = 25
_MAX_OVERLAY_WORDS, _MAX_OVERLAY_LINES = 60, 12


@dataclass(frozen=True)
class _Box:
    """What a box is according to its names and words: a promotion or a part of the site."""

    kind: Literal["announcement_bar", "modal"]
    part: str = ""
    doubts: tuple[str, ...] = ()


def extract_promotions(page: Page, soup: BeautifulSoup, main: Tag) -> None:
    """Remove boxes named like promotions from the tree, except around the article.

    The promotions in them are added, unless they are parts of the site.
    """
    around = {id(main), *map(id, main.parents)}
    for tag in soup.find_all(_BOXES):
        box = None if id(tag) in around or root_of(tag) is not soup else _box(tag, around)
        if box is None:
            continue
        if box.part:
            page.leave_out(tag, box.part)
            continue
        for slide in _slides(tag) if box.kind == "announcement_bar" else [tag]:
            _take(page, slide, box)
        if tag.parent is not None:
            page.leave_out(tag, "controls of an announcement bar")


def _take(page: Page, tag: Tag, box: _Box) -> None:
    promotion = promotion_from_box(page, tag, after_the_end=box.kind == "modal")
    tag.extract()
    if promotion:
        promotion = replace(promotion, kind=box.kind)
        page.assembly.add_promotion(promotion, *box.doubts, *_doubts_of_heading(promotion.heading))


def root_of(tag: Tag) -> Tag:
    """Return the outermost element around a tag, up to one that was removed from the tree."""
    top = tag
    while top.parent is not None:
        top = top.parent
    return top


def promotion_from_box(page: Page, box: Tag, *, after_the_end: bool) -> ImportedPromotion | None:
    """Return the promotion in a box: its heading, form and first link.

    Close buttons are left out. None if the box shows no text.
    """
    _drop_closers(page, box)
    email, consent = _email_field(box), box.find("input", type="checkbox")
    form = _form(box)
    call = _call_to_action(page, box)
    lost = tuple(lost_parts(box, email, consent if form else None))
    page.defer_media(box, "an offer")
    page.deferred_media, images = [], page.deferred_media
    for image in images:
        page.leave_code_out(
            attribute(image, "alt") or attribute(image, "src"), "picture of an offer"
        )
    labels = [form.title, form.submit_label, form.email_label] if form else []
    texts = (
        _heading_first(box) or [text for text in (call.label if call else "", *labels) if text][:1]
    )
    if not texts:
        return None
    promotion = promotion_from_lines(texts, after_the_end=after_the_end)
    promotion = replace(promotion, call_to_action=call, lost=lost)
    return _with_form(promotion, form) if form else promotion


def _box(tag: Tag, around: Iterable[int]) -> _Box | None:
    """Return what a box is; None if neither its names nor its role mark it as one."""
    names, text = names_of(tag), visible_text(tag)
    is_overlay = _is_dialog(tag) or bool(_OVERLAY.search(names))
    is_bar = bool(_BAR.search(names))
    if not (is_bar or is_overlay or _SIGN_UP.search(names)) or is_not_a_box(tag):
        return None
    asks = tag.find("input", type="email") is not None
    speaks = mentions_promotion(text)
    if not (is_bar or asks or speaks):
        return None
    part = part_of_site(tag, around, overlay=is_overlay)
    if is_bar:
        sure = bool(_SURE_BAR.search(names))
        part = part or ("" if sure or speaks or "announcement" in names.lower() else "bar")
        return _Box("announcement_bar", part, _doubts_of_bar(tag, sure=sure or speaks))
    if not is_overlay:
        return _Box("modal", part or "sign-up form of the page")
    sure = _is_dialog(tag) or bool(_SURE_OVERLAY.search(names))
    return _Box("modal", part, _doubts_of_overlay(tag, sure=sure))


def _is_dialog(tag: Tag) -> bool:
    role = attribute(tag, "role").lower()
    return (
        tag.name == "dialog"
        or role in {"dialog", "alertdialog"}
        or attribute(tag, "aria-modal") == "true"
    )


def _doubts_of_bar(tag: Tag, *, sure: bool) -> tuple[str, ...]:
    if not sure:
        return ("It calls itself an announcement; its words speak of no offer.",)
    if any(len(visible_text(slide).split()) > _MAX_BAR_WORDS for slide in _slides(tag)):
        return ("It has much text for an announcement bar.",)
    return ()


def _doubts_of_overlay(tag: Tag, *, sure: bool) -> tuple[str, ...]:
    text, doubts = visible_text(tag), []
    if not sure:
        doubts.append("Its name leaves open whether it is a pop-up.")
    if not mentions_promotion(text):
        doubts.append("It asks for an address, but its words speak of no offer.")
    if mentions_sign_up(text) and _email_field(tag) is None:
        doubts.append("Its words speak of a sign-up, but it has no field for an address.")
    if len(text.split()) > _MAX_OVERLAY_WORDS or len(visible_lines(tag)) > _MAX_OVERLAY_LINES:
        doubts.append("It has much text for a pop-up.")
    return tuple(doubts)


def _doubts_of_heading(heading: str) -> tuple[str, ...]:
    if len(heading.split()) > 1 or is_opener(heading):
        return ()
    return ("Its heading is a single word.",)


def _slides(tag: Tag) -> list[Tag]:
    """Return the slides of a bar that rotates announcements, else the bar itself."""
    found: list[Tag] = []
    for part in tag.find_all(True):
        is_inside = any(slide in part.parents for slide in found)
        if not is_inside and _SLIDE.search(names_of(part)) and visible_text(part):
            found.append(part)
    return found if len(found) > 1 else [tag]


def _drop_closers(page: Page, box: Tag) -> None:
    for tag in box.find_all(["button", "a", "span"]):
        label = f"{attribute(tag, 'aria-label')} {attribute(tag, 'class')}"
        text = visible_text(tag)
        if text and _CLOSE.fullmatch(text) and (tag.name != "span" or "close" in label.lower()):
            page.leave_out(tag, "button that closes an offer")


def _form(box: Tag) -> Form | None:
    """Return the form in a box and remove its labels from the tree; None without an email field."""
    field = _email_field(box)
    if field is None:
        return None
    checkbox = box.find("input", type="checkbox")
    consent = _label_of(box, checkbox) if isinstance(checkbox, Tag) else box.find("small")
    email = (
        _extract_text(_label_of(box, field))
        or attribute(field, "placeholder")
        or attribute(field, "aria-label")
    )
    submit = box.find("input", type="submit")
    label = (
        attribute(submit, "value") if isinstance(submit, Tag) else _extract_text(box.find("button"))
    )
    return Form(
        title=_extract_text(box.find("legend")),
        email_label=email,
        submit_label=label,
        consent_text=_extract_text(consent),
    )


def _email_field(box: Tag) -> Tag | None:
    field = box.find("input", type="email") or box.find(
        "input", attrs={"name": re.compile("e-?mail", re.IGNORECASE)}
    )
    return field if isinstance(field, Tag) else None


def _label_of(box: Tag, field: Tag) -> Tag | None:
    around = field.find_parent("label")
    name = attribute(field, "id")
    found = around or (box.find("label", attrs={"for": name}) if name else None)
    return found if isinstance(found, Tag) else None


def _call_to_action(page: Page, box: Tag) -> CallToAction | None:
    for link in box.find_all("a", href=True):
        href, label = page.safe_href(attribute(link, "href")), visible_text(link)
        if attribute(link, "href").startswith("#") or not href or not label:
            continue
        call = CallToAction(label, href)
        is_label = len(label.split()) <= _MAX_LABEL_WORDS and label != visible_text(box)
        is_label = is_label and link.find(HEADING_TAGS) is None
        if is_label and link.find_parent(HEADING_TAGS) is None:
            link.extract()
        else:
            link.unwrap()
        return call
    return None


def _heading_first(box: Tag) -> list[str]:
    heading = box.find(HEADING_TAGS)
    first = _extract_text(heading)
    return [*([first] if first else []), *visible_lines(box)]


def _extract_text(found: object) -> str:
    if not isinstance(found, Tag):
        return ""
    text = visible_text(found)
    found.extract()
    return text


def _with_form(promotion: ImportedPromotion, shown: Form) -> ImportedPromotion:
    """Return the promotion with the form that the page shows.

    Its empty texts are filled from the form in the lines; texts that are not needed go back to the
    body.
    """
    in_lines = promotion.form or Form()
    names = ("title", "email_label", "submit_label", "consent_text")
    filled = {name: getattr(shown, name) or getattr(in_lines, name) for name in names}
    spare = [getattr(in_lines, name) for name in names if getattr(shown, name)]
    return replace(
        promotion, form=replace(shown, **filled), body=promotion.body + paragraphs(spare)
    )

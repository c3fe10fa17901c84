"""Which boxes of a page show an offer, and how does such a box read?"""

import re
from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from cms.importing.document import CallToAction, Form, Offer
from cms.importing.markup import paragraphs
from cms.importing.offers import offer_from_lines, speaks_of_offer
from cms.importing.web.page import Page
from cms.importing.web.visible import HEADINGS, attribute, line, lines

_BOXES = ("div", "section", "aside", "dialog", "form", "header", "p")
_BAR = re.compile(
    r"announcement|promo-?(bar|banner)|top-?bar|(notice|offer|sale)-?bar|hello-?bar", re.IGNORECASE
)
_OVERLAY = re.compile(
    r"(^|[\s_-])(modal|pop-?up|lightbox|overlay|exit-intent|slide-?in|flyout)", re.IGNORECASE
)
_SIGN_UP = re.compile(
    r"newsletter|subscri(be|ption)|sign-?up|email-?capture|mailing-?list|opt-?in", re.IGNORECASE
)
_COOKIES = re.compile(r"cookie|consent|gdpr|ccpa|onetrust", re.IGNORECASE)
_CLOSE = re.compile(r"\W*(close|dismiss|no,? thanks.*|not now|maybe later|x)?\W*", re.IGNORECASE)
_MOST_WORDS = 150
_MOST_LABEL_WORDS = 6


def take_offers(page: Page, soup: BeautifulSoup, main: Tag) -> None:
    """Take the boxes that show offers out of the tree and add what they offer; none of them holds
    the article.
    """
    around = {id(main), *map(id, main.parents)}
    for tag in soup.find_all(_BOXES):
        kind = "" if id(tag) in around else _kind(tag)
        if kind and root_of(tag) is soup:
            offer = offer_of(page, tag, after_the_end=kind == "modal")
            tag.extract()
            if offer:
                page.assembly.add_offer(
                    offer if kind == "modal" else replace(offer, kind="announcement_bar")
                )


def root_of(tag: Tag) -> Tag:
    """The outermost element around a tag: the page, unless something around it was taken out."""
    top = tag
    while top.parent is not None:
        top = top.parent
    return top


def offer_of(page: Page, box: Tag, *, after_the_end: bool) -> Offer | None:
    """The offer in a box: its heading, its form, its first link; what closes the box is left out.

    None where the box shows no words.
    """
    _drop_closers(page, box)
    form = _form(box)
    call = _call_to_action(page, box)
    page.keep_aside(box, "an offer")
    page.waiting, pictures = [], page.waiting
    for picture in pictures:
        page.leave_code_out(
            attribute(picture, "alt") or attribute(picture, "src"), "picture of an offer"
        )
    labels = [form.title, form.submit_label, form.email_label] if form else []
    texts = (
        _heading_first(box) or [text for text in (call.label if call else "", *labels) if text][:1]
    )
    if not texts:
        return None
    offer = replace(offer_from_lines(texts, after_the_end=after_the_end), call_to_action=call)
    return _with_form(offer, form) if form else offer


def _kind(tag: Tag) -> str:
    """``bar``, ``modal`` or nothing, by what the element calls itself and what it says."""
    names = f"{attribute(tag, 'class')} {attribute(tag, 'id')}"
    role = attribute(tag, "role").lower()
    is_overlay = (
        bool(_OVERLAY.search(names)) or tag.name == "dialog" or role in {"dialog", "alertdialog"}
    )
    is_overlay = is_overlay or attribute(tag, "aria-modal") == "true"
    is_sign_up = bool(_SIGN_UP.search(names))
    if not (is_overlay or is_sign_up or _BAR.search(names)) or is_something_else(tag):
        return ""
    if _BAR.search(names):
        return "bar"
    asks = tag.find("input", type="email") is not None or speaks_of_offer(line(tag))
    return "modal" if asks else ""


def is_something_else(tag: Tag) -> bool:
    """Whether the element is no offer whatever its words: a cookie note, a log-in, or too much."""
    text, names = line(tag), f"{attribute(tag, 'class')} {attribute(tag, 'id')}"
    return (
        bool(_COOKIES.search(names) or re.search(r"\bcookies?\b", text, re.IGNORECASE))
        or not text
        or len(text.split()) > _MOST_WORDS
        or tag.find(["h1", "article", "main", "nav"]) is not None
        or tag.find("input", type="password") is not None
        or len(tag.find_all(role="dialog")) + len(tag.find_all("dialog")) > 1
    )


def _drop_closers(page: Page, box: Tag) -> None:
    for tag in box.find_all(["button", "a", "span"]):
        label = f"{attribute(tag, 'aria-label')} {attribute(tag, 'class')}"
        text = line(tag)
        if text and _CLOSE.fullmatch(text) and (tag.name != "span" or "close" in label.lower()):
            page.leave_out(tag, "button that closes an offer")


def _form(box: Tag) -> Form | None:
    """The form in a box, its labels taken out of the tree; None where no address is asked for."""
    field = box.find("input", type="email") or box.find(
        "input", attrs={"name": re.compile("e-?mail", re.IGNORECASE)}
    )
    if not isinstance(field, Tag):
        return None
    checkbox = box.find("input", type="checkbox")
    consent = _label_of(box, checkbox) if isinstance(checkbox, Tag) else box.find("small")
    email = (
        _taken(_label_of(box, field))
        or attribute(field, "placeholder")
        or attribute(field, "aria-label")
    )
    submit = box.find("input", type="submit")
    label = attribute(submit, "value") if isinstance(submit, Tag) else _taken(box.find("button"))
    return Form(
        title=_taken(box.find("legend")),
        email_label=email,
        submit_label=label,
        consent_text=_taken(consent),
    )


def _label_of(box: Tag, field: Tag) -> Tag | None:
    around = field.find_parent("label")
    name = attribute(field, "id")
    found = around or (box.find("label", attrs={"for": name}) if name else None)
    return found if isinstance(found, Tag) else None


def _call_to_action(page: Page, box: Tag) -> CallToAction | None:
    for link in box.find_all("a", href=True):
        href, label = page.safe_href(attribute(link, "href")), line(link)
        if attribute(link, "href").startswith("#") or not href or not label:
            continue
        call = CallToAction(label, href)
        is_label = len(label.split()) <= _MOST_LABEL_WORDS and label != line(box)
        is_label = is_label and link.find(HEADINGS) is None
        if is_label and link.find_parent(HEADINGS) is None:
            link.extract()
        else:
            link.unwrap()
        return call
    return None


def _heading_first(box: Tag) -> list[str]:
    heading = box.find(HEADINGS)
    first = _taken(heading)
    return [*([first] if first else []), *lines(box)]


def _taken(found: object) -> str:
    if not isinstance(found, Tag):
        return ""
    text = line(found)
    found.extract()
    return text


def _with_form(offer: Offer, shown: Form) -> Offer:
    """The offer with the form that the page shows; what only the lines tell fills it up or goes
    back to the body.
    """
    told = offer.form or Form()
    names = ("title", "email_label", "submit_label", "consent_text")
    filled = {name: getattr(shown, name) or getattr(told, name) for name in names}
    spare = [getattr(told, name) for name in names if getattr(shown, name)]
    return replace(offer, form=replace(shown, **filled), body=offer.body + paragraphs(spare))

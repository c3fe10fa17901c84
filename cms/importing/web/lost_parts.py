"""What of a box that shows an offer has no place in a promotion: images, links, fields, buttons?"""

import re
from collections.abc import Iterator

from bs4 import Tag

from cms.importing.markup import shortened
from cms.importing.web.visible import MEDIA, attribute, line

# Icons are not counted, nor what only a script or a robot fills in.
_IMAGES = sorted(MEDIA - {"svg", "canvas"})
_NO_FIELD = frozenset({"hidden", "submit", "button", "image", "reset"})
_CAPTCHA = re.compile("captcha|turnstile", re.IGNORECASE)
_CUT = 40


def lost_parts(box: Tag, email: Tag | None, consent: Tag | None) -> Iterator[str]:
    """Yield a name for each part of a box whose own link and form have been taken out of the tree.

    ``email`` and ``consent`` are the fields of its form.
    """
    if any(tag.find_parent("button") is None for tag in box.find_all(_IMAGES)):
        yield "an image"
    for tag in box.find_all("a", href=True):
        yield f"a link{_named(line(tag))}"
    for tag in box.find_all(["input", "select", "textarea"]):
        if tag is not email and tag is not consent and _is_filled_in_by_hand(tag):
            yield f"a field{_named(_label(tag))}"
    for tag in box.find_all("button"):
        if line(tag):
            yield f"a button{_named(line(tag))}"


def _is_filled_in_by_hand(field: Tag) -> bool:
    return (
        attribute(field, "type").lower() not in _NO_FIELD
        and attribute(field, "tabindex") != "-1"
        and field.find_parent(attrs={"aria-hidden": "true"}) is None
        and not _CAPTCHA.search(attribute(field, "name"))
    )


def _label(field: Tag) -> str:
    return attribute(field, "placeholder") or attribute(field, "name")


def _named(text: str) -> str:
    return f" “{shortened(text, _CUT)}”" if text else ""

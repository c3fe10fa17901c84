"""Name the parts of a box that a promotion cannot hold: images, links, fields, buttons."""

import re
from collections.abc import Iterator

from bs4 import Tag

from cms.importing.markup import shortened
from cms.importing.web.visible import MEDIA_TAGS, attribute, visible_text

# Icons do not count, nor fields that only scripts or robots fill in.
_IMAGES = sorted(MEDIA_TAGS - {"svg", "canvas"})
_NO_FIELD = frozenset({"hidden", "submit", "button", "image", "reset"})
_CAPTCHA = re.compile("captcha|turnstile", re.IGNORECASE)
_CUT = 40


def lost_parts(box: Tag, email: Tag | None, consent: Tag | None) -> Iterator[str]:
    """Yield a name for each such part.

    The link and form of the promotion have been removed from the tree; ``email`` and ``consent``
    are the fields of the form.
    """
    if any(tag.find_parent("button") is None for tag in box.find_all(_IMAGES)):
        yield "an image"
    for tag in box.find_all("a", href=True):
        yield f"a link{_named(visible_text(tag))}"
    for tag in box.find_all(["input", "select", "textarea"]):
        if tag is not email and tag is not consent and _is_filled_in_by_hand(tag):
            yield f"a field{_named(_label(tag))}"
    for tag in box.find_all("button"):
        if visible_text(tag):
            yield f"a button{_named(visible_text(tag))}"


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

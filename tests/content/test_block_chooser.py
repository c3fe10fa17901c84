"""What does an editor see of each block before choosing it?"""

from typing import Any

import pytest
from django.urls import reverse
from wagtail import hooks

from cms.content.blocks.body import BodyBlock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("delivery_settings")]

BLOCKS = BodyBlock().child_blocks


def known_icons() -> set[str]:
    paths: list[str] = []
    for register in hooks.get_hooks("register_icons"):
        paths = register(paths)
    return {path.rpartition("/")[2].removesuffix(".svg") for path in paths}


def test_every_block_says_what_it_is() -> None:
    icons = known_icons()
    for name, block in BLOCKS.items():
        assert block.meta.icon in icons, name
        assert str(block.meta.group), name
        assert str(block.label), name
        assert block.get_description(), name
        assert hasattr(block.meta, "preview_value"), name


def test_every_block_shows_how_it_looks(admin_client: Any) -> None:
    url = reverse("wagtailadmin_block_preview")
    expected = {
        "heading": "Why sleep repairs",
        "rich_text": "<b>steadies</b>",
        "image": "Morning light",
        "quote": "Rest is not a reward",
        "callout": "Dim the lights",
        "key_points": "Sleep repairs tissue",
        "table": "9 to 11",
        "faq": "How long should a nap be?",
        "embed": "A film",
        "call_to_action": "Read the guide",
        "promotion_slot": "promotion of the moment",
        "divider": "<hr>",
    }
    assert set(expected) == set(BLOCKS)
    for name, block in BLOCKS.items():
        assert block.is_previewable, name
        response = admin_client.get(url, {"id": block.definition_prefix})
        assert response.status_code == 200, name
        assert expected[name] in response.content.decode(), name


def test_icons_of_ours_are_drawn_in_the_sprite(admin_client: Any) -> None:
    response = admin_client.get(reverse("wagtailadmin_sprite"))

    assert b"icon-bullhorn" in response.content

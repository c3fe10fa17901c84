"""The content of the home pages, the article indexes and the site settings of the demo."""

from dataclasses import dataclass, field
from typing import Any

from cms.demo.writing import (
    RawBlock,
    call_to_action,
    callout,
    heading,
    promotion_slot,
    target,
    text,
)


@dataclass(frozen=True)
class HomeContent:
    """A home page and its article index in one language."""

    title: str
    summary: str
    hero_alt: str
    body: list[RawBlock]
    index_title: str
    index_slug: str
    index_summary: str
    hero: str = "morning"
    featured: list[str] = field(default_factory=list)


ENGLISH_HOME = HomeContent(
    title="Wellspring",
    summary="Health, told calmly: articles that say what is known, who checked it, and when.",
    hero_alt="Soft hills in the first light of the day.",
    body=[
        heading("Read, then try one thing"),
        text(
            "Each of our articles is written by people who know the subject, reviewed by a "
            "physician, and looked at again after a year. At its end you find the studies it "
            "rests on.",
        ),
        call_to_action("All articles", page="index"),
        promotion_slot(),
        callout(
            "note",
            "This is a demonstration",
            "People, offers and the shop are made up. The studies that are cited exist.",
        ),
    ],
    index_title="Articles",
    index_slug="articles",
    index_summary="On pain, sleep and the habits of an ordinary day.",
    featured=["immunity", "sleep", "movement"],
)

GERMAN_HOME = HomeContent(
    title="Wellspring",
    summary="Gesundheit, in Ruhe erklärt: was man weiß, wer es geprüft hat, und wann.",
    hero_alt="Sanfte Hügel im ersten Licht des Tages.",
    body=[
        heading("Lesen und eines ausprobieren"),
        text("Jeder Artikel ist ärztlich geprüft und nennt die Studien, auf denen er beruht."),
    ],
    index_title="Artikel",
    index_slug="artikel",
    index_summary="Über Schmerz, Schlaf und den Alltag.",
    featured=["breath-de"],
)


def _entry(label: str, page: str = "", url: str = "") -> RawBlock:
    return {"type": "entry", "value": {"label": label, "link": target(page, url)}}


def _profile(label: str, url: str) -> RawBlock:
    return {"type": "profile", "value": {"label": label, "url": url}}


SITE_NAME = "Wellspring"

SETTINGS: dict[str, Any] = {
    "brand_name": SITE_NAME,
    "tagline": "Health, told calmly",
    "seo_title_suffix": " | Wellspring",
    "seo_description": "Articles on pain, sleep and daily habits, reviewed by a physician.",
    "twitter_handle": "@example",
    "disclaimer": (
        "<p>What you read here is general information. It takes the place of neither a diagnosis "
        "nor a treatment. <b>In an emergency, call your local emergency number.</b></p>"
    ),
}
"""Simple fields of the site settings."""

MENUS: dict[str, list[RawBlock]] = {
    "navigation": [
        _entry("Articles", page="index"),
        _entry("Pain and immunity", page="immunity"),
        _entry("Better nights", page="sleep"),
        _entry("Shop", url="https://shop.example.com/"),
    ],
    "footer_navigation": [
        _entry("Home", page="home"),
        _entry("Write to us", url="mailto:hello@example.com"),
        _entry("Privacy", url="https://www.example.com/privacy/"),
    ],
    "social_links": [
        _profile("Instagram", "https://www.instagram.com/example"),
        _profile("YouTube", "https://www.youtube.com/@example"),
    ],
}
"""StreamFields of the site settings."""

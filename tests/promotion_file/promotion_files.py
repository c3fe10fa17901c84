"""Which promotions do the tests of promotion files write, and how do they look at what is saved?"""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry, Revision, Site

from cms.promotion_file.plan import LoadOptions, make_plan
from cms.promotion_file.problems import InvalidFile
from promotions.models import Promotion

FULL = {
    "key": "summer-bar",
    "slot": "announcement_bar",
    "priority": 10,
    "locale": "en",
    "dismissible": False,
    "embargoed": False,
    "content": {
        "heading": "Sommer für alle ☀",
        "body": '<p>Read <a href="/articles/sleep/">this</a> and <b>that</b>.</p>',
        "image": None,
        "countdown": True,
        "call_to_action": {"label": "Sleep well", "url": "/articles/sleep/"},
        "form": {
            "kind": "sign_up",
            "title": "Join",
            "email_label": "Your address",
            "submit_label": "Go",
            "consent_text": "First line.\nSecond line.",
        },
    },
    "trigger": {"kind": "scroll", "seconds": 5, "percent": 50},
    "frequency": {"max_shows": 3, "per_days": 7, "after_dismiss_days": 30},
    "audience": {
        "include_paths": ["/articles/*"],
        "exclude_paths": ["/articles/old/*", "/"],
        "topics": ["pain", "sleep"],
        "devices": ["mobile", "desktop"],
        "visitor": "new",
    },
    "windows": [
        {
            "mode": "include",
            "start": "2026-11-27T00:00",
            "end": "2026-11-30T00:00:30",
            "time_zone": "America/New_York",
            "weekly": {"days": ["mon", "fri"], "from": "22:00", "to": "02:00:05"},
        },
        {
            "mode": "exclude",
            "start": None,
            "end": "2026-11-28T00:00",
            "time_zone": "Asia/Kathmandu",
            "weekly": None,
        },
    ],
}


def dump(**options: Any) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("dump_promotions", stdout=out, **options)
    return list(json.loads(out.getvalue()))


def short(key: str = "summer-bar", **values: Any) -> dict[str, Any]:
    """A promotion with what is required; keywords go into the content unless they are members."""
    content = {"heading": "Summer", **values.pop("content", {})}
    return {"key": key, "slot": "announcement_bar", "content": content, **values}


def counts() -> tuple[int, int, int]:
    return Promotion.objects.count(), Revision.objects.count(), ModelLogEntry.objects.count()


def latest(key: str = "summer-bar") -> Any:
    return Promotion.objects.get(key=key).get_latest_revision_as_object()


def promotion(**values: Any) -> dict[str, Any]:
    content = {"heading": "Summer", **values.pop("content", {})}
    return {"key": "summer-bar", "slot": "modal", **values, "content": content}


def window(**values: Any) -> dict[str, Any]:
    return promotion(windows=[values])


def problems(document: Any) -> list[tuple[str, str]]:
    site = Site.objects.get(is_default_site=True)
    with pytest.raises(InvalidFile) as refused:
        make_plan(document, LoadOptions(site))
    return [(each.pointer, each.message) for each in refused.value.problems]

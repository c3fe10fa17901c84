"""Do five hundred promotions of every kind go through the file and back without a change?"""

import json
import random
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import Locale, ModelLogEntry, Revision

from articles.models import ArticleIndexPage
from promotions.choices import Day, Device, Slot, Trigger, Visitor
from promotions.models import Promotion, Window
from promotions.scheduling.schedule import zone_names
from tests.factories import ArticlePageFactory, ImageFactory, TopicFactory

COUNT, SEED = 500, 20261122
WORDS = [
    "Schlaf",
    "über",
    "☀️",
    "日本語",
    "<b>not bold</b>",
    "& more",
    '"quoted"',
    "né",
    "\\",
    "a\tb",
]
# Each zone that is new costs the reckoning of its clock from 1970 to 2100.
ZONES = [*zone_names()[::12], "Asia/Kathmandu", "Europe/London", "America/New_York"]
ADDRESSES = ["https://shop.example/x?y=z&w=1#top", "mailto:hello@example.com", "tel:+441234567"]


class Maker:
    """Promotions as a file has them, every member given, drawn from one seed."""

    def __init__(self, world: dict[str, Any]) -> None:
        self.random, self.world = random.Random(SEED), world

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def some(self, values: list[Any]) -> list[Any]:
        return [value for value in values if self.chance(0.4)]

    def words(self, most: int = 6) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, most))).strip()

    def number(self, most: int) -> int | None:
        return self.random.randint(0, most) if self.chance(0.6) else None

    def clock(self, hour: int) -> str:
        seconds = f":{self.random.randint(1, 59):02}" if self.chance(0.3) else ""
        return f"{hour:02}:{self.random.randint(0, 59):02}{seconds}"

    def body(self, code: str) -> str:
        link = self.random.choice([*self.world["paths"][code], *ADDRESSES, "#part"])
        parts = [
            "<p>Plain &lt;words&gt; &amp; 日本</p>",
            "<p><b>Bold</b>, <i>slanted</i> and <b><i>both</i></b><br>below</p>",
            f'<p>Read <a href="{link.replace("&", "&amp;")}">this <b>now</b></a>.</p>',
        ]
        return "".join(self.some(parts))

    def button(self, code: str) -> dict[str, Any] | None:
        url = self.random.choice([*self.world["paths"][code], *ADDRESSES])
        return {"label": self.words(3)[:80], "url": url} if self.chance(0.5) else None

    def form(self) -> dict[str, Any] | None:
        labels = {"email_label": self.words(2), "submit_label": self.words(2)}
        texts = {"title": self.words(), "consent_text": f"{self.words()}\r\n{self.words()}"}
        return {"kind": "sign_up", **labels, **texts} if self.chance(0.3) else None

    def window(self) -> dict[str, Any]:
        year = self.random.randint(1970, 2098)
        start = f"{year}-{self.random.randint(1, 12):02}-01T{self.clock(0)}"
        end = f"{year + 1}-12-31T{self.clock(23)}"
        weekly = {
            "days": self.some(list(Day.values)) or ["sun"],
            "from": self.clock(self.random.randint(0, 23)),
            "to": self.clock(self.random.randint(0, 23)),
        }
        return {
            "mode": self.random.choice(["include", "include", "exclude"]),
            "start": start if self.chance(0.8) else None,
            "end": end if self.chance(0.8) else None,
            "time_zone": self.random.choice(ZONES),
            "weekly": weekly if self.chance(0.5) else None,
        }

    def promotion(self, number: int) -> dict[str, Any]:
        code = self.random.choice(["en", "en", "de"])
        slot = self.random.choice(Slot.values)
        image = {**self.random.choice(self.world["images"]), "alt": self.words()}
        return {
            "key": f"offer-{number:03}",
            "slot": slot,
            "priority": self.random.randint(-9, 9),
            "locale": code,
            "dismissible": slot in ("modal", "slide_in") or self.chance(0.5),
            "embargoed": self.chance(0.5),
            "content": {
                "heading": self.words(),
                "body": self.body(code),
                "image": image if self.chance(0.4) else None,
                "countdown": self.chance(0.2),
                "call_to_action": self.button(code),
                "form": self.form(),
            },
            "trigger": {
                "kind": self.random.choice(Trigger.values),
                "seconds": self.random.randint(0, 3600),
                "percent": self.random.randint(0, 100),
            },
            "frequency": {
                "max_shows": self.number(9),
                "per_days": self.number(99),
                "after_dismiss_days": self.number(365),
            },
            "audience": {
                "include_paths": self.some(["/articles/*", "/", "*/schlaf/", "/ünï/*"]),
                "exclude_paths": self.some(["/old/*", "/about"]),
                "topics": self.some(["pain", "sleep"]),
                "devices": self.some(list(Device.values)),
                "visitor": self.random.choice(Visitor.values),
            },
            "windows": [self.window() for _ in range(self.random.choice([0, 1, 1, 2, 4]))],
        }


@pytest.fixture
def made(index: ArticleIndexPage, german: ArticleIndexPage) -> list[dict[str, Any]]:
    """The promotions of the file, and all that they point at."""
    for code in ("en", "de"):
        for slug in ("pain", "sleep"):
            TopicFactory(slug=slug, locale=Locale.objects.get(language_code=code))
    ArticlePageFactory(parent=index, slug="sleep")
    ArticlePageFactory(parent=index, slug="draft", live=False)
    ArticlePageFactory(parent=german, slug="schlaf")
    images = [ImageFactory(), ImageFactory()]
    world = {
        "paths": {
            "en": ["/", "/articles/", "/articles/sleep/", "/articles/draft/"],
            "de": ["/de/", "/de/artikel/schlaf/", "/articles/sleep/"],
        },
        "images": [
            {"file": image.file.name.removeprefix("original_images/"), "hash": image.file_hash}
            for image in images
        ],
    }
    maker = Maker(world)
    return [maker.promotion(number) for number in range(COUNT)]


def dump() -> Any:
    out = StringIO()
    call_command("dump_promotions", stdout=out)
    return out.getvalue()


def load(path: Path, document: Any, **options: Any) -> str:
    path.write_text(json.dumps(document), encoding="utf-8")
    out = StringIO()
    call_command("load_promotions", str(path), stdout=out, **options)
    return out.getvalue()


def written() -> tuple[int, int, int]:
    return Revision.objects.count(), ModelLogEntry.objects.count(), Window.objects.count()


def test_a_round_trip_changes_nothing(made: list[dict[str, Any]], tmp_path: Path) -> None:
    file = tmp_path / "promotions.json"
    # Some are public as they are, some as something else: the file is a draft on top of them.
    others = [
        {**each, "priority": 77, "windows": [{"time_zone": "UTC"}], "audience": {"topics": []}}
        for each in made[:40]
    ]
    load(file, [*others, *made[40:80]], publish=True)
    random.Random(SEED).shuffle(made)
    said = load(file, made)
    assert said.splitlines()[-1] == "420 created, 40 changed, 40 without a change; 0 published."
    assert Promotion.objects.filter(live=True).count() == 80
    assert Promotion.objects.filter(live=True, priority=77).count() == 40

    dumped, before = dump(), written()

    assert json.loads(dumped) == sorted(made, key=lambda each: each["key"])
    assert load(file, json.loads(dumped)).splitlines()[-1] == "No change."
    assert load(file, made).splitlines()[-1] == "No change."
    assert written() == before
    assert dump() == dumped

    some = json.loads(dumped)[20:60]
    assert "0 changed" in load(file, some, publish=True)

    public = Promotion.objects.filter(live=True, has_unpublished_changes=False)
    assert public.filter(key__in=[each["key"] for each in some]).count() == len(some)
    assert dump() == dumped
    before = written()
    assert load(file, some, publish=True).splitlines()[-1] == "No change."
    assert written() == before

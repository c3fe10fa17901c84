"""Does the admin say rightly why a promotion shows or not, and as the site itself decides it?"""

import random
import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale

from promotions.choices import Slot
from promotions.models import Promotion, Window
from tests.factories import PromotionFactory, TopicFactory, publish

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)
LONDON = "Europe/London"


def ask(admin: Client, **query: Any) -> Any:
    response = admin.get(reverse("promotions_explain"), {"slot": "modal", **query})
    assert response.status_code == 200
    return response


def told(response: Any) -> dict[str, list[str]]:
    verdicts = response.context["shown"] + response.context["others"]
    return {each.heading: each.words for each in verdicts}


def window(start: str | None = None, end: str | None = None, **changes: Any) -> dict[str, Any]:
    bounds = [datetime.fromisoformat(each) if each else None for each in (start, end)]
    return {"start": bounds[0], "end": bounds[1], "time_zone": LONDON, **changes}


@pytest.mark.django_db
class TestThePage:
    def test_it_says_of_every_promotion_why(self, admin: Client) -> None:
        german, _new = Locale.objects.get_or_create(language_code="de")
        pain, sleep = TopicFactory(slug="pain"), TopicFactory(slug="sleep")
        PromotionFactory(heading="First", priority=9, devices=["mobile"], visitor="new")
        PromotionFactory(heading="Second", priority=1, topics=[sleep])
        PromotionFactory(heading="Draft", live=False)
        PromotionFactory(heading="Pain", topics=[pain])
        PromotionFactory(heading="German", locale=german)
        PromotionFactory(heading="Shop", include_paths=["/shop/*"])
        PromotionFactory(heading="Not here", exclude_paths=["/articles/*"])
        PromotionFactory(heading="Soon", windows=[window("2026-11-27")])
        PromotionFactory(heading="Over", windows=[window(None, "2026-11-01")])
        PromotionFactory(
            heading="Paused", windows=[window("2026-11-24", "2026-11-26", mode="exclude")]
        )
        PromotionFactory(heading="Elsewhere", slot="inline")

        response = ask(admin, path="/articles/sleep/", topic="sleep", locale="en")

        assert told(response) == {
            "First": [
                "It shows: it is tried first.",
                "Only on these devices: Phone.",
                "Only for: New visitors.",
            ],
            "Second": [
                "It is tried after “First”, and shows where that one does not: "
                "its priority is lower (1, not 9)."
            ],
            "Draft": [
                "It is not published, so it does not show.",
                "If it were published, it would be among those that show.",
            ],
            "Pain": ["It is for other topics: pain."],
            "German": ["It is in another language (de)."],
            "Shop": ["It only shows on /shop/*."],
            "Not here": ["It never shows on /articles/*."],
            "Soon": ["It does not run at this time. It starts Fri 27 Nov 2026, 00:00."],
            "Over": ["It is over: no window comes after this time."],
            "Paused": ["It is paused by a window. It goes on Thu 26 Nov 2026, 00:00."],
        }
        assert [each.position for each in response.context["shown"]] == [1, 2]

    def test_unpublished_changes_are_told_apart_from_what_is_live(self, admin: Client) -> None:
        promotion = PromotionFactory(heading="Offer")
        promotion.windows = [Window(**window("2026-12-01"))]
        promotion.save_revision()

        response = ask(admin)

        (live,), (changes,) = response.context["shown"], response.context["others"]
        assert live.words[-1] == "It has unpublished changes, which do not count yet."
        assert changes.status == "Unpublished changes"
        assert changes.words == [
            "These changes are not published, so they do not show.",
            "It does not run at this time. It starts Tue 1 Dec 2026, 00:00.",
        ]

    def test_a_draft_with_another_key_is_of_the_promotion_that_is_live(self, admin: Client) -> None:
        promotion = PromotionFactory(key="letter", heading="Offer")
        promotion.key = "monthly-letter"
        promotion.save_revision()

        response = ask(admin)

        (live,), (changes,) = response.context["shown"], response.context["others"]
        assert live.words[-1] == "It has unpublished changes, which do not count yet."
        assert changes.status == "Unpublished changes"

    def test_without_a_question_it_explains_the_first_slot_now(self, admin: Client) -> None:
        PromotionFactory(heading="Bar", slot="announcement_bar")

        response = admin.get(reverse("promotions_explain"))

        assert list(told(response)) == ["Bar"]
        assert response.context["at"] == "Wed 25 Nov 2026, 10:00"

    def test_another_instant_is_on_the_clock_of_the_site(
        self, admin: Client, settings: Any
    ) -> None:
        settings.TIME_ZONE = "America/New_York"
        PromotionFactory(
            heading="Sale", windows=[{**window("2026-11-27"), "time_zone": "America/New_York"}]
        )

        before, at = (ask(admin, at=f"2026-11-2{day}") for day in ("6T23:59:59", "7T00:00:00"))

        assert not before.context["shown"]
        assert told(at)["Sale"] == ["It shows: it is tried first."]
        assert "All times are those of America/New_York" in at.content.decode()

    def test_places_in_an_article_are_numbered(self, admin: Client) -> None:
        PromotionFactory(heading="One", slot="inline", priority=1)
        PromotionFactory(heading="Two", slot="inline")

        words = told(ask(admin, slot="inline"))

        assert words["Two"][0].startswith("It shows in place 2 of the article, after “One”")

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            ({"wall": "tomorrow"}, "Enter a date and time without an offset"),
            ({"wall": "2026-11-25T10:00Z"}, "Enter a date and time without an offset"),
            ({"wall": "0001-01-01T00:00"}, "Choose a date from 1970 to 2100."),
            ({"wall": "2101-01-01T00:00"}, "Choose a date from 1970 to 2100."),
            ({"slot": "nowhere"}, "Select a valid choice."),
            ({"locale": "xx"}, "Select a valid choice."),
            ({"topic": "unknown"}, "Select a valid choice."),
            ({"path": "/a%00b/"}, "This is not a path."),
        ],
    )
    def test_a_question_that_cannot_be_read_gets_a_message_at_its_field(
        self, admin: Client, query: dict[str, str], message: str
    ) -> None:
        TopicFactory(slug="sleep")
        PromotionFactory()

        response = ask(admin, **query)

        assert list(response.context["form"].errors) == list(query)
        assert message in response.content.decode()
        assert "shown" not in response.context

    def test_it_costs_as_many_queries_for_many_as_for_few(self, admin: Client) -> None:
        def add(count: int) -> None:
            for live in [True, False] * count:
                PromotionFactory(topics=[TopicFactory()], live=live).save_revision()

        def queries() -> int:
            with CaptureQueriesContext(connection) as found:
                ask(admin)
            return len(found)

        add(1)
        queries()
        few = queries()
        add(6)

        assert queries() == few


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_the_page_and_the_api_give_the_same_answer(
    admin: Client, get: Any, clock: time_machine.Traveller, seed: int
) -> None:
    chance = random.Random(seed)
    german, _new = Locale.objects.get_or_create(language_code="de")
    topics = [TopicFactory(slug="pain"), TopicFactory(slug="sleep")]
    hidden = TopicFactory(slug="hidden")
    paths: list[list[str]] = [[], [], ["/articles/*"], ["/shop"], ["*sleep/"]]
    for number in range(14):
        promotion = PromotionFactory(
            key=f"offer-{number}",
            slot=chance.choice(Slot.values[:2]),
            priority=chance.randrange(3),
            locale=chance.choice([Locale.get_default(), Locale.get_default(), german]),
            include_paths=chance.choice(paths),
            exclude_paths=chance.choice(paths),
            topics=chance.sample([*topics, hidden], chance.choice([0, 0, 1, 2])),
            windows=[
                window(chance.choice([None, "2026-11-25", "2026-11-25T10:00"]),
                       chance.choice([None, "2026-11-25T10:00", "2026-11-26"])),
                window("2026-11-25T10:00", "2026-11-25T12:00", mode="exclude"),
            ][: chance.choice([0, 1, 1, 2])],
            live=chance.random() < 0.8,
            validate=False,  # some of the windows are empty
        )  # fmt: skip
        if chance.random() < 0.3:
            promotion.priority += 5
            promotion.save_revision()
    hidden.unpublish()
    assert Promotion.objects.filter(live=True).exists()

    for at in ("2026-11-25T09:59:59", "2026-11-25T10:00:00", "2026-11-26T00:00:00"):
        clock.move_to(datetime.fromisoformat(f"{at}+00:00"))
        for query in (
            {},
            {"path": "/articles/sleep", "topic": ["sleep"]},
            {"path": "/shop/", "topic": ["pain", "sleep"]},
            {"path": "/articles/pain/", "locale": "de"},
        ):
            slot = chance.choice(Slot.values[:2])
            answer = get("promotions/active/", slot=slot, **query).json()["slots"][slot]
            page = ask(admin, **{"slot": slot, **query})
            assert [each.edit_url for each in page.context["shown"]] == [
                _edit_url(item["key"]) for item in answer
            ]


def _edit_url(key: str) -> str:
    pk = Promotion.objects.get(key=key).pk
    return reverse("wagtailsnippets_promotions_promotion:edit", args=[pk])


@pytest.mark.django_db
def test_a_new_version_counts_as_soon_as_it_is_published(admin: Client) -> None:
    promotion = PromotionFactory(heading="Offer", slot="inline")
    promotion.slot = "modal"
    publish(promotion)

    html = ask(admin).content.decode()

    assert re.search(r"Offer</a>.*Live", html, re.DOTALL)

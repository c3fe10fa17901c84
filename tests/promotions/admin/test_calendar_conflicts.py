"""What does the calendar say of conflicts, gaps, now and next?"""

import pytest
from django.test import Client
from wagtail.models import Locale

from promotions.models import Window
from tests.factories import PromotionFactory
from tests.promotions.admin.calendar_page import ask, lane, window

pytestmark = [pytest.mark.django_db]


class TestConflictsAndGaps:
    def test_a_conflict_is_told_with_winner_and_reason(self, admin: Client) -> None:
        PromotionFactory(heading="Sale", priority=5, windows=[window("2026-11-27", "2026-11-28")])
        PromotionFactory(heading="Always", priority=1)

        response = ask(admin)

        (conflict,) = response.context["conflicts"]
        assert conflict.words == (
            "“Sale” is shown before “Always” (Pop-up): it has the higher priority (5, not 1). "
            "They meet Fri 27 Nov 2026, 00:00 to Sat 28 Nov 2026, 00:00."
        )
        assert not conflict.is_tie
        assert [each.item.competes for each in lane(response, "modal").drawn] == [True, True]
        assert lane(response, "modal").contested.count("pc-contest") == 1

    def test_a_tie_asks_for_a_decision(self, admin: Client) -> None:
        PromotionFactory(key="a")
        PromotionFactory(key="b", live=False)

        response = ask(admin)

        (conflict,) = response.context["conflicts"]
        assert conflict.is_tie
        assert "(draft)" in conflict.words
        assert "Please decide:" in response.content.decode()

    def test_unpublished_changes_compete_only_where_the_live_version_does_not(
        self, admin: Client
    ) -> None:
        PromotionFactory(key="always", heading="Always")
        moved = PromotionFactory(heading="Moved", slot="inline", priority=2)
        moved.slot = "modal"
        moved.save_revision()
        both = PromotionFactory(heading="Both", priority=3)
        both.priority = 4
        both.save_revision()

        words = [each.words for each in ask(admin).context["conflicts"]]

        assert len(words) == 3
        assert sum("“Both” is shown before “Always”" in each for each in words) == 1
        assert sum("“Moved” (unpublished changes)" in each for each in words) == 2

    def test_a_draft_with_another_key_is_the_same_promotion(self, admin: Client) -> None:
        renamed = PromotionFactory(key="letter", heading="Letter", windows=[window()])
        renamed.key = "monthly-letter"
        renamed.windows = [Window(**window(end="2027-01-01"))]
        renamed.save_revision()

        assert ask(admin).context["conflicts"] == []

        PromotionFactory(key="other", heading="Other", priority=1)
        (conflict,) = ask(admin).context["conflicts"]
        assert "“Other” is shown before “Letter”" in conflict.words
        listed = ask(admin).context["listed"]
        assert [each.competes for each in listed] == [True, True, True]

    def test_another_key_alone_is_no_entry_of_its_own(self, admin: Client) -> None:
        renamed = PromotionFactory(key="letter", heading="Letter")
        renamed.key = "monthly-letter"
        renamed.save_revision()

        (item,) = ask(admin).context["listed"]
        assert item.version == "Live, with unpublished changes"

    def test_promotions_for_other_visitors_do_not_compete(self, admin: Client) -> None:
        PromotionFactory(visitor="new")
        PromotionFactory(visitor="returning")

        assert ask(admin).context["conflicts"] == []

    def test_long_lists_of_conflicts_say_how_many_there_are(self, admin: Client) -> None:
        for number in range(12):
            PromotionFactory(priority=number)

        response = ask(admin)

        assert (response.context["pairs"], len(response.context["conflicts"])) == (66, 50)
        assert "In all 66 pairs of promotions compete" in response.content.decode()

    def test_gaps_are_times_without_anything_published(self, admin: Client) -> None:
        PromotionFactory(windows=[window("2026-11-24", "2026-11-26")])
        PromotionFactory(live=False)
        for slot in ("announcement_bar", "slide_in", "inline"):
            PromotionFactory(slot=slot)

        response = ask(admin, zoom="week")

        assert [each.words for each in response.context["gaps"]] == [
            [
                "Pop-up: nothing until Tue 24 Nov 2026, 00:00",
                "Pop-up: nothing from Thu 26 Nov 2026, 00:00 on",
            ]
        ]
        assert [gap[:2] for gap in lane(response, "modal").gaps] == [
            ("0.000", "14.286"),
            ("42.857", "57.143"),
        ]

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ({}, "on whatever page and in whatever language"),
            ({"locale": "en"}, "published in the language en runs in the slot, on whatever page"),
            ({"path": "/shop"}, "runs in the slot for the page /shop/, in whatever language"),
            ({"path": "/shop", "locale": "en"},
             "published in the language en runs in the slot for the page /shop/."),
        ],
    )  # fmt: skip
    def test_what_a_gap_is_is_said_by_the_filter(
        self, admin: Client, query: dict[str, str], words: str
    ) -> None:
        german, _new = Locale.objects.get_or_create(language_code="de")
        PromotionFactory(locale=german)

        response = ask(admin, slot="modal", **query)

        html = " ".join(response.content.decode().split())
        is_filled = "locale" not in query
        assert (response.context["gaps"] == []) == is_filled
        if is_filled:
            assert "None. Something that is published" in html
            html = " ".join(ask(admin, slot="inline", **query).content.decode().split())
        assert words in html

    def test_now_and_next_are_told_in_the_order_of_the_site(self, admin: Client) -> None:
        PromotionFactory(heading="Second", priority=1)
        PromotionFactory(heading="First", priority=2, windows=[window(end="2026-11-26")])
        PromotionFactory(heading="Later", windows=[window("2027-02-01")])
        PromotionFactory(heading="Soon", windows=[window("2026-12-01")])
        PromotionFactory(heading="Draft", live=False)

        modal = next(e for e in ask(admin).context["slots_now"] if e.slot == "Pop-up")

        assert [each["heading"] for each in modal.running] == ["First", "Second"]
        assert modal.running[0]["until"] == "Thu 26 Nov 2026, 00:00"
        assert (modal.next["heading"], modal.next["starts"]) == ("Soon", "Tue 1 Dec 2026, 00:00")

"""Is it said what a file would change, and which conflicts it would make?"""

from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from cms.promotion_file.new_conflicts import new_conflicts
from cms.promotion_file.plan import LoadOptions, make_plan
from promotions.models import Promotion
from tests.factories import PromotionFactory
from tests.promotion_file.promotion_files import counts, short


class TestDryRun:
    def test_it_says_what_would_change_and_writes_nothing(self, site: Site, run: Any) -> None:
        PromotionFactory(key="summer-bar", slot="announcement_bar", heading="Spring")
        before = counts()

        said = run(short(), short("winter-bar"), dry_run=True, publish=True)

        assert counts() == before
        assert said.splitlines()[0] == "Dry run: nothing was changed."
        assert "Heading: “Spring” → “Summer”" in said
        assert "winter-bar: created, published" in said
        assert Promotion.objects.get().heading == "Spring"

    def test_only_conflicts_that_are_new_are_said(self, site: Site, run: Any, clock: Any) -> None:
        clock.move_to("2026-11-22T12:00:00Z")
        PromotionFactory(key="old-1", slot="announcement_bar", heading="Old one")
        PromotionFactory(key="old-2", slot="announcement_bar", heading="Old two")
        week = [{"start": "2026-12-01T00:00", "end": "2026-12-08T00:00", "time_zone": "UTC"}]

        said = run(
            short(priority=5, windows=week),
            short("old-1", content={"heading": "Old one"}),
            dry_run=True,
        )

        shown = said.partition("Conflicts that this makes:")[2].strip().splitlines()
        assert len(shown) == 2
        assert all("“Summer” is shown before “Old" in line for line in shown)
        assert all("1 Dec 2026" in line for line in shown)

    def test_one_that_lasts_longer_than_before_is_new(self, site: Site, clock: Any) -> None:
        clock.move_to("2026-11-22T12:00:00Z")
        december = {"start": datetime(2026, 12, 1), "time_zone": "UTC"}
        for key in ("one", "two"):
            window = {**december, "end": datetime(2026, 12, 8)}
            PromotionFactory(key=key, slot="modal", priority=len(key), windows=[window])

        def conflicts(end: str) -> list[Any]:
            window = {"start": "2026-12-01T00:00", "end": end, "time_zone": "UTC"}
            given = [
                {"key": key, "slot": "modal", "content": {"heading": "Long"}, "windows": [window]}
                for key in ("one", "two")
            ]
            return new_conflicts(make_plan(given, LoadOptions(site)), timezone.now()).conflicts

        assert conflicts("2026-12-07T00:00") == []
        [longer] = conflicts("2026-12-09T00:00")
        assert longer.intervals[0].end == datetime.fromisoformat("2026-12-09T00:00Z")

    def test_of_very_many_the_first_are_said_and_the_rest_counted(
        self, site: Site, clock: Any
    ) -> None:
        given = [short(f"offer-{number}", priority=number) for number in range(10)]

        found = new_conflicts(make_plan(given, LoadOptions(site)), timezone.now(), limit=20)

        assert (len(found.conflicts), found.more) == (20, 25)

"""Which promotion does a file mean, where a draft has been given a new key?"""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError
from django.utils import timezone
from wagtail.models import Site

from cms.promotion_file.new_conflicts import new_conflicts
from cms.promotion_file.plan import LoadOptions, make_plan
from cms.promotion_file.problems import InvalidFile
from promotions.models import Promotion
from tests.factories import PromotionFactory
from tests.promotion_file.promotion_files import counts, dump, short


def renamed(key: str, new: str, **values: Any) -> Promotion:
    """A promotion whose published version has a key, and whose draft a new one."""
    promotion: Promotion = PromotionFactory(key=key, slot="announcement_bar", **values)
    promotion.key = new
    promotion.save_revision()
    return promotion


def keys() -> list[str]:
    return [each["key"] for each in dump()]


class TestADraftWithANewKey:
    def test_its_dump_changes_nothing_and_adds_nothing(self, site: Site, run: Any) -> None:
        renamed("summer-bar", "autumn-bar")
        dumped, before = dump(), counts()

        assert "No change." in run(*dumped)

        assert counts() == before
        assert [each["key"] for each in dumped] == keys() == ["autumn-bar"]

    def test_publishing_its_dump_publishes_the_new_key(self, site: Site, run: Any) -> None:
        renamed("summer-bar", "autumn-bar")

        run(*dump(), publish=True)

        assert Promotion.objects.get().key == "autumn-bar"

    def test_a_file_from_before_gives_it_the_old_key_back(self, site: Site, run: Any) -> None:
        promotion = renamed("summer-bar", "autumn-bar", heading="Summer")

        said = run(short())

        assert "Key: “autumn-bar” → “summer-bar”" in said
        assert Promotion.objects.get() == promotion
        assert keys() == ["summer-bar"]
        assert "No change." in run(short())

    def test_a_file_with_both_keys_is_refused_at_the_old_one(self, site: Site, run: Any) -> None:
        renamed("summer-bar", "autumn-bar")
        before = counts()

        with pytest.raises(CommandError) as error:
            run(short("autumn-bar"), short(), stderr=StringIO())

        refused = error.value.__cause__
        assert isinstance(refused, InvalidFile)
        [problem] = refused.problems
        assert problem.pointer == "/1/key"
        assert "Another promotion of this site has this key" in problem.message
        assert counts() == before

    def test_it_does_not_compete_with_itself(self, site: Site, run: Any, clock: Any) -> None:
        clock.move_to("2026-11-22T12:00:00Z")
        renamed("summer-bar", "autumn-bar")
        PromotionFactory(key="winter-bar", slot="modal")

        given = [short(content={"heading": "Changed"})]

        assert new_conflicts(make_plan(given, LoadOptions(site)), timezone.now()).conflicts == []


class TestTwoPromotionsWithOneKey:
    """As data from before may have it: what is saved today is checked."""

    @pytest.fixture(autouse=True)
    def two(self, site: Site) -> None:
        renamed("summer-bar", "winter-bar", heading="Summer")
        PromotionFactory(key="winter-bar", slot="announcement_bar", heading="Winter")

    def test_each_is_dumped_under_a_key_of_its_own(self) -> None:
        found = [(each["key"], each["content"]["heading"]) for each in dump()]

        assert found == [("summer-bar", "Summer"), ("winter-bar", "Winter")]

    def test_the_dump_changes_nothing(self, run: Any) -> None:
        dumped, before = dump(), counts()

        assert "No change." in run(*dumped)

        assert counts() == before
        assert dump() == dumped

    def test_a_change_repairs_the_draft_and_says_so(self, run: Any) -> None:
        summer, winter = dump()

        said = run({**summer, "priority": 3}, winter)

        assert "Key: “winter-bar” → “summer-bar”" in said
        assert Promotion.objects.get(key="summer-bar").latest_revision.content["key"] == (
            "summer-bar"
        )
        assert keys() == ["summer-bar", "winter-bar"]

    def test_all_of_it_can_be_published(self, run: Any) -> None:
        run(*dump(), publish=True)

        public = Promotion.objects.filter(live=True, has_unpublished_changes=False)
        assert set(public.values_list("key", flat=True)) == {"summer-bar", "winter-bar"}

"""Do the promotions of a file become drafts, with everything that the file says of them?"""

import json
import re
import textwrap
from datetime import datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry, Site

from cms.promotion_file.load import load
from cms.promotion_file.plan import LoadOptions
from promotions.models import Promotion
from tests.factories import HomePageFactory, ImageFactory, PromotionFactory
from tests.promotion_file.promotion_files import FULL, dump, latest, short


class TestCreating:
    def test_every_member_of_the_file_arrives_in_its_field(self, sleep: Any, run: Any) -> None:
        said = run(FULL)

        assert "summer-bar: created" in said
        draft = latest()
        assert not draft.live
        assert draft.site == Site.objects.get()
        assert draft.locale == Locale.get_default()
        assert draft.call_to_action_page_id == sleep.pk
        assert draft.call_to_action_url == ""
        assert f'<a id="{sleep.pk}" linktype="page">this</a>' in draft.body
        assert draft.form_consent_text == "First line.\nSecond line."
        assert {topic.slug for topic in draft.topics.all()} == {"pain", "sleep"}
        assert (draft.trigger_kind, draft.trigger_percent) == ("scroll", 50)
        weekly, pause = draft.windows.all()
        assert (weekly.start, weekly.end) == (
            datetime(2026, 11, 27),
            datetime(2026, 11, 30, 0, 0, 30),
        )
        assert (weekly.weekly_days, weekly.weekly_to) == (["mon", "fri"], time(2, 0, 5))
        assert (pause.mode, pause.start, pause.time_zone) == ("exclude", None, "Asia/Kathmandu")
        assert dump() == [FULL]

    def test_what_is_left_out_takes_the_default_of_the_model(self, site: Site, run: Any) -> None:
        run(short(windows=[{}]))

        draft, plain = latest(), Promotion()
        for name in ("priority", "dismissible", "embargoed", "visitor", "trigger_kind", "body"):
            assert getattr(draft, name) == getattr(plain, name)
        window = draft.windows.get()
        assert (window.mode, window.start, window.end) == ("include", None, None)
        assert window.time_zone == timezone.get_default_timezone_name()

    def test_nothing_is_public_without_publish_and_all_with_it(
        self, site: Site, run: Any, get: Any
    ) -> None:
        run(short())
        assert get("promotions/active/").json()["slots"]["announcement_bar"] == []

        said = run(short(), publish=True)

        assert "summer-bar: no change, published" in said
        shown = get("promotions/active/").json()["slots"]["announcement_bar"]
        assert [each["key"] for each in shown] == ["summer-bar"]

    def test_it_is_in_the_history(self, site: Site, run: Any) -> None:
        run(short())
        run(short(content={"heading": "Winter"}))
        run(short(), publish=True)

        entries = ModelLogEntry.objects.filter(action__startswith="wagtail.").order_by("pk")
        actions = entries.values_list("action", flat=True)
        assert list(actions) == [
            "wagtail.create",
            "wagtail.edit",
            "wagtail.edit",
            "wagtail.publish",
        ]


class TestSites:
    @pytest.fixture
    def second(self, site: Site) -> Site:
        page = HomePageFactory(parent=site.root_page.get_parent(), slug="second")
        return Site.objects.create(hostname="second.example", root_page=page)

    def test_keys_are_those_of_one_site(self, second: Site, run: Any) -> None:
        PromotionFactory(key="summer-bar", slot="announcement_bar", heading="First")

        run(short(), site="second.example")

        assert Promotion.objects.count() == 2
        assert [each["content"]["heading"] for each in dump()] == ["First"]
        assert [each["content"]["heading"] for each in dump(site="second.example")] == ["Summer"]

    @pytest.mark.parametrize("command", ["load_promotions", "dump_promotions"])
    def test_a_site_that_is_none_is_a_clear_error(self, site: Site, command: str) -> None:
        files = ["x.json"] if command == "load_promotions" else []

        with pytest.raises(CommandError, match=r"nowhere\.example"):
            call_command(command, *files, site="nowhere.example")


class TestQueries:
    def test_a_dump_of_many_costs_no_more_than_one_of_few(
        self, sleep: Any, run: Any, django_assert_max_num_queries: Any
    ) -> None:
        used = []
        for numbers in (range(2), range(2, 20)):
            run(*({**FULL, "key": f"offer-{number}"} for number in numbers), publish=True)
            run(*(short(f"offer-{number}", content={"heading": "New"}) for number in numbers))
            with django_assert_max_num_queries(40) as captured:
                dump()
            used.append(len(captured))
        assert used[0] == used[1]

    def test_so_does_loading_what_has_not_changed(
        self, sleep: Any, run: Any, django_assert_max_num_queries: Any
    ) -> None:
        used = []
        for count in (2, 20):
            files = [{**FULL, "key": f"offer-{number}"} for number in range(count)]
            run(*files)
            with django_assert_max_num_queries(40) as captured:
                run(*files)
            used.append(len(captured))
        assert used[0] == used[1]


@pytest.mark.parametrize("page", ["how-to/move-promotions-by-file", "reference/promotion-file"])
def test_the_examples_of_the_documentation_load(sleep: Any, page: str) -> None:
    text = (Path(settings.BASE_DIR) / f"docs/{page}.md").read_text("utf-8")
    [example] = re.findall(r"```json\n(.*?)```", textwrap.dedent(text).replace("\n   ", "\n"), re.S)
    # The picture of the example is in no library but its writer's.
    image = ImageFactory()
    known = re.sub(r'"file": "[^"]*", "hash": "\w*"', f'"hash": "{image.file_hash}"', example)

    plan = load(json.loads(known), LoadOptions(Site.objects.get()))

    assert [step.outcome for step in plan.steps] == ["created"]

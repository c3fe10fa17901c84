"""Does a file change what it says, leave the rest, and do nothing the second time?"""

import json
from datetime import datetime
from typing import Any

import pytest
from wagtail.models import Locale, Site

from promotions.models import Promotion, Window
from tests.factories import ImageFactory, PromotionFactory
from tests.promotion_file.promotion_files import FULL, counts, dump, latest, short


class TestUpdating:
    def test_what_is_left_out_is_left_alone_also_within_objects(self, sleep: Any, run: Any) -> None:
        run(FULL)

        run(
            short(
                content={"heading": "Autumn", "call_to_action": {"label": "Go"}},
                trigger={"percent": 60},
                audience={"devices": []},
            )
        )

        wanted = json.loads(json.dumps(FULL))
        wanted["content"]["heading"] = "Autumn"
        wanted["content"]["call_to_action"]["label"] = "Go"
        wanted["trigger"]["percent"] = 60
        wanted["audience"]["devices"] = []
        assert dump() == [wanted]

    def test_windows_that_are_given_replace_all(self, sleep: Any, run: Any) -> None:
        run(FULL)
        only = {**FULL["windows"][1], "end": None}  # type: ignore[index]

        said = run(short(content={"heading": FULL["content"]["heading"]}, windows=[only]))  # type: ignore[index]

        assert dump()[0]["windows"] == [only]
        assert "Windows: removed Mondays and Fridays 22:00 to 02:00:05 the next day" in said
        assert "Windows: added the pause" in said
        run(short(windows=[]))
        assert dump()[0]["windows"] == []

    def test_a_window_that_stays_keeps_its_row(self, site: Site, run: Any) -> None:
        first, second = {"end": "2027-01-01T00:00"}, {"end": "2028-01-01T00:00"}
        run(short(windows=[first]), publish=True)
        row = Window.objects.get()

        run(short(windows=[second, first]), publish=True)

        assert Window.objects.get(end=datetime(2027, 1, 1)).pk == row.pk
        assert Window.objects.count() == 2

    def test_null_takes_button_form_and_image_away(self, sleep: Any, run: Any) -> None:
        run(FULL)

        run(short(content={"call_to_action": None, "form": None, "image": None}))

        draft = latest()
        assert (draft.call_to_action_label, draft.call_to_action_page_id) == ("", None)
        assert (draft.form_kind, draft.form_title, draft.form_consent_text) == ("", "", "")

    def test_an_address_takes_the_place_of_a_page_and_the_other_way_round(
        self, sleep: Any, run: Any
    ) -> None:
        run(FULL)
        run(short(content={"call_to_action": {"url": "https://shop.example/"}}))
        draft = latest()
        assert (draft.call_to_action_page_id, draft.call_to_action_url) == (
            None,
            "https://shop.example/",
        )

        run(short(content={"call_to_action": {"url": "/articles/sleep"}}))

        draft = latest()
        assert (draft.call_to_action_page_id, draft.call_to_action_url) == (sleep.pk, "")

    def test_the_live_version_stays_until_it_is_published(self, site: Site, run: Any) -> None:
        PromotionFactory(key="summer-bar", slot="announcement_bar", heading="Spring")

        said = run(short(windows=[{"end": "2027-01-01T00:00"}]))

        assert "Heading: “Spring” → “Summer”" in said
        assert Promotion.objects.get().heading == "Spring"
        assert not Window.objects.exists()
        assert Promotion.objects.get().has_unpublished_changes
        run(short(), publish=True)
        assert Promotion.objects.get().heading == "Summer"
        assert Window.objects.get().end == datetime(2027, 1, 1)

    def test_it_goes_on_from_the_draft_of_an_editor(self, site: Site, run: Any) -> None:
        promotion = PromotionFactory(key="summer-bar", slot="announcement_bar", heading="Spring")
        promotion.priority = 7
        promotion.save_revision()

        run(short())

        assert (latest().heading, latest().priority) == ("Summer", 7)

    def test_what_was_saved_without_a_revision_gets_one_first(self, site: Site, run: Any) -> None:
        Promotion.objects.create(
            key="summer-bar",
            slot="announcement_bar",
            heading="By code",
            locale=Locale.get_default(),
        )

        run(short())

        revisions = Promotion.objects.get().revisions.order_by("pk")
        assert [each.content["heading"] for each in revisions] == ["By code", "Summer"]

    def test_a_draft_from_before_weekly_windows_is_read(self, site: Site, run: Any) -> None:
        promotion = PromotionFactory(
            key="summer-bar", slot="announcement_bar", windows=[{"time_zone": "UTC"}]
        )
        revision = promotion.save_revision()
        for stored in revision.content["windows"]:
            del stored["weekly_days"], stored["weekly_from"], stored["weekly_to"]
        revision.save()

        [found] = dump()

        assert found["windows"][0]["weekly"] is None
        assert "summer-bar: no change" in run(found)
        run({**found, "priority": 3})
        assert latest().windows.get().time_zone == "UTC"

    def test_promotions_that_the_file_does_not_name_are_left_alone(
        self, site: Site, run: Any
    ) -> None:
        PromotionFactory(key="other", live=False)
        before = Promotion.objects.get(key="other").latest_revision_id

        run(short(), publish=True)

        other = Promotion.objects.get(key="other")
        assert (other.live, other.latest_revision_id) == (False, before)


class TestASecondLoad:
    def test_it_reports_no_change_and_writes_nothing(self, sleep: Any, run: Any) -> None:
        run(FULL, short("winter-bar"))
        before = counts()

        said = run(FULL, short("winter-bar"))

        assert said.splitlines() == ["summer-bar: no change", "winter-bar: no change", "No change."]
        assert counts() == before

    def test_it_publishes_nothing_twice(self, site: Site, run: Any) -> None:
        run(short(), publish=True)
        before = counts()

        assert "No change." in run(short(), publish=True)

        assert counts() == before

    @pytest.mark.parametrize(
        "same",
        [
            {"windows": [{"start": "2026-11-27T00:00:00", "time_zone": "UTC"}]},
            {"audience": {"topics": ["sleep", "pain"], "devices": ["desktop", "mobile"]}},
            {"content": {"body": "<p>Read  <strong>this</strong><br/></p>"}},
            {"content": {"call_to_action": {"label": "Go", "url": "/articles/sleep"}}},
            {"content": {"image": {"file": "original_images/hills.png"}}},
        ],
        ids=["seconds", "order", "tags", "slash", "folder"],
    )
    def test_the_same_said_in_another_way_is_no_change(
        self, sleep: Any, run: Any, same: dict[str, Any]
    ) -> None:
        image = ImageFactory()
        name = image.file.name.removeprefix("original_images/")
        run(
            short(
                content={
                    "body": "<p>Read  <b>this</b><br></p>",
                    "image": {"file": name, "alt": "Hills"},
                    "call_to_action": {"label": "Go", "url": "/articles/sleep/"},
                },
                audience={"topics": ["pain", "sleep"], "devices": ["mobile", "desktop"]},
                windows=[{"start": "2026-11-27T00:00", "time_zone": "UTC"}],
            )
        )
        text = json.dumps(same).replace("hills.png", name)

        assert "No change." in run(short(**json.loads(text)))

"""Is no row of the window editor lost or saved by mistake, whatever state the rows are in?

A row is empty, complete, half-filled, changed, emptied or deleted, at any place, saved before or
not. It is posted by an autosave or by a button, with or without a mistake in another field.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promotions import stored_windows
from promotions.models import Promotion, Window
from promotions.scheduling.schedule import Weekly
from promotions.scheduling.schedule import Window as Times
from tests.factories import PromotionFactory
from tests.promotions.admin.promotion_form import EDIT, admin, form_data, manager, window
from tests.promotions.admin.test_windows_admin import DESCRIBE
from tests.promotions.admin.window_form import NIGHT, advent
from tests.search_sizes import examples

__all__ = ["admin", "advent", "manager"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]

AUTOSAVE = {"HTTP_ACCEPT": "application/json"}
OFFERED = window(time_zone="UTC")
BLANK = {**OFFERED, "weekly_days": [], "weekly_from": "", "weekly_to": ""}
DAY_WITHOUT_HOURS = {"weekly_days": ["mon"], "weekly_from": "", "weekly_to": ""}
HALF = {"weekly_from", "weekly_to"}
"""The fields at which a day without hours is named."""


WRONG = {"priority": "high"}
"""A mistake in another field."""


@dataclass
class Row:
    """A row as the page holds it."""

    state: str
    values: dict[str, Any]
    id: str = ""

    @property
    def is_window(self) -> bool:
        return "deleted" not in self.state and self.state not in ("empty", "emptied")


@dataclass
class Page:
    """The edit page of a saved promotion, as a browser posts it."""

    promotion: Promotion
    rows: list[Row]
    order: list[int]
    initial: int
    others: dict[str, Any] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        posted = {**form_data(key=self.promotion.key), **self.others}
        posted["windows-TOTAL_FORMS"] = str(len(self.rows))
        posted["windows-INITIAL_FORMS"] = str(self.initial)
        for place, row in enumerate(self.rows):
            for name, value in {**row.values, **self.hidden(place)}.items():
                posted[f"windows-{place}-{name}"] = value
        return posted

    def hidden(self, place: int) -> dict[str, str]:
        row = self.rows[place]
        deleted = "1" if "deleted" in row.state else ""
        return {"id": row.id, "ORDER": str(self.order[place]), "DELETE": deleted}

    def post(self, admin: Client, **more: Any) -> Any:
        return admin.post(reverse(EDIT, args=[self.promotion.pk]), self.data(), **more)

    def take(self, updates: dict[str, str]) -> None:
        """What the script of the page does after an autosave."""
        self.initial = int(updates.pop("windows-INITIAL_FORMS", self.initial))
        for place, row in enumerate(self.rows):
            row.id = updates.pop(f"windows-{place}-id", row.id)
        assert updates == {}

    @property
    def is_half(self) -> bool:
        return any(row.state == "half" for row in self.rows)

    @property
    def in_order(self) -> list[int]:
        return sorted(range(len(self.rows)), key=lambda place: self.order[place])

    def windows(self) -> list[Times]:
        kept = [self.rows[place] for place in self.in_order if self.rows[place].is_window]
        return [stored_windows.window_from_columns(row.values) for row in kept]


def saved_windows(promotion: Promotion) -> list[Times]:
    draft = Promotion.objects.get(pk=promotion.pk).get_latest_revision_as_object()
    return list(stored_windows.windows_of_promotion(draft))


def describe(admin: Client, page: Page) -> str:
    """The sentence above the rows, which is worked out while an editor types."""
    data = {name: value for name, value in page.data().items() if name.startswith("windows-")}
    summary: str = admin.post(reverse(DESCRIBE), data).json()["summary"]
    return summary


def row_of(saved: Window) -> dict[str, Any]:
    times = {"weekly_from": saved.weekly_from, "weekly_to": saved.weekly_to}
    return {
        "mode": saved.mode,
        "time_zone": saved.time_zone,
        "start": saved.start.isoformat(timespec="minutes") if saved.start else "",
        "end": saved.end.isoformat(timespec="minutes") if saved.end else "",
        "weekly_days": saved.weekly_days,
        **{name: f"{value:%H:%M}" if value else "" for name, value in times.items()},
    }


def open_page(states: list[str], new: list[str], order: list[int], *, live: bool) -> Page:
    """The page of a promotion with one saved window for each of `states`, and rows added."""
    windows = [{"start": datetime(2026, 12, 1 + place), "time_zone": "UTC"} for place in range(3)]
    windows[1] = {
        "time_zone": "Europe/Paris",
        "weekly_days": ["fri"],
        "weekly_from": time(22),
        "weekly_to": time(2),
    }
    promotion = PromotionFactory(key="rows", live=live, windows=windows[: len(states)])
    rows = []
    for state, saved in zip(states, promotion.windows.all(), strict=True):
        values = row_of(saved)
        if "half" in state:
            values |= DAY_WITHOUT_HOURS
        elif state == "changed":
            values["end"] = "2027-06-01T00:00"
        elif state == "emptied":
            values |= BLANK
        rows.append(Row(state, values, str(saved.pk)))
    for number, state in enumerate(new, start=1):
        values = dict(BLANK)
        if "half" in state:
            values |= DAY_WITHOUT_HOURS
        elif "complete" in state:
            values |= {**NIGHT, "start": f"2027-01-0{number}T00:00"}
        rows.append(Row(state, values))
    return Page(promotion, rows, order, initial=len(states))


def rendered(response: Any) -> tuple[BeautifulSoup, list[Tag]]:
    soup = BeautifulSoup(response.content, "html.parser", on_duplicate_attribute="ignore")
    return soup, soup.select("#id_windows-FORMS > [data-inline-panel-child]")


def entered(tag: Tag, name: str) -> Any:
    """What the inputs of a name would post."""
    fields = tag.select(f'[name="{name}"]')
    if fields[0].name == "select":
        return next(each["value"] for each in fields[0].select("option[selected]"))
    if fields[0].get("type") == "checkbox":
        return [each["value"] for each in fields if each.has_attr("checked")]
    return fields[0].get("value", "")


def assert_all_comes_back(response: Any, page: Page) -> None:
    """Each row in its place with all that was typed, and a mistake is named where it was made."""
    assert response.status_code == 200
    soup, found = rendered(response)
    assert [row["id"] for row in found] == [f"inline_child_windows-{at}" for at in page.in_order]
    for place, tag in zip(page.in_order, found, strict=True):
        row, prefix = page.rows[place], f"windows-{place}"
        values = {**row.values, **page.hidden(place)}
        assert {name: entered(tag, f"{prefix}-{name}") for name in values} == values
        wrong = {each["name"] for each in tag.select('[aria-invalid="true"]')}
        if "deleted" not in row.state:  # the script of the page hides the others, mistakes and all
            assert wrong == (
                {f"{prefix}-{name}" for name in HALF} if row.state == "half" else set()
            )
    assert entered(soup, "heading") == page.data()["heading"]


@contextmanager
def undone() -> Iterator[None]:
    """Each example begins with an empty list of promotions."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


SAVED = st.sampled_from(["untouched", "changed", "half", "emptied", "deleted", "half, deleted"])
NEW = st.sampled_from(
    ["empty", "complete", "half", "empty, deleted", "complete, deleted", "half, deleted"]
)


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[str], list[str], list[int]]:
    saved, new = draw(st.lists(SAVED, max_size=3)), draw(st.lists(NEW, max_size=3))
    order = draw(st.permutations(range(1, len(saved) + len(new) + 1)))
    return saved, new, list(order)


class TestRowsInAnyState:
    @pytest.mark.parametrize("live", [False, True])
    @settings(
        max_examples=examples(6),
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(pages(), st.lists(st.tuples(st.booleans(), st.booleans()), max_size=2), st.booleans())
    def test_are_saved_as_entered_or_come_back_as_entered(
        self,
        admin: Client,
        live: bool,
        rows: tuple[list[str], list[str], list[int]],
        autosaves: list[tuple[bool, bool]],
        is_wrong_elsewhere: bool,
    ) -> None:
        """`autosaves`: for each, whether another field is wrong and whether rows move before it."""
        with undone():
            page = open_page(*rows, live=live)
            stored_last = saved_windows(page.promotion)
            for is_wrong, is_moved in autosaves:
                page.others = WRONG if is_wrong else {}
                page.order = page.order[::-1] if is_moved else page.order
                response = page.post(admin, **AUTOSAVE)
                if is_wrong or page.is_half:
                    assert response.status_code == 400
                else:
                    page.take(response.json()["field_updates"])
                    stored_last = page.windows()
                assert saved_windows(page.promotion) == stored_last

            page.others = WRONG if is_wrong_elsewhere else {}
            response = page.post(admin)
            if is_wrong_elsewhere or page.is_half:
                assert_all_comes_back(response, page)
                assert saved_windows(page.promotion) == stored_last
            else:
                assert response.status_code == 302
                assert saved_windows(page.promotion) == page.windows()


@pytest.mark.parametrize("live", [False, True])
class TestAnUntouchedRow:
    def test_does_not_stop_an_autosave(self, admin: Client, live: bool) -> None:
        page = open_page(["untouched"], ["empty"], [1, 2], live=live)

        response = page.post(admin, **AUTOSAVE)

        assert response.json()["success"]
        assert saved_windows(page.promotion) == page.windows()

    def test_does_not_stop_a_save_with_a_mistake_elsewhere(self, admin: Client, live: bool) -> None:
        page = open_page(["untouched"], ["empty"], [2, 1], live=live)
        page.others = WRONG

        assert_all_comes_back(page.post(admin), page)

    def test_is_no_window_when_it_is_moved_after_an_autosave(
        self, admin: Client, live: bool
    ) -> None:
        page = open_page(["untouched"], ["empty"], [1, 2], live=live)
        page.take(page.post(admin, **AUTOSAVE).json()["field_updates"])
        page.order = [2, 1]

        assert page.post(admin).status_code == 302

        assert len(saved_windows(page.promotion)) == 1

    def test_is_not_described_after_an_autosave_either(self, admin: Client, live: bool) -> None:
        page = open_page(["untouched"], ["empty"], [1, 2], live=live)
        page.initial = 2

        assert (
            describe(admin, page) == "From Tue 1 Dec 2026, 00:00, UTC; next: Tue 1 Dec 2026, 00:00"
        )


class TestAnEmptiedRow:
    @pytest.mark.parametrize("autosaves", [0, 1, 2])
    def test_is_removed_whether_or_not_it_was_autosaved(
        self, admin: Client, autosaves: int
    ) -> None:
        page = open_page(["untouched"], ["complete"], [1, 2], live=False)
        for _each in range(autosaves):
            page.take(page.post(admin, **AUTOSAVE).json()["field_updates"])
        page.rows[1] = Row("emptied", page.rows[1].values | BLANK, page.rows[1].id)

        assert describe(admin, page).startswith("From Tue 1 Dec 2026")
        assert page.post(admin).status_code == 302

        assert [each.start for each in saved_windows(page.promotion)] == [datetime(2026, 12, 1)]

    def test_can_be_filled_in_again_after_an_autosave(self, admin: Client) -> None:
        page = open_page(["emptied"], [], [1], live=False)
        page.take(page.post(admin, **AUTOSAVE).json()["field_updates"])
        assert page.rows[0].id == ""
        page.rows[0] = Row("complete", {**page.rows[0].values, "start": "2027-02-01T00:00"})

        assert page.post(admin).status_code == 302

        assert [each.start for each in saved_windows(page.promotion)] == [datetime(2027, 2, 1)]

    def test_is_not_one_that_was_saved_without_any_bounds(self, admin: Client) -> None:
        page = open_page(["untouched", "untouched"], [], [2, 1], live=True)
        Window.objects.filter(start__isnull=False).update(start=None)
        page.rows[0].values["start"] = ""

        assert describe(admin, page).startswith("Always, UTC; and Fridays")
        assert page.post(admin).status_code == 302

        weekly = Weekly(frozenset({4}), time(22), time(2))
        assert saved_windows(page.promotion) == [
            Times("include", None, None, "Europe/Paris", weekly),
            Times("include", None, None, "UTC"),
        ]


class TestTheOtherRows:
    def test_are_described_beside_a_mistake_elsewhere(self, admin: Client) -> None:
        page = open_page(["untouched", "deleted"], ["empty"], [1, 2, 3], live=True)
        page.others = WRONG

        soup, _rows = rendered(page.post(admin))

        sentence = soup.select_one(".promotion-overview__sentence")
        assert sentence is not None
        assert sentence.text == "From Tue 1 Dec 2026, 00:00, UTC; next: Tue 1 Dec 2026, 00:00"

    def test_have_a_place_each(self, admin: Client) -> None:
        page = open_page(
            ["deleted", "untouched", "untouched"], ["complete"], [1, 2, 3, 4], live=False
        )

        assert page.post(admin).status_code == 302

        assert list(Window.objects.values_list("sort_order", flat=True)) == [0, 1, 2]

    @pytest.mark.parametrize("place", ["", "first"])
    def test_come_back_beside_one_whose_place_is_no_number(self, admin: Client, place: str) -> None:
        page = open_page(["untouched", "deleted"], ["empty"], [2, 1, 3], live=False)
        data = {**page.data(), **WRONG, "windows-1-ORDER": place}

        _soup, rows = rendered(admin.post(reverse(EDIT, args=[page.promotion.pk]), data))

        assert [row["id"][-1] for row in rows] == ["0", "2", "1"]

    def test_come_back_without_a_script(self, admin: Client) -> None:
        """The blank window in `<noscript>` has no hidden fields."""
        page = open_page(["untouched"], ["empty"], [1, 2], live=False)
        data = page.data() | WRONG
        for name in ("id", "ORDER", "DELETE"):
            del data[f"windows-1-{name}"]

        _soup, rows = rendered(admin.post(reverse(EDIT, args=[page.promotion.pk]), data))

        assert [row["id"][-1] for row in rows] == ["0", "1"]


UNBOUNDED = {"mode": "include", "time_zone": "UTC"}


def fields_of(soup: BeautifulSoup) -> dict[str, Any]:
    """What the rows of a rendered page post if nobody touches them."""
    data: dict[str, Any] = {}
    for tag in soup.select("[name^=windows-]"):
        if tag.find_parent(["template", "noscript", "script"]) or "__prefix__" in tag["name"]:
            continue
        if tag.name == "select":
            chosen = tag.select_one("option[selected]")
            data[tag["name"]] = chosen["value"] if chosen else ""
        elif tag.get("type") != "checkbox":
            data[tag["name"]] = tag.get("value", "")
        elif tag.has_attr("checked"):
            data.setdefault(tag["name"], []).append(tag["value"])
    return data


class TestAWindowOfADraft:
    """It has no id; one without bounds looks like an empty row."""

    @pytest.mark.parametrize("live", [False, True])
    @pytest.mark.parametrize("autosaves", [0, 1])
    def test_is_saved_again_though_it_is_unbounded(
        self, admin: Client, live: bool, autosaves: int
    ) -> None:
        promotion: Promotion = PromotionFactory(key="rows", live=live)
        draft = promotion.get_latest_revision_as_object()
        draft.windows = [Window(**UNBOUNDED), Window(**UNBOUNDED, end=datetime(2020, 1, 1))]
        draft.save_revision()
        url = reverse(EDIT, args=[promotion.pk])
        soup, _rows = rendered(admin.get(url))
        data = {**form_data(key="rows"), **fields_of(soup)}
        # A third row is added and left untouched.
        data |= {f"windows-2-{name}": value for name, value in BLANK.items()}
        data |= {"windows-TOTAL_FORMS": "3", "windows-2-id": "", "windows-2-ORDER": "3"}

        for _each in range(autosaves):
            data |= admin.post(url, data, **AUTOSAVE).json()["field_updates"]
        assert admin.post(url, data).status_code == 302

        assert [each.end for each in saved_windows(promotion)] == [None, datetime(2020, 1, 1)]

    def test_of_an_earlier_version_comes_back_with_it(self, admin: Client) -> None:
        promotion: Promotion = PromotionFactory(key="rows", windows=[UNBOUNDED])
        earlier = promotion.save_revision()
        promotion.windows.all().delete()
        promotion = Promotion.objects.get(pk=promotion.pk)
        promotion.windows = []
        promotion.save_revision().publish()
        name = "wagtailsnippets_promotions_promotion:revisions_revert"
        soup, _rows = rendered(admin.get(reverse(name, args=[promotion.pk, earlier.pk])))

        data = {**form_data(key="rows"), **fields_of(soup), "revision": str(earlier.pk)}
        response = admin.post(reverse(EDIT, args=[promotion.pk]), data)

        assert response.status_code == 302
        assert saved_windows(promotion) == [Times("include", None, None, "UTC")]

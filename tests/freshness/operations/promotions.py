"""What editors do to promotions and their windows."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from promotions.models import Promotion, Window
from tests.factories import PromotionFactory, publish
from tests.freshness.operations.kinds import CHANGED, SAME, Step, operation
from tests.freshness.operations.pages import edited
from tests.freshness.world import World

KEYS = ["shipping", "sign-up", "pillow", "course"]


@operation
def a_promotion_comes_and_goes(world: World) -> Iterator[Step]:
    made = PromotionFactory(key=f"new-{world.serial}", site=world.site, heading=world.new("New"))
    yield CHANGED
    made.delete()
    yield CHANGED


@operation
def a_promotion_is_edited(world: World) -> Iterator[Step]:
    edited(world.promotion(world.random.choice(KEYS)), heading=world.new("Better"))
    yield CHANGED


@operation
def a_draft_of_a_promotion_is_saved(world: World) -> Iterator[Step]:
    promotion = world.promotion().get_latest_revision_as_object()
    kept = promotion.heading
    promotion.heading = "Not yet"
    promotion.save_revision()
    yield SAME
    promotion.heading = kept
    promotion.save_revision()
    yield SAME


@operation
def a_promotion_is_unpublished_and_published_again(world: World) -> Iterator[Step]:
    key = world.random.choice(KEYS)
    world.promotion(key).unpublish()
    yield CHANGED
    edited(world.promotion(key))
    yield CHANGED


@operation
def promotions_change_places(world: World) -> Iterator[Step]:
    PromotionFactory(key=f"rival-{world.serial}", site=world.site, heading=world.new("Rival"))
    yield CHANGED
    rivals = Promotion.objects.filter(key__startswith="rival-")
    rivals.update(slot="slide_in", priority=5)
    yield CHANGED
    rivals.update(priority=-5)
    yield CHANGED
    rivals.delete()
    yield CHANGED


@operation
def the_windows_of_a_promotion_change(world: World) -> Iterator[Step]:
    open_ended = Window(mode="include", start=datetime(2020, 1, 1), time_zone="UTC")
    for each in (window(open_ended, end=datetime(2089, 1, 1)), open_ended):
        promotion = world.promotion().get_latest_revision_as_object()
        promotion.windows.set([each])
        publish(promotion)
        yield CHANGED


def window(like: Window, **fields: Any) -> Window:
    """A window like another, not yet saved."""
    same = ("mode", "start", "end", "time_zone")
    return Window(**{**{name: getattr(like, name) for name in same}, **fields})


@operation
def windows_are_written_in_bulk(world: World) -> Iterator[Step]:
    rows = Window.objects.filter(promotion=world.ids["promotion shipping"])
    rows.update(end=datetime(2088, 1, 1))
    yield CHANGED
    Window.objects.bulk_create(
        [
            Window(
                promotion_id=world.ids["promotion shipping"], mode="exclude", time_zone="UTC",
                start=datetime(2026, 1, 1), end=datetime(2030, 1, 1),
            )
        ]
    )  # fmt: skip
    yield CHANGED
    rows.filter(mode="exclude").delete()
    yield CHANGED
    rows.update(end=datetime(2090, 1, 1))
    yield CHANGED


@operation
def the_topics_of_a_promotion_change(world: World) -> Iterator[Step]:
    edited(world.promotion("course"), topics=[world.topic("pain")])
    yield CHANGED
    edited(world.promotion("course"), topics=[world.topic()])
    yield CHANGED


@operation
def where_the_button_of_a_promotion_leads_changes(world: World) -> Iterator[Step]:
    edited(world.promotion("pillow"), call_to_action_page=world.article("walk").page_ptr)
    yield CHANGED
    edited(world.promotion("pillow"), call_to_action_page=world.article("guide").page_ptr)
    yield CHANGED


@operation
def promotions_are_written_in_bulk(world: World) -> Iterator[Step]:
    promotion = world.promotion("pillow")
    promotion.heading = world.new("Pillows")
    Promotion.objects.bulk_update([promotion], ["heading"])
    yield CHANGED

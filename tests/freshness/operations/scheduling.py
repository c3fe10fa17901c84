"""What comes and goes by itself at an instant: approved, reached, expired, and on the clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from promotions.models import Window
from tests.factories import PromotionFactory, moved_to_past
from tests.freshness.operations.kinds import ANY, CHANGED, At, Step, operation
from tests.freshness.operations.pages import edited, fresh, gone
from tests.freshness.world import World

HOUR = timedelta(hours=1)


def soon() -> datetime:
    """A whole second to come, after this operation unless the machine is slow: both are right."""
    return timezone.now().replace(microsecond=0) + timedelta(seconds=2)


def past() -> datetime:
    """An instant that has been reached."""
    return timezone.now().replace(microsecond=0) - timedelta(seconds=1)


def scheduled(content: Any, **fields: Any) -> None:
    """Approve a version of what may be live for an instant."""
    draft = content.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.save_revision().publish()


@operation
def an_article_is_scheduled_and_its_instant_comes(world: World) -> Iterator[Step]:
    page = fresh(world, go_live_at=timezone.now() + HOUR)
    yield ANY
    moved_to_past(page, go_live_at=past())
    yield CHANGED
    gone(page)
    yield CHANGED


@operation
def an_update_is_scheduled_and_its_instant_comes(world: World) -> Iterator[Step]:
    scheduled(world.article("guide"), title=world.new("Later"), go_live_at=timezone.now() + HOUR)
    yield ANY
    moved_to_past(world.article("guide"), go_live_at=past())
    yield CHANGED
    edited(world.article("guide"), title=world.new("A guide"))
    yield CHANGED


@operation
def an_approval_is_taken_back(world: World) -> Iterator[Step]:
    scheduled(world.article("guide"), title="Never", go_live_at=timezone.now() + HOUR)
    yield ANY
    edited(world.article("guide"), title=world.new("A guide"))
    yield CHANGED


@operation
def an_article_expires(world: World) -> Iterator[Step]:
    edited(world.article("walk"), expire_at=timezone.now() + HOUR)
    yield CHANGED
    moved_to_past(world.article("walk"), expire_at=past())
    yield CHANGED
    edited(world.article("walk"))
    yield CHANGED


@operation
def an_author_expires(world: World) -> Iterator[Step]:
    edited(world.author("grace-okafor"), expire_at=timezone.now() + HOUR)
    yield ANY
    moved_to_past(world.author("grace-okafor"), expire_at=past())
    yield CHANGED
    edited(world.author("grace-okafor"))
    yield CHANGED


@operation
def an_update_of_a_topic_is_scheduled_and_its_instant_comes(world: World) -> Iterator[Step]:
    scheduled(world.topic(), name=world.new("Sleeping"), go_live_at=timezone.now() + HOUR)
    yield ANY
    moved_to_past(world.topic(), go_live_at=past())
    yield CHANGED
    edited(world.topic(), name="Sleep")
    yield CHANGED


@operation
def the_command_publishes_what_is_due(world: World) -> Iterator[Step]:
    page = fresh(world, go_live_at=timezone.now() + HOUR)
    yield ANY
    moved_to_past(page, go_live_at=past())
    call_command("publish_scheduled", stdout=StringIO())
    yield CHANGED
    gone(page)
    yield CHANGED


@operation
def an_article_goes_live_on_the_second(world: World) -> Iterator[Step]:
    instant = soon()
    page = fresh(world, go_live_at=instant)
    yield At(instant)
    gone(page)
    yield CHANGED


@operation
def an_article_expires_on_the_second(world: World) -> Iterator[Step]:
    instant = soon()
    page = fresh(world, expire_at=instant)
    yield At(instant)
    gone(page)
    yield ANY


@operation
def a_topic_expires_on_the_second(world: World) -> Iterator[Step]:
    instant = soon()
    edited(world.topic("pain"), expire_at=instant)
    yield At(instant)
    edited(world.topic("pain"))
    yield CHANGED


@operation
def a_promotion_ends_and_starts_on_the_second(world: World) -> Iterator[Step]:
    end = soon()
    made = PromotionFactory(
        key=f"brief-{world.serial}", site=world.site, heading=world.new("Brief"),
        windows=[{"end": wall(end), "time_zone": "UTC"}],
    )  # fmt: skip
    yield At(end)
    start = soon()
    Window.objects.filter(promotion=made).update(start=wall(start), end=None)
    yield At(start)
    made.delete()
    yield CHANGED


def wall(instant: datetime) -> datetime:
    """An instant on a clock that shows UTC."""
    return instant.astimezone(UTC).replace(tzinfo=None)


@operation
def a_promotion_is_scheduled_and_its_instant_comes(world: World) -> Iterator[Step]:
    made = PromotionFactory(
        key=f"later-{world.serial}", site=world.site, heading=world.new("Later"),
        go_live_at=timezone.now() + HOUR,
    )  # fmt: skip
    yield ANY
    moved_to_past(made, go_live_at=past())
    yield CHANGED
    Window.objects.create(promotion_id=made.pk, mode="exclude", time_zone="UTC")
    yield CHANGED
    made.delete()
    yield ANY

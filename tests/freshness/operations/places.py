"""What editors do to where a page stands: move it, rename it, close it, redirect to it."""

from collections.abc import Iterator

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction

from tests.freshness.operations.kinds import ANY, CHANGED, Step, operation
from tests.freshness.operations.pages import edited
from tests.freshness.world import World


@operation
def a_page_is_moved_and_moved_back(world: World) -> Iterator[Step]:
    world.article("walk").move(world.page("guides"), pos="last-child")
    yield CHANGED
    world.article("walk").move(world.index, pos="last-child")
    yield CHANGED


@operation
def pages_are_put_into_another_order(world: World) -> Iterator[Step]:
    world.article("walk").move(world.index, pos="first-child")
    yield ANY
    world.article("walk").move(world.index, pos="last-child")
    yield ANY


@operation
def a_page_gets_another_slug(world: World) -> Iterator[Step]:
    edited(world.article("walk"), slug="fresh-walk")
    yield CHANGED
    edited(world.article("walk"), slug="walk")
    yield CHANGED


@operation
def the_parent_of_pages_gets_another_slug(world: World) -> Iterator[Step]:
    edited(world.index, slug="stories")
    yield CHANGED
    edited(world.index, slug="articles")
    yield CHANGED


@operation
def a_home_page_gets_another_slug(world: World) -> Iterator[Step]:
    edited(world.home, slug=world.random.choice(["start", "front"]))
    yield ANY
    edited(world.home, slug="home")
    yield ANY


@operation
def a_page_is_closed_and_opened(world: World) -> Iterator[Step]:
    name = world.random.choice(["sleep-and-pain", "guide", "walk"])
    restriction = PageViewRestriction.objects.create(
        page_id=world.ids[name], restriction_type="password", password="for-tests-only"
    )
    yield CHANGED
    restriction.restriction_type = "login"
    restriction.save()
    yield ANY
    restriction.delete()
    yield CHANGED


@operation
def a_branch_is_closed_and_opened(world: World) -> Iterator[Step]:
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page_id=world.ids["index"], restriction_type="login")]
    )
    yield CHANGED
    PageViewRestriction.objects.filter(page=world.ids["index"]).update(restriction_type="none")
    yield CHANGED
    PageViewRestriction.objects.filter(page=world.ids["index"]).delete()
    yield ANY


@operation
def a_page_is_moved_into_a_closed_branch(world: World) -> Iterator[Step]:
    closed = PageViewRestriction.objects.create(
        page_id=world.ids["guides"], restriction_type="login"
    )
    yield ANY
    world.article("guide").move(world.page("guides"), pos="last-child")
    yield CHANGED
    world.article("guide").move(world.index, pos="last-child")
    yield CHANGED
    closed.delete()
    yield ANY


@operation
def a_redirect_is_added_changed_and_deleted(world: World) -> Iterator[Step]:
    Redirect.objects.filter(old_path="/gone").delete()
    page = Page.objects.get(pk=world.ids["guide"])
    redirect = Redirect.add_redirect("/gone", redirect_to=page)
    yield CHANGED
    redirect.redirect_page, redirect.redirect_link = None, world.new("https://else.example/?q=")
    redirect.save()
    yield CHANGED
    redirect.delete()
    yield CHANGED


@operation
def redirects_are_imported(world: World) -> Iterator[Step]:
    Redirect.objects.filter(old_path="/gone").delete()
    made = Redirect(old_path="/gone", redirect_link="https://else.example/all", is_permanent=True)
    Redirect.objects.bulk_create([made])
    yield CHANGED
    Redirect.objects.filter(old_path="/gone").update(site_id=world.ids["second"])
    yield CHANGED
    Redirect.objects.filter(old_path="/gone").delete()
    yield ANY


@operation
def a_page_takes_the_place_of_a_redirect(world: World) -> Iterator[Step]:
    edited(world.article("walk"), slug="gone")
    yield CHANGED
    edited(world.article("walk"), slug="walk")
    yield CHANGED

"""What does the public see of a site at an instant, against a slow and obvious oracle?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction, Site

from cms.publishing.addresses import Root, page_path
from cms.publishing.visibility import PublicContent
from home.models import HomePage
from tests.fixtures import plant_german, plant_home, plant_index
from tests.search_sizes import examples

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
EXPIRIES = [None, NOON - SECOND, NOON, NOON + SECOND]
TREE = 5

pytestmark = pytest.mark.usefixtures("tree", "db")


@pytest.fixture(scope="module")
def tree(module_db):
    """Five pages in a row, each below the one before, and one beside each of them."""
    parent = plant_index(plant_home())
    for number in range(TREE):
        beside = Page(title="x", slug=f"beside-{number}")
        parent.add_child(instance=beside)
        below = Page(title="x", slug=f"below-{number}")
        parent.add_child(instance=below)
        parent = below


def slugs(at: datetime = NOON) -> set[str]:
    return {page.slug for page in PublicContent(Site.objects.get(), at).pages(Page)}


def visible(page: Page, at: datetime) -> bool:
    """The rule as the decision record says it, one page and one ancestor at a time."""
    if not page.live or (page.expire_at is not None and page.expire_at <= at):
        return False
    return not any(
        restriction.restriction_type != "none"
        for ancestor in page.get_ancestors(inclusive=True)
        for restriction in ancestor.view_restrictions.all()
    )


@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    live=st.lists(st.booleans(), min_size=2 * TREE, max_size=2 * TREE),
    expiries=st.lists(st.sampled_from(EXPIRIES), min_size=2 * TREE, max_size=2 * TREE),
    private=st.lists(st.sampled_from(["none", "password", "login", "groups", ""]), max_size=3),
    where=st.lists(st.integers(0, 2 * TREE - 1), min_size=3, max_size=3, unique=True),
)
def test_visible_is_what_is_live_not_expired_and_not_below_anything_private(
    live, expiries, private, where
):
    pages = list(Page.objects.filter(depth__gt=3).order_by("pk"))
    assert len(pages) == 2 * TREE
    PageViewRestriction.objects.all().delete()
    for page, is_live, expiry in zip(pages, live, expiries, strict=True):
        Page.objects.filter(pk=page.pk).update(live=is_live, expire_at=expiry)
    for kind, place in zip(private, where, strict=False):
        if kind:
            PageViewRestriction.objects.create(page=pages[place], restriction_type=kind)
    expected = {page.slug for page in Page.objects.filter(depth__gte=2) if visible(page, NOON)}
    assert slugs() == expected


def test_expiry_holds_at_its_very_instant():
    Page.objects.filter(slug="beside-0").update(expire_at=NOON)
    assert "beside-0" in slugs(NOON - SECOND)
    assert "beside-0" not in slugs(NOON)


def test_a_path_that_only_begins_like_a_private_one_is_not_below_it():
    first, twin = Page.objects.filter(slug__in=["beside-0", "below-0"]).order_by("path")
    PageViewRestriction.objects.create(page=first, restriction_type="login")
    assert twin.slug in slugs()
    assert first.slug not in slugs()


def test_roots_are_the_home_pages_in_all_languages_the_sites_own_first():
    german = plant_german(HomePage.objects.get())
    public = PublicContent(Site.objects.get(), NOON)
    assert [(root.locale, root.prefix) for root in public.roots] == [("en", ""), ("de", "/de")]
    assert (public.default_locale, public.locales) == ("en", ["en", "de"])
    assert public.path_of(german.url_path) == "/de/artikel/"
    assert public.path_of("/elsewhere/") is None


def test_a_language_whose_home_page_is_a_draft_is_not_told():
    german = plant_german(HomePage.objects.get()).get_parent()
    german.unpublish()
    assert PublicContent(Site.objects.get(), NOON).locales == ["en"]


def test_a_home_page_whose_slug_begins_like_another_is_not_taken_for_it():
    english, german = Root("1", "/home/", "en", ""), Root("2", "/home-de/", "de", "/de")
    assert page_path("/home-de/x/", [english, german]) == "/de/x/"

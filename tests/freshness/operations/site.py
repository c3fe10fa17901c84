"""What administrators do to sites, settings, languages and the search index."""

from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Comment, Locale, Site

from articles.models import ArticlePage
from cms.content.models import SiteSettings
from tests.factories import stream
from tests.freshness.operations.kinds import ANY, CHANGED, SAME, Step, operation
from tests.freshness.operations.pages import stored
from tests.freshness.world import SECOND_HOST, World, refill_search


@operation
def the_settings_of_a_site_are_edited(world: World) -> Iterator[Step]:
    settings = SiteSettings.objects.get(site=world.site)
    settings.tagline, settings.brand_name = world.new("Health"), world.new("Wellspring")
    settings.save()
    yield CHANGED


@operation
def a_logo_is_taken_away_and_given_back(world: World) -> Iterator[Step]:
    SiteSettings.objects.update(logo=None)
    yield CHANGED
    SiteSettings.objects.filter(site=world.site).update(logo=world.image)
    yield CHANGED


@operation
def another_site_gets_settings(world: World) -> Iterator[Step]:
    made = SiteSettings.objects.create(site_id=world.ids["second"], brand_name=world.new("Second"))
    yield CHANGED
    made.delete()
    yield CHANGED


@operation
def the_navigation_is_edited(world: World) -> Iterator[Step]:
    settings = SiteSettings.objects.get(site=world.site)
    before = stored(settings.navigation)
    link = {"page": world.ids["walk"], "document": None, "url": ""}
    settings.navigation = stream(("entry", {"label": world.new("Walk"), "link": link}))
    settings.save()
    yield CHANGED
    settings = SiteSettings.objects.get(site=world.site)
    settings.navigation = before
    settings.save()
    yield CHANGED


@operation
def a_site_gets_another_host(world: World) -> Iterator[Step]:
    second = Site.objects.get(pk=world.ids["second"])
    second.hostname = "third.example"
    second.save()
    yield CHANGED
    second.hostname = SECOND_HOST
    second.save()
    yield CHANGED


@operation
def a_site_gets_another_root_page(world: World) -> Iterator[Step]:
    second = Site.objects.get(pk=world.ids["second"])
    second.root_page = world.home
    second.save()
    yield CHANGED
    Site.objects.filter(pk=second.pk).update(root_page=world.ids["second home"])
    yield CHANGED


@operation
def another_site_becomes_the_default(world: World) -> Iterator[Step]:
    _make_default(world.ids["second"])
    yield CHANGED
    _make_default(world.ids["site"])
    yield CHANGED


def _make_default(site: int) -> None:
    with transaction.atomic():
        Site.objects.update(is_default_site=False)
        Site.objects.filter(pk=site).update(is_default_site=True)


@operation
def a_site_comes_and_goes(world: World) -> Iterator[Step]:
    made = Site.objects.create(hostname="fourth.example", root_page=world.home)
    yield ANY
    made.delete()
    yield ANY


@operation
def a_language_gets_another_code(world: World) -> Iterator[Step]:
    german = Locale.objects.get(pk=world.page("home-de").locale_id)
    german.language_code = "fr"
    german.save()
    yield CHANGED
    Locale.objects.filter(pk=german.pk).update(language_code="de")
    yield CHANGED


@operation
def the_search_index_forgets_and_learns(world: World) -> Iterator[Step]:
    kind = ContentType.objects.get_for_model(ArticlePage)
    entries = apps.get_model("wagtailsearch", "IndexEntry")._default_manager
    entries.filter(content_type=kind, object_id=str(world.ids["walk"])).delete()
    yield CHANGED
    refill_search()
    yield CHANGED


@operation
def somebody_comments_and_logs_in(world: World) -> Iterator[Step]:
    editor = User.objects.get(pk=world.ids["editor"])
    Comment.objects.create(
        page=world.article("guide"), user=editor, text="Is it so?", contentpath="title"
    )
    User.objects.filter(pk=editor.pk).update(first_name=world.new("Edda"))
    yield SAME

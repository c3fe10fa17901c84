"""Create the home page and the article index of a new installation."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.db.models.signals import post_migrate
from wagtail.models import Locale, Page, Site

from articles.models import ArticleIndexPage
from home.models import HomePage


def connect(sender: Any) -> None:
    """Create the first pages after `migrate`.

    `sender` is the configuration of one app with models, so that it happens once a run.
    """
    post_migrate.connect(create_first_pages, sender=sender, dispatch_uid="cms.first_pages")


def create_first_pages(using: str = "default", plan: Any = None, **kwargs: Any) -> None:
    """Replace Wagtail's welcome page by a home page and an article index.

    Does nothing if the default site has another root page, or if there is no site, as after a
    flush. May be called any number of times.
    """
    if _tables_are_missing(using):
        return
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None or not _is_welcome_page(site.root_page):
        return
    with transaction.atomic():
        _replace_welcome_page(site)


def _tables_are_missing(using: str) -> bool:
    """Return whether only some apps were migrated, or migrated backwards."""
    wanted = {model._meta.db_table for model in (HomePage, ArticleIndexPage, Site, Locale)}
    return using != "default" or not wanted <= set(connections[using].introspection.table_names())


def _is_welcome_page(page: Page) -> bool:
    """Return whether it is Wagtail's first page: the only one, never edited."""
    plain = ContentType.objects.get_for_model(Page)
    is_alone = not Page.objects.exclude(pk=page.pk).filter(depth__gt=1).exists()
    return is_alone and page.content_type_id == plain.pk and not page.latest_revision_id


def _replace_welcome_page(site: Site) -> None:
    welcome = site.root_page
    root = welcome.get_parent()
    home = HomePage(title="Home", slug="first-home", locale=Locale.get_default(), live=False)
    root.add_child(instance=home)
    site.root_page = home
    site.save()
    welcome.delete()
    home.slug = "home"
    home.save()
    home.save_revision().publish()
    home.refresh_from_db()
    articles = ArticleIndexPage(
        title="Articles", slug="articles", show_in_menus=True, locale=home.locale, live=False
    )
    home.add_child(instance=articles)
    articles.save_revision().publish()

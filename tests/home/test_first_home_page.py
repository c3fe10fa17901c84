"""What stands in a new installation after `migrate`, and what is left alone?"""

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site, WorkflowPage

from articles.models import ArticleIndexPage
from cms.first_pages import create_first_pages
from home.models import HomePage

pytestmark = pytest.mark.django_db


def welcome_page() -> Page:
    """The tree as Wagtail's own migrations leave it."""
    root = Page.get_first_root_node()
    old = Site.objects.get(is_default_site=True).root_page
    page = root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="welcome"))
    Site.objects.update(root_page=page)
    Page.objects.get(pk=old.pk).delete()
    return page


def test_a_new_installation_has_a_published_home_page_with_a_place_for_articles() -> None:
    home = Site.objects.get(is_default_site=True).root_page.specific

    assert isinstance(home, HomePage)
    assert (home.title, home.slug, home.url_path) == ("Home", "home", "/home/")
    [articles] = home.get_children().specific()
    assert isinstance(articles, ArticleIndexPage)
    assert articles.url_path == "/home/articles/"
    for page in (home, articles):
        assert page.live
        assert page.live_revision_id == page.latest_revision_id is not None


def test_the_welcome_page_gives_way_and_leaves_no_redirect() -> None:
    welcome = welcome_page()

    create_first_pages()

    site = Site.objects.get(is_default_site=True)
    assert isinstance(site.root_page.specific, HomePage)
    assert not Page.objects.filter(pk=welcome.pk).exists()
    assert list(Page.objects.filter(depth=2)) == [site.root_page]
    assert not Redirect.objects.exists()


def test_articles_below_the_first_index_are_reviewed_medically() -> None:
    index = ArticleIndexPage.objects.get()

    assert WorkflowPage.objects.get(page=index).workflow.name == "Medical review"


def test_migrating_again_changes_nothing() -> None:
    before = list(Page.objects.order_by("pk").values("pk", "path", "latest_revision_id"))

    create_first_pages()

    assert list(Page.objects.order_by("pk").values("pk", "path", "latest_revision_id")) == before


def test_a_plain_root_page_with_content_below_is_left_alone() -> None:
    welcome = welcome_page()
    welcome.add_child(instance=Page(title="Ours", slug="ours"))

    create_first_pages()

    assert Site.objects.get(is_default_site=True).root_page == welcome
    assert Page.objects.filter(slug="ours").exists()


def test_a_database_without_a_site_is_left_alone() -> None:
    Site.objects.all().delete()
    before = Page.objects.count()

    create_first_pages()

    assert Page.objects.count() == before

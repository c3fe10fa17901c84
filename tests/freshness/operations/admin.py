"""What editors do in the admin, in the process of a server: forms and buttons over HTTP."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from articles.models import ArticlePage, Author, Topic
from tests.factories import ImageFactory
from tests.freshness.operations.kinds import CHANGED, SAME, Step, operation
from tests.freshness.operations.pages import free_slug
from tests.freshness.world import World

PUBLISH = {"action-publish": "1"}


def article_form(world: World, **fields: Any) -> dict[str, Any]:
    """The form of an article with a text of its own."""
    data: dict[str, Any] = nested_form_data(
        {
            "title": world.new("Typed"),
            "slug": free_slug(),
            "summary": world.new("Typed in a form"),
            "body": streamfield([("rich_text", rich_text("<p>From the harbour.</p>"))]),
            "references": streamfield([]),
            "related_articles": inline_formset([]),
            "comments": inline_formset([]),
            **fields,
        }
    )
    return {**data, "topics": [world.ids["topic sleep"]], **PUBLISH}


@operation
def an_article_is_typed_in_and_taken_away(world: World) -> Iterator[Step]:
    form = article_form(world)
    parent = world.ids["index"]
    world.post(reverse("wagtailadmin_pages:add", args=["articles", "articlepage", parent]), form)
    page = ArticlePage.objects.get(title=form["title"])
    yield CHANGED
    again = article_form(world, slug=page.slug)
    world.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), again)
    yield CHANGED
    world.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {})
    yield CHANGED
    world.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), {})
    yield SAME


@operation
def a_page_is_moved_by_the_mouse(world: World) -> Iterator[Step]:
    walk, index, guides = world.ids["walk"], world.ids["index"], world.ids["guides"]
    for target in (guides, index):
        world.post(reverse("wagtailadmin_pages:move_confirm", args=[walk, target]), {})
        yield CHANGED


@operation
def a_topic_is_typed_in_and_taken_away(world: World) -> Iterator[Step]:
    urls = "wagtailsnippets_articles_topic"
    name = world.new("Typed")
    form = {"name": name, "slug": f"typed-{world.serial}", "description": "", **PUBLISH}
    world.post(reverse(f"{urls}:add"), form)
    topic = Topic.objects.get(name=name)
    yield CHANGED
    world.post(reverse(f"{urls}:edit", args=[topic.pk]), {**form, "description": "Words"})
    yield CHANGED
    world.post(reverse(f"{urls}:unpublish", args=[topic.pk]), {})
    yield CHANGED
    world.post(reverse(f"{urls}:delete", args=[topic.pk]), {})
    yield SAME


@operation
def an_author_is_typed_in(world: World) -> Iterator[Step]:
    urls = "wagtailsnippets_articles_author"
    name = world.new("Typed")
    form = {
        **nested_form_data({"biography": rich_text("<p>Types.</p>"), "links": streamfield([])}),
        "name": name,
        "slug": f"typed-{world.serial}",
        **PUBLISH,
    }
    world.post(reverse(f"{urls}:add"), form)
    yield CHANGED
    Author.objects.get(name=name).delete()
    yield CHANGED


@operation
def a_page_is_closed_by_a_button(world: World) -> Iterator[Step]:
    path = reverse("wagtailadmin_pages:set_privacy", args=[world.ids["guide"]])
    world.post(path, {"restriction_type": "login", "password": ""})
    yield CHANGED
    world.post(path, {"restriction_type": "none", "password": ""})
    yield CHANGED


@operation
def a_redirect_is_typed_in(world: World) -> Iterator[Step]:
    Redirect.objects.filter(old_path="/gone").delete()
    form = {"old_path": "/gone/", "site": "", "is_permanent": "on", "redirect_page": ""}
    target = world.new("https://else.example/?q=").replace(" ", "")
    world.post(reverse("wagtailredirects:add"), {**form, "redirect_link": target})
    yield CHANGED
    made = Redirect.objects.get(old_path="/gone")
    world.post(reverse("wagtailredirects:delete", args=[made.pk]), {})
    yield CHANGED


@operation
def an_image_is_deleted_by_a_button(world: World) -> Iterator[Step]:
    image = ImageFactory(title="Passing")
    ArticlePage.objects.filter(pk=world.ids["walk"]).update(hero_image=image)
    yield CHANGED
    world.post(reverse("wagtailimages:delete", args=[image.pk]), {})
    yield CHANGED

"""What editors do to a page: write, publish, withdraw, delete, translate, follow, review."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from wagtail.models import GroupApprovalTask, Locale, Page, Workflow, WorkflowTask

from articles.models import ArticlePage
from tests.factories import ArticlePageFactory, publish, stream, text
from tests.freshness.operations.kinds import ANY, CHANGED, SAME, Step, operation
from tests.freshness.world import World


def edited(content: Any, **fields: Any) -> Any:
    """Publish the latest version of a page or snippet with other fields, without any schedule."""
    draft = content.get_latest_revision_as_object()
    for name, value in {"go_live_at": None, "expire_at": None, **fields}.items():
        setattr(draft, name, value)
    return publish(draft)


def fresh(world: World, **fields: Any) -> ArticlePage:
    """A new article at `articles/fresh/`, among the ones about sleep."""
    given = {
        "title": world.new("Fresh"),
        "slug": free_slug(),
        "topics": [world.topic()],
        "tags": ["dusk"],
        "author": world.author(),
        "body": stream(text("Seen from the harbour.")),
        **fields,
    }
    return ArticlePageFactory(parent=world.index, **given)


def free_slug() -> str:
    """`fresh`, unless an operation that is half done has an article there."""
    taken = ArticlePage.objects.filter(slug__startswith="fresh").count()
    return f"fresh-{taken}" if ArticlePage.objects.filter(slug="fresh").exists() else "fresh"


def stored(value: Any) -> str:
    """What a StreamField holds, to be put into it again."""
    return json.dumps(list(value.raw_data))


def gone(page: Page) -> None:
    """Delete a page as it is now in the tree."""
    Page.objects.get(pk=page.pk).specific.delete()


@operation
def an_article_is_published_and_deleted(world: World) -> Iterator[Step]:
    page = fresh(world)
    yield CHANGED
    gone(page)
    yield CHANGED


@operation
def a_draft_is_made_published_and_deleted(world: World) -> Iterator[Step]:
    page = fresh(world, live=False)
    yield SAME
    publish(page)
    yield CHANGED
    gone(page)
    yield CHANGED


@operation
def an_edit_is_published(world: World) -> Iterator[Step]:
    name = world.random.choice(["sleep-and-pain", "guide", "walk", "haupt"])
    edited(world.article(name), summary=world.new("What is new"))
    yield CHANGED


@operation
def the_title_of_what_others_link_to_is_edited(world: World) -> Iterator[Step]:
    edited(world.article("guide"), title=world.new("A guide"))
    yield CHANGED


@operation
def a_body_is_edited(world: World) -> Iterator[Step]:
    before = stored(world.article("walk").body)
    edited(world.article("walk"), body=stream(text(world.new("Past the mill"))))
    yield CHANGED
    edited(world.article("walk"), body=before)
    yield CHANGED


@operation
def a_draft_is_saved(world: World) -> Iterator[Step]:
    article = world.article("sleep-and-pain").get_latest_revision_as_object()
    kept = article.title
    article.title = world.new("Unfinished")
    article.save_revision()
    yield SAME
    article.title = kept
    article.save_revision(changed=False)
    yield SAME


@operation
def an_older_version_is_published_again(world: World) -> Iterator[Step]:
    edited(world.article("guide"), summary=world.new("A detour"))
    yield CHANGED
    older = world.article("guide").revisions.order_by("created_at").first()
    older.publish()
    yield CHANGED


@operation
def an_article_is_unpublished_and_published_again(world: World) -> Iterator[Step]:
    name = world.random.choice(["sleep-and-pain", "guide", "walk", "haupt"])
    world.article(name).unpublish()
    yield CHANGED
    edited(world.article(name))
    yield CHANGED


@operation
def an_index_is_unpublished_and_published_again(world: World) -> Iterator[Step]:
    world.index.unpublish()
    yield CHANGED
    edited(world.index)
    yield CHANGED


@operation
def a_home_page_of_another_language_is_unpublished(world: World) -> Iterator[Step]:
    world.page("home-de").unpublish()
    yield CHANGED
    edited(world.page("home-de"))
    yield CHANGED


@operation
def what_the_home_page_features_changes(world: World) -> Iterator[Step]:
    before = stored(world.home.featured)
    edited(world.home, featured=stream(("page", world.ids["walk"])))
    yield CHANGED
    edited(world.home, featured=before)
    yield CHANGED


@operation
def a_page_that_others_point_at_is_deleted(world: World) -> Iterator[Step]:
    page = fresh(world)
    link = f'<a linktype="page" id="{page.pk}">there</a>'
    walk = world.article("walk").get_latest_revision_as_object()
    walk.body = stream(text(f"To the harbour and {link}."))
    walk.related_articles.create(article=page, sort_order=9)
    publish(walk)
    yield CHANGED
    gone(page)
    yield CHANGED


@operation
def a_page_is_copied(world: World) -> Iterator[Step]:
    attributes = {"slug": free_slug(), "title": world.new("Copy")}
    copy = world.article("walk").copy(update_attrs=attributes, keep_live=False)
    yield SAME
    publish(copy)
    yield CHANGED
    gone(copy)
    yield CHANGED


@operation
def a_page_is_followed_by_an_alias(world: World) -> Iterator[Step]:
    alias = world.article("walk").create_alias(update_slug=free_slug())
    yield CHANGED
    edited(world.article("walk"), summary=world.new("Along the quay"))
    yield CHANGED
    gone(alias)
    yield CHANGED


@operation
def a_page_is_translated(world: World) -> Iterator[Step]:
    german = Locale.objects.get(pk=world.page("home-de").locale_id)
    page = world.article("guide").copy_for_translation(german)
    yield SAME
    publish(page)
    yield CHANGED
    gone(page)
    yield CHANGED


@operation
def a_home_page_gets_one_more_language(world: World) -> Iterator[Step]:
    spanish, _new = Locale.objects.get_or_create(language_code="es")
    yield ANY
    page = world.home.copy_for_translation(spanish)
    yield ANY
    publish(page)
    yield CHANGED
    gone(page)
    yield CHANGED
    spanish.delete()
    yield ANY


@operation
def a_review_is_passed(world: World) -> Iterator[Step]:
    editor = User.objects.get(pk=world.ids["editor"])
    workflow = Workflow.objects.create(name=world.new("Review"))
    task = GroupApprovalTask.objects.create(name=world.new("Look"))
    WorkflowTask.objects.create(workflow=workflow, task=task)
    article = world.article("guide").get_latest_revision_as_object()
    article.summary = world.new("Reviewed")
    article.save_revision()
    workflow.start(article, editor)
    yield SAME
    article.current_workflow_task_state.approve(user=editor)
    yield CHANGED


@operation
def a_page_is_locked(world: World) -> Iterator[Step]:
    Page.objects.filter(pk=world.ids["walk"]).update(locked=True)
    yield SAME
    Page.objects.filter(pk=world.ids["walk"]).update(locked=False)
    yield SAME


@operation
def a_page_gets_another_tag(world: World) -> Iterator[Step]:
    article = world.article("walk").get_latest_revision_as_object()
    article.tags.add("dusk")
    publish(article)
    yield CHANGED
    article = world.article("walk").get_latest_revision_as_object()
    article.tags.remove("dusk")
    publish(article)
    yield CHANGED


@operation
def a_page_gets_other_people_and_topics(world: World) -> Iterator[Step]:
    edited(world.article("walk"), author=world.author(), topics=[world.topic("pain")])
    yield CHANGED
    edited(world.article("walk"), author=world.author("grace-okafor"), topics=[world.topic()])
    yield CHANGED

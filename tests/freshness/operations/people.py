"""What editors do to authors, topics and tags."""

from collections.abc import Iterator

from taggit.models import Tag
from wagtail.models import Locale

from articles.models import ArticleTag, Author
from tests.factories import AuthorFactory, TopicFactory, publish
from tests.freshness.operations.kinds import ANY, CHANGED, SAME, Step, operation
from tests.freshness.operations.pages import edited, fresh, gone
from tests.freshness.world import World


@operation
def an_author_is_edited(world: World) -> Iterator[Step]:
    slug = world.random.choice(["ada-byron", "grace-okafor"])
    edited(world.author(slug), role=world.new("Writer"))
    yield CHANGED


@operation
def a_draft_of_an_author_is_saved(world: World) -> Iterator[Step]:
    author = world.author().get_latest_revision_as_object()
    kept = author.role
    author.role = "Not yet"
    author.save_revision()
    yield SAME
    author.role = kept
    author.save_revision()
    yield SAME


@operation
def an_author_gets_another_slug(world: World) -> Iterator[Step]:
    edited(world.author(), slug="ada-lovelace")
    yield CHANGED
    edited(world.author(), slug="ada-byron")
    yield CHANGED


@operation
def an_author_is_unpublished_and_published_again(world: World) -> Iterator[Step]:
    slug = world.random.choice(["ada-byron", "grace-okafor"])
    world.author(slug).unpublish()
    yield CHANGED
    edited(world.author(slug))
    yield CHANGED


@operation
def an_author_comes_and_goes(world: World) -> Iterator[Step]:
    author = AuthorFactory(name=world.new("Alan"), slug=f"alan-{world.serial}")
    yield CHANGED
    page = fresh(world, author=author, slug=f"by-alan-{world.serial}")
    yield CHANGED
    edited(page, author=None)
    yield CHANGED
    author.delete()
    yield CHANGED
    gone(page)
    yield CHANGED


@operation
def an_author_is_translated(world: World) -> Iterator[Step]:
    german = Locale.objects.get(pk=world.page("home-de").locale_id)
    author = world.author().copy_for_translation(german)
    author.live = False
    author.save()
    yield SAME
    edited(world.article("haupt"), author=publish(author))
    yield CHANGED
    edited(world.article("haupt"), author=None)
    yield CHANGED
    Author.objects.filter(pk=author.pk).delete()
    yield ANY


@operation
def a_topic_is_edited(world: World) -> Iterator[Step]:
    edited(world.topic(), description=world.new("Nights"))
    yield CHANGED


@operation
def a_topic_gets_another_slug(world: World) -> Iterator[Step]:
    edited(world.topic(), slug="rest")
    yield CHANGED
    edited(world.topic(), slug="sleep")
    yield CHANGED


@operation
def a_topic_is_unpublished_and_published_again(world: World) -> Iterator[Step]:
    slug = world.random.choice(["sleep", "pain"])
    world.topic(slug).unpublish()
    yield CHANGED
    edited(world.topic(slug))
    yield CHANGED


@operation
def a_topic_comes_and_goes(world: World) -> Iterator[Step]:
    topic = TopicFactory(name=world.new("Rest"), slug="rest", live=False)
    edited(world.article("walk"), topics=[world.topic(), topic])
    yield ANY
    publish(topic)
    yield CHANGED
    topic.delete()
    yield CHANGED


@operation
def a_tag_is_renamed(world: World) -> Iterator[Step]:
    tag = Tag.objects.get(name="evening")
    tag.name = "nightfall"
    tag.save()
    yield CHANGED
    Tag.objects.filter(pk=tag.pk).update(name="evening")
    yield CHANGED


@operation
def a_tag_is_deleted(world: World) -> Iterator[Step]:
    tag, _new = Tag.objects.get_or_create(name="dawn", slug="dawn")
    ArticleTag.objects.bulk_create([ArticleTag(tag=tag, content_object_id=world.ids["guide"])])
    yield CHANGED
    tag.delete()
    yield CHANGED

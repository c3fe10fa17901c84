"""What programs do without a signal: `update()`, bulk writes, plain SQL, and what is undone."""

from collections.abc import Iterator

from django.db import connection, transaction
from wagtail.models import Page

from articles.models import ArticlePage, Author, RelatedArticle, Topic
from tests.freshness.operations.kinds import CHANGED, SAME, Step, operation
from tests.freshness.world import World


class Undone(Exception):
    """What was written is not wanted after all."""


@operation
def articles_are_updated_in_bulk(world: World) -> Iterator[Step]:
    ArticlePage.objects.filter(locale=world.home.locale).update(summary=world.new("All alike"))
    yield CHANGED


@operation
def pages_are_updated_in_bulk(world: World) -> Iterator[Step]:
    Page.objects.filter(pk=world.ids["guide"]).update(title=world.new("A guide"))
    yield CHANGED


@operation
def pages_are_hidden_in_bulk(world: World) -> Iterator[Step]:
    pages = Page.objects.filter(pk__in=[world.ids["guide"], world.ids["walk"]])
    pages.update(live=False)
    yield CHANGED
    pages.update(live=True)
    yield CHANGED


@operation
def people_and_topics_are_updated_in_bulk(world: World) -> Iterator[Step]:
    Author.objects.update(credentials=world.new("MD"))
    yield CHANGED
    Topic.objects.filter(pk=world.ids["topic pain"]).update(description=world.new("Aches"))
    yield CHANGED


@operation
def people_are_hidden_in_plain_sql(world: World) -> Iterator[Step]:
    _run("UPDATE articles_author SET live = %s WHERE id = %s", False, world.ids["author ada-byron"])
    yield CHANGED
    _run("UPDATE articles_author SET live = %s WHERE id = %s", True, world.ids["author ada-byron"])
    yield CHANGED


def _run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@operation
def an_article_is_written_in_plain_sql(world: World) -> Iterator[Step]:
    change = "UPDATE articles_articlepage SET hero_alt = %s WHERE page_ptr_id = %s"
    _run(change, world.new("Seen"), world.ids["sleep-and-pain"])
    yield CHANGED


@operation
def topics_of_articles_are_written_in_bulk(world: World) -> Iterator[Step]:
    links = ArticlePage.topics.through
    ids = {"articlepage_id": world.ids["walk"], "topic_id": world.ids["topic pain"]}
    links.objects.filter(**ids).delete()
    links.objects.bulk_create([links(**ids)])
    yield CHANGED
    links.objects.filter(**ids).delete()
    yield CHANGED


@operation
def related_articles_are_written_in_bulk(world: World) -> Iterator[Step]:
    page, related = world.ids["sleep-and-pain"], world.ids["walk"]
    RelatedArticle.objects.bulk_create(
        [RelatedArticle(page_id=page, article_id=related, sort_order=-1)]
    )
    yield CHANGED
    RelatedArticle.objects.filter(page=page, article=related).delete()
    yield CHANGED


@operation
def a_transaction_is_rolled_back(world: World) -> Iterator[Step]:
    try:
        with transaction.atomic():
            Page.objects.update(title="Never")
            ArticlePage.objects.update(summary="Never")
            Author.objects.all().update(name="Nobody")
            raise Undone
    except Undone:
        yield SAME


@operation
def half_of_a_transaction_is_rolled_back(world: World) -> Iterator[Step]:
    with transaction.atomic():
        try:
            with transaction.atomic():
                Page.objects.update(title="Never")
                raise Undone
        except Undone:
            Topic.objects.filter(pk=world.ids["topic sleep"]).update(name=world.new("Sleep"))
    yield CHANGED


@operation
def a_transaction_changes_many_things_at_once(world: World) -> Iterator[Step]:
    with transaction.atomic():
        words = world.new("Together")
        Page.objects.filter(pk=world.ids["walk"]).update(title=words)
        Author.objects.filter(pk=world.ids["author ada-byron"]).update(role=words)
        ArticlePage.objects.filter(pk=world.ids["guide"]).update(summary=words)
    yield CHANGED

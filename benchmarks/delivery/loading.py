"""How do many articles get into an empty database quickly, as if editors had published them?

Articles are written in bulk, with all that publishing one leaves behind: its place in the tree, a
revision, topics, tags, recommendations, its entry in the search index.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Count, Max, Min, Model
from django.db.models.sql import InsertQuery
from modelcluster.models import get_serializable_data_for_fields as _serializable
from wagtail.models import Page, Revision
from wagtail.search.backends import get_search_backend

from articles.models import ArticleIndexPage, ArticlePage, ArticleTag, RelatedArticle
from benchmarks.delivery.library import Library
from benchmarks.delivery.writing import REFERENCES, Writer

BATCH = 500
OLDEST = datetime(2020, 1, 1, tzinfo=UTC)
"""When the first article was published; each further one a minute later."""
RELATED = 3


@dataclass
class Loader:
    """Adds articles below an index page; a later call goes on where an earlier one stopped."""

    index: ArticleIndexPage
    library: Library

    def __post_init__(self) -> None:
        there = ArticlePage.objects.aggregate(count=Count("pk"), first=Min("pk"))
        self.count = there["count"]
        self._kind = ContentType.objects.get_for_model(ArticlePage)
        self._pages = ContentType.objects.get_for_model(Page)
        self._first_page = there["first"] or _highest(Page) + 1
        self._first_revision = _highest(Revision) + 1 - self.count
        self._links = ArticlePage.topics.through

    def fill_up_to(self, count: int) -> None:
        """Let there be so many articles."""
        while self.count < count:
            numbers = range(self.count, min(self.count + BATCH, count))
            with transaction.atomic():
                self._add([self._article(number) for number in numbers])
            self.count = numbers.stop
        self.index.numchild = self.count
        self.index.save(update_fields=["numchild"])
        _continue_numbering(Page, Revision)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    @property
    def first_page(self) -> int:
        """The id of the first article; the others follow."""
        return self._first_page

    def _article(self, number: int) -> ArticlePage:
        writer, library = Writer(number), self.library
        title, published = writer.title(), OLDEST + timedelta(minutes=number)
        pk, slug = self._first_page + number, f"article-{number}"
        linked = self._first_page + number // 2 if number else None
        return ArticlePage(
            pk=pk, page_ptr_id=pk, title=title, draft_title=title, slug=slug,
            path=self.index._get_path(self.index.path, self.index.depth + 1, number + 1),
            depth=self.index.depth + 1, url_path=f"{self.index.url_path}{slug}/",
            content_type=self._kind, locale=self.index.locale, live=True,
            first_published_at=published, last_published_at=published,
            latest_revision_created_at=published,
            live_revision_id=self._first_revision + number,
            latest_revision_id=self._first_revision + number,
            summary=writer.sentences(2), hero_image=library.image(number), hero_alt="A drawing",
            author=library.person(number), reviewer=library.person(number + 1),
            reviewed_on=published.date(), references=REFERENCES,
            body=writer.body([library.image(number + 1).pk, library.image(number + 2).pk], linked),
        )  # fmt: skip

    def _add(self, articles: list[ArticlePage]) -> None:
        for article in articles:
            raw = article.body.raw_data
            article.reading_minutes = article.body.stream_block.reading_minutes(raw)
        links = [link for each in articles for link in self._topics(each)]
        tags = [tag for each in articles for tag in self._tags(each)]
        chosen = [link for each in articles for link in self._recommended(each)]
        Revision.objects.bulk_create(self._revisions(articles, links, tags, chosen))
        fields = [field.attname for field in Page._meta.concrete_fields]
        Page.objects.bulk_create(
            Page(**{name: getattr(article, name) for name in fields}) for article in articles
        )
        _insert_own_columns(articles)
        self._links.objects.bulk_create(links)
        ArticleTag.objects.bulk_create(tags)
        RelatedArticle.objects.bulk_create(chosen)
        _index(articles)

    def _revisions(
        self, articles: list[ArticlePage], links: list[Any], tags: list[Any], chosen: list[Any]
    ) -> Iterator[Revision]:
        """What `save_revision` would keep, without asking the database for each article."""
        children: dict[int, dict[str, Any]] = {
            each.pk: {"pk": each.pk, "topics": [], "tagged_items": [], "related_articles": []}
            for each in articles
        }
        for link in links:
            children[link.articlepage_id]["topics"].append(link.topic_id)
        for tag in tags:
            children[tag.content_object_id]["tagged_items"].append(_serializable(tag))
        for link in chosen:
            children[link.page_id]["related_articles"].append(_serializable(link))
        for article in articles:
            yield Revision(
                pk=article.live_revision_id, content_type=self._kind,
                base_content_type=self._pages, object_id=str(article.pk),
                created_at=article.first_published_at, object_str=article.title,
                content={**_serializable(article), **children[article.pk]},
            )  # fmt: skip

    def _topics(self, article: ArticlePage) -> Iterator[Any]:
        for topic in self.library.topics_of(article.pk):
            yield self._links(articlepage_id=article.pk, topic_id=topic.pk)

    def _tags(self, article: ArticlePage) -> Iterator[ArticleTag]:
        for tag in self.library.tags_of(article.pk):
            yield ArticleTag(content_object_id=article.pk, tag=tag)

    def _recommended(self, article: ArticlePage) -> Iterator[RelatedArticle]:
        """Three earlier ones; the first articles have none to recommend."""
        number = article.pk - self._first_page
        if number < RELATED:
            return
        chosen = random.Random(number).sample(range(number), RELATED)
        for place, other in enumerate(chosen):
            yield RelatedArticle(
                page_id=article.pk, article_id=self._first_page + other, sort_order=place
            )


def _highest(model: type[Model]) -> int:
    return model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0


def _insert_own_columns(articles: list[ArticlePage]) -> None:
    """Write the rows of the articles' own table: Django adds in bulk to one table only."""
    # A statement of SQLite takes so many parameters, and no more.
    size = 32_000 // len(ArticlePage._meta.local_concrete_fields)
    for start in range(0, len(articles), size):
        query = InsertQuery(ArticlePage)
        fields = ArticlePage._meta.local_concrete_fields
        query.insert_values(fields, articles[start : start + size])
        query.get_compiler(connection=connection).execute_sql()


def _index(articles: list[ArticlePage]) -> None:
    """Put articles into the search index, as saving one does."""
    get_search_backend().add_bulk(ArticlePage, articles)


def _continue_numbering(*models: type[Model]) -> None:
    """Let rows that are added later get ids past those that were given here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)

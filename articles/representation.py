"""Build the JSON of articles, authors and topics.

All that a response refers to comes from a `ReferenceLoader`, so that it is public. The number of
SQL queries is the same for one block or a hundred, one card or a hundred.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from articles.blocks import reference_url
from articles.models import ArticleIndexPage, ArticlePage, ArticleTag, Author, Topic
from articles.related import for_cards, has_own_relations, related_articles
from articles.schemas import (
    ArticleCard,
    ArticleIndexCard,
    ArticleIndexJson,
    ArticleJson,
    AuthorJson,
    ReferenceJson,
    TopicJson,
)
from articles.search_results import SearchQuery, highlight
from articles.search_schemas import ArticleResult
from articles.structured_data import json_ld
from cms.api import page_types, preview
from cms.api.page_representation import (
    alternates,
    page_address,
    publisher,
    request_seo,
    seo,
    site_settings,
)
from cms.api.views import instant
from cms.content.blocks.base import BodyContext
from cms.content.blocks.body import BlockJson, table_of_contents
from cms.content.links import web_url
from cms.content.reference_loader import ReferenceLoader
from cms.publishing import compiled_queries
from cms.publishing.addresses import base_url
from cms.publishing.visibility import PublicContent


def topic(item: Topic) -> TopicJson:
    return {"slug": item.slug, "name": item.name, "description": item.description}


def topics(items: Iterable[Topic], public: PublicContent) -> list[TopicJson]:
    """Return the JSON of topics, in their order."""
    rows = public.with_scheduled_content(items)
    public.dependencies.add_rows(rows)
    return [topic(item) for item in rows]


def request_author(item: Author | None, loader: ReferenceLoader) -> None:
    """Request what the JSON of an author refers to."""
    if item is not None:
        loader.request("image", item.photo_id)
        loader.request_rich_text(item.biography)


def author(item: Author | None, loader: ReferenceLoader) -> AuthorJson | None:
    """Return the JSON of an author, None if the public may not see any."""
    if item is None:
        return None
    loader.public.dependencies.add_rows([item])
    if not loader.public.is_visible(item):
        return None
    return {
        "slug": item.slug,
        "name": item.name,
        "role": item.role,
        "credentials": item.credentials,
        "biography": loader.rich_text(item.biography),
        "photo": loader.image(item.photo_id, item.name),
        "links": [
            {"label": link["value"].get("label") or "", "url": url}
            for link in item.links.raw_data
            if (url := web_url(link["value"].get("url")))
        ],
    }


def authors(items: Iterable[Author], public: PublicContent) -> list[AuthorJson]:
    """Return the JSON of authors; the number of queries does not depend on theirs."""
    rows, loader = public.with_scheduled_content(items), ReferenceLoader(public)
    public.dependencies.add_rows(rows)
    for item in rows:
        request_author(item, loader)
    loader.load()
    return [found for item in rows if (found := author(item, loader)) is not None]


def _prefetch_tags(articles: list[ArticlePage]) -> None:
    """Load the tags of articles whose relations differ from the database."""
    prefetch_related_objects([item for a in articles for item in a.tagged_items.all()], "tag")


def shown_topics(items: Iterable[Topic], public: PublicContent) -> list[Topic]:
    """Return the visible topics, with their scheduled content."""
    # Also those that are not visible: the response changes when they are published.
    present = list(items)
    public.dependencies.add_rows(present)
    shown = public.with_scheduled_content(item for item in present if public.is_visible(item))
    if any(public.future.version_of(item) for item in shown):
        shown.sort(key=lambda item: (item.name, item.pk))
    return shown


def topic_slugs(article: ArticlePage, public: PublicContent) -> list[str]:
    """Return the slugs of the topics in the JSON of an article."""
    (article,) = public.with_scheduled_content([article])
    public.dependencies.add_rows([article])
    shown = shown_topics(article.topics.all(), public)
    return [item.slug for item in shown]


def _topics_of(ids: list[int]) -> "QuerySet[Any]":
    links = ArticlePage.topics.through.objects.filter(articlepage_id__in=ids)
    return links.select_related("topic").order_by("topic__name", "topic_id")


def _tags_of(ids: list[int]) -> "QuerySet[Any, Any]":
    # Unsorted: to sort them by name, SQLite would read all tags.
    tagged = ArticleTag.objects.filter(content_object_id__in=ids).order_by()
    return tagged.values_list("content_object_id", "tag_id", "tag__name")


class TopicsAndTags:
    """The topics and tags of articles, loaded in two queries."""

    def __init__(self, articles: list[ArticlePage], public: PublicContent) -> None:
        planned = [article for article in articles if has_own_relations(article)]
        ids = [article.pk for article in articles if article not in planned]
        self.topics: dict[int, list[Topic]] = defaultdict(list)
        self.tags: dict[int, list[str]] = defaultdict(list)
        for link in compiled_queries.rows("topics of articles", _topics_of, ids):
            self.topics[link.articlepage_id].append(link.topic)
        tags = compiled_queries.rows("tags of articles", _tags_of, ids)
        for pk, tag, name in sorted(tags, key=lambda row: row[2]):
            self.tags[pk].append(name)
            public.dependencies.add(f"tag-{tag}")
        _prefetch_tags(planned)
        for article in planned:
            self.topics[article.pk] = list(article.topics.all())
            self.tags[article.pk] = sorted(item.tag.name for item in article.tagged_items.all())
            public.dependencies.add(*(f"tag-{item.tag_id}" for item in article.tagged_items.all()))
        # In bulk, so that the calls for single articles need no query.
        shown_topics([item for found in self.topics.values() for item in found], public)
        for pk, found in self.topics.items():
            self.topics[pk] = shown_topics(found, public)


def cards(
    articles: "Iterable[ArticlePage] | QuerySet[ArticlePage]", public: PublicContent
) -> list[ArticleCard]:
    """Return the cards of visible articles, in their order."""
    rows = for_cards(articles) if isinstance(articles, QuerySet) else articles
    rows, loader = public.with_scheduled_content(rows), ReferenceLoader(public)
    public.dependencies.add_rows(rows)
    for row in rows:
        _request_card(row, loader)
    loader.load()
    labels = TopicsAndTags(rows, public)
    return [_card(row, loader, labels.topics[row.pk], labels.tags[row.pk]) for row in rows]


def results(
    articles: list[ArticlePage], public: PublicContent, search_query: SearchQuery | None
) -> list[ArticleResult]:
    """Return cards with their `highlight`: what was found in each, null without a search."""
    if search_query is None:
        return [{**card, "highlight": None} for card in cards(articles, public)]
    rows = public.with_scheduled_content(articles)
    found = cards(rows, public)
    return [
        {**card, "highlight": highlight(row, search_query)}
        for card, row in zip(found, rows, strict=True)
    ]


def _request_card(article: ArticlePage, loader: ReferenceLoader) -> None:
    request_author(article.author, loader)
    request_author(article.reviewer, loader)
    loader.request("image", article.hero_image_id)


def _card(
    article: ArticlePage, loader: ReferenceLoader, topics: list[Topic], tags: list[str]
) -> ArticleCard:
    return {
        "id": article.pk or 0,
        "type": "article",
        **page_address(article, loader.public, loader.base_url),
        "summary": article.summary,
        "published_at": instant(article.first_published_at),
        "updated_at": instant(article.last_published_at),
        "reading_minutes": article.reading_minutes,
        "topics": [topic(item) for item in topics],
        "tags": tags,
        "author": author(article.author, loader),
        "reviewer": author(article.reviewer, loader),
        "reviewed_on": article.reviewed_on.isoformat() if article.reviewed_on else None,
        "hero": loader.image(article.hero_image_id, article.hero_alt),
    }


def detail(article: ArticlePage, public: PublicContent) -> ArticleJson:
    """Return the detail of an article, published or a draft."""
    (article,) = public.with_scheduled_content([article])
    public.dependencies.add_rows([article])
    loader, settings = ReferenceLoader(public), site_settings(public)
    own = TopicsAndTags([article], public)
    topics, tags = own.topics[article.pk], own.tags[article.pk]
    related = related_articles(article, public, [item.pk for item in topics])
    body = list(article.body.raw_data)
    article.body.stream_block.request_references(body, loader)
    request_seo(article, settings, loader)
    for row in [article, *related]:
        _request_card(row, loader)
    loader.load()
    labels = TopicsAndTags(related, public)
    references = _references(article)
    context = BodyContext(loader, frozenset(item["number"] for item in references))
    blocks: list[BlockJson] = article.body.stream_block.represent(body, context)
    card = _card(article, loader, topics, tags)
    meta = seo(article, settings, loader, card["url"])
    structured = json_ld(card, meta, references, publisher(settings, loader))
    return {
        **card,
        "reading_minutes": article.body.stream_block.reading_minutes(body),
        "body": blocks,
        "toc": table_of_contents(blocks),
        "references": references,
        "related": [
            _card(row, loader, labels.topics[row.pk], labels.tags[row.pk]) for row in related
        ],
        "seo": {**meta, "json_ld": structured},
        "alternates": alternates(article, loader),
    }


def _references(article: ArticlePage) -> list[ReferenceJson]:
    return [
        {
            "number": number,
            "text": item["value"].get("text") or "",
            "authors": item["value"].get("authors") or "",
            "source": item["value"].get("source") or "",
            "year": item["value"].get("year"),
            "url": reference_url(item["value"]),
        }
        for number, item in enumerate(article.references.raw_data, start=1)
    ]


def index_detail(page: ArticleIndexPage, public: PublicContent) -> ArticleIndexJson:
    """Return an index page; its articles have their own list."""
    (page,) = public.with_scheduled_content([page])
    public.dependencies.add_rows([page])
    loader, settings = ReferenceLoader(public), site_settings(public)
    request_seo(page, settings, loader)
    loader.load()
    card = _index_card(page, public)
    return {
        **card,
        "seo": {**seo(page, settings, loader, card["url"]), "json_ld": None},
        "alternates": alternates(page, loader),
    }


def _index_card(page: ArticleIndexPage, public: PublicContent) -> ArticleIndexCard:
    return {
        "id": page.pk or 0,
        "type": "article_index",
        **page_address(page, public, base_url(public.site)),
        "summary": page.summary,
    }


def index_cards(pages: Iterable[ArticleIndexPage], public: PublicContent) -> list[ArticleIndexCard]:
    rows = pages.select_related("locale") if isinstance(pages, QuerySet) else pages
    rows = public.with_scheduled_content(rows)
    public.dependencies.add_rows(rows)
    return [_index_card(page, public) for page in rows]


def author_preview(item: Author, public: PublicContent) -> AuthorJson | None:
    """Return a draft author as `authors/{slug}/` would show it."""
    item.live, item.expire_at = True, None
    found = authors([item], public)
    return found[0] if found else None


def register() -> None:
    """Register articles, indexes, authors and topics with the API."""
    page_types.register(
        page_types.PageType(ArticlePage, detail, cards, ArticleJson, ArticleCard, topic_slugs)
    )
    page_types.register(
        page_types.PageType(
            ArticleIndexPage, index_detail, index_cards, ArticleIndexJson, ArticleIndexCard
        )
    )
    preview.register(Author, author_preview, AuthorJson)
    preview.register(Topic, lambda item, public: topic(item), TopicJson)

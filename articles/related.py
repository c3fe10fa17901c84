"""The related articles of an article: recommended ones, then those with the same topics."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from articles.models import ArticlePage, RelatedArticle
from articles.querysets import ArticleQuerySet
from cms.publishing import compiled_queries
from cms.publishing.visibility import PublicContent

RELATED = 3
"""The number of related articles of a response, if that many exist."""


def for_cards(articles: "QuerySet[ArticlePage]") -> "QuerySet[ArticlePage]":
    """Return the articles with all columns of a card in one query, without their bodies."""
    return articles.select_related("author", "reviewer", "locale").defer("body", "references")


def has_own_relations(article: ArticlePage) -> bool:
    """Return whether topics, tags and recommendations may differ from those in the database."""
    return article.pk is None or bool(vars(article).get("_cluster_related_objects"))


def related_articles(
    article: ArticlePage, public: PublicContent, topic_ids: list[int]
) -> list[ArticlePage]:
    """Return the recommended articles in their order, then visible articles that share topics."""
    chosen, most = _recommended(article), RELATED
    public.dependencies.add(*(f"page-{pk}" for pk in chosen))
    own = article.pk or 0, article.locale_id
    if len(chosen) >= RELATED:
        rows = public.rows("chosen articles", _chosen, *own, chosen)
        # If all of them are public, articles that share topics are not needed.
        if len(rows) == (most := len(chosen)):
            rows.sort(key=lambda row: chosen.index(row.pk))
            public.dependencies.add_rows(rows)
            return public.with_scheduled_content(rows)
    public.dependencies.add(*(f"about-{pk}" for pk in topic_ids))
    rows = public.rows(f"related articles, {most}", _related(most), *own, chosen, topic_ids)
    public.dependencies.add_rows(rows)
    return public.with_scheduled_content(rows)


def _recommended(article: ArticlePage) -> list[int]:
    """Return the ids of the recommended articles, in their order."""
    if has_own_relations(article):
        return [item.article_id for item in article.related_articles.all()]
    return compiled_queries.rows("recommended articles", _recommended_by, article.pk)


def _recommended_by(pk: int) -> "QuerySet[Any, Any]":
    links = RelatedArticle.objects.filter(page_id=pk).order_by("sort_order", "pk")
    return links.values_list("article_id", flat=True)


def _others(public: PublicContent, own: int, locale: int) -> ArticleQuerySet:
    return public.pages(ArticlePage).exclude(pk=own).filter(locale_id=locale)


def _chosen(
    public: PublicContent, own: int, locale: int, chosen: list[int]
) -> QuerySet[ArticlePage]:
    return for_cards(_others(public, own, locale).filter(pk__in=chosen))


def _related(most: int) -> Callable[..., QuerySet[ArticlePage]]:
    def build(
        public: PublicContent, own: int, locale: int, chosen: list[int], topic_ids: list[int]
    ) -> QuerySet[ArticlePage]:
        return for_cards(_others(public, own, locale).chosen_or_sharing(chosen, topic_ids))[:most]

    return build

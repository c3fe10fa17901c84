"""The tables of this app that responses depend on."""

from typing import Final

from cms.content.tracked_tables import IS_LIVE_PAGE, PLACE_COLUMNS, ignored_columns, track_page
from cms.versions.dependencies import track

_ABOUT: Final = (
    "SELECT 'about-' || topic_id FROM articles_articlepage_topics WHERE articlepage_id = {id}"
)

# An index entry refers to its row by content type and an id stored as text.
_IS_LIVE_ROW: Final = (
    "EXISTS (SELECT 1 FROM django_content_type AS kind JOIN {table} AS target ON target.id = CAST("
    "CASE WHEN ltrim({object_id}, '0123456789') = '' AND length({object_id}) < 19 "
    "THEN {object_id} END AS bigint) WHERE kind.id = {content_type_id} "
    "AND kind.app_label = 'articles' AND kind.model = '{model}' AND target.live)"
)


def register() -> None:
    """Track articles with their related tables, authors and topics."""
    for page in ("articles.ArticlePage", "articles.ArticleIndexPage"):
        track_page(page)
    # What decides which articles of a topic are listed, and in which order. Their text does not.
    track("wagtailcore.Page", _ABOUT, columns=(*PLACE_COLUMNS, "title", "first_published_at"))
    _track_related_tables()
    for name in ("author", "topic"):
        label = f"articles.{name.capitalize()}"
        own = (f"{name}-{{id}}", f"{name}s", "slug-{slug}")
        track(label, *own, ignoring=ignored_columns(label))
    # The rows themselves are tracked above; the index decides which words find them.
    for model, table in (("articlepage", "wagtailcore_page"), ("topic", "articles_topic")):
        is_live = _IS_LIVE_ROW.replace("{table}", table).replace("{model}", model)
        track("wagtailsearch.IndexEntry", "search", condition=is_live)


def _track_related_tables() -> None:
    parts = {
        "ArticleTag": ("content_object_id",),
        "RelatedArticle": ("page_id",),
        "ArticlePage_topics": ("articlepage_id", "about-{topic_id}"),
    }
    for name, (page, *more) in parts.items():
        is_live = IS_LIVE_PAGE % page
        track(f"articles.{name}", f"page-{{{page}}}", "pages", *more, condition=is_live)

"""With which tables of this app do which answers change?"""

from typing import Final

from cms.content.tracked_tables import IS_LIVE_PAGE, PLACE, unseen, watch_page
from cms.versions.content_versions import watch

_ABOUT: Final = (
    "SELECT 'about-' || topic_id FROM articles_articlepage_topics WHERE articlepage_id = {id}"
)

# An index entry names its row by type and by an id that is text.
_FOUND: Final = (
    "EXISTS (SELECT 1 FROM django_content_type AS kind JOIN {table} AS found ON found.id = CAST("
    "CASE WHEN ltrim({object_id}, '0123456789') = '' AND length({object_id}) < 19 "
    "THEN {object_id} END AS bigint) WHERE kind.id = {content_type_id} "
    "AND kind.app_label = 'articles' AND kind.model = '{model}' AND found.live)"
)


def register() -> None:
    """Watch articles with what belongs to them, authors and topics."""
    for page in ("articles.ArticlePage", "articles.ArticleIndexPage"):
        watch_page(page)
    # What decides which articles of a topic are shown, and in which order; what these say does not.
    watch("wagtailcore.Page", _ABOUT, columns=(*PLACE, "title", "first_published_at"))
    _watch_parts()
    for name in ("author", "topic"):
        label = f"articles.{name.capitalize()}"
        own = (f"{name}-{{id}}", f"{name}s", "slug-{slug}")
        watch(label, *own, ignoring=unseen(label))
    # What is found is watched where it stands; here, by which words.
    for model, table in (("articlepage", "wagtailcore_page"), ("topic", "articles_topic")):
        seen = _FOUND.replace("{table}", table).replace("{model}", model)
        watch("wagtailsearch.IndexEntry", "search", seen=seen)


def _watch_parts() -> None:
    """The tables beside that of an article."""
    parts = {
        "ArticleTag": ("content_object_id",),
        "RelatedArticle": ("page_id",),
        "ArticlePage_topics": ("articlepage_id", "about-{topic_id}"),
    }
    for name, (page, *more) in parts.items():
        seen = IS_LIVE_PAGE % page
        watch(f"articles.{name}", f"page-{{{page}}}", "pages", *more, seen=seen)

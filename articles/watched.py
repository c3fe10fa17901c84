"""With which tables of this app do which answers change?"""

from cms.content.versions import watch
from cms.content.watched import IS_LIVE_PAGE, unseen, watch_page


def register() -> None:
    """Say which answers change with the tables of this app."""
    for page in ("articles.ArticlePage", "articles.ArticleIndexPage"):
        watch_page(page)
    watch(
        "articles.ArticleTag",
        "page-{content_object_id}",
        "pages",
        seen=IS_LIVE_PAGE % "content_object_id",
    )
    watch("articles.RelatedArticle", "page-{page_id}", "pages", seen=IS_LIVE_PAGE % "page_id")
    watch(
        "articles.ArticlePage_topics",
        "page-{articlepage_id}",
        "pages",
        "about-{topic_id}",
        seen=IS_LIVE_PAGE % "articlepage_id",
    )
    watch(
        "articles.Author",
        "author-{id}",
        "authors",
        "slug-{slug}",
        ignoring=unseen("articles.Author"),
    )
    watch(
        "articles.Topic", "topic-{id}", "topics", "slug-{slug}", ignoring=unseen("articles.Topic")
    )

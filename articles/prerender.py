"""The paths of articles, authors and topics that are prerendered."""

from collections.abc import Iterator

from articles.models import ArticleIndexPage, ArticlePage
from cms.delivery.prerender.prerendering import endpoint_path, register_page, register_site
from cms.publishing.visibility import PublicContent


def register() -> None:
    """Register each article and the first page of each list."""
    register_page(ArticlePage, article_paths)
    register_page(ArticleIndexPage)
    register_site(newest_articles_paths, at_once_with="pages")
    register_site(authors_and_topics_paths)


def article_paths(page: ArticlePage, public: PublicContent) -> Iterator[str]:
    """Yield the path of an article."""
    yield endpoint_path("article", public, page.locale.language_code, slug=page.slug)


def newest_articles_paths(public: PublicContent) -> Iterator[str]:
    """Yield the first page of the article list in each language."""
    return (endpoint_path("articles", public, locale) for locale in public.locales)


def authors_and_topics_paths(public: PublicContent) -> Iterator[str]:
    """Yield the lists of authors and topics in each language."""
    for locale in public.locales:
        yield endpoint_path("authors", public, locale)
        yield endpoint_path("topics", public, locale)

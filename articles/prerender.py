"""Which answers about articles are made before anybody asks for them?"""

from collections.abc import Iterator

from articles.models import ArticleIndexPage, ArticlePage
from cms.delivery.prerender.prerendering import endpoint_path, register_page, register_site
from cms.publishing.visibility import PublicContent


def register() -> None:
    """Each article, the first page of each list; the newest articles as soon as one changes."""
    register_page(ArticlePage, article)
    register_page(ArticleIndexPage)
    register_site(newest_articles, at_once_with="pages")
    register_site(people_and_topics)


def article(page: ArticlePage, public: PublicContent) -> Iterator[str]:
    """The article itself."""
    yield endpoint_path("article", public, page.locale.language_code, slug=page.slug)


def newest_articles(public: PublicContent) -> Iterator[str]:
    """What a front page lists, in each language."""
    return (endpoint_path("articles", public, locale) for locale in public.locales)


def people_and_topics(public: PublicContent) -> Iterator[str]:
    """The other lists, in each language."""
    for locale in public.locales:
        yield endpoint_path("authors", public, locale)
        yield endpoint_path("topics", public, locale)

"""Which answers about articles are made before anybody asks for them?"""

from collections.abc import Iterator

from articles.models import ArticleIndexPage, ArticlePage
from cms.delivery.prerender.prerendering import address, register_page, register_site
from cms.publishing.visibility import PublicView


def register() -> None:
    """Each article, the first page of each list; the newest articles as soon as one changes."""
    register_page(ArticlePage, article)
    register_page(ArticleIndexPage)
    register_site(newest_articles, at_once_with="pages")
    register_site(people_and_topics)


def article(page: ArticlePage, view: PublicView) -> Iterator[str]:
    """The article itself."""
    yield address("article", view, page.locale.language_code, slug=page.slug)


def newest_articles(view: PublicView) -> Iterator[str]:
    """What a front page lists, in each language."""
    return (address("articles", view, locale) for locale in view.locales)


def people_and_topics(view: PublicView) -> Iterator[str]:
    """The other lists, in each language."""
    for locale in view.locales:
        yield address("authors", view, locale)
        yield address("topics", view, locale)

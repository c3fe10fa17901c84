"""Add the demo's pages: home page, article index, articles and their translations."""

import json
from typing import Any
from uuid import UUID

from django.db.models import Q
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, Page, PageLogEntry, Site

from articles.models import ArticleIndexPage, ArticlePage, RelatedArticle
from cms.demo.articles import ARTICLES, GERMAN
from cms.demo.home_pages import ENGLISH_HOME, GERMAN_HOME, HomeContent
from cms.demo.library import LoadContext, translated_author, translated_topic, translation_key
from cms.demo.writing import DemoArticle, with_ids
from home.models import HomePage

DEMO_LOG_DATA = {"demo": True}
"""Marks the log entries of demo articles; they remain after an article is deleted."""


def has_been_loaded() -> bool:
    """Return whether the demo was ever loaded, even if its content has been deleted since."""
    return bool(PageLogEntry.objects.filter(data__demo=True).exists())


def home_of(site: Site) -> HomePage:
    """Return the site's home page; if its root page has another type, create and set one."""
    root = site.root_page.specific
    if isinstance(root, HomePage):
        return root
    home = HomePage(title=ENGLISH_HOME.title, slug="wellspring", locale=root.locale, live=False)
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    site.root_page = home
    site.save()
    return HomePage.objects.get(pk=home.pk)


def index_of(home: HomePage) -> ArticleIndexPage:
    """Return the first article index below a home page; create one if there is none."""
    found = ArticleIndexPage.objects.child_of(home).first()
    if found is not None:
        return found
    index = ArticleIndexPage(
        title=ENGLISH_HOME.index_title,
        slug=ENGLISH_HOME.index_slug,
        locale=home.locale,
        live=False,
        show_in_menus=True,
    )
    home.add_child(instance=index)
    index.save_revision().publish()
    index.refresh_from_db()
    return index


def add_pages(context: LoadContext) -> None:
    """Add the English pages.

    All are created before they are filled, so that they can link to each other.
    """
    home = home_of(context.site)
    index = index_of(home)
    context.pages |= {"home": home, "index": index}
    fresh = []
    for article in ARTICLES:
        key = translation_key("article", article.name)
        page = _existing(index, article.slug, key)
        if page is None:
            page = _placed(context, index, article, key)
            fresh.append((article, page))
        context.pages[article.name] = page
    for article, page in fresh:
        _fill(context, article, page)
        page.topics = [context.topics[slug] for slug in article.topics]
        page.author = context.authors[article.author]
        page.reviewer = context.authors["ines"] if article.reviewed is not None else None
        _publish_or_schedule(context, article, page)
    fill_home(context, home, index, ENGLISH_HOME)


def _existing(index: ArticleIndexPage, slug: str, key: UUID) -> ArticlePage | None:
    rows = ArticlePage.objects.filter(locale_id=index.locale_id)
    found: ArticlePage | None = rows.filter(
        Q(translation_key=key) | Q(slug=slug, path__startswith=index.path)
    ).first()
    return found


def _placed(
    context: LoadContext, index: ArticleIndexPage, article: DemoArticle, key: UUID
) -> ArticlePage:
    page = ArticlePage(
        title=article.title,
        slug=article.slug,
        translation_key=key,
        locale_id=index.locale_id,
        live=False,
    )
    if article.published is not None and article.published <= 0:
        page.first_published_at = context.after(article.published)
    index.add_child(instance=page)
    log(instance=page, action="wagtail.create", data=DEMO_LOG_DATA)
    return page


def _fill(context: LoadContext, article: DemoArticle, page: ArticlePage) -> None:
    """Set the fields that do not depend on the language."""
    page.summary = article.summary
    page.search_description = article.search_description
    page.hero_image = context.images[article.hero]
    page.hero_alt = context.images[article.hero].description
    page.body = _stream(context, article.body)
    page.references = _stream(context, [work.block() for work in article.references])
    page.tags.set(article.tags)
    page.related_articles = [
        RelatedArticle(article=context.pages[name], sort_order=place)
        for place, name in enumerate(article.related)
    ]
    if article.reviewed is not None:
        page.reviewed_on = context.after(article.reviewed).date()
    if article.review_due is not None:
        page.next_review_due = context.after(article.review_due).date()


def _stream(context: LoadContext, blocks: list[Any]) -> str:
    return json.dumps(with_ids(blocks, context.ids))


def _publish_or_schedule(context: LoadContext, article: DemoArticle, page: ArticlePage) -> None:
    """Publish or schedule the article, or save it as a draft."""
    if article.published is not None and article.published > 0:
        page.go_live_at = context.after(article.published).replace(
            minute=0, second=0, microsecond=0
        )
    page.full_clean()
    revision = page.save_revision(clean=False)
    if article.published is not None:
        revision.publish()
    page.refresh_from_db()


def fill_home(
    context: LoadContext, home: HomePage, index: ArticleIndexPage, content: HomeContent
) -> None:
    """Fill a home page and an index unless they have been edited."""
    if not (home.summary or home.body or home.featured or home.hero_image_id):
        home.title, home.summary = content.title, content.summary
        home.hero_image, home.hero_alt = context.images[content.hero], content.hero_alt
        home.body = _stream(context, content.body)
        home.featured = _stream(
            context, [{"type": "page", "value": f"@page/{name}"} for name in content.featured]
        )
        home.save_revision().publish()
    if not index.summary:
        index.summary = content.index_summary
        index.save_revision().publish()


def add_german(context: LoadContext) -> None:
    """Add a German home page, index and article as translations of the English ones."""
    locale, _new = Locale.objects.get_or_create(language_code="de")
    if locale.pk == context.locale.pk:
        return
    english = context.pages["home"]
    home = _translated(english, locale, english.get_parent(), GERMAN_HOME.title, "home-de")
    index = _translated(
        context.pages["index"], locale, home, GERMAN_HOME.index_title, GERMAN_HOME.index_slug
    )
    source = context.pages[GERMAN.name]
    page = source.get_translation_or_none(locale)
    if page is None:
        page = _placed(context, index, GERMAN, source.translation_key)
        _fill(context, GERMAN, page)
        page.topics = [translated_topic(context, slug, locale) for slug in GERMAN.topics]
        page.author = translated_author(context, GERMAN.author, locale)
        page.reviewer = translated_author(context, "ines", locale)
        _publish_or_schedule(context, GERMAN, page)
    context.pages["breath-de"] = page
    fill_home(context, home, index, GERMAN_HOME)


def _translated(source: Any, locale: Locale, parent: Page, title: str, slug: str) -> Any:
    """Return the translation of a page; create an empty one with its translation key if missing."""
    found = source.get_translation_or_none(locale)
    if found is not None:
        return found
    page = type(source)(
        title=title,
        slug=find_available_slug(parent, slug),
        locale=locale,
        translation_key=source.translation_key,
        show_in_menus=source.show_in_menus,
        live=False,
    )
    parent.add_child(instance=page)
    return page

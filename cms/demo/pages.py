"""How do the demo's pages get into the tree: home, article index, articles, their translations?"""

import json
from typing import Any
from uuid import UUID

from django.db.models import Q
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, Page, PageLogEntry, Site

from articles.models import ArticleIndexPage, ArticlePage, RelatedArticle
from cms.demo.articles import ARTICLES, GERMAN
from cms.demo.home_pages import ENGLISH, Front
from cms.demo.home_pages import GERMAN as GERMAN_FRONT
from cms.demo.library import Shelf, translated_person, translated_topic, translation_key
from cms.demo.writing import Article, resolved
from home.models import HomePage

MARK = {"demo": True}
"""In the history of each article of the demo; it stays when the article is deleted."""


def has_been_loaded() -> bool:
    """Whether the demo was ever loaded here, even if all of it has been deleted since."""
    return bool(PageLogEntry.objects.filter(data__demo=True).exists())


def home_of(site: Site) -> HomePage:
    """The site's home page; where its root is something else, a new one, and that stays."""
    root = site.root_page.specific
    if isinstance(root, HomePage):
        return root
    home = HomePage(title=ENGLISH.title, slug="wellspring", locale=root.locale, live=False)
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    site.root_page = home
    site.save()
    return HomePage.objects.get(pk=home.pk)


def index_of(home: HomePage) -> ArticleIndexPage:
    """The article index below a home page, the first one if there are several."""
    found = ArticleIndexPage.objects.child_of(home).first()
    if found is not None:
        return found
    index = ArticleIndexPage(
        title=ENGLISH.index_title,
        slug=ENGLISH.index_slug,
        locale=home.locale,
        live=False,
        show_in_menus=True,
    )
    home.add_child(instance=index)
    index.save_revision().publish()
    index.refresh_from_db()
    return index


def add_pages(shelf: Shelf) -> None:
    """All English pages. They are put into the tree first, so that they can link to each other."""
    home = home_of(shelf.site)
    index = index_of(home)
    shelf.pages |= {"home": home, "index": index}
    fresh = []
    for article in ARTICLES:
        key = translation_key("article", article.name)
        page = _existing(index, article.slug, key)
        if page is None:
            page = _placed(shelf, index, article, key)
            fresh.append((article, page))
        shelf.pages[article.name] = page
    for article, page in fresh:
        _fill(shelf, article, page)
        page.topics = [shelf.topics[slug] for slug in article.topics]
        page.author = shelf.people[article.author]
        page.reviewer = shelf.people["ines"] if article.reviewed is not None else None
        _release(shelf, article, page)
    fill_front(shelf, home, index, ENGLISH)


def _existing(index: ArticleIndexPage, slug: str, key: UUID) -> ArticlePage | None:
    rows = ArticlePage.objects.filter(locale_id=index.locale_id)
    found: ArticlePage | None = rows.filter(
        Q(translation_key=key) | Q(slug=slug, path__startswith=index.path)
    ).first()
    return found


def _placed(shelf: Shelf, index: ArticleIndexPage, article: Article, key: UUID) -> ArticlePage:
    page = ArticlePage(
        title=article.title,
        slug=article.slug,
        translation_key=key,
        locale_id=index.locale_id,
        live=False,
    )
    if article.published is not None and article.published <= 0:
        page.first_published_at = shelf.after(article.published)
    index.add_child(instance=page)
    log(instance=page, action="wagtail.create", data=MARK)
    return page


def _fill(shelf: Shelf, article: Article, page: ArticlePage) -> None:
    """All that is the same in every language."""
    page.summary = article.summary
    page.search_description = article.search_description
    page.hero_image = shelf.images[article.hero]
    page.hero_alt = shelf.images[article.hero].description
    page.body = _stream(shelf, article.body)
    page.references = _stream(shelf, [work.block() for work in article.references])
    page.tags.set(article.tags)
    page.related_articles = [
        RelatedArticle(article=shelf.pages[name], sort_order=place)
        for place, name in enumerate(article.related)
    ]
    if article.reviewed is not None:
        page.reviewed_on = shelf.after(article.reviewed).date()
    if article.review_due is not None:
        page.next_review_due = shelf.after(article.review_due).date()


def _stream(shelf: Shelf, blocks: list[Any]) -> str:
    return json.dumps(resolved(blocks, shelf.ids))


def _release(shelf: Shelf, article: Article, page: ArticlePage) -> None:
    """Publish, schedule or keep as a draft."""
    if article.published is not None and article.published > 0:
        page.go_live_at = shelf.after(article.published).replace(minute=0, second=0, microsecond=0)
    page.full_clean()
    revision = page.save_revision(clean=False)
    if article.published is not None:
        revision.publish()
    page.refresh_from_db()


def fill_front(shelf: Shelf, home: HomePage, index: ArticleIndexPage, front: Front) -> None:
    """Fill a home page and an index that are still as a new installation has them."""
    if not (home.summary or home.body or home.featured or home.hero_image_id):
        home.title, home.summary = front.title, front.summary
        home.hero_image, home.hero_alt = shelf.images[front.hero], front.hero_alt
        home.body = _stream(shelf, front.body)
        home.featured = _stream(
            shelf, [{"type": "page", "value": f"@page/{name}"} for name in front.featured]
        )
        home.save_revision().publish()
    if not index.summary:
        index.summary = front.index_summary
        index.save_revision().publish()


def add_german(shelf: Shelf) -> None:
    """German home page and index, and one article, as translations of the English ones."""
    locale, _new = Locale.objects.get_or_create(language_code="de")
    if locale.pk == shelf.locale.pk:
        return
    english = shelf.pages["home"]
    home = _translated(english, locale, english.get_parent(), GERMAN_FRONT.title, "home-de")
    index = _translated(
        shelf.pages["index"], locale, home, GERMAN_FRONT.index_title, GERMAN_FRONT.index_slug
    )
    source = shelf.pages[GERMAN.name]
    page = source.get_translation_or_none(locale)
    if page is None:
        page = _placed(shelf, index, GERMAN, source.translation_key)
        _fill(shelf, GERMAN, page)
        page.topics = [translated_topic(shelf, slug, locale) for slug in GERMAN.topics]
        page.author = translated_person(shelf, GERMAN.author, locale)
        page.reviewer = translated_person(shelf, "ines", locale)
        _release(shelf, GERMAN, page)
    shelf.pages["breath-de"] = page
    fill_front(shelf, home, index, GERMAN_FRONT)


def _translated(source: Any, locale: Locale, parent: Page, title: str, slug: str) -> Any:
    """The translation of a page; a new one is empty and has the same translation key."""
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

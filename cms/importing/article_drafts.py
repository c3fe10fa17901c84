"""Save an imported document as a draft revision of an article."""

from typing import Any

from anyascii import anyascii
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.log_actions import log
from wagtail.models import Site

from articles.models import ArticleIndexPage, ArticlePage
from cms.importing.document import Document, Doubt
from cms.importing.report import CREATED, REVISED, UNCHANGED
from cms.importing.stream import StoredBlock, same_content


class CannotImport(ValueError):
    """The whole import is refused; the message is for the editor."""


def slug_of(document: Document, requested: str) -> str:
    """Return the given slug, or one made of the title; raise CannotImport if it is invalid."""
    slug = requested or slugify(anyascii(document.title))[:100].strip("-")
    if not slug or slug != slugify(slug, allow_unicode=True):
        raise CannotImport(
            f"“{requested or document.title}” gives no slug: use small letters, digits and hyphens."
        )
    return slug


def index_for(document: Document) -> ArticleIndexPage:
    """Return the article index of the default site in the document's language.

    Falls back to the site's own language. Raises CannotImport if the site has no index.
    """
    site = Site.objects.select_related("root_page__locale").get(is_default_site=True)
    homes = {
        page.locale.language_code: page
        for page in site.root_page.get_translations(inclusive=True).select_related("locale")
    }
    home = homes.get(document.language[:2].lower(), site.root_page)
    index = ArticleIndexPage.objects.descendant_of(home).order_by("path").first()
    if index is None:
        raise CannotImport("The site has no article index page: add one below the home page.")
    return index


def existing_article(index: ArticleIndexPage, slug: str) -> ArticlePage | None:
    """Return the article of the index's site and language with this slug, locked for update."""
    return (
        ArticlePage.objects.select_for_update(of=("self",))
        .on_site_of(index)
        .filter(slug=slug, locale_id=index.locale_id)
        .order_by("path")
        .first()
    )


def save_article(
    document: Document, body: list[StoredBlock], index: ArticleIndexPage, slug: str, user: Any
) -> tuple[ArticlePage, str]:
    """Return the article as of its latest revision and the outcome; change no live version."""
    article = existing_article(index, slug)
    if article is None:
        return _create(document, body, index, slug, user), CREATED
    _check_permission(article, user)
    check_lock(article, f"“{article.title}”", user)
    if article.latest_revision_id is None:
        # Save a change without a revision as one, before the import adds its own.
        article.save_revision(user=user, changed=False, clean=False)
    draft = article.get_latest_revision_as_object()
    if _is_unchanged(draft, document, body):
        return draft, UNCHANGED
    _fill(draft, document, body)
    draft.save_revision(user=user, log_action=True)
    return draft, REVISED


def _check_permission(article: ArticlePage, user: Any) -> None:
    if user is not None and not article.permissions_for_user(user).can_edit():
        raise CannotImport(f"You may not edit the article with the slug “{article.slug}”.")


def check_lock(content: Any, called: str, user: Any) -> None:
    """Raise CannotImport if the content is locked for the user, or for anyone if `user` is None."""
    lock = content.get_lock()
    if lock is not None and (user is None or lock.for_user(user)):
        raise CannotImport(f"{called} is locked; unlock it before importing into it.")


def _create(
    document: Document, body: list[StoredBlock], index: ArticleIndexPage, slug: str, user: Any
) -> ArticlePage:
    if user is not None and not index.permissions_for_user(user).can_add_subpage():
        raise CannotImport(f"You may not add articles below “{index.title}”.")
    article = ArticlePage(slug=slug, live=False, locale=index.locale, owner=user)
    _fill(article, document, body)
    try:
        index.add_child(instance=article)
    except ValidationError as error:
        raise CannotImport("; ".join(error.messages)) from error
    log(instance=article, action="wagtail.create", user=user, content_changed=True)
    article.save_revision(user=user)
    return article


def _fill(article: ArticlePage, document: Document, body: list[StoredBlock]) -> None:
    article.title = document.title
    article.draft_title = document.title
    if document.summary:
        article.summary = document.summary[:500]
    article.body = article.body.stream_block.to_python(body)


def _is_unchanged(article: ArticlePage, document: Document, body: list[StoredBlock]) -> bool:
    return (
        article.title == document.title
        and (not document.summary or article.summary == document.summary[:500])
        and same_content(list(article.body.raw_data), body)
    )


def unfinished(article: ArticlePage) -> list[Doubt]:
    """Return a doubt for each value that publishing in the admin would require."""
    try:
        article.body.stream_block.clean(article.body)
    except StreamBlockValidationError as error:
        blocks = list(article.body)
        return [
            Doubt(
                where=str(blocks[position].block.label),
                message=f"not complete yet: {_words(problem)}",
            )
            for position, problem in error.block_errors.items()
        ]
    return []


def _words(error: Any) -> str:
    parts = [error, *getattr(error, "block_errors", {}).values()]
    found = [message for part in parts for message in getattr(part, "messages", [])]
    specific = [text for text in dict.fromkeys(found) if not text.startswith("Validation error in")]
    return "; ".join(specific) or "see the block in the editor"

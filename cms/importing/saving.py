"""Save a document as an article and promotions in one transaction."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Comment, Site

from cms.importing import document as doc
from cms.importing.article_drafts import (
    CannotImport,
    index_for,
    save_article,
    slug_of,
    unfinished,
)
from cms.importing.images import ImageImporter
from cms.importing.promotion_drafts import Saved, save_promotions
from cms.importing.report import EQUAL, UNCHANGED, ImportedArticle, PromotionOutcome, Report
from cms.importing.stream import StoredBlock, stored_blocks


@dataclass(frozen=True)
class ImportOptions:
    """How to import a document.

    `publish` is for the article only. `publish_promotions` publishes promotions without doubts.
    `folder` contains the images of the saved page. `user` is None for the command, which then adds
    no comments. `with_promotions` is false for a user who may not add promotions.
    """

    slug: str = ""
    publish: bool = False
    publish_promotions: bool = False
    dry_run: bool = False
    folder: Path | None = None
    user: Any = None
    with_promotions: bool = True


def import_document(document: doc.Document, options: ImportOptions) -> Report:
    """Create or revise the article and its promotions; raise CannotImport and save nothing.

    An existing article is found by its slug. An editor's changes since the last import stay in the
    history as a revision of their own.
    """
    try:
        with transaction.atomic():
            report = _import(document, options)
            if options.dry_run:
                transaction.set_rollback(True)
    except ValidationError as error:
        raise CannotImport("; ".join(error.messages)) from error
    return report


def _import(document: doc.Document, options: ImportOptions) -> Report:
    index, slug = index_for(document), slug_of(document, options.slug)
    importer = ImageImporter(options.folder, options.user, keep=not options.dry_run)
    entries = stored_blocks(document.blocks, importer)
    body = [entry for entry in entries if entry is not None]
    article, outcome = save_article(document, body, index, slug, options.user)
    report = Report(document, ImportedArticle(article, document.title, outcome))
    report.left_out += document.left_out
    _note_lost_images(document, entries, importer, report)
    _import_promotions(document, slug, index.locale, options, report)
    if outcome != UNCHANGED and options.user is not None:
        _comment(article, entries, report.doubts, options.user)
    report.doubts += unfinished(article)
    if options.publish:
        # A missing value, such as an alt text, is reported; it does not prevent publication.
        _publish(article, outcome, options.user, validate=False)
        report.article = ImportedArticle(article, document.title, outcome, published=True)
    return report


def _note_lost_images(
    document: doc.Document,
    entries: list[StoredBlock | None],
    importer: ImageImporter,
    report: Report,
) -> None:
    for block, entry in zip(document.blocks, entries, strict=True):
        if entry is None and isinstance(block, doc.Image):
            words = " ".join(text for text in (block.alt, block.caption, block.credit) if text)
            source = "a data URL" if block.src.startswith("data:") else block.src
            why = f"the picture {source} could not be taken in; add it by hand"
            if reason := importer.refused.get(block):
                why = f"the picture {source} was refused: {reason.rstrip('.')}"
            report.left_out.append(doc.LeftOut(words, why))


def _import_promotions(
    document: doc.Document, slug: str, locale: Any, options: ImportOptions, report: Report
) -> None:
    if not options.with_promotions:
        reason = "an offer, and you may not add promotions"
        report.left_out += [doc.LeftOut(" ".join(o.lines), reason) for o in document.promotions]
        report.doubts += document.doubts
        return
    site = Site.objects.get(is_default_site=True)
    saved = save_promotions(document.promotions, slug, site, locale, options.user)
    equal = {number for number, item in enumerate(saved) if item.outcome == EQUAL}
    report.doubts += [doubt for doubt in document.doubts if doubt.promotion not in equal]
    for number, (imported, item) in enumerate(zip(document.promotions, saved, strict=True)):
        report.doubts += item.filled.doubts
        report.notes += item.filled.notes
        about = [doubt for doubt in document.doubts if doubt.promotion == number]
        made = _made(imported, item, (*about, *item.filled.doubts), options)
        report.promotions.append(made)


def _made(
    imported: doc.ImportedPromotion,
    saved: Saved,
    doubts: tuple[doc.Doubt, ...],
    options: ImportOptions,
) -> PromotionOutcome:
    """Return the result for a promotion; publish it if requested and without doubts."""
    promotion = saved.promotion
    should_publish = options.publish_promotions and saved.outcome != EQUAL
    if should_publish and saved.is_untouched and not doubts:
        _publish(promotion, saved.outcome, options.user)
    is_live, is_draft = (
        type(promotion).objects.values_list("live", "has_unpublished_changes").get(pk=promotion.pk)
    )
    return PromotionOutcome(
        promotion,
        imported.heading,
        saved.outcome,
        is_live=is_live,
        is_draft=is_draft or not is_live,
        doubts=doubts,
        is_left_to_editors=should_publish and not saved.is_untouched,
    )


def _comment(
    article: Any, entries: list[StoredBlock | None], doubts: list[doc.Doubt], user: Any
) -> None:
    """Add each doubt as a comment by the user to the block that it is about."""
    revision = article.get_latest_revision()
    for doubt in doubts:
        Comment.objects.create(
            page_id=article.pk,
            user=user,
            text=f"{doubt.where}: {doubt.message}",
            contentpath=_content_path(entries, doubt.block),
            revision_created=revision,
        )


def _content_path(entries: list[StoredBlock | None], position: int | None) -> str:
    """Return the path of a comment: `title` for the whole page, else a field of the block."""
    entry = entries[position] if position is not None and position < len(entries) else None
    if entry is None:
        return "title"
    field = {"heading": ".text", "quote": ".text", "embed": ".url"}.get(entry["type"], "")
    return f"body.{entry['id']}{field}"


def _publish(content: Any, outcome: str, user: Any, *, validate: bool = True) -> None:
    if not content.live or content.has_unpublished_changes or outcome != UNCHANGED:
        content.publish(content.get_latest_revision(), user=user, validate=validate)

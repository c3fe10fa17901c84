"""How does a neutral document become an article and promotions, all of it or nothing?"""

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
from cms.importing.images import PictureFinder
from cms.importing.promotion_drafts import Saved, save_promotions
from cms.importing.report import EQUAL, UNCHANGED, Made, MadePromotion, Report
from cms.importing.stream import Stored, stored_blocks


@dataclass(frozen=True)
class Order:
    """How a document is to be imported.

    `publish` is about the article alone. `publish_promotions` puts live the promotions without a
    doubt. `folder` is where the pictures of the saved page lie; `user` is None for the command,
    which then makes no comments; `with_promotions` is off for a user who may not add any.
    """

    slug: str = ""
    publish: bool = False
    publish_promotions: bool = False
    dry_run: bool = False
    folder: Path | None = None
    user: Any = None
    with_promotions: bool = True


def import_document(document: doc.Document, order: Order) -> Report:
    """Make or revise the article and its promotions; raises CannotImport, and then nothing is made.

    Importing again matches on the slug. What an editor changed since stays as its own revision.
    """
    try:
        with transaction.atomic():
            report = _import(document, order)
            if order.dry_run:
                transaction.set_rollback(True)
    except ValidationError as error:
        raise CannotImport("; ".join(error.messages)) from error
    return report


def _import(document: doc.Document, order: Order) -> Report:
    index, slug = index_for(document), slug_of(document, order.slug)
    finder = PictureFinder(order.folder, order.user, keep=not order.dry_run)
    entries = stored_blocks(document.blocks, finder)
    body = [entry for entry in entries if entry is not None]
    article, outcome = save_article(document, body, index, slug, order.user)
    report = Report(document, Made(article, document.title, outcome))
    report.left_out += document.left_out
    _note_lost_pictures(document, entries, finder, report)
    _import_offers(document, slug, index.locale, order, report)
    if outcome != UNCHANGED and order.user is not None:
        _comment(article, entries, report.doubts, order.user)
    report.doubts += unfinished(article)
    if order.publish:
        # What the page lacked, such as an alt text, is reported; it does not hold the article back.
        _publish(article, outcome, order.user, validate=False)
        report.article = Made(article, document.title, outcome, published=True)
    return report


def _note_lost_pictures(
    document: doc.Document, entries: list[Stored | None], finder: PictureFinder, report: Report
) -> None:
    for block, entry in zip(document.blocks, entries, strict=True):
        if entry is None and isinstance(block, doc.Image):
            words = " ".join(text for text in (block.alt, block.caption, block.credit) if text)
            source = "a data URL" if block.src.startswith("data:") else block.src
            why = f"the picture {source} could not be taken in; add it by hand"
            if reason := finder.refused.get(block):
                why = f"the picture {source} was refused: {reason.rstrip('.')}"
            report.left_out.append(doc.LeftOut(words, why))


def _import_offers(
    document: doc.Document, slug: str, locale: Any, order: Order, report: Report
) -> None:
    if not order.with_promotions:
        reason = "an offer, and you may not add promotions"
        report.left_out += [doc.LeftOut(" ".join(o.lines), reason) for o in document.offers]
        report.doubts += document.doubts
        return
    site = Site.objects.get(is_default_site=True)
    saved = save_promotions(document.offers, slug, site, locale, order.user)
    equal = {number for number, item in enumerate(saved) if item.outcome == EQUAL}
    report.doubts += [doubt for doubt in document.doubts if doubt.offer not in equal]
    for number, (offer, item) in enumerate(zip(document.offers, saved, strict=True)):
        report.doubts += item.filled.doubts
        report.notes += item.filled.notes
        about = [doubt for doubt in document.doubts if doubt.offer == number]
        made = _made(offer, item, (*about, *item.filled.doubts), order)
        report.promotions.append(made)


def _made(
    offer: doc.Offer, saved: Saved, doubts: tuple[doc.Doubt, ...], order: Order
) -> MadePromotion:
    """What became of an offer; its promotion is published if that is wanted and nothing unsure."""
    promotion = saved.promotion
    wanted = order.publish_promotions and saved.outcome != EQUAL
    if wanted and saved.is_untouched and not doubts:
        _publish(promotion, saved.outcome, order.user)
    is_live, is_draft = (
        type(promotion).objects.values_list("live", "has_unpublished_changes").get(pk=promotion.pk)
    )
    return MadePromotion(
        promotion,
        offer.heading,
        saved.outcome,
        is_live=is_live,
        is_draft=is_draft or not is_live,
        doubts=doubts,
        is_left_to_editors=wanted and not saved.is_untouched,
    )


def _comment(
    article: Any, entries: list[Stored | None], doubts: list[doc.Doubt], user: Any
) -> None:
    """Each doubt as a comment of the uploading user, on the block that it is about."""
    revision = article.get_latest_revision()
    for doubt in doubts:
        Comment.objects.create(
            page_id=article.pk,
            user=user,
            text=f"{doubt.where}: {doubt.message}",
            contentpath=_content_path(entries, doubt.block),
            revision_created=revision,
        )


def _content_path(entries: list[Stored | None], position: int | None) -> str:
    """`title` for the whole page; a block's own field where the editor shows comments on it."""
    entry = entries[position] if position is not None and position < len(entries) else None
    if entry is None:
        return "title"
    field = {"heading": ".text", "quote": ".text", "embed": ".url"}.get(entry["type"], "")
    return f"body.{entry['id']}{field}"


def _publish(content: Any, outcome: str, user: Any, *, validate: bool = True) -> None:
    if not content.live or content.has_unpublished_changes or outcome != UNCHANGED:
        content.publish(content.get_latest_revision(), user=user, validate=validate)

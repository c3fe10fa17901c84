"""The next change of a response by what is scheduled for topics and pages.

Windows are not considered here: `promotions.resolving.timetable` has them, and the expiry of
promotions.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, Revision

from cms.publishing.visibility import PublicContent
from promotions.models import Promotion
from promotions.resolving.resolve import Context

_TOPIC: Any = Promotion._meta.get_field("topics").related_model


def next_instant(
    public: PublicContent, context: Context, slots: list[str], shown: Iterable[Promotion]
) -> datetime | None:
    """The first instant after the view's, in at most one query; None if nothing is scheduled.

    Counted are the topics of the context and the pages that the buttons lead to: that one of them
    goes live, gets another version, or expires.
    """
    rows = list(shown)
    pages = {row.call_to_action_page_id for row in rows} - {None}
    sources: list[Any] = []
    # What will have been published by the view's instant brings an expiry of its own.
    by_then = {model: public.future.of(model) for model in (Page, _TOPIC)}
    known = [each.expire_at for pk, each in by_then[Page].items() if pk in pages]
    known += [each.expire_at for each in by_then[_TOPIC].values() if each.slug in context.topics]
    if pages:
        places = Page.objects.filter(pk__in=pages)
        standing = places.exclude(pk__in=list(by_then[Page]))
        sources += [_expiries(standing, public.at), _publications(places, Page, public.at)]
    if context.topics:
        of_shown = _TOPIC.objects.filter(promotions__in=rows, slug__in=context.topics)
        of_shown = of_shown.exclude(pk__in=list(by_then[_TOPIC]))
        asked_for = _TOPIC.objects.filter(promotions__site=public.site, promotions__slot__in=slots)
        planned = _publications(asked_for, _TOPIC, public.at).filter(
            Q(content__slug__in=sorted(context.topics))
            | Q(object_id__in=_ids(_TOPIC.objects.filter(slug__in=context.topics)))
        )
        sources += [_expiries(of_shown, public.at), planned]
    found = [until for until in known if until is not None and until > public.at]
    if sources:
        first, *others = (rows.values_list("instant", flat=True).order_by() for rows in sources)
        found += first.union(*others)
    return min(found, default=None)


def _expiries(rows: "QuerySet[Any]", at: datetime) -> "QuerySet[Any]":
    return rows.filter(live=True, expire_at__gt=at).annotate(instant=F("expire_at"))


def _publications(rows: "QuerySet[Any]", model: type[Any], at: datetime) -> "QuerySet[Any]":
    """The versions of rows that are approved for an instant to come."""
    kind = ContentType.objects.get_for_model(model)
    approved = Revision.objects.filter(base_content_type=kind, approved_go_live_at__gt=at)
    return approved.filter(object_id__in=_ids(rows)).annotate(instant=F("approved_go_live_at"))


def _ids(rows: "QuerySet[Any]") -> Any:
    return rows.order_by().values_list(Cast("pk", CharField()))

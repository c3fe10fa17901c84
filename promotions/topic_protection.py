"""Protect topics that promotions require from deletion.

A promotion for some topics would show everywhere after the last of them is deleted. So a topic is
protected if any version of a promotion requires it: the published one, the latest draft, or one
that is scheduled.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, ProtectedError, Q
from django.db.models.signals import pre_delete
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Revision

from promotions.models import Promotion

_MOST_NAMED = 10


def connect() -> None:
    topic: Any = Promotion._meta.get_field("topics").related_model
    pre_delete.connect(_refuse, sender=topic, dispatch_uid="promotions.topic_in_use")


def promotions_requiring(topic: Any) -> list[Promotion]:
    """Return the promotions with a version that requires a topic, by heading."""
    kind = ContentType.objects.get_for_model(Promotion)
    versions = Revision.objects.filter(base_content_type=kind).filter(
        Q(approved_go_live_at__isnull=False) | Q(pk__in=_drafts())
    )
    planned = {
        int(row)
        for row, content in versions.values_list("object_id", "content")
        if topic.pk in (content.get("topics") or [])
    }
    found = Promotion.objects.filter(Q(topics=topic.pk) | Q(pk__in=planned))
    return list(found.distinct().order_by("heading", "key"))


def _drafts() -> Any:
    """Return the latest revisions that are not published."""
    published = Q(live=True, latest_revision=F("live_revision"))
    return Promotion.objects.exclude(published).order_by().values("latest_revision")


def _why(topic: Any, promotions: list[Promotion]) -> str:
    names = [f"“{promotion}” ({promotion.key})" for promotion in promotions[:_MOST_NAMED]]
    if more := len(promotions) - len(names):
        names.append(_("%(count)d more") % {"count": more})
    return _(
        "“%(topic)s” cannot be deleted: without it, promotions that show only with this topic "
        "would show everywhere. Take it out of these promotions first, drafts too: %(promotions)s."
    ) % {"topic": topic, "promotions": get_text_list(names, _("and"))}


def _refuse(instance: Any, **_signal: Any) -> None:
    if promotions := promotions_requiring(instance):
        raise ProtectedError(_why(instance, promotions), set(promotions))


def explain_refusal(request: HttpRequest, snippets: Iterable[Any]) -> HttpResponseRedirect | None:
    """Return a redirect with messages if a promotion requires a topic; else None."""
    topic: Any = Promotion._meta.get_field("topics").related_model
    topics = [snippet for snippet in snippets if isinstance(snippet, topic)]
    reasons = [_why(each, found) for each in topics if (found := promotions_requiring(each))]
    for reason in reasons:
        messages.error(request, reason)
    if not reasons:
        return None
    return HttpResponseRedirect(reverse(topic.snippet_viewset.get_url_name("list")))

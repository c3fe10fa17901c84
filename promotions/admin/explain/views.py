"""The page "Why does it show?"."""

from collections.abc import Hashable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.models import Site

from cms.publishing.visibility import PublicContent
from promotions.active import candidates
from promotions.admin import links
from promotions.admin.explain import texts
from promotions.admin.explain.forms import ExplainForm, with_defaults
from promotions.admin.explain.page_topics import topics_at
from promotions.admin.instants import which_of_two
from promotions.admin.screens import PromotionsScreen
from promotions.admin.sites import site_for_admin
from promotions.conflicts.explanation import explain
from promotions.models import Promotion
from promotions.resolving.resolve import Candidate, Context
from promotions.scheduling.schedule import tzdata_version
from promotions.wording.conflicts import slot_name
from promotions.wording.dates import instant_in_words

_MAX_OTHERS = 200
"""Limit of the promotions that do not show; the rest is counted."""


class ExplainView(PromotionsScreen, TemplateView):
    """For a page, a slot and an instant: every promotion, with why it shows or not."""

    template_name = "promotions/admin/explain.html"
    page_title = gettext_lazy("Why does it show?")
    header_icon = "help"
    is_below_calendar = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and, if it is valid, the explanation."""
        now = timezone.now().astimezone(UTC).replace(microsecond=0)
        site = site_for_admin(self.request)
        locale = PublicContent(site, now).default_locale if site else ""
        form = ExplainForm(with_defaults(self.request.GET, locale, now))
        context = {
            **super().get_context_data(**kwargs),
            "form": form,
            "can_edit": links.may_edit(self.request.user),
            "zone": settings.TIME_ZONE,
            "tzdata": tzdata_version(),
        }
        if form.is_valid():
            site = form.cleaned_data.get("site") or site
            context |= self._topics(form, site)
            context |= _explanation(form.cleaned_data, context["topics"], site)
        return context

    def _topics(self, form: ExplainForm, site: Site | None) -> dict[str, Any]:
        """Return the topics that count, and where they come from."""
        own = topics_at(form.cleaned_data["path"], site, form.cleaned_data["at"])
        is_own = form.uses_page_topics
        query = self.request.GET.copy()
        for name in ("topic", "taken", "chosen"):
            query.pop(name, None)
        return {
            "topics": form.resolve_topics(own),
            "is_page": own is not None,
            "are_of_page": is_own,
            "take_url": f"?{query.urlencode()}" if own and not is_own else "",
        }


def _explanation(
    query: dict[str, Any], topics: frozenset[str], site: Site | None
) -> dict[str, Any]:
    """Return what shows, in order, and all others with the reasons."""
    at, slot = query["at"], query["slot"]
    context = Context(query["path"] or None, topics, query["locale"])
    live, waiting, changed = _versions(site, at)
    explained = explain(live, at, context, slot)
    shown = [texts.of_live(each, each.candidate.identity in changed) for each in explained]
    shown = [each for each in shown if each.position]
    others = [
        texts.of_live(each, each.candidate.identity in changed)
        for each in explained
        if not each.position
    ]
    others += [
        texts.of_waiting(each, each.candidate.identity in changed)
        for each in explain(waiting, at, context, slot)
    ]
    return {
        "slot": slot_name(slot),
        "at": " ".join(filter(None, (instant_in_words(at), which_of_two(at)))),
        "path": context.path,
        "shown": shown,
        "others": others[:_MAX_OTHERS],
        "more": max(len(others) - _MAX_OTHERS, 0),
        "preview_url": links.preview_url(at, context.path),
    }


def _versions(
    site: Site | None, at: datetime
) -> tuple[list[Candidate], list[Candidate], frozenset[Hashable]]:
    """Return published candidates, drafts, and the identities of those that have both."""
    if site is None:
        return [], [], frozenset()
    public = PublicContent(site, at, timezone.now())
    both = candidates.versions(Promotion.objects.of_site(site), public.is_visible)
    live = [one for one, _other in both if one and public.is_visible(one.payload)]
    waiting = [other for _one, other in both if other]
    changed = frozenset(one.identity for one, other in both if one and other)
    return live, waiting, changed

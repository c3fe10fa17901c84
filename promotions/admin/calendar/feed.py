"""The calendar feed: its public address, and the screen that manages addresses."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView
from wagtail.models import Site

from cms.content.models import AccessToken
from cms.delivery.cache.content_encoding import etag
from cms.publishing.conf import address_settings
from promotions.active import candidates
from promotions.admin.calendar import ics
from promotions.admin.screens import PromotionsScreen
from promotions.admin.sites import site_for_admin
from promotions.models import Promotion

FEED = AccessToken.Kind.CALENDAR_FEED


@require_safe
def serve_feed(request: HttpRequest, token: str) -> HttpResponse:
    """Return the feed of a secret address; 404 for an unknown or revoked one."""
    now = timezone.now()
    found = AccessToken.objects.find(FEED, token, now)
    if found is None or found.site is None:
        raise Http404
    with translation.override(settings.LANGUAGE_CODE):
        known = candidates.published(Promotion.objects.of_site(found.site))
        name = _("Promotions of %(site)s") % {"site": _name(found.site)}
        content = ics.calendar(name, found.site.hostname, known, now)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=0, must-revalidate"
    response["ETag"] = etag(content)
    response["Content-Disposition"] = 'inline; filename="promotions.ics"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _name(site: Site) -> str:
    return site.site_name or site.hostname


class FeedView(PromotionsScreen, TemplateView):
    """A user's feed addresses: created here, shown once, revocable."""

    template_name = "promotions/admin/feed.html"
    page_title = gettext_lazy("Calendar feed")
    header_icon = "calendar-alt"
    is_below_calendar = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the user's valid addresses."""
        own = AccessToken.objects.filter(
            kind=FEED, created_by=self.request.user.pk, revoked_at=None
        )
        site = site_for_admin(self.request)
        return {
            **super().get_context_data(**kwargs),
            "feeds": own.select_related("site"),
            "site": _name(site) if site else "",
            "past": ics.PAST.days,
            "ahead": ics.FEED_HORIZON.days,
            "most": ics.MAX_EVENTS,
            "most_past": ics.MAX_PAST_EVENTS,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Create an address and show it once."""
        site = site_for_admin(request)
        if site is None:
            raise Http404
        label = _("Calendar of %(site)s") % {"site": _name(site)}
        token = AccessToken.objects.issue(FEED, request.user, label=label[:100], site=site)
        address = address_settings.PUBLIC_URL + reverse("calendar_feed", args=[token])
        return self.render_to_response(self.get_context_data(address=address))

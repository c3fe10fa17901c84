"""The screen that previews the site at an instant."""

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from cms.api.views import instant
from cms.content.models import AccessToken
from cms.publishing.conf import address_settings
from cms.tokens.permissions import may_see_unpublished
from promotions.admin import links
from promotions.admin.calendar.forms import PathField
from promotions.admin.instants import InstantForm, clocks_of, parse_instant
from promotions.admin.screens import PromotionsScreen
from promotions.scheduling.schedule import to_wall

SITE_PREVIEW_LIFETIME: Final = timedelta(minutes=30)
"""The same as for the preview of a draft."""

# Generic views take a type argument in the stubs only.
if TYPE_CHECKING:
    _FormView = FormView["PreviewAtInstantForm"]
else:
    _FormView = FormView


class PreviewAtInstantForm(InstantForm):
    """An instant on the clock of the site, and a page."""

    path = PathField(
        label=gettext_lazy("Path of the page"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"placeholder": "/"}),
        help_text=gettext_lazy("Such as /articles/sleep/. Leave empty: the home page."),
    )

    def clean(self) -> dict[str, Any]:
        """Require a choice between two equal times, as the preview opens at once."""
        given = super().clean()
        clocks = self.clocks
        choices = {each.at for each in clocks.repeated} if clocks else set()
        if given.get("wall") and choices and str(self["at"].value()) not in choices:
            self.add_error("wall", _("The clocks show this time twice. Choose which one you mean."))
        return given


def may_preview_at_instant(user: Any) -> bool:
    """Whether a user may change promotions or publish anything.

    The token shows everything that is scheduled: permission to view promotions or to edit an
    article is not enough.
    """
    return links.may_edit(user) or may_see_unpublished(user)


class PreviewAtInstantView(PromotionsScreen, _FormView):
    """Choose an instant and a page, then open the preview."""

    form_class = PreviewAtInstantForm
    template_name = "promotions/admin/see_at.html"
    page_title = gettext_lazy("See the site at…")
    header_icon = "view"

    def is_permitted(self, user: Any) -> bool:
        return may_preview_at_instant(user)

    def get_initial(self) -> dict[str, Any]:
        """Return the instant and path of the query string, else now."""
        at = parse_instant(self.request.GET.get("at", "")) or timezone.now().replace(microsecond=0)
        wall = to_wall(at, settings.TIME_ZONE)
        path = self.request.GET.get("path", "")
        return {"wall": wall, "at": instant(at), "path": path}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "zone": settings.TIME_ZONE, "clocks": context["form"].clocks}

    def form_valid(self, form: PreviewAtInstantForm) -> HttpResponse:
        """Create a token and open the preview; a GET never creates one."""
        token = AccessToken.objects.issue(
            AccessToken.Kind.PREVIEW,
            self.request.user,
            SITE_PREVIEW_LIFETIME,
            _("See the site at…"),
        )
        chosen = form.cleaned_data
        query = {"at": instant(chosen["at"]), "path": chosen["path"] or "/", "token": token}
        front = address_settings.FRONTEND_URL
        preview = f"{front}/preview" if front else reverse("preview")
        return HttpResponseRedirect(f"{preview}?{urlencode(query)}")


def clocks(request: HttpRequest) -> JsonResponse:
    """Return the UTC time of a wall time while an editor chooses."""
    wall, at = (request.GET.get(name, "")[:40] for name in ("wall", "at"))
    found = clocks_of(wall, at)
    return JsonResponse(asdict(found) if found else {})

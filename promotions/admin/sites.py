"""The site whose promotions a screen shows."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


def site_for_admin(request: HttpRequest) -> Site | None:
    """Return the site at whose address the admin is open, else the default one."""
    return Site.find_for_request(request) or Site.objects.filter(is_default_site=True).first()


def site_field() -> Any:
    """Return a field to choose a site, for installations with several."""
    return forms.ModelChoiceField(
        Site.objects.order_by("-is_default_site", "site_name", "hostname"),
        label=_("Site"),
        required=False,
        empty_label=None,
    )

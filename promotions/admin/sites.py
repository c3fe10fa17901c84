"""Which site is asked about?"""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site


def site_for_admin(request: HttpRequest) -> Site | None:
    """The site that the admin is opened at, else the default one."""
    return Site.find_for_request(request) or Site.objects.filter(is_default_site=True).first()


def site_field() -> Any:
    """A choice of site, for installations with several."""
    return forms.ModelChoiceField(
        Site.objects.order_by("-is_default_site", "site_name", "hostname"),
        label=_("Site"),
        required=False,
        empty_label=None,
    )

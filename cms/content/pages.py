"""The base of every page type: SEO fields, frontend URL, preview by token."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page, Site
from wagtail.search import index

from cms.publishing.addresses import base_url
from cms.publishing.conf import address_settings
from cms.publishing.live_versions import DelayedAliasesMixin, KeepLiveVersionMixin
from cms.publishing.rules import PublishingRulesMixin
from cms.tokens.preview_tokens import PreviewByTokenMixin


class BasePage(
    PreviewByTokenMixin, PublishingRulesMixin, DelayedAliasesMixin, KeepLiveVersionMixin, Page
):
    """Abstract base of every page: SEO fields, frontend address, token preview."""

    api_type: ClassVar[str]
    """The page's `type` in JSON; stable, whatever the Python class is called."""
    api_joined: ClassVar[tuple[str, ...]] = ("locale",)
    """The relations that its representation reads: loaded with `select_related`."""

    canonical_url = models.URLField(
        _("canonical URL"),
        blank=True,
        max_length=2000,
        help_text=_("Only if this text was published elsewhere first: its address there."),
    )
    seo_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown when somebody shares the page. Leave empty: the main image is used."),
    )
    noindex = models.BooleanField(
        _("hide from search engines"),
        default=False,
        help_text=_("Asks search engines not to list this page. Visitors still reach it."),
    )

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("seo_image"),
                FieldPanel("canonical_url"),
                FieldPanel("noindex"),
            ],
            heading=_("For search engines and sharing"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("For site menus")),
    ]
    search_fields = [*Page.search_fields, index.FilterField("expire_at"), index.FilterField("slug")]

    class Meta:
        abstract = True

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return `(site id, frontend base URL, path)`; None for a page outside of every site.

        Wagtail calls this for every link to a page, so that "View live" opens the frontend.
        """
        for site, own_path, entry in _roots_of_sites(request):
            if self.url_path.startswith(entry.root_path):
                prefix = "" if entry.root_path == own_path else f"/{entry.language_code}"
                return site.pk, base_url(site), f"{prefix}/{self.url_path[len(entry.root_path) :]}"
        return None

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> list[str]:
        """Return the template of the page's type, if the project has one, else a plain page."""
        return [self.template, "content/page.html"]

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Redirect to the frontend; without one, show the page itself."""
        if address_settings.FRONTEND_URL:
            return HttpResponseRedirect(self.full_url or "/")
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response


def _roots_of_sites(request: HttpRequest | None) -> list[tuple[Site, str, Any]]:
    """Return `(site, url_path of its home page, Wagtail's root path entry)`, once per request.

    A list in the admin needs the URL of every row.
    """
    known = getattr(request, "_roots_of_sites", None)
    if known is not None:
        return list(known)
    sites = {site.pk: site for site in Site.objects.select_related("root_page")}
    roots = [
        (sites[entry.site_id], sites[entry.site_id].root_page.url_path, entry)
        for entry in Site.get_site_root_paths()
        if entry.site_id in sites
    ]
    if request is not None:
        request._roots_of_sites = roots  # type: ignore[attr-defined]
    return roots

"""The page type of the home page."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.search import index

from cms.content.blocks.body import BodyBlock
from cms.content.pages import BasePage


class HomePage(BasePage):
    """The first page of a site in one language."""

    api_type: ClassVar[str] = "home"

    summary = models.TextField(
        _("introduction"),
        blank=True,
        max_length=500,
        help_text=_("One or two sentences on what this site is for."),
    )
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("main image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("alt text of the main image"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen. Leave empty if the image is decorative."),
    )
    featured = StreamField(
        [("page", blocks.PageChooserBlock(label=_("Page")))],
        verbose_name=_("featured pages"),
        blank=True,
        help_text=_("Shown as cards in this order; a page that is not public is left out."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("hero_image"),
        FieldPanel("hero_alt"),
        FieldPanel("featured"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("summary")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["articles.ArticleIndexPage"]
    page_description = _("The first page of a site: introduction, featured pages, free body.")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

"""Settings of a site that editors change: brand, navigation, SEO defaults, disclaimer."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string

from cms.content.links import LinkBlock
from cms.content.rich_text import SHORT_FEATURES


class NavigationItemBlock(blocks.StructBlock):
    """One entry of a menu."""

    label = blocks.CharBlock(max_length=60, label=_("Label"))
    link = LinkBlock(label=_("Target"))

    class Meta:
        icon = "link"
        label = _("Entry")
        label_format = "{label}"


class SocialLinkBlock(blocks.StructBlock):
    """A profile of the brand on another service."""

    label = blocks.CharBlock(max_length=60, label=_("Service"), help_text=_("Such as Instagram."))
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "group"
        label = _("Profile")
        label_format = "{label}"


@register_setting(icon="cog", order=100)
class SiteSettings(BaseSiteSetting):
    """Brand, navigation, defaults for search engines, disclaimer."""

    brand_name = models.CharField(
        _("brand name"), max_length=100, blank=True, help_text=_("As readers know you.")
    )
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    navigation = StreamField(
        [("entry", NavigationItemBlock())],
        verbose_name=_("navigation"),
        blank=True,
        help_text=_("An entry whose page is not public is left out until it is."),
    )
    footer_navigation = StreamField(
        [("entry", NavigationItemBlock())], verbose_name=_("footer navigation"), blank=True
    )
    social_links = StreamField(
        [("profile", SocialLinkBlock())], verbose_name=_("social profiles"), blank=True
    )
    seo_title_suffix = models.CharField(
        _("title suffix"),
        max_length=60,
        blank=True,
        help_text=_("Added to page titles in search results: “ | Brand”."),
    )
    seo_description = models.CharField(
        _("default description"),
        max_length=300,
        blank=True,
        help_text=_("For pages that have neither a description nor a summary."),
    )
    seo_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("default image for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    twitter_handle = models.CharField(
        _("X (Twitter) handle"),
        max_length=16,
        blank=True,
        validators=[RegexValidator(r"^@\w{1,15}$", _("Write it with an @, such as @brand."))],
    )
    disclaimer = RichTextField(
        _("medical disclaimer"),
        blank=True,
        features=SHORT_FEATURES,
        help_text=_("Shown by the frontend with every health article."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("brand_name"),
                    FieldPanel("tagline"),
                    FieldPanel("logo"),
                    FieldPanel("social_links"),
                ],
                heading=_("Brand"),
            ),
            ObjectList(
                [
                    FieldPanel("navigation", heading=_("Main navigation")),
                    FieldPanel("footer_navigation"),
                ],
                heading=_("Navigation"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldPanel("seo_title_suffix"),
                            FieldPanel("seo_description"),
                            FieldPanel("seo_image"),
                            FieldPanel("twitter_handle"),
                        ],
                        heading=_("Defaults for pages without their own values"),
                    )
                ],
                heading=_("Search engines and sharing"),
            ),
            ObjectList([FieldPanel("disclaimer")], heading=_("Disclaimer")),
        ]
    )

    class Meta:
        app_label = "content"
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")

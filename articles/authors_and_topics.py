"""The snippet models of authors and topics."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, PublishingPanel, TitleFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
)
from wagtail.search import index

from cms.content.rich_text import SHORT_FEATURES
from cms.publishing.live_versions import KeepLiveVersionMixin
from cms.publishing.rules import PublishingRulesMixin
from cms.tokens.preview_tokens import PreviewByTokenMixin


class ProfileLinkBlock(blocks.StructBlock):
    """A link to a profile of an author."""

    label = blocks.CharBlock(max_length=60, label=_("Label"))
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")
        label_format = "{label}"


class Snippet(
    PreviewByTokenMixin,
    PublishingRulesMixin,
    KeepLiveVersionMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    TranslatableMixin,
    index.Indexed,
    models.Model,
):
    """Abstract base of authors and topics: name, slug, drafts, revisions and translations."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        allow_unicode=True,
        help_text=_("Its place in addresses, such as sleep. Changing it breaks old links."),
    )

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raise ValidationError if another snippet of the language has the slug."""
        super().clean()
        twins = type(self)._default_manager.filter(slug=self.slug, locale_id=self.locale_id)
        if self.slug and twins.exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("This slug is already in use in this language.")})


class Topic(Snippet):
    """A subject that articles and promotions are sorted by."""

    description = models.TextField(
        _("description"), blank=True, max_length=500, help_text=_("One or two sentences.")
    )

    panels = [
        TitleFieldPanel("name", placeholder=_("Name*"), required_on_save=True),
        FieldPanel("slug"),
        FieldPanel("description"),
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta(Snippet.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


# Wagtail, which has no type information, creates the manager of articles.
class Author(Snippet):  # type: ignore[django-manager-missing]
    """A person who writes articles, reviews them medically, or both."""

    role = models.CharField(
        _("role"), max_length=120, blank=True, help_text=_("Such as: Health writer.")
    )
    credentials = models.CharField(
        _("credentials"),
        max_length=200,
        blank=True,
        help_text=_("Degrees and licences: MD, PhD; Registered dietitian."),
    )
    biography = RichTextField(_("biography"), blank=True, features=SHORT_FEATURES)
    photo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("photo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    links = StreamField([("link", ProfileLinkBlock())], verbose_name=_("links"), blank=True)

    panels = [
        TitleFieldPanel("name", placeholder=_("Name*"), required_on_save=True),
        FieldPanel("slug"),
        FieldPanel("role"),
        FieldPanel("credentials"),
        FieldPanel("biography"),
        FieldPanel("photo"),
        FieldPanel("links"),
        PublishingPanel(),
    ]
    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("role"),
        index.SearchField("credentials"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta(Snippet.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

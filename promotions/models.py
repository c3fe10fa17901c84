"""The models of a promotion and its windows."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import (
    DraftStateMixin,
    Locale,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    RevisionMixin,
    Site,
    WorkflowMixin,
)
from wagtail.search import index

from cms.content.links import validate_link_url
from cms.content.rich_text import SHORT_FEATURES
from cms.publishing.rules import PublishingRulesMixin
from cms.tokens.preview_tokens import PreviewByTokenMixin
from promotions.choices import FormKind, Slot, Trigger, Visitor
from promotions.fields import WallTimeField
from promotions.history import ScheduleHistoryMixin
from promotions.keys import CONSTRAINT, TAKEN, UniqueKeyMixin
from promotions.querysets import PromotionManager
from promotions.scheduling import schedule
from promotions.stored_windows import weekly_rule
from promotions.validators import promotion_errors, validate_key, validate_patterns, window_errors


def default_site() -> int | None:
    return Site.objects.filter(is_default_site=True).values_list("pk", flat=True).first()


def default_locale() -> int | None:
    """The default language's id, for new promotions."""
    code = get_supported_content_language_variant(settings.LANGUAGE_CODE)
    return Locale.objects.filter(language_code=code).values_list("pk", flat=True).first()


class Promotion(
    PreviewByTokenMixin,
    UniqueKeyMixin,
    PublishingRulesMixin,
    ScheduleHistoryMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    index.Indexed,
    ClusterableModel,
):
    """Content for a slot of a site. Publishing permits it to run; its windows say when."""

    has_schedule: ClassVar[bool] = False
    key = models.CharField(
        _("key"),
        max_length=100,
        validators=[validate_key],
        help_text=_("A short name for files and statistics, such as summer-bar. Keep it."),
    )
    site = models.ForeignKey(
        Site, verbose_name=_("site"), on_delete=models.CASCADE, default=default_site
    )
    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.PROTECT, default=default_locale
    )
    slot = models.CharField(
        _("slot"), max_length=32, choices=Slot.choices, help_text=_("Where on the screen it shows.")
    )
    priority = models.IntegerField(
        _("priority"),
        default=0,
        help_text=_("Of several in one slot, the highest number is tried first."),
    )

    heading = models.CharField(_("heading"), max_length=200)
    body = RichTextField(_("text"), blank=True, features=SHORT_FEATURES)
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(
        _("alt text"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen. Leave empty if the image is decorative."),
    )
    call_to_action_label = models.CharField(_("label of the button"), max_length=80, blank=True)
    call_to_action_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("leads to page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    call_to_action_url = models.CharField(
        _("or to address"),
        max_length=2000,
        blank=True,
        validators=[validate_link_url],
        help_text=_("A full address, such as https://shop.example.com/."),
    )
    countdown = models.BooleanField(
        _("count down"),
        default=False,
        help_text=_("Counts down to the real end of the offer, never to an invented one."),
    )
    form_kind = models.CharField(
        _("kind of form"), max_length=32, blank=True, choices=FormKind.choices
    )
    form_title = models.CharField(_("title above the form"), max_length=200, blank=True)
    form_email_label = models.CharField(_("label of the email field"), max_length=80, blank=True)
    form_submit_label = models.CharField(_("label of the submit button"), max_length=80, blank=True)
    form_consent_text = models.TextField(
        _("consent"),
        max_length=500,
        blank=True,
        help_text=_("What the visitor agrees to by signing up."),
    )

    trigger_kind = models.CharField(
        _("trigger"), max_length=16, choices=Trigger.choices, default=Trigger.IMMEDIATE
    )
    trigger_seconds = models.PositiveIntegerField(
        _("seconds"), null=True, blank=True, validators=[MaxValueValidator(3600)]
    )
    trigger_percent = models.PositiveSmallIntegerField(
        _("percent of the page"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    frequency_max_shows = models.PositiveIntegerField(
        _("maximum number of times it is shown"),
        null=True,
        blank=True,
        help_text=_("Leave empty: no limit."),
    )
    frequency_per_days = models.PositiveIntegerField(
        _("within this many days"),
        null=True,
        blank=True,
        help_text=_("Leave empty: the maximum counts for all time."),
    )
    frequency_after_dismiss_days = models.PositiveIntegerField(
        _("days before it shows again after being closed"),
        null=True,
        blank=True,
        help_text=_("Leave empty: it is never shown again."),
    )
    include_paths = models.JSONField(
        _("only on these paths"),
        default=list,
        blank=True,
        validators=[validate_patterns],
        help_text=_("One per line; * stands for anything: /articles/*. Leave empty: everywhere."),
    )
    exclude_paths = models.JSONField(
        _("never on these paths"), default=list, blank=True, validators=[validate_patterns]
    )
    topics = ParentalManyToManyField(
        "articles.Topic",
        verbose_name=_("only with these topics"),
        blank=True,
        related_name="promotions",
        help_text=_("Choose none: with any topic, and on pages without one."),
    )
    devices = models.JSONField(
        _("only on these devices"), default=list, blank=True, help_text=_("Choose none: on all.")
    )
    visitor = models.CharField(
        _("visitors"), max_length=16, choices=Visitor.choices, default=Visitor.ANY
    )
    dismissible = models.BooleanField(
        _("can be closed"), default=True, help_text=_("Pop-ups and slide-ins always can.")
    )
    embargoed = models.BooleanField(
        _("secret until it starts"),
        default=True,
        help_text=_("If not secret, frontends may load it ahead of its start."),
    )

    objects: ClassVar[Any] = PromotionManager()

    search_fields = [
        index.SearchField("heading", boost=2),
        index.AutocompleteField("heading"),
        index.SearchField("key"),
        index.AutocompleteField("key"),
        index.FilterField("slot"),
        index.FilterField("live"),
        index.FilterField("locale_id"),
    ]

    class Meta:
        verbose_name = _("promotion")
        verbose_name_plural = _("promotions")
        ordering = ["slot", "-priority", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "key"],
                name=CONSTRAINT,
                violation_error_message=TAKEN,
            )
        ]

    def __str__(self) -> str:
        return self.heading or self.key

    @property
    def is_overlay(self) -> bool:
        return self.slot in (Slot.MODAL, Slot.SLIDE_IN)

    def clean(self) -> None:
        super().clean()
        if errors := promotion_errors(self):
            raise ValidationError(errors)


class Window(Orderable):
    """When a promotion runs (include) or pauses (exclude), as on the clock of a place."""

    class Mode(models.TextChoices):
        INCLUDE = "include", _("Runs")
        EXCLUDE = "exclude", _("Pauses")

    promotion = ParentalKey(Promotion, on_delete=models.CASCADE, related_name="windows")
    mode = models.CharField(
        _("in this time the promotion"), max_length=8, choices=Mode.choices, default=Mode.INCLUDE
    )
    start = WallTimeField(
        _("from"), null=True, blank=True, help_text=_("Leave empty: no start date.")
    )
    end = WallTimeField(
        _("until"),
        null=True,
        blank=True,
        help_text=_(
            "Not included: the end of a day is 00:00 of the next. Leave empty: no end date."
        ),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        help_text=_("Whose clock: all times of this window are those shown there."),
    )

    weekly_days = models.JSONField(
        _("only on these days of the week"),
        default=list,
        blank=True,
        help_text=_("Choose none: the whole time from start to end."),
    )
    weekly_from = models.TimeField(
        _("on these days from"),
        null=True,
        blank=True,
        help_text=_("A time of day, when you chose days."),
    )
    weekly_to = models.TimeField(
        _("on these days until"),
        null=True,
        blank=True,
        help_text=_("Not later than the start: on the next day."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("window")
        verbose_name_plural = _("windows")

    def __str__(self) -> str:
        return f"{self.mode} {self.start or '…'} – {self.end or '…'} {self.time_zone}"

    @property
    def weekly(self) -> schedule.Weekly | None:
        """The weekly rule; None without one or with an incomplete one."""
        return weekly_rule(self.weekly_days, self.weekly_from, self.weekly_to)

    def as_window(self) -> schedule.Window:
        mode: Any = self.mode
        return schedule.Window(
            mode=mode,
            start=self.start,
            end=self.end,
            time_zone=self.time_zone,
            weekly=self.weekly,
        )

    def clean(self) -> None:
        super().clean()
        if errors := window_errors(self):
            raise ValidationError(errors)

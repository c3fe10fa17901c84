"""The layout of the promotion form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.admin.widgets import SlugInput

from promotions.admin.forms import PromotionForm
from promotions.admin.windows.panels import when_panels


def edit_handler() -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList(_content(), heading=_("Content")),
            ObjectList(when_panels(), heading=_("When")),
            ObjectList(_behaviour(), heading=_("Behaviour")),
            ObjectList(_audience(), heading=_("Audience")),
        ],
        base_form_class=PromotionForm,
    )


def _content() -> list[Any]:
    return [
        TitleFieldPanel(
            "heading", targets=["key"], placeholder=_("Heading*"), required_on_save=True
        ),
        FieldRowPanel([FieldPanel("slot", required_on_save=True), FieldPanel("priority")]),
        FieldPanel("body"),
        FieldPanel("image"),
        FieldPanel("image_alt"),
        MultiFieldPanel(
            [
                FieldPanel("call_to_action_label"),
                FieldPanel("call_to_action_page"),
                FieldPanel("call_to_action_url"),
            ],
            heading=_("Button"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("form_kind"),
                FieldPanel("form_title"),
                FieldRowPanel([FieldPanel("form_email_label"), FieldPanel("form_submit_label")]),
                FieldPanel("form_consent_text"),
            ],
            heading=_("Form"),
        ),
        FieldPanel(
            "key",
            widget=SlugInput(attrs={"data-w-slug-allow-unicode-value": "false"}),
            required_on_save=True,
        ),
        FieldRowPanel([FieldPanel("site"), FieldPanel("locale")]),
    ]


def _behaviour() -> list[Any]:
    return [
        MultiFieldPanel(
            [
                FieldPanel("trigger_kind"),
                FieldRowPanel([FieldPanel("trigger_seconds"), FieldPanel("trigger_percent")]),
            ],
            heading=_("When it appears"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("frequency_max_shows"), FieldPanel("frequency_per_days")]
                ),
                FieldPanel("frequency_after_dismiss_days"),
            ],
            heading=_("How often to one visitor"),
        ),
        FieldPanel("dismissible"),
    ]


def _audience() -> list[Any]:
    return [
        FieldPanel("include_paths"),
        FieldPanel("exclude_paths"),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        FieldPanel("devices"),
        FieldPanel("visitor"),
    ]

"""The panels of windows in the promotion form, with a summary and presets."""

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

from promotions import stored_windows
from promotions.admin.windows.forms import (
    RELATION,
    WindowForm,
    WindowFormSet,
    place_of,
    windows_of_valid_forms,
)
from promotions.scheduling import presets
from promotions.scheduling.schedule import Window
from promotions.scheduling.zones import zone_names
from promotions.widgets import ZONE_LIST
from promotions.wording.occurrences import overview, valid_windows
from promotions.wording.windows import window_in_words

LABELS = {
    "now_until": _("Now until…"),
    "this_weekend": _("This weekend"),
    "black_friday_week": _("Black Friday week"),
    "friday_evenings": _("Every Friday evening"),
}


def window_panels() -> list[Any]:
    return [
        FieldRowPanel([FieldPanel("mode"), FieldPanel("time_zone")]),
        FieldRowPanel([FieldPanel("start"), FieldPanel("end")]),
        FieldPanel("weekly_days"),
        FieldRowPanel([FieldPanel("weekly_from"), FieldPanel("weekly_to")]),
    ]


def preset_buttons() -> list[dict[str, str]]:
    """Return the presets with their values as of now, on the clock of the site."""
    now = timezone.now()
    buttons = []
    for name, make in presets.PRESETS.items():
        window = make(now, settings.TIME_ZONE)
        buttons.append(
            {
                "label": str(LABELS[name]),
                "meaning": window_in_words(window),
                "values": json.dumps(stored_windows.window_to_columns(window)),
                "focus": "end" if name == "now_until" else "start",
            }
        )
    return buttons


class WindowsPanel(InlinePanel):
    """The windows, with a summary above them and buttons for presets."""

    def get_form_options(self) -> Any:
        """Use our own form and formset."""
        options = super().get_form_options()
        options["formsets"][self.relation_name] |= {"form": WindowForm, "formset": WindowFormSet}
        return options

    class BoundPanel(InlinePanel.BoundPanel):
        """Renders the summary, and a blank window for browsers without JavaScript."""

        template_name = "promotions/admin/windows_panel.html"

        class Media:
            css = {"all": ["promotions/window-editor.css"]}
            js = ["promotions/dates.js", "promotions/window-editor.js"]

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            # Wagtail puts the rows in the order of the page only where none has a mistake.
            if self.form is not None and self.formset.is_bound:
                self.children.sort(key=lambda child: place_of(child.form))

        def _windows(self) -> list[Window]:
            if self.formset.is_bound:
                return windows_of_valid_forms(self.formset.window_forms)
            return valid_windows(stored_windows.windows_of_promotion(self.instance))

        def _blank(self) -> Any:
            """Return a blank window for browsers without JavaScript."""
            formset = self.formset
            form = formset.form(
                auto_id=formset.auto_id,
                prefix=formset.add_prefix(formset.total_form_count()),
                empty_permitted=True,
                use_required_attribute=False,
                **formset.get_form_kwargs(None),
            )
            return self.child_edit_handler.get_bound_panel(
                instance=form.instance,
                request=self.request,
                form=form,
                prefix=f"{self.prefix}-blank",
            )

        def get_context_data(self, parent_context: Any = None) -> Any:
            """Add the summary and the presets."""
            context = super().get_context_data(parent_context)
            context["overview"] = overview(self._windows(), timezone.now())
            context["presets"] = preset_buttons()
            context["describe_url"] = reverse("promotions_describe_windows")
            context["blank"] = self._blank()
            context["total_with_blank"] = self.formset.total_form_count() + 1
            return context


class TimeZonesPanel(Panel):
    """The `datalist` of time zones for the inputs of the form."""

    class BoundPanel(Panel.BoundPanel):
        """Rendered once for all windows of a form."""

        template_name = "promotions/admin/time_zones.html"
        list_id = ZONE_LIST

        @property
        def zones(self) -> list[str]:
            """Return the site's own zone, then all by name."""
            return list(dict.fromkeys([settings.TIME_ZONE, *zone_names()]))


def when_panels() -> list[Any]:
    return [
        WindowsPanel(
            RELATION,
            panels=window_panels(),
            heading=_("When it runs"),
            label=_("Window"),
        ),
        TimeZonesPanel(),
        MultiFieldPanel(
            [FieldPanel("countdown"), FieldPanel("embargoed")],
            heading=_("Before the start and until the end"),
        ),
    ]

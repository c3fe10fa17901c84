"""The form of the page "Why does it show?"."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from cms.api.views import instant
from promotions.admin import instants
from promotions.admin.calendar.forms import PathField, languages
from promotions.admin.sites import site_field
from promotions.choices import Slot
from promotions.fields import WallTimeFormField
from promotions.models import Promotion
from promotions.scheduling.schedule import to_wall
from promotions.widgets import WallTimeInput


def with_defaults(data: Any, locale: str, now: datetime) -> Any:
    """Return the data with defaults: the first slot, the site's language and this instant."""
    data = data.copy()
    for name, value in {"slot": Slot.values[0], "locale": locale}.items():
        if not data.get(name):
            data[name] = value
    if not data.get("wall"):
        data["wall"], data["at"] = _moment(data, now)
    return data


def _moment(data: Any, now: datetime) -> tuple[str, str]:
    """Return wall time and instant: those of `at` in a link, else now."""
    text = "" if "wall" in data else data.get("at", "")
    at = instants.parse_instant(text) if text else now
    # An invalid instant goes into the visible field, which shows the message.
    return (to_wall(at, settings.TIME_ZONE).isoformat(), str(instant(at))) if at else (text, "")


class ExplainForm(instants.InstantForm):
    """A page, a slot, topics, a language and an instant on the site's clock.

    `taken` are the topics that were ticked because the page has them. `chosen` says that the
    editor chose the topics, or none.
    """

    path = PathField(
        label=gettext_lazy("Path of the page"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"placeholder": "/articles/sleep/"}),
        help_text=gettext_lazy("Leave empty: a place that is not a page of the site."),
    )
    slot = forms.ChoiceField(label=gettext_lazy("Slot"), choices=Slot.choices, required=False)
    locale = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    wall = WallTimeFormField(
        label=gettext_lazy("Date and time"),
        required=False,
        widget=WallTimeInput,
        help_text=gettext_lazy("On the clock of the site. Leave empty: now."),
    )
    topic = forms.MultipleChoiceField(
        label=gettext_lazy("Topics of the page"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    taken = forms.CharField(required=False, widget=forms.HiddenInput)
    chosen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    field_order = ("path", "site", "slot", "locale", "wall", "topic")

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["locale"].choices = languages()
        topics: Any = Promotion._meta.get_field("topics").related_model
        fields["topic"].choices = [
            (topic.slug, str(topic)) for topic in topics._default_manager.order_by("slug")
        ]
        if not fields["topic"].choices:
            del fields["topic"]
        if Site.objects.count() > 1:
            fields["site"] = site_field()

    @property
    def uses_page_topics(self) -> bool:
        """Whether the topics are those of the page: the editor changed none."""
        given = self.cleaned_data
        taken = {slug for slug in given["taken"].split(",") if slug}
        return not given["chosen"] and set(given.get("topic") or ()) == taken

    def resolve_topics(self, own: list[str] | None) -> frozenset[str]:
        """Tick and return the topics that count: those of the page (`own`) or the editor's."""
        sent: Any = self.data
        if self.uses_page_topics:
            sent.setlist("topic", own or [])
            sent["taken"] = ",".join(own or [])
            return frozenset(own or ())
        sent["taken"], sent["chosen"] = "", "1"
        return frozenset(self.cleaned_data.get("topic") or ())

"""Validation of a promotion, its key, its path patterns and its windows."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from promotions.choices import Day, Device, Trigger
from promotions.scheduling.windows import problems

validate_key = RegexValidator(
    r"^[a-z0-9]+(?:[-_.][a-z0-9]+)*\Z",
    _("Use small letters and digits, joined by hyphens: summer-bar."),
)


def validate_patterns(value: Any) -> None:
    """Accept a list of path patterns such as `/articles/*`."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValidationError(_("Enter one path per line."))
    for item in value:
        if not item.startswith(("/", "*")) or len(item) > 500 or re.search(r"[\s\x00]", item):
            raise ValidationError(
                _("“%(path)s” is not a path: start with /, such as /articles/*.") % {"path": item}
            )


def promotion_errors(promotion: Any) -> dict[str, Any]:
    """Return the errors of incomplete combinations by field: button, form, trigger, audience."""
    return {
        **_button_errors(promotion),
        **_form_errors(promotion),
        **_trigger_errors(promotion),
        **_audience_errors(promotion),
    }


def _button_errors(promotion: Any) -> dict[str, Any]:
    page, url = promotion.call_to_action_page_id, promotion.call_to_action_url
    if page and url:
        return {"call_to_action_url": _("Choose a page or enter an address, not both.")}
    if promotion.call_to_action_label and not (page or url):
        return {"call_to_action_page": _("Where does the button lead?")}
    if (page or url) and not promotion.call_to_action_label:
        return {"call_to_action_label": _("What does the button say?")}
    return {}


def _form_errors(promotion: Any) -> dict[str, Any]:
    if not promotion.form_kind:
        return {}
    labels = ("form_email_label", "form_submit_label")
    return {name: _("A form needs this label.") for name in labels if not getattr(promotion, name)}


def _trigger_errors(promotion: Any) -> dict[str, Any]:
    kind = promotion.trigger_kind
    if kind in (Trigger.DELAY, Trigger.INACTIVITY) and promotion.trigger_seconds is None:
        return {"trigger_seconds": _("After how many seconds?")}
    if kind == Trigger.SCROLL and promotion.trigger_percent is None:
        return {"trigger_percent": _("After how much of the page?")}
    return {}


def _audience_errors(promotion: Any) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    if unknown := [name for name in promotion.devices if name not in Device.values]:
        errors["devices"] = _("Unknown device: %(name)s.") % {"name": ", ".join(unknown)}
    if promotion.is_overlay and not promotion.dismissible:
        errors["dismissible"] = _("What covers the page must have a way to close it.")
    return errors


WINDOW_FIELDS = {
    "weekly.days": "weekly_days",
    "weekly.start": "weekly_from",
    "weekly.end": "weekly_to",
}
"""The form field of each field that `windows.problems` names."""


def window_errors(window: Any) -> dict[str, Any]:
    """Return the errors of a window by field, also of an incomplete weekly rule."""
    errors = _incomplete_weekly_rule(window)
    for field, message in problems(window.as_window()):
        if field == "time_zone" and not window.time_zone:
            continue  # the field itself reports that it is missing
        errors.setdefault(WINDOW_FIELDS.get(field, field), []).append(message)
    return errors


def _incomplete_weekly_rule(window: Any) -> dict[str, Any]:
    errors: dict[str, Any] = {}
    if unknown := [name for name in window.weekly_days if name not in Day.values]:
        errors["weekly_days"] = [_("“%(name)s” is not a day.") % {"name": unknown[0]}]
    times = {"weekly_from": window.weekly_from, "weekly_to": window.weekly_to}
    if not window.weekly_days and not any(value is not None for value in times.values()):
        return errors
    for name, value in times.items():
        if value is None:
            errors[name] = [_("At which time of day?")]
    if not window.weekly_days and None in times.values():
        errors["weekly_days"] = [_("On which days of the week?")]
    return errors

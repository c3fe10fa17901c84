"""The choices of promotion fields."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Slot(models.TextChoices):
    """Where on a screen a promotion shows."""

    ANNOUNCEMENT_BAR = "announcement_bar", _("Announcement bar")
    MODAL = "modal", _("Pop-up")
    SLIDE_IN = "slide_in", _("Slide-in")
    INLINE = "inline", _("Inside an article")


class Trigger(models.TextChoices):
    """What makes a promotion appear."""

    IMMEDIATE = "immediate", _("At once")
    DELAY = "delay", _("After some seconds")
    SCROLL = "scroll", _("After scrolling part of the page")
    EXIT_INTENT = "exit_intent", _("When the visitor is about to leave")
    INACTIVITY = "inactivity", _("After some seconds without activity")


class Visitor(models.TextChoices):
    ANY = "any", _("Everybody")
    NEW = "new", _("New visitors")
    RETURNING = "returning", _("Returning visitors")


class Device(models.TextChoices):
    MOBILE = "mobile", _("Phone")
    TABLET = "tablet", _("Tablet")
    DESKTOP = "desktop", _("Desktop")


class FormKind(models.TextChoices):
    SIGN_UP = "sign_up", _("Sign up for updates")


class Day(models.TextChoices):
    """The days of a week in their order, by the names that the promotion file gives them."""

    MON = "mon", _("Monday")
    TUE = "tue", _("Tuesday")
    WED = "wed", _("Wednesday")
    THU = "thu", _("Thursday")
    FRI = "fri", _("Friday")
    SAT = "sat", _("Saturday")
    SUN = "sun", _("Sunday")

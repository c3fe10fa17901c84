"""How the comparison of two versions of a promotion shows wall-clock times."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.compare import FieldComparison, register_comparison_class

from promotions.fields import WallTimeField
from promotions.summary import moment_in_words


class WallTimeComparison(FieldComparison):
    """Compare wall-clock times as people read them; Wagtail would compare them letter by letter."""

    val_a: Any
    val_b: Any

    def __init__(self, field: Any, obj_a: Any, obj_b: Any) -> None:
        super().__init__(field, obj_a, obj_b)
        self.val_a, self.val_b = _in_words(self.val_a), _in_words(self.val_b)


def _in_words(value: Any) -> str:
    if isinstance(value, datetime):
        return moment_in_words(value, says_year=True)
    return str(value) if value else _("none")


def register() -> None:
    """Make the comparison known to Wagtail."""
    register_comparison_class(WallTimeField, comparison_class=WallTimeComparison)

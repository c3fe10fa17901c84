"""Report a key that another promotion took while the form was open."""

from typing import Any

from django.db import IntegrityError, transaction

from cms.publishing.rules import NotPublishable
from promotions import keys


class AtomicSaveMixin:
    """Mixin for the add and edit views: show a key conflict at its field and save nothing.

    The form checks the key first; this catches a promotion that was saved in between.
    """

    request: Any
    object: Any
    view_name: str
    produced_error_message: str | None

    def form_valid(self, form: Any) -> Any:
        """Save, publish or approve in one transaction."""
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc]
        except (IntegrityError, NotPublishable) as error:
            if not keys.is_key_conflict(error):
                raise
        self._forget(form)
        form.add_error("key", keys.TAKEN)
        self.produced_error_message = str(keys.TAKEN)
        return self.form_invalid(form)  # type: ignore[attr-defined]

    def _forget(self, form: Any) -> None:
        """Reset the objects in memory to the state before saving."""
        if self.view_name == "create":
            self.object = None
            form.instance.pk, form.instance._state.adding = None, True
        else:
            self.object = self.get_object()  # type: ignore[attr-defined]

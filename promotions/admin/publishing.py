"""What does an editor read who saves or publishes a version whose key was taken meanwhile?"""

from typing import Any

from django.db import IntegrityError, transaction

from cms.publishing.rules import NotPublishable
from promotions import keys


class AtomicSaveMixin:
    """Mixin before the views that add and edit: a key that is taken is said at its field.

    The form looks first; this is for who comes in between, and then nothing is saved.
    """

    request: Any
    object: Any
    view_name: str
    produced_error_message: str | None

    def form_valid(self, form: Any) -> Any:
        """Save, publish or approve in one go."""
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
        """Let the objects in memory be as if nothing had been saved."""
        if self.view_name == "create":
            self.object = None
            form.instance.pk, form.instance._state.adding = None, True
        else:
            self.object = self.get_object()  # type: ignore[attr-defined]

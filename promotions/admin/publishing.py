"""What does an editor read who saves or approves a version whose key was taken meanwhile?"""

from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.snippets.views.snippets import WorkflowActionView

from promotions import keys


class AllOrNothingMixin:
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
        except IntegrityError as error:
            if not keys.is_clash(error):
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


class PromotionWorkflowActionView(WorkflowActionView):
    """Approves and rejects outside the editor."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do so, or say why what was approved could not be published."""
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except keys.KeyTaken as error:
            messages.error(request, str(error))
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            done = {"step": "success", "redirect": self.redirect_url}
            return self.render_modal_json(request, done)
        return redirect(self.redirect_url)

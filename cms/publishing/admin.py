"""Show editors why content was not published: in the admin, in bulk actions, in the admin API."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions import PublishPageRevisionAction
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.api.v2.utils import BadRequestError

from cms.publishing.rules import NotPublishable, PublishingError

MAX_LISTED_ERRORS = 10
"""How many errors are listed for one page or snippet; the form shows all."""


def _reasons(refusal: NotPublishable) -> SafeString:
    listed = [str(reason) for reason in refusal.reasons[:MAX_LISTED_ERRORS]]
    if more := len(refusal.reasons) - MAX_LISTED_ERRORS:
        text = ngettext("And %(count)d more.", "And %(count)d more.", more)
        listed += [text % {"count": more}] if more > 0 else []
    return format_html_join("", "<li>{}</li>", ((line,) for line in listed))


class RefusalMiddleware:
    """Show in the admin why content cannot be published, whichever view raised `NotPublishable`.

    For example approval outside of the editor, or a workflow that ends because its last task is
    disabled. Wagtail runs each of them in one transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Redirect to where the editor came from, or to the form, with a message."""
        if not isinstance(exception, NotPublishable):
            return None
        edit_url = AdminURLFinder(request.user).get_edit_url(exception.content)
        lead = _("“%(title)s” cannot be published yet:") % {"title": exception.content}
        text = format_html("{} <ul>{}</ul>", lead, _reasons(exception))
        buttons = [messages.button(edit_url, _("Edit"))] if edit_url else []
        messages.error(request, text, buttons=buttons)
        back = get_valid_next_url_from_request(request) or edit_url or reverse("wagtailadmin_home")
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # Makes a modal of Wagtail's close and redirect.
            return JsonResponse({"step": "success", "redirect": back})
        return redirect(back)


class PublishValidBulkAction(PublishBulkAction):
    """Publish the selected pages that are valid, and show why the others are not."""

    def __init__(self, request: HttpRequest, model: Any) -> None:
        super().__init__(request, model)
        self.refused: list[NotPublishable] = []
        self.published: set[int] = set()

    def get_execution_context(self) -> dict[str, Any]:
        context = super().get_execution_context()
        return {**context, "refused": self.refused, "published": self.published}

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Any],
        include_descendants: bool = False,
        user: Any = None,
        refused: list[NotPublishable] | None = None,
        published: set[int] | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        """Publish pages one by one; return how many, and how many of their descendants."""
        refused = [] if refused is None else refused
        published = set() if published is None else published
        parents = children = 0
        for page in objects:
            parents += cls._publish(page, user, refused, published)
            if include_descendants:
                drafts = page.get_descendants().not_live().defer_streamfields().specific()
                children += sum(
                    cls._publish(draft, user, refused, published)
                    for draft in drafts
                    if user is None or draft.permissions_for_user(user).can_publish()
                )
        return parents, children

    @staticmethod
    def _publish(page: Any, user: Any, refused: list[NotPublishable], published: set[int]) -> bool:
        if page.pk in {each.content.pk for each in refused}:
            return False  # selected itself, and below another selected page
        page = page.specific
        try:
            with transaction.atomic():
                if page.alias_of_id:
                    raise _alias_error(page)
                # If it is refused, a new revision is rolled back with the transaction.
                revision = page.get_latest_revision() or page.save_revision(user=user, clean=False)
                revision.publish(user=user)
        except NotPublishable as refusal:
            refused.append(refusal)
            return False
        published.add(page.pk)
        return True

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str | None:
        if not num_parent_objects + num_child_objects:
            return None
        return super().get_success_message(num_parent_objects, num_child_objects)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        aliases = [each for each in self.refused if each.content.alias_of_id]
        lead = _("Not published, as they are not complete yet or contain errors:")
        self._list(lead, [each for each in self.refused if each not in aliases])
        # An alias of what was published, before it or after it, was published with it.
        left = [each for each in aliases if each.content.alias_of_id not in self.published]
        self._list(_("Not published, as aliases are published with their originals:"), left)
        return response

    def _list(self, lead: str, refused: list[NotPublishable]) -> None:
        if refused:
            finder = AdminURLFinder(self.request.user)
            pages = ((_linked(each.content, finder), _reasons(each)) for each in refused)
            listed = format_html_join("", "<li>{}<ul>{}</ul></li>", pages)
            messages.error(self.request, format_html("{} <ul>{}</ul>", lead, listed))


def _linked(page: Any, finder: AdminURLFinder) -> Any:
    url = finder.get_edit_url(page)
    return format_html('<a href="{}">{}</a>', url, page) if url else page


def _alias_error(alias: Any) -> NotPublishable:
    message = _("This page is an alias of “%(title)s”. Publish that page instead.") % {
        "title": alias.alias_of
    }
    return NotPublishable(alias, [PublishingError(NON_FIELD_ERRORS, (), message)])


class _PublishAction(PublishPageRevisionAction):
    """Wagtail's action, but with the page's own `publish`."""

    def execute(self, skip_permission_checks: bool = False) -> Any:
        try:
            return self.revision.publish(
                user=self.user, skip_permission_checks=skip_permission_checks
            )
        except NotPublishable as refusal:
            raise BadRequestError(str(refusal)) from refusal


class _PublishAPIAction(PublishPageAPIAction):
    def _action_from_data(self, instance: Any, data: Any) -> PublishPageRevisionAction:
        action = super()._action_from_data(instance, data)
        return _PublishAction(action.revision, user=action.user)


class ValidPagesAPIViewSet(PagesAdminAPIViewSet):
    """Wagtail's admin API, with a 400 response for a page that cannot be published."""

    actions = {**PagesAdminAPIViewSet.actions, "publish": _PublishAPIAction}

"""The admin screens on which users create, list and revoke access tokens."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from cms.admin_menu import PermittedMenuItem
from cms.publishing.conf import address_settings
from cms.tokens.access_tokens import AccessToken
from cms.tokens.permissions import may_see_unpublished

# Django's generic views take a type argument in the stubs only.
if TYPE_CHECKING:
    _CreateFormView = FormView["TokenForm"]
else:
    _CreateFormView = FormView

MAX_PAST_TOKENS = 20
"""How many tokens that are no longer valid are listed."""
LIFETIME_CHOICES = [
    (60, gettext_lazy("1 hour")),
    (60 * 8, gettext_lazy("8 hours")),
    (60 * 24, gettext_lazy("1 day")),
    (60 * 24 * 7, gettext_lazy("7 days")),
    (60 * 24 * 30, gettext_lazy("30 days")),
    (60 * 24 * 90, gettext_lazy("90 days")),
]


def visible_to(user: Any) -> "QuerySet[AccessToken]":
    """Return the tokens that a user created; all tokens for an administrator."""
    tokens = AccessToken.objects.select_related("created_by", "site")
    return tokens if user.is_superuser else tokens.filter(created_by=user)


def _with_shared_users(tokens: "Iterable[AccessToken]") -> "list[AccessToken]":
    """Let tokens of the same user share one object, so that its permissions are loaded once."""
    rows = list(tokens)
    users: dict[int | None, Any] = {}
    for token in rows:
        token.created_by = users.setdefault(token.created_by_id, token.created_by)
    return rows


class TokenForm(forms.Form):
    """The name and lifetime of a new token."""

    label = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("Who or what will use it, so that you recognise it later."),
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"), choices=LIFETIME_CHOICES, coerce=int, initial=60 * 24
    )


class TokenScreen(WagtailAdminTemplateMixin):
    """Base of the screens: permission and breadcrumbs."""

    header_icon = "key"
    request: HttpRequest
    is_for_every_user = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Raise PermissionDenied for users who may not create tokens."""
        if not (self.is_for_every_user or may_see_unpublished(request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        tokens = {"url": reverse("content_tokens"), "label": _("Preview tokens")}
        if isinstance(self, TokenListView):
            return [*self.breadcrumbs_items, {**tokens, "url": ""}]
        return [*self.breadcrumbs_items, tokens, {"url": "", "label": self.page_title}]


class TokenListView(TokenScreen, TemplateView):
    """The valid tokens, and the latest of the others."""

    template_name = "tokens/tokens.html"
    page_title = gettext_lazy("Preview tokens")

    def get_header_buttons(self) -> list[Any]:
        return [HeaderButton(_("Create a token"), reverse("content_token_make"), icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        tokens = visible_to(self.request.user)
        current = _with_shared_users(tokens.filter(revoked_at=None))
        holding = [token for token in current if token.is_valid(now)]
        rest = tokens.exclude(pk__in=[token.pk for token in holding])
        past = _with_shared_users(rest[:MAX_PAST_TOKENS])
        return {**super().get_context_data(**kwargs), "holding": holding, "past": past}


class TokenCreateView(TokenScreen, _CreateFormView):
    """Create a preview token, and show it once."""

    form_class = TokenForm
    template_name = "tokens/token_make.html"
    page_title = gettext_lazy("New preview token")

    def form_valid(self, form: TokenForm) -> HttpResponse:
        # Shown in this response: the secret is not stored, so there is nothing to redirect to.
        lifetime = timedelta(minutes=form.cleaned_data["minutes"])
        label = form.cleaned_data["label"]
        user = self.request.user
        token = AccessToken.objects.issue(AccessToken.Kind.PREVIEW, user, lifetime, label)
        address = f"{address_settings.PUBLIC_URL}{reverse('active')}"
        context = {"token": token, "label": label, "address": address, "now": timezone.now()}
        self.template_name = "tokens/token_made.html"
        return self.render_to_response(self.get_context_data(**context))


class TokenRevokeView(TokenScreen, TemplateView):
    """Revoke a token after a confirmation; for every user who has one."""

    is_for_every_user = True
    template_name = "tokens/token_revoke.html"
    page_title = gettext_lazy("Revoke a token")

    def token(self) -> AccessToken:
        """Return the token; raise Http404 if this user may not see it."""
        return get_object_or_404(visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        next_url = get_valid_next_url_from_request(self.request)
        return {**super().get_context_data(**kwargs), "token": self.token(), "next": next_url}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = self.token()
        token.revoke(timezone.now())
        messages.success(request, _("“%(name)s” has been revoked.") % {"name": token})
        return redirect(get_valid_next_url_from_request(request) or "content_tokens")


def menu_item() -> MenuItem:
    """Return the entry of the settings menu."""
    return PermittedMenuItem(
        may_see_unpublished,
        gettext_lazy("Preview tokens"),
        reverse_lazy("content_tokens"),
        name="preview-tokens",
        icon_name="key",
        order=900,
    )


def urls() -> list[Any]:
    """Return the URLs below `admin/tokens/`."""
    return [
        path("tokens/", TokenListView.as_view(), name="content_tokens"),
        path("tokens/make/", TokenCreateView.as_view(), name="content_token_make"),
        path("tokens/<int:pk>/revoke/", TokenRevokeView.as_view(), name="content_token_revoke"),
    ]

"""Who makes, sees and revokes the keys that programs hold, and how?"""

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
from cms.tokens.permissions import may_publish

# Django's generic views take a type argument in the stubs only.
if TYPE_CHECKING:
    _MakeView = FormView["TokenForm"]
else:
    _MakeView = FormView

MOST_PAST = 20
"""So many tokens that open nothing any more are still listed."""
LIFETIMES = [
    (60, gettext_lazy("1 hour")),
    (60 * 8, gettext_lazy("8 hours")),
    (60 * 24, gettext_lazy("1 day")),
    (60 * 24 * 7, gettext_lazy("7 days")),
    (60 * 24 * 30, gettext_lazy("30 days")),
    (60 * 24 * 90, gettext_lazy("90 days")),
]


def visible_to(user: Any) -> "QuerySet[AccessToken]":
    """A user's own tokens; an administrator's are all of them."""
    tokens = AccessToken.objects.select_related("created_by", "site")
    return tokens if user.is_superuser else tokens.filter(created_by=user)


def _with_makers_once(tokens: "Iterable[AccessToken]") -> "list[AccessToken]":
    """The tokens, those of one maker with one object, which knows its permissions once."""
    known = list(tokens)
    makers: dict[int | None, Any] = {}
    for token in known:
        token.created_by = makers.setdefault(token.created_by_id, token.created_by)
    return known


class TokenForm(forms.Form):
    """What a new token is for, and how long it holds."""

    label = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=100,
        help_text=gettext_lazy("Who or what will use it, so that you recognise it later."),
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Holds for"), choices=LIFETIMES, coerce=int, initial=60 * 24
    )


class TokenScreen(WagtailAdminTemplateMixin):
    """What the screens about tokens share: who may see them, and where they stand."""

    header_icon = "key"
    request: HttpRequest
    is_for_every_user = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may make tokens. No page of the admin is kept by any cache."""
        if not (self.is_for_every_user or may_publish(request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, the list, this screen."""
        tokens = {"url": reverse("content_tokens"), "label": _("Preview tokens")}
        if isinstance(self, TokenListView):
            return [*self.breadcrumbs_items, {**tokens, "url": ""}]
        return [*self.breadcrumbs_items, tokens, {"url": "", "label": self.page_title}]


class TokenListView(TokenScreen, TemplateView):
    """Tokens that hold, and the last of those that do not."""

    template_name = "tokens/tokens.html"
    page_title = gettext_lazy("Preview tokens")

    def get_header_buttons(self) -> list[Any]:
        """One that leads to a new token."""
        return [HeaderButton(_("Make a token"), reverse("content_token_make"), icon_name="plus")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tokens that this user may see."""
        now = timezone.now()
        tokens = visible_to(self.request.user)
        known = _with_makers_once(tokens.filter(revoked_at=None))
        holding = [token for token in known if token.is_valid(now)]
        rest = tokens.exclude(pk__in=[token.pk for token in holding])
        past = _with_makers_once(rest[:MOST_PAST])
        return {**super().get_context_data(**kwargs), "holding": holding, "past": past}


class TokenMakeView(TokenScreen, _MakeView):
    """A new preview token, shown once."""

    form_class = TokenForm
    template_name = "tokens/token_make.html"
    page_title = gettext_lazy("New preview token")

    def form_valid(self, form: TokenForm) -> HttpResponse:
        """Make it and show it: there is no other page on which it could be read."""
        lifetime = timedelta(minutes=form.cleaned_data["minutes"])
        label = form.cleaned_data["label"]
        user = self.request.user
        token = AccessToken.objects.issue(AccessToken.Kind.PREVIEW, user, lifetime, label)
        address = f"{address_settings.PUBLIC_URL}{reverse('active')}"
        made = {"token": token, "label": label, "address": address, "now": timezone.now()}
        self.template_name = "tokens/token_made.html"
        return self.render_to_response(self.get_context_data(**made))


class TokenRevokeView(TokenScreen, TemplateView):
    """Asks whether to revoke a token, and does; whoever has one may."""

    is_for_every_user = True
    template_name = "tokens/token_revoke.html"
    page_title = gettext_lazy("Revoke a token")

    def token(self) -> AccessToken:
        """The token, if this user may see it."""
        return get_object_or_404(visible_to(self.request.user), pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The token in question, and where to go on afterwards."""
        next_url = get_valid_next_url_from_request(self.request)
        return {**super().get_context_data(**kwargs), "token": self.token(), "next": next_url}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Revoke it."""
        token = self.token()
        token.revoke(timezone.now())
        messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token})
        return redirect(get_valid_next_url_from_request(request) or "content_tokens")


def menu_item() -> MenuItem:
    """The entry of the settings menu."""
    return PermittedMenuItem(
        may_publish,
        gettext_lazy("Preview tokens"),
        reverse_lazy("content_tokens"),
        name="preview-tokens",
        icon_name="key",
        order=900,
    )


def urls() -> list[Any]:
    """`admin/tokens/…`."""
    return [
        path("tokens/", TokenListView.as_view(), name="content_tokens"),
        path("tokens/make/", TokenMakeView.as_view(), name="content_token_make"),
        path("tokens/<int:pk>/revoke/", TokenRevokeView.as_view(), name="content_token_revoke"),
    ]

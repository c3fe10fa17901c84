"""Preview tokens: store a draft for a preview, and load it again.

A preview opens the frontend with a random token. The token is stored hashed, together with the
state of the object in the editor's form, and gives access to that state only, for a short time.
Tokens for the whole site at another instant are in `cms.tokens.access_tokens`.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.publishing.conf import address_settings
from cms.publishing.live_versions import without_lost_targets

DRAFT_PREVIEW_LIFETIME: Final = timedelta(minutes=30)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class PreviewTokenManager(models.Manager["PreviewToken"]):
    """Stores drafts under new tokens, and loads them."""

    def issue(self, draft: Any) -> str:
        """Store a draft, saved or not; return its token, of which only a hash is stored."""
        now = timezone.now()
        self.filter(expires_at__lte=now).delete()
        token = secrets.token_urlsafe(32)
        self.create(
            digest=_digest(token),
            content_type=ContentType.objects.get_for_model(draft),
            object_pk=str(draft.pk or ""),
            state=draft.serializable_data(),
            expires_at=now + DRAFT_PREVIEW_LIFETIME,
        )
        return token

    def draft(self, token: str, at: datetime) -> Any | None:
        """Return the draft of a token; None for an unknown or expired token."""
        row = (
            self.filter(digest=_digest(token), expires_at__gt=at)
            .select_related("content_type")
            .first()
        )
        return row.as_object() if row is not None else None


class PreviewToken(models.Model):
    """The state of a draft, and the hash of its token."""

    digest = models.CharField(max_length=64, unique=True)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_pk = models.CharField(max_length=64, blank=True)
    state = models.JSONField(encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = PreviewTokenManager()

    class Meta:
        app_label = "content"
        verbose_name = _("draft preview")
        verbose_name_plural = _("draft previews")

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_pk or 'new'}"

    def as_object(self) -> Any:
        """Return the draft as it was, with its place in the page tree; never save it."""
        model: Any = self.content_type.model_class()
        if self.object_pk:
            saved = model._default_manager.filter(pk=self.object_pk).first()
            if saved is not None:
                return saved.with_content_json(self.state)
        state = without_lost_targets(model, self.state)
        return model.from_serializable_data(state, check_fks=False)


class PreviewByTokenMixin:
    """Mixin that previews a page or snippet on the frontend."""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Redirect to `FRONTEND_URL/preview`, or to the built-in preview without a frontend."""
        query = urlencode({"token": PreviewToken.objects.issue(self)})
        if address_settings.FRONTEND_URL:
            return HttpResponseRedirect(f"{address_settings.FRONTEND_URL}/preview?{query}")
        return HttpResponseRedirect(f"{reverse('preview')}?{query}")

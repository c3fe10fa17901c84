"""Access tokens for programs: to read the site at another instant, or the calendar feed.

A user creates a token, gives it to a program, and can revoke it. The preview of a single draft has
another kind of token: `cms.tokens.preview_tokens`.
"""

import hashlib
import logging
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

logger = logging.getLogger("wellspring.access")

LAST_USED_INTERVAL: Final = timedelta(minutes=1)
"""How often `last_used_at` is updated at most, so that reads hardly ever write."""
RETENTION: Final = timedelta(days=30)
"""How long an expired or revoked token is still listed in the admin."""
MIN_LIFETIME: Final = timedelta(minutes=1)
MAX_LIFETIME: Final = timedelta(days=90)
"""The limits of a lifetime that a user chooses."""

_rules: defaultdict[str, list[Callable[[Any], bool]]] = defaultdict(list)


def permit(kind: str, rule: Callable[[Any], bool]) -> None:
    """Let tokens of a kind be valid if `rule(user)` is true for the user who created them.

    With several rules, one is enough. Without any, only tokens that a command created are valid.
    """
    if rule not in _rules[kind]:
        _rules[kind].append(rule)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def _without_waiting(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Make SQLite, which has one writer, fail at once if it is busy, not after 20 seconds."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (timeout,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {timeout:d}")


class AccessTokenManager(models.Manager["AccessToken"]):
    """Creates tokens, and finds them by their secret."""

    def issue(
        self,
        kind: str,
        user: Any = None,
        lifetime: timedelta | None = None,
        label: str = "",
        site: Site | None = None,
    ) -> str:
        """Return the secret of a new token; without a lifetime, it is valid until revoked."""
        return self.create_token(kind, user, lifetime, label, site)[1]

    def create_token(
        self,
        kind: str,
        user: Any = None,
        lifetime: timedelta | None = None,
        label: str = "",
        site: Site | None = None,
    ) -> "tuple[AccessToken, str]":
        """Create a token; return it with its secret, which is not stored.

        Deletes tokens that expired or were revoked more than `RETENTION` ago.
        """
        now = timezone.now()
        past = models.Q(expires_at__lt=now - RETENTION) | models.Q(revoked_at__lt=now - RETENTION)
        self.filter(past).delete()
        secret = secrets.token_urlsafe(32)
        token = self.create(
            kind=kind,
            digest=_digest(secret),
            label=label,
            site=site,
            created_by=user,
            created_at=now,
            expires_at=now + lifetime if lifetime is not None else None,
        )
        return token, secret

    def find(self, kind: str, secret: str, now: datetime) -> "AccessToken | None":
        """Return the valid token with a secret, and record its use; None if there is none.

        A token is invalid if it has expired, is revoked, or the user who created it is inactive or
        has lost the permission. The query compares hashes, so its duration reveals nothing.
        """
        unexpired = models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=now)
        valid = self.filter(unexpired, kind=kind, revoked_at__isnull=True)
        token = valid.select_related("created_by").filter(digest=_digest(secret)).first()
        if token is None or not token.is_permitted():
            return None
        token.record_use(now)
        return token


class AccessToken(models.Model):
    """An access token for a program: hashed and revocable, with the time of its last use."""

    class Kind(models.TextChoices):
        PREVIEW = "preview", _("The site at any instant")
        CALENDAR_FEED = "calendar_feed", _("The calendar of promotions")

    kind = models.CharField(_("opens"), max_length=16, choices=Kind.choices)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    label = models.CharField(_("name"), max_length=100, blank=True)
    site = models.ForeignKey(
        Site, verbose_name=_("site"), null=True, blank=True, on_delete=models.CASCADE
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = AccessTokenManager()

    class Meta:
        app_label = "content"
        verbose_name = _("access token")
        verbose_name_plural = _("access tokens")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.label or str(_("Token %(number)s")) % {"number": self.pk}

    def is_valid(self, now: datetime) -> bool:
        """Whether it is neither expired nor revoked at an instant, and permitted."""
        unexpired = self.expires_at is None or self.expires_at > now
        return self.revoked_at is None and unexpired and self.is_permitted()

    def is_permitted(self) -> bool:
        """Whether the user who created it still has the permission; always for a command."""
        user = self.created_by
        if user is None:
            return True
        return user.is_active and any(rule(user) for rule in _rules[self.kind])

    def revoke(self, now: datetime) -> None:
        """Make it invalid; does nothing if it is revoked already."""
        type(self).objects.filter(pk=self.pk, revoked_at__isnull=True).update(revoked_at=now)
        self.refresh_from_db(fields=["revoked_at"])

    def record_use(self, now: datetime) -> None:
        """Update `last_used_at`; if the database refuses to write, only log it."""
        if self.last_used_at is not None and self.last_used_at > now - LAST_USED_INTERVAL:
            return
        connection = connections[self._state.db or DEFAULT_DB_ALIAS]
        try:
            with _without_waiting(connection), transaction.atomic(using=connection.alias):
                self._write_use(connection, now)
        except DatabaseError:
            logger.warning("The use of access token %s could not be noted", self.pk, exc_info=True)

    def _write_use(self, connection: BaseDatabaseWrapper, now: datetime) -> None:
        """Skip a locked row: another request records a use or revokes the token."""
        rows = type(self).objects.using(connection.alias).filter(pk=self.pk)
        if connection.features.has_select_for_update_skip_locked:
            free = rows.order_by().select_for_update(skip_locked=True, of=("self",))
            if not free.values_list("pk", flat=True):
                return
        rows.update(last_used_at=now)
        self.last_used_at = now

"""Which secret opens what for a program: the site at another instant, the calendar of offers?

These are keys that somebody makes, hands to a program, and takes back. A preview of one draft is
something else: `cms.tokens.preview_tokens` puts that draft away under a token of its own.
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

USE_NOTED_EVERY: Final = timedelta(minutes=1)
"""The last use is written down at most this often, so that reads hardly ever write."""
KEPT: Final = timedelta(days=30)
"""So long a token that opens nothing any more can still be looked up in the admin."""
SHORTEST: Final = timedelta(minutes=1)
LONGEST: Final = timedelta(days=90)
"""Between these lies the lifetime of a token that a person chooses."""


_permits: defaultdict[str, list[Callable[[Any], bool]]] = defaultdict(list)


def permit(kind: str, rule: Callable[[Any], bool]) -> None:
    """Let the tokens of a kind open what they do for makers of whom `rule(user)` is true.

    An app registers whom it lets see what; with several rules one is enough, with none of them
    only tokens that nobody made (those of a command) open anything.
    """
    if rule not in _permits[kind]:
        _permits[kind].append(rule)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@contextmanager
def _without_waiting(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let a busy SQLite, which has one writer, refuse a write at once instead of in 20 seconds."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual:d}")


class AccessTokenManager(models.Manager["AccessToken"]):
    """Makes tokens and finds them again."""

    def issue(
        self,
        kind: str,
        user: Any = None,
        lifetime: timedelta | None = None,
        label: str = "",
        site: Site | None = None,
    ) -> str:
        """A new token, readable this once; without a lifetime it holds until it is revoked."""
        return self.make(kind, user, lifetime, label, site)[1]

    def make(
        self,
        kind: str,
        user: Any = None,
        lifetime: timedelta | None = None,
        label: str = "",
        site: Site | None = None,
    ) -> "tuple[AccessToken, str]":
        """As `issue`, with what is kept of the token.

        What has long opened nothing is swept away on the way.
        """
        now = timezone.now()
        past = models.Q(expires_at__lt=now - KEPT) | models.Q(revoked_at__lt=now - KEPT)
        self.filter(past).delete()
        token = secrets.token_urlsafe(32)
        made = self.create(
            kind=kind,
            digest=_digest(token),
            label=label,
            site=site,
            created_by=user,
            created_at=now,
            expires_at=now + lifetime if lifetime is not None else None,
        )
        return made, token

    def find(self, kind: str, token: str, now: datetime) -> "AccessToken | None":
        """The valid token of this kind; None for an unknown, expired or revoked one.

        That of somebody who left, or may not see any more what it opens, is worth nothing either.
        The search is for a hash, so how long it takes says nothing about any token.
        """
        holds = models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=now)
        valid = self.filter(holds, kind=kind, revoked_at__isnull=True)
        found = valid.select_related("created_by").filter(digest=_digest(token)).first()
        if found is None or not found.is_permitted():
            return None
        found.note_use(now)
        return found


class AccessToken(models.Model):
    """A key for a program: hashed, revocable, with the instant of its last use."""

    class Kind(models.TextChoices):
        """What it opens."""

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
        """Whether it opens anything at an instant."""
        holds = self.revoked_at is None and (self.expires_at is None or self.expires_at > now)
        return holds and self.is_permitted()

    def is_permitted(self) -> bool:
        """Whether its maker may see what it opens, as of now; what a command made always is."""
        maker = self.created_by
        if maker is None:
            return True
        return maker.is_active and any(rule(maker) for rule in _permits[self.kind])

    def revoke(self, now: datetime) -> None:
        """Let it open nothing any more; the first time counts."""
        type(self).objects.filter(pk=self.pk, revoked_at__isnull=True).update(revoked_at=now)
        self.refresh_from_db(fields=["revoked_at"])

    def note_use(self, now: datetime) -> None:
        """Write down that it was used; a database that takes no writes costs no read its answer."""
        if self.last_used_at is not None and self.last_used_at > now - USE_NOTED_EVERY:
            return
        connection = connections[self._state.db or DEFAULT_DB_ALIAS]
        try:
            with _without_waiting(connection), transaction.atomic(using=connection.alias):
                self._write_use(connection, now)
        except DatabaseError:
            logger.warning("The use of access token %s could not be noted", self.pk, exc_info=True)

    def _write_use(self, connection: BaseDatabaseWrapper, now: datetime) -> None:
        """Unless somebody holds the row, who is then noting a use or revoking it."""
        rows = type(self).objects.using(connection.alias).filter(pk=self.pk)
        if connection.features.has_select_for_update_skip_locked:
            free = rows.order_by().select_for_update(skip_locked=True, of=("self",))
            if not free.values_list("pk", flat=True):
                return
        rows.update(last_used_at=now)
        self.last_used_at = now

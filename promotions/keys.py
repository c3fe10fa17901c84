"""Unique keys of promotions in a site, drafts included."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy

from cms.publishing.rules import NotPublishable, PublishingError

CONSTRAINT = "promotion_key_unique_in_site"
TAKEN = gettext_lazy("Another promotion of this site has this key.")


def is_taken(promotions: Any, key: str, besides: int | None = None) -> bool:
    """Whether any of a site's promotions, or its draft, has a key.

    `besides` is the id of a promotion to ignore.
    """
    either = Q(key=key) | Q(latest_revision__content__key=key)
    return bool(promotions.exclude(pk=besides).filter(either).exists())


def is_key_conflict(error: IntegrityError | NotPublishable) -> bool:
    """Whether the error is that two promotions of a site have the same key."""
    if isinstance(error, NotPublishable):
        return str(TAKEN) in {reason.message for reason in error.reasons}
    text = str(error)
    # SQLite names the columns, others the constraint.
    return CONSTRAINT in text or "promotions_promotion.key" in text


class UniqueKeyMixin:
    """Mixin before Wagtail's drafts: raise `NotPublishable` if the key was taken meanwhile."""

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish a version; raises `NotPublishable`, and then nothing is written."""
        try:
            with transaction.atomic():
                return super().publish(revision, *args, **kwargs)  # type: ignore[misc]
        except IntegrityError as error:
            if not is_key_conflict(error):
                raise
            reason = PublishingError(NON_FIELD_ERRORS, (), str(TAKEN))
            raise NotPublishable(revision.as_object(), [reason]) from error

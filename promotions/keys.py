"""Which keys of a site are taken, be it by what is saved in a row or by a draft to come?"""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CONSTRAINT = "promotion_key_unique_in_site"
TAKEN = gettext_lazy("Another promotion of this site has this key.")


class KeyTaken(IntegrityError):
    """A version cannot be published, because another promotion has its key; in words to show."""


def is_taken(promotions: Any, key: str, besides: int | None = None) -> bool:
    """Whether any of a site's promotions has a key, or will have it once its draft is published.

    `besides` is the id of the one that asks.
    """
    either = Q(key=key) | Q(latest_revision__content__key=key)
    return bool(promotions.exclude(pk=besides).filter(either).exists())


def is_clash(error: IntegrityError) -> bool:
    """Whether it is two promotions of a site with one key that the database refused."""
    said = str(error)
    # SQLite names the columns, others the constraint.
    return isinstance(error, KeyTaken) or CONSTRAINT in said or "promotions_promotion.key" in said


class OwnKeyMixin:
    """Mixin before Wagtail's drafts: a key that is taken by now stops publishing with a reason."""

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish a version; raises `KeyTaken`, and then nothing is written."""
        try:
            with transaction.atomic():
                return super().publish(revision, *args, **kwargs)  # type: ignore[misc]
        except IntegrityError as error:
            if not is_clash(error):
                raise
            message = _("“%(key)s” cannot be published: another promotion has this key. Change it.")
            raise KeyTaken(message % {"key": revision.content["key"]}) from error

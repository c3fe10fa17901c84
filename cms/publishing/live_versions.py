"""Keep the published version of content live while its next version is scheduled."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import PROTECT
from wagtail.models import Revision

_PUBLICATION_FIELDS: Final = (
    "live",
    "first_published_at",
    "last_published_at",
    "latest_revision_created_at",
)
"""The fields that `update_aliases` copies from a page to its aliases."""


def without_lost_targets(model: type[Any], content: dict[str, Any]) -> dict[str, Any]:
    """Return the content of a revision with null for protected foreign keys to deleted rows.

    A protected row can be deleted if only drafts refer to it. Wagtail cannot load such a draft, so
    without this its page could not be opened in the editor.
    """
    protected = (
        field
        for field in model._meta.concrete_fields
        if field.is_relation and field.null and field.remote_field.on_delete is PROTECT
    )
    lost = {
        field.name: None
        for field in protected
        if (pk := content.get(field.name))
        and not field.related_model._base_manager.filter(pk=pk).exists()
    }
    return {**content, **lost}


class DelayedAliasesMixin:
    """Mixin before Wagtail's `Page`: content reaches the aliases when it goes live, not before.

    When a page that is not live is scheduled, Wagtail publishes its aliases at once.
    """

    aliases: Any
    live: bool
    first_published_at: datetime | None

    def update_aliases(self, **changes: Any) -> None:
        """Publish the aliases of this page with its dates, if it is live itself."""
        # For an alias of an alias, Wagtail passes the row from before it was published.
        self.refresh_from_db(fields=[*_PUBLICATION_FIELDS])  # type: ignore[attr-defined]
        if not self.live:
            return
        # Wagtail does not copy the date of the first publication.
        undated = self.aliases.filter(first_published_at=None)
        undated.update(first_published_at=self.first_published_at)
        super().update_aliases(**changes)  # type: ignore[misc]

    update_aliases.alters_data = True  # type: ignore[attr-defined]


class KeepLiveVersionMixin:
    """Mixin before Wagtail's `DraftStateMixin`: scheduling an update unpublishes nothing.

    When Wagtail schedules a revision, it unpublishes live content without a `live_revision`: that
    is content published without a revision, or whose update was saved before anything was live.
    """

    pk: Any
    live: bool
    live_revision_id: int | None

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule a revision; first save the live version as a revision if needed."""
        if self.live and self.live_revision_id is None and revision.content.get("go_live_at"):
            self._save_live_version(revision)
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc]

    def _save_live_version(self, revision: Any) -> None:
        saved: Any = type(self)._default_manager.get(pk=self.pk)  # type: ignore[attr-defined]
        live = Revision.objects.create(
            content_object=saved,
            base_content_type=saved.get_base_content_type(),
            # Before the scheduled revision, which stays the latest.
            created_at=revision.created_at - timedelta(microseconds=1),
            content=saved.serializable_data(),
            object_str=str(saved),
        )
        type(saved)._default_manager.filter(pk=self.pk).update(live_revision=live)
        self.live_revision_id = live.pk

    def with_content_json(self, content: Any) -> Any:
        """Return an object with the content of a revision, but its own `live_revision`."""
        content = without_lost_targets(type(self), content)
        draft = super().with_content_json(content)  # type: ignore[misc]
        draft.live_revision_id = self.live_revision_id
        return draft

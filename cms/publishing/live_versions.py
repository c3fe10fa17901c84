"""What keeps the public version of content in place while its next one is planned?"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import PROTECT
from wagtail.models import Revision

PUBLICATION: Final = (
    "live",
    "first_published_at",
    "last_published_at",
    "latest_revision_created_at",
)
"""What a page says of its publication, and its aliases say of theirs."""


def without_lost_targets(model: type[Any], content: dict[str, Any]) -> dict[str, Any]:
    """The content of a revision, pointing at nobody where that row was deleted since.

    A protected row can be deleted while only drafts point at it. Wagtail cannot load a draft whose
    target is gone, and so the page could not even be opened in the editor.
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


class HoldsAliasesBack:
    """Mixin before Wagtail's page: what is only scheduled reaches no alias before its instant.

    Wagtail publishes the aliases of a page that was not live when it has only scheduled it, too.
    """

    aliases: Any
    live: bool
    first_published_at: datetime | None

    def update_aliases(self, **changes: Any) -> None:
        """Publish the pages that follow this one, with its dates, unless it is not live itself."""
        # Wagtail goes on to the aliases of an alias with the row as it was before it published it.
        self.refresh_from_db(fields=[*PUBLICATION])  # type: ignore[attr-defined]
        if not self.live:
            return
        # The day of the first publication is what Wagtail leaves out.
        undated = self.aliases.filter(first_published_at=None)
        undated.update(first_published_at=self.first_published_at)
        super().update_aliases(**changes)  # type: ignore[misc]

    update_aliases.alters_data = True  # type: ignore[attr-defined]


class KeepsLiveVersion:
    """Mixin before Wagtail's draft state: scheduling an update never takes the live version away.

    Wagtail unpublishes what it schedules unless it knows which revision is live; it does not
    know where content was published without a revision, nor where the update was first saved
    before anything was live.
    """

    pk: Any
    live: bool
    live_revision_id: int | None

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule a revision, the live version kept as a revision of its own."""
        if self.live and self.live_revision_id is None and revision.content.get("go_live_at"):
            self._keep_live_version(revision)
        return super().publish(revision, *args, **kwargs)  # type: ignore[misc]

    def _keep_live_version(self, revision: Any) -> None:
        saved: Any = type(self)._default_manager.get(pk=self.pk)  # type: ignore[attr-defined]
        kept = Revision.objects.create(
            content_object=saved,
            base_content_type=saved.get_base_content_type(),
            # Before the planned one, which stays the latest.
            created_at=revision.created_at - timedelta(microseconds=1),
            content=saved.serializable_data(),
            object_str=str(saved),
        )
        type(saved)._default_manager.filter(pk=self.pk).update(live_revision=kept)
        self.live_revision_id = kept.pk

    def with_content_json(self, content: Any) -> Any:
        """The content of a revision; which revision is live is not part of it."""
        kept = without_lost_targets(type(self), content)
        planned = super().with_content_json(kept)  # type: ignore[misc]
        planned.live_revision_id = self.live_revision_id
        return planned

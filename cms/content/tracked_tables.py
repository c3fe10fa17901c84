"""With which tables of Wagtail and of the shared ground do the answers of all apps change?"""

from typing import Any, Final

from django.apps import apps
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin

from cms.versions.content_versions import SITE, watch

# What the public sees of the state of a draft: whether, since when and until when it is live.
_SEEN_OF_STATE: Final = {"live", "first_published_at", "last_published_at", "expire_at"}
_UNSEEN_OF_PAGES: Final = {"numchild", "draft_title", "owner", "latest_revision_created_at"}

PLACE: Final = ("slug", "url_path", "path", "live", "expire_at", "locale_id", "translation_key")
"""The columns of a page that say where it stands and whether it is seen: all a link tells of it."""

# The home page of a site in any language is part of every answer.
_SITES_OF_HOME: Final = (
    "SELECT 'site' FROM wagtailcore_site JOIN wagtailcore_page ON wagtailcore_page.id = "
    "wagtailcore_site.root_page_id WHERE wagtailcore_page.translation_key = {translation_key}"
)

IS_LIVE_PAGE: Final = (
    "EXISTS (SELECT 1 FROM wagtailcore_page WHERE wagtailcore_page.id = {%s} "
    "AND wagtailcore_page.live)"
)
"""That the page whose id is in a column (`IS_LIVE_PAGE % "page_ptr_id"`) is live."""


def unseen(label: str) -> set[str]:
    """The columns of a model that saving a draft, or locking it, changes: the public sees none."""
    model: Any = apps.get_model(label)
    names = {field.name for mixin in (LockableMixin, RevisionMixin) for field in _own(mixin)}
    names |= {field.name for field in _own(DraftStateMixin)} - _SEEN_OF_STATE
    if label == "wagtailcore.Page":
        names |= _UNSEEN_OF_PAGES
    return {str(f.column) for f in model._meta.local_concrete_fields if f.name in names}


def _own(mixin: Any) -> list[Any]:
    return list(mixin._meta.local_fields)


def watch_page(label: str) -> None:
    """Let an app's type of page change what its rows in `wagtailcore_page` change."""
    seen = IS_LIVE_PAGE % "page_ptr_id"
    watch(label, "page-{page_ptr_id}", "pages", ignoring=unseen(label), seen=seen)


def register() -> None:
    """Watch what no app owns."""
    _watch_site()
    watch("wagtailcore.Page", "page-{id}", "pages", ignoring=unseen("wagtailcore.Page"))
    where = ("slug-{slug}", "translation-{translation_key}", _SITES_OF_HOME)
    watch("wagtailcore.Page", *where, columns=PLACE)
    # A text may name the address of a draft: that one stands there is seen (`ReferenceLoader`), no
    # more.
    watch("wagtailcore.Page", "slug-{slug}", columns=("slug", "url_path"), seen="NOT {live}")
    images: Any = get_image_model()
    watch(images._meta.label, "image-{id}", "images")
    watch(images.get_rendition_model()._meta.label, "image-{image_id}", "images")
    watch(get_document_model()._meta.label, "document-{id}", "documents")
    watch("wagtailembeds.Embed", "embed-{hash}", "embeds", ignoring={"last_updated", "cache_until"})
    watch("wagtailredirects.Redirect", "redirects", ignoring={"created_at"})
    # A tag is seen only with what has it; those rows are watched by the app that owns them.
    watch("taggit.Tag", "tag-{id}", "tags", events=("update", "delete"))
    # Approval alone: what is approved is seen once it is published.
    watch("wagtailcore.Revision", "schedule", seen="{approved_go_live_at} IS NOT NULL")


def _watch_site() -> None:
    watch("wagtailcore.Site", SITE)
    watch("wagtailcore.Locale", SITE)
    watch("wagtailcore.PageViewRestriction", SITE, ignoring={"password"})
    watch("wagtailcore.CollectionViewRestriction", SITE, ignoring={"password"})
    watch("wagtailcore.Collection", SITE, ignoring={"name", "numchild"})
    watch("content.SiteSettings", SITE)

"""The tables of Wagtail and of `cms` that responses of all apps depend on."""

from typing import Any, Final

from django.apps import apps
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin

from cms.versions.dependencies import SITE, track

# The publishing state that responses show: whether, since when and until when content is live.
_PUBLIC_STATE: Final = {"live", "first_published_at", "last_published_at", "expire_at"}
_IGNORED_OF_PAGES: Final = {"numchild", "draft_title", "owner", "latest_revision_created_at"}

PLACE_COLUMNS: Final = (
    "slug",
    "url_path",
    "path",
    "live",
    "expire_at",
    "locale_id",
    "translation_key",
)
"""The columns of a page that decide its path and whether it is visible: what a link depends on."""

# Every response depends on the home pages of the site in all languages.
_SITE_OF_HOME: Final = (
    "SELECT 'site' FROM wagtailcore_site JOIN wagtailcore_page ON wagtailcore_page.id = "
    "wagtailcore_site.root_page_id WHERE wagtailcore_page.translation_key = {translation_key}"
)

IS_LIVE_PAGE: Final = (
    "EXISTS (SELECT 1 FROM wagtailcore_page WHERE wagtailcore_page.id = {%s} "
    "AND wagtailcore_page.live)"
)
"""SQL: the page whose id is in a column (`IS_LIVE_PAGE % "page_ptr_id"`) is live."""


def ignored_columns(label: str) -> set[str]:
    """Return the columns that saving or locking a draft changes: no response shows them."""
    model: Any = apps.get_model(label)
    names = {field.name for mixin in (LockableMixin, RevisionMixin) for field in _own(mixin)}
    names |= {field.name for field in _own(DraftStateMixin)} - _PUBLIC_STATE
    if label == "wagtailcore.Page":
        names |= _IGNORED_OF_PAGES
    return {str(f.column) for f in model._meta.local_concrete_fields if f.name in names}


def _own(mixin: Any) -> list[Any]:
    return list(mixin._meta.local_fields)


def track_page(label: str) -> None:
    """Track the table of a page type, with the same keys as its rows in `wagtailcore_page`."""
    is_live = IS_LIVE_PAGE % "page_ptr_id"
    track(label, "page-{page_ptr_id}", "pages", ignoring=ignored_columns(label), condition=is_live)


def register() -> None:
    """Track the tables that belong to no single app."""
    _track_site()
    track("wagtailcore.Page", "page-{id}", "pages", ignoring=ignored_columns("wagtailcore.Page"))
    place_keys = ("slug-{slug}", "translation-{translation_key}", _SITE_OF_HOME)
    track("wagtailcore.Page", *place_keys, columns=PLACE_COLUMNS)
    # A text may contain the address of a draft: a response shows no link to it (`ReferenceLoader`),
    # so it depends on which drafts exist at which place, and on nothing else of them.
    track("wagtailcore.Page", "slug-{slug}", columns=("slug", "url_path"), condition="NOT {live}")
    images: Any = get_image_model()
    track(images._meta.label, "image-{id}", "images")
    track(images.get_rendition_model()._meta.label, "image-{image_id}", "images")
    track(get_document_model()._meta.label, "document-{id}", "documents")
    track("wagtailembeds.Embed", "embed-{hash}", "embeds", ignoring={"last_updated", "cache_until"})
    track("wagtailredirects.Redirect", "redirects", ignoring={"created_at"})
    # A tag is shown only with what has it: the app of those rows tracks them.
    track("taggit.Tag", "tag-{id}", "tags", events=("update", "delete"))
    # Only the approval: its content is visible once it is published.
    track("wagtailcore.Revision", "schedule", condition="{approved_go_live_at} IS NOT NULL")


def _track_site() -> None:
    track("wagtailcore.Site", SITE)
    track("wagtailcore.Locale", SITE)
    track("wagtailcore.PageViewRestriction", SITE, ignoring={"password"})
    track("wagtailcore.CollectionViewRestriction", SITE, ignoring={"password"})
    track("wagtailcore.Collection", SITE, ignoring={"name", "numchild"})
    track("content.SiteSettings", SITE)

"""What will have been published by an instant in the future?

`cms.publishing.scheduled_publishing` publishes when the time has come; here nothing is written. A
revision that is approved for an instant counts from then on: its content, its expiry, its slug.
The aliases of a page get its content too, and a new slug moves all pages below.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, prefetch_related_objects
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, Revision

from cms.publishing.revisions import with_contents


@dataclass(frozen=True, slots=True)
class ScheduledVersion:
    """A revision that will have been published.

    `slug` is None if the content keeps the slug of its row, whatever the revision contains.
    """

    revision_id: int
    first_published_at: datetime
    published_at: datetime
    expire_at: datetime | None
    slug: str | None

    def is_live(self, at: datetime) -> bool:
        """Whether it has not expired by an instant."""
        return self.expire_at is None or self.expire_at > at


def _parsed(stored: Any) -> datetime | None:
    """Parse a datetime in the content of a revision."""
    moment = parse_datetime(stored) if isinstance(stored, str) else None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _approved(at: datetime) -> dict[type[Any], dict[Any, ScheduledVersion]]:
    """Return the latest version approved by then, by model (`Page` for all pages) and row id."""
    by_model: dict[type[Any], dict[Any, ScheduledVersion]] = {}
    rows = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at")
    columns = ("base_content_type_id", "object_id", "pk", "approved_go_live_at")
    stored = ("content__expire_at", "content__slug")
    for kind, row, pk, instant, expire_at, slug in rows.values_list(*columns, *stored):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None:
            continue
        versions, key = by_model.setdefault(model, {}), model._meta.pk.to_python(row)
        first = versions[key].first_published_at if key in versions else instant
        versions[key] = ScheduledVersion(pk, first, instant, _parsed(expire_at), slug)
    return by_model


def _add_aliases(versions: dict[int, ScheduledVersion]) -> dict[int, str]:
    """Give the aliases of pages their versions; return the present URL paths by page id."""
    places: dict[int, str] = {}
    pending = set(versions)
    while pending:
        rows = Page.objects.filter(Q(pk__in=pending) | Q(alias_of_id__in=pending))
        following = set()
        for pk, url_path, original in rows.values_list("pk", "url_path", "alias_of_id"):
            places[pk] = url_path
            if pk not in versions:
                versions[pk] = replace(versions[original], slug=None)
                following.add(pk)
        pending = following
    return places


class FutureState:
    """The versions of content that will have been published by an instant; none without one.

    Loaded in one query, and two more per level of aliases if there are pages among them.
    """

    def __init__(self, at: datetime | None) -> None:
        self._by_model = _approved(at) if at is not None else {}
        self._made: dict[tuple[type[Any], Any], Any] = {}
        self.slugs: dict[str, str] = {}
        """The new slugs of pages, by their present URL path in the tree."""
        pages = self._by_model.get(Page)
        for pk, url_path in (_add_aliases(pages) if pages else {}).items():
            slug = pages[pk].slug if pages else None
            if slug and not url_path.endswith(f"/{slug}/"):
                self.slugs[url_path] = slug

    def __bool__(self) -> bool:
        return bool(self._by_model)

    def of(self, model: type[Any]) -> Mapping[Any, ScheduledVersion]:
        """Return the versions of a type of page or snippet, by row id."""
        if not self._by_model:
            return {}
        parents = model._meta.get_parent_list()
        return self._by_model.get(parents[-1] if parents else model, {})

    def version_of(self, row: Any) -> ScheduledVersion | None:
        """Return the version that replaces the content of a row; None if none does."""
        return self.of(type(row)).get(row.pk)

    def applied(self, rows: Iterable[Any]) -> list[Any]:
        """Return rows of one type, and the rows they join (`api_joined`), with this content."""
        present = list(rows)
        if not self._by_model or not present:
            return present
        scheduled = {row.pk: row for row in present if self.version_of(row)}
        self._make([row for row in scheduled.values() if self._key(row) not in self._made])
        applied = [self._made[self._key(row)] if row.pk in scheduled else row for row in present]
        self._apply_to_joined(applied)
        return applied

    def _key(self, row: Any) -> tuple[type[Any], Any]:
        return type(row), row.pk

    def _make(self, rows: list[Any]) -> None:
        """Load the content of these rows from their revisions, once for each row."""
        versions = [self.of(type(row))[row.pk] for row in rows]
        ids = [version.revision_id for version in versions]
        contents = dict(Revision.objects.filter(pk__in=ids).values_list("pk", "content"))
        objects = with_contents(rows, [contents[pk] for pk in ids])
        for row, version, scheduled in zip(rows, versions, objects, strict=True):
            self._made[self._key(row)] = _published(row, version, scheduled)

    def _apply_to_joined(self, rows: list[Any]) -> None:
        """Replace what these rows join (authors, all of one type) by its future state."""
        names = [name for name in getattr(type(rows[0]), "api_joined", ()) if name != "locale"]
        if not names:
            return
        prefetch_related_objects(rows, *names)
        joined = [(row, name, getattr(row, name)) for row in rows for name in names]
        present = [(row, name, item) for row, name, item in joined if item is not None]
        applied = self.applied([item for *_, item in present])
        for (row, name, _item), item in zip(present, applied, strict=True):
            setattr(row, name, item)


def _published(row: Any, version: ScheduledVersion, scheduled: Any) -> Any:
    """Set on an unsaved object what publishing its version would set."""
    scheduled.live = True
    scheduled.first_published_at = scheduled.first_published_at or version.first_published_at
    scheduled.last_published_at = version.published_at
    if isinstance(row, Page):
        # The present one: `PublicContent.path_of` turns it into the future one.
        scheduled.url_path = row.url_path
    if version.slug is None and hasattr(row, "slug"):
        scheduled.slug = row.slug
    if "locale" in row._state.fields_cache:
        scheduled.locale = row.locale
    return scheduled


def future_url_path(url_path: str, slugs: Mapping[str, str]) -> str:
    """Return the URL path that a page will have once the pages at `slugs` have new slugs.

    >>> future_url_path("/home/sleep/naps/", {"/home/sleep/": "rest"})
    '/home/rest/naps/'
    """
    present = then = "/"
    for slug in url_path.strip("/").split("/"):
        present += f"{slug}/"
        then += f"{slugs.get(present, slug)}/"
    return then


def present_url_path(url_path: str, slugs: Mapping[str, str]) -> str | None:
    """Return the present URL path of the page that will be at a URL path.

    None if the page that is there now will have moved away.

    >>> slugs = {"/home/sleep/": "rest"}
    >>> present_url_path("/home/rest/naps/", slugs), present_url_path("/home/sleep/naps/", slugs)
    ('/home/sleep/naps/', None)
    """
    before = {future_url_path(place, slugs): place for place in slugs}
    present = then = "/"
    for slug in url_path.strip("/").split("/"):
        then += f"{slug}/"
        if then in before:
            present = before[then]
        elif (present := f"{present}{slug}/") in slugs:
            return None
    return present

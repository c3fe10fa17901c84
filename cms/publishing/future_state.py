"""What will have been published by an instant to come, of what is approved for it?

`cms.publishing.scheduled_publishing` publishes when the time has come; here nothing is written. A
version that is approved for an instant counts from then on: its content, its expiry, its slug. A
page carries the pages that follow it (aliases) along, and a new slug moves all that stands below.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, prefetch_related_objects
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, Revision

from cms.publishing.revisions import restored


@dataclass(frozen=True, slots=True)
class Version:
    """A version that will have been published: `first` and `since` when, `until` its expiry.

    `slug` is None where the content keeps its own, whatever the version says.
    """

    revision: int
    first: datetime
    since: datetime
    until: datetime | None
    slug: str | None

    def is_live(self, at: datetime) -> bool:
        """Whether it has not expired by then."""
        return self.until is None or self.until > at


def _instant(stored: Any) -> datetime | None:
    """An instant as a revision keeps it."""
    moment = parse_datetime(stored) if isinstance(stored, str) else None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _approved(at: datetime) -> dict[type[Any], dict[Any, Version]]:
    """Of each type of content with drafts (pages as one): the version that counts, by its row."""
    found: dict[type[Any], dict[Any, Version]] = {}
    rows = Revision.objects.filter(approved_go_live_at__lte=at).order_by("approved_go_live_at")
    columns = ("base_content_type_id", "object_id", "pk", "approved_go_live_at")
    stored = ("content__expire_at", "content__slug")
    for kind, row, pk, since, until, slug in rows.values_list(*columns, *stored):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is None:
            continue
        versions, key = found.setdefault(model, {}), model._meta.pk.to_python(row)
        first = versions[key].first if key in versions else since
        versions[key] = Version(pk, first, since, _instant(until), slug)
    return found


def _with_aliases(versions: dict[int, Version]) -> dict[int, str]:
    """Give the pages that follow a page its version; where all of these stand now."""
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


class Scheduled:
    """The versions of content that will have been published by an instant."""

    def __init__(self, at: datetime | None) -> None:
        """One query, and where pages are among them one more; without an instant there is none."""
        self._by_model = _approved(at) if at is not None else {}
        self._made: dict[tuple[type[Any], Any], Any] = {}
        self.slugs: dict[str, str] = {}
        """The new slug of each page that gets one, by its present place in the tree."""
        pages = self._by_model.get(Page)
        for pk, url_path in (_with_aliases(pages) if pages else {}).items():
            slug = pages[pk].slug if pages else None
            if slug and not url_path.endswith(f"/{slug}/"):
                self.slugs[url_path] = slug

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._by_model)

    def of(self, model: type[Any]) -> Mapping[Any, Version]:
        """The versions of a type of page or snippet, by the ids of their rows."""
        if not self._by_model:
            return {}
        parents = model._meta.get_parent_list()
        return self._by_model.get(parents[-1] if parents else model, {})

    def version_of(self, row: Any) -> Version | None:
        """The version that counts instead of a row; None where the row itself does."""
        return self.of(type(row)).get(row.pk)

    def applied(self, rows: Iterable[Any]) -> list[Any]:
        """The rows with the content that counts, each also with that of what its answer joins."""
        found = list(rows)
        if not self._by_model or not found:
            return found
        planned = {row.pk: row for row in found if self.version_of(row)}
        self._make([row for row in planned.values() if self._key(row) not in self._made])
        found = [self._made[self._key(row)] if row.pk in planned else row for row in found]
        self._apply_to_joined(found)
        return found

    def _key(self, row: Any) -> tuple[type[Any], Any]:
        return type(row), row.pk

    def _make(self, rows: list[Any]) -> None:
        """Take the content of these rows out of their versions, the same row only once."""
        versions = [self.of(type(row))[row.pk] for row in rows]
        ids = [version.revision for version in versions]
        contents = dict(Revision.objects.filter(pk__in=ids).values_list("pk", "content"))
        planned = restored(rows, [contents[pk] for pk in ids])
        for row, version, then in zip(rows, versions, planned, strict=True):
            self._made[self._key(row)] = _published(row, version, then)

    def _apply_to_joined(self, rows: list[Any]) -> None:
        """Put what the rows join (people, of one type) into them as it will be."""
        names = [name for name in getattr(type(rows[0]), "api_joined", ()) if name != "locale"]
        if not names:
            return
        prefetch_related_objects(rows, *names)
        joined = [(row, name, getattr(row, name)) for row in rows for name in names]
        present = [(row, name, item) for row, name, item in joined if item is not None]
        shown = self.applied([item for *_, item in present])
        for (row, name, _item), item in zip(present, shown, strict=True):
            setattr(row, name, item)


def _published(row: Any, version: Version, planned: Any) -> Any:
    """The content of a version as publishing it would leave the row; never saved."""
    planned.live = True
    planned.first_published_at = planned.first_published_at or version.first
    planned.last_published_at = version.since
    if isinstance(row, Page):
        # Where it stands is told by the row alone: see `PublicContent.path_of`.
        planned.url_path = row.url_path
    if version.slug is None and hasattr(row, "slug"):
        planned.slug = row.slug
    if "locale" in row._state.fields_cache:
        planned.locale = row.locale
    return planned


def place_then(url_path: str, slugs: Mapping[str, str]) -> str:
    """Where a page will stand, once the pages at the keys of `slugs` have got their new slugs.

    >>> place_then("/home/sleep/naps/", {"/home/sleep/": "rest"})
    '/home/rest/naps/'
    """
    present = then = "/"
    for slug in url_path.strip("/").split("/"):
        present += f"{slug}/"
        then += f"{slugs.get(present, slug)}/"
    return then


def place_now(url_path: str, slugs: Mapping[str, str]) -> str | None:
    """Where the page that will stand at a place stands now; None where it will have moved away.

    >>> slugs = {"/home/sleep/": "rest"}
    >>> place_now("/home/rest/naps/", slugs), place_now("/home/sleep/naps/", slugs)
    ('/home/sleep/naps/', None)
    """
    before = {place_then(place, slugs): place for place in slugs}
    present = then = "/"
    for slug in url_path.strip("/").split("/"):
        then += f"{slug}/"
        if then in before:
            present = before[then]
        elif (present := f"{present}{slug}/") in slugs:
            return None
    return present

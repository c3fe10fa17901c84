"""What may the public see of this site at this instant? This module is the only answer.

Visible is what is live, not expired at the instant, part of the site, and neither itself nor
below anything with a view restriction (page or collection, of whichever kind: a reader of the
API has no session in which to pass one). Restrictions are inherited, publication is not.

Seen from an instant to come, what is approved to be published by then counts as published. The
past is not reconstructed: seen from there, all is as it is now, but for what had expired by then.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Locale,
    Page,
    Site,
)
from wagtail.query import PageQuerySet

from cms.publishing import compiled_queries
from cms.publishing.addresses import Root, page_path, url_paths
from cms.publishing.future_state import Scheduled, place_now, place_then
from cms.publishing.site_bounds import Row, frame_of
from cms.versions.content_versions import combined_version
from cms.versions.dependencies import SITE, all_rows_key, row_key


def not_expired(at: datetime, prefix: str = "") -> Q:
    """Live and not expired, for any model that has drafts; `prefix` reaches it over a join."""
    unbounded = Q(**{f"{prefix}expire_at__isnull": True})
    return Q(**{f"{prefix}live": True}) & (unbounded | Q(**{f"{prefix}expire_at__gt": at}))


def in_language(code: str) -> Q:
    """The condition that a page or snippet is in a language.

    The language is looked up by itself: over a join, SQLite walks no index of the rows in order.
    """
    return Q(locale=Locale.objects.filter(language_code=code).values("pk")[:1])


def place_scope(url_path: str) -> str:
    """What changes with whichever page comes to a place in the tree, leaves it, or stands there.

    >>> place_scope("/home/articles/sleep/")
    'slug-sleep'
    """
    return f"slug-{url_path.rstrip('/').rpartition('/')[2]}"


def _below(paths: list[str], prefix: str = "") -> Q:
    """Rows of a tree that stand at or below one of the paths; none where there is no path."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition


@dataclass(frozen=True)
class PublicContent:
    """The public's view of one site at one instant (an aware datetime).

    Querysets are plain SQL filters; what they share (roots, restrictions) is asked once. `now`
    is given only where the view is of another instant than the present one. Then a row may not
    be what will be seen: whatever represents rows takes them from `versions`.
    """

    site: Site
    at: datetime
    now: datetime | None = None
    scopes: set[str] = field(default_factory=lambda: {SITE}, compare=False, repr=False)
    """What the answer made through this view changes with (`cms.versions.content_versions`)."""

    def depends_on(self, *scopes: str) -> None:
        """Note that the answer changes with these scopes too."""
        self.scopes.update(scopes)

    @cached_property
    def scheduled(self) -> Scheduled:
        """What will have been published by then: nothing, unless the view is of the future."""
        is_ahead = self.now is not None and self.at > self.now
        return Scheduled(self.at if is_ahead else None)

    def version(self, row: Any) -> Any:
        """A loaded page or snippet with the content that it has at the view's instant."""
        return self.versions([row])[0]

    def versions(self, rows: Iterable[Any]) -> list[Any]:
        """Loaded pages or snippets of one type with the content that they have at the instant."""
        found = self.scheduled.applied(rows)
        self.scopes.update(row_key(row) for row in found)
        return found

    @cached_property
    def _slugs(self) -> dict[str, str]:
        """New slugs by then, by present place; that of a home page is part of no path."""
        homes = [root.url_path for root in self.roots]
        return {
            place: slug
            for place, slug in self.scheduled.slugs.items()
            if not any(home.startswith(place) for home in homes)
        }

    @cached_property
    def _frame(self) -> list[Row]:
        """What bounds the view, in one query: homes, what is private, how new its content is."""
        return frame_of(self.site)

    @cached_property
    def shape(self) -> Hashable:
        """Under which name (`compiled.rows`) a query bounded by this view may be kept.

        All that its SQL depends on besides the instant; None where more does.
        """
        if self.scheduled:
            return None
        frame = ([r.path for r in self.roots], self._private_pages, self._private_collections)
        return tuple(tuple(paths) for paths in frame)

    def seen_at(self, at: datetime) -> "PublicContent":
        """The same view with another instant as its parameter, to build a query with."""
        twin = replace(self, at=at, scopes=set())
        vars(twin).update(_frame=self._frame, scheduled=self.scheduled)
        return twin

    def rows(self, name: str, build: "Callable[..., QuerySet[Any, Any]]", *values: Any) -> Any:
        """The rows of `build(public, *values)`, whose SQL is kept; `name` says what else it is of.

        What the answer depends on is to be said apart: the view that builds is not this one.
        """
        kept = None if self.shape is None else (name, self.shape)
        return compiled_queries.rows(
            kept, lambda at, *given: build(self.seen_at(at), *given), self.at, *values
        )

    def content_version(self, scope: str) -> str | None:
        """The token of a scope under which processes keep something, without a query of its own.

        To be asked for before the content. Which scopes: `versions.kept_by_processes`.
        """
        rows = (row for row in self._frame if row[0] == "version")
        return combined_version(token for _kind, _lane, token, of, _ in rows if of == scope)

    @cached_property
    def roots(self) -> list[Root]:
        """The home pages of the site in all its languages, its own language first."""
        own = self.site.root_page_id
        homes = sorted(row[1:] for row in self._frame if row[0] == "home")
        return [
            Root(path, url_path, code, "" if pk == own else f"/{code}")
            for pk, path, url_path, code in sorted(homes, key=lambda row: row[0] != own)
        ]

    @property
    def default_locale(self) -> str:
        """The language code of the site's own home page."""
        return self.roots[0].locale

    @property
    def locales(self) -> list[str]:
        """The language codes in which the public sees a home page, the site's own first."""
        # Any change of these is one of the site.
        homes = Page.objects.filter(self.page_condition(), path__in=[r.path for r in self.roots])
        shown = set(homes.values_list("path", flat=True))
        return [root.locale for root in self.roots if root.path in shown]

    @cached_property
    def _private_pages(self) -> list[str]:
        return [path for kind, _pk, path, *_ in self._frame if kind == "page"]

    @cached_property
    def _private_collections(self) -> list[str]:
        return [path for kind, _pk, path, *_ in self._frame if kind == "collection"]

    def page_condition(self, prefix: str = "") -> Q:
        """The rule for pages as a condition, for joins: `page_condition("article__")`.

        The answer does not know on which pages it depends then: see `depends_on`.
        """
        on_site = _below([root.path for root in self.roots], prefix)
        return self._published(Page, prefix) & on_site & ~_below(self._private_pages, prefix)

    def published(self, model: type[Any], prefix: str = "") -> Q:
        """The rule for what has drafts, wherever it stands, as a condition for joins."""
        self.depends_on(all_rows_key(model))
        return self._published(model, prefix)

    def _published(self, model: type[Any], prefix: str = "") -> Q:
        condition, versions = not_expired(self.at, prefix), self.scheduled.of(model)
        if not versions:
            return condition
        shown = [pk for pk, version in versions.items() if version.is_live(self.at)]
        planned = {f"{prefix}pk__in": list(versions)}
        return (condition & ~Q(**planned)) | Q(**{f"{prefix}pk__in": shown})

    def has_slug(self, model: type[Any], slug: str) -> Q:
        """The condition that a page or snippet has this slug at the view's instant."""
        self.depends_on(f"slug-{slug}")
        own = Q(slug=slug)
        versions = self.scheduled.of(model)
        renamed = {pk: version.slug for pk, version in versions.items() if version.slug}
        if not renamed:
            return own
        same = [pk for pk, name in renamed.items() if name == slug]
        return (own & ~Q(pk__in=list(renamed))) | Q(pk__in=same)

    def pages(self, model: type[Model], within: Iterable[str] | None = None) -> PageQuerySet:
        """The visible pages of a type, in its own queryset; of any type with `pages(Page)`.

        The answer changes with any page then, unless scopes are named `within` which those that
        are asked for cannot appear, change or vanish without.
        """
        self.depends_on(*([all_rows_key(model)] if within is None else within))
        return model._default_manager.filter(self.page_condition())

    def snippets(self, model: type[Model], within: Iterable[str] | None = None) -> Any:
        """The visible snippets of a type that has drafts, in its own queryset."""
        self.depends_on(*([all_rows_key(model)] if within is None else within))
        return model._default_manager.filter(self._published(model))

    def images(self, within: Iterable[str] | None = None) -> "QuerySet[Any]":
        """Images outside private collections."""
        return self._media(get_image_model(), within)

    def documents(self, within: Iterable[str] | None = None) -> "QuerySet[Any]":
        """Documents outside private collections."""
        return self._media(get_document_model(), within)

    def _media(self, model: Any, within: Iterable[str] | None) -> "QuerySet[Any]":
        self.depends_on(*([all_rows_key(model)] if within is None else within))
        return model._default_manager.exclude(_below(self._private_collections, "collection__"))

    def shows(self, snippet: Any) -> bool:
        """Whether an already loaded snippet is visible."""
        if snippet is None:
            return False
        self.depends_on(row_key(snippet))
        if planned := self.scheduled.version_of(snippet):
            return planned.is_live(self.at)
        return bool(snippet.live and (snippet.expire_at is None or snippet.expire_at > self.at))

    def path_of(self, url_path: str) -> str | None:
        """The path on this site of a page, by where the page's row says that it stands."""
        return page_path(place_then(url_path, self._slugs) if self._slugs else url_path, self.roots)

    def url_paths(self, path: str) -> list[str]:
        """Where rows of pages may stand that a path of the site can mean, the likeliest first."""
        places = url_paths(path, self.roots)
        self.depends_on(*(place_scope(place) for place in places))
        if not self._slugs:
            return places
        return [now for place in places if (now := place_now(place, self._slugs))]

    def moved_from(self, path: str) -> list[str]:
        """Where rows of pages stand that will have left a path, because a slug has changed."""
        return [
            place
            for place in url_paths(path, self.roots)
            if self._slugs and place_then(place, self._slugs) != place
        ]

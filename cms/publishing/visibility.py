"""What may the public see of a site at an instant? No other module decides this.

Visible is content that is live, not expired at the instant, part of the site, and neither itself
nor below anything with a view restriction (on a page or a collection, of any kind: a reader of
the API has no session in which to pass one). Restrictions are inherited, publication is not.

At an instant in the future, content approved to be published by then counts as published. The
past is not reconstructed: at an earlier instant, everything is as it is now, except that what has
expired since is visible.
"""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Model, Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet

from cms.publishing import compiled_queries
from cms.publishing.addresses import Root, page_path, url_paths
from cms.publishing.future_state import FutureState, future_url_path, present_url_path
from cms.publishing.site_bounds import SiteBounds, load_site_bounds
from cms.versions.dependencies import Dependencies


def not_expired(at: datetime, prefix: str = "") -> Q:
    """Return the condition that content with drafts is live and not expired.

    `prefix` reaches the content over a join: `not_expired(at, "topic__")`.
    """
    unbounded = Q(**{f"{prefix}expire_at__isnull": True})
    return Q(**{f"{prefix}live": True}) & (unbounded | Q(**{f"{prefix}expire_at__gt": at}))


def in_language(code: str) -> Q:
    """Return the condition that a page or snippet is in a language.

    With a subquery: over a join, SQLite would not read the rows in the order of an index.
    """
    return Q(locale=Locale.objects.filter(language_code=code).values("pk")[:1])


def place_key(url_path: str) -> str:
    """Return the dependency key of a place in the page tree: which page is there, if any.

    >>> place_key("/home/articles/sleep/")
    'slug-sleep'
    """
    return f"slug-{url_path.rstrip('/').rpartition('/')[2]}"


def _below(paths: Iterable[str], prefix: str = "") -> Q:
    """Return the condition that a row of a tree is at or below one of the paths."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(**{f"{prefix}path__startswith": path})
    return condition


class PublicContent:
    """What the public may see of one site at one instant, for one response.

    `at` and `now` are aware datetimes. `now` is given only if `at` is another instant than the
    present. Then the row in the database may not be what is visible: pass loaded rows through
    `with_scheduled_content` before they are represented.

    All rules are plain SQL conditions, and none of them records anything: code that reads content
    for a response adds what it depends on to `dependencies`.
    """

    def __init__(self, site: Site, at: datetime, now: datetime | None = None) -> None:
        self.site, self.at, self.now = site, at, now
        self.dependencies = Dependencies()

    @cached_property
    def bounds(self) -> SiteBounds:
        """The bounds of the site, loaded in one query when they are first needed."""
        return load_site_bounds(self.site)

    @cached_property
    def future(self) -> FutureState:
        """What will have been published by the instant: nothing, unless it is in the future."""
        is_ahead = self.now is not None and self.at > self.now
        return FutureState(self.at if is_ahead else None)

    def at_instant(self, at: datetime) -> "PublicContent":
        """Return the same rules with another instant as a parameter of queries."""
        other = PublicContent(self.site, at, self.now)
        other.bounds, other.future = self.bounds, self.future
        return other

    def query_name(self, name: str) -> Hashable:
        """Return the name of a compiled query: `name` with everything else the SQL depends on.

        None if the SQL cannot be reused, because content is scheduled.
        """
        return None if self.future else (name, self.bounds.paths)

    def rows(
        self, name: str, build: "Callable[..., QuerySet[Any, Any]]", *values: Any
    ) -> list[Any]:
        """Return the rows of `build(public, *values)`, compiled once for a name and the bounds.

        `build` gets an object with the same rules, in which the instant is a placeholder.
        """
        return compiled_queries.rows(
            self.query_name(name),
            lambda at, *given: build(self.at_instant(at), *given),
            self.at,
            *values,
        )

    def with_scheduled_content(self, rows: Iterable[Any]) -> list[Any]:
        """Return loaded rows of one type with the content that they have at the instant."""
        return self.future.applied(rows)

    def is_visible(self, snippet: Any) -> bool:
        """Whether an already loaded snippet is visible."""
        if snippet is None:
            return False
        if scheduled := self.future.version_of(snippet):
            return scheduled.is_live(self.at)
        return bool(snippet.live and (snippet.expire_at is None or snippet.expire_at > self.at))

    def page_condition(self, prefix: str = "") -> Q:
        """Return the condition that a page is visible, also over a join: `"article__"`."""
        on_site = _below((root.path for root in self.roots), prefix)
        private = _below(self.bounds.private_pages, prefix)
        return self.published(Page, prefix) & on_site & ~private

    def published(self, model: type[Any], prefix: str = "") -> Q:
        """Return the condition that content with drafts is published, wherever it is."""
        condition, versions = not_expired(self.at, prefix), self.future.of(model)
        if not versions:
            return condition
        live = [pk for pk, version in versions.items() if version.is_live(self.at)]
        scheduled = {f"{prefix}pk__in": list(versions)}
        return (condition & ~Q(**scheduled)) | Q(**{f"{prefix}pk__in": live})

    def has_slug(self, model: type[Any], slug: str) -> Q:
        """Return the condition that a page or snippet has this slug at the instant."""
        own = Q(slug=slug)
        versions = self.future.of(model)
        renamed = {pk: version.slug for pk, version in versions.items() if version.slug}
        if not renamed:
            return own
        same = [pk for pk, name in renamed.items() if name == slug]
        return (own & ~Q(pk__in=list(renamed))) | Q(pk__in=same)

    def pages(self, model: type[Model]) -> PageQuerySet:
        """Return the visible pages of a type, in its own queryset; of any type for `Page`."""
        return model._default_manager.filter(self.page_condition())

    def snippets(self, model: type[Model]) -> Any:
        """Return the visible snippets of a type that has drafts, in its own queryset."""
        return model._default_manager.filter(self.published(model))

    def images(self) -> "QuerySet[Any]":
        """Return the images outside of private collections."""
        return self._media(get_image_model())

    def documents(self) -> "QuerySet[Any]":
        """Return the documents outside of private collections."""
        return self._media(get_document_model())

    def _media(self, model: Any) -> "QuerySet[Any]":
        return model._default_manager.exclude(
            _below(self.bounds.private_collections, "collection__")
        )

    @property
    def roots(self) -> tuple[Root, ...]:
        """The home pages of the site in all its languages, its own language first."""
        return self.bounds.roots

    @property
    def default_locale(self) -> str:
        """The language code of the site's own home page."""
        return self.roots[0].locale

    @property
    def locales(self) -> list[str]:
        """The language codes with a visible home page, the site's own first; one query."""
        # No dependency but `SITE`, which changes with every home page.
        homes = Page.objects.filter(self.page_condition(), path__in=[r.path for r in self.roots])
        visible = set(homes.values_list("path", flat=True))
        return [root.locale for root in self.roots if root.path in visible]

    @cached_property
    def _slugs(self) -> dict[str, str]:
        """The new slugs of pages at the instant, by their present URL path.

        Without home pages, whose slugs are part of no path.
        """
        homes = [root.url_path for root in self.roots]
        return {
            url_path: slug
            for url_path, slug in self.future.slugs.items()
            if not any(home.startswith(url_path) for home in homes)
        }

    def path_of(self, url_path: str) -> str | None:
        """Return the path on this site of the page whose row has this `url_path`."""
        then = future_url_path(url_path, self._slugs) if self._slugs else url_path
        return page_path(then, self.roots)

    def url_paths(self, path: str) -> list[str]:
        """Return the `url_path`s of rows that a path of the site can mean, the likeliest first.

        Which page a path means changes with `place_keys`.
        """
        places = url_paths(path, self.roots)
        if not self._slugs:
            return places
        return [now for place in places if (now := present_url_path(place, self._slugs))]

    def place_keys(self, path: str) -> list[str]:
        """Return the dependency keys of the places that a path of the site can mean."""
        return [place_key(place) for place in url_paths(path, self.roots)]

    def moved_from(self, path: str) -> list[str]:
        """Return the `url_path`s of rows that will have left a path, as a slug has changed."""
        return [
            place
            for place in url_paths(path, self.roots)
            if self._slugs and future_url_path(place, self._slugs) != place
        ]

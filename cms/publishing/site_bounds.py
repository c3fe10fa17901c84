"""Load what bounds the public content of a site: its home pages, and what is private.

Every read needs it, so it is one SQL statement that is compiled once
(`cms.publishing.compiled_queries`). The versions of what processes cache come along with it.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db.models import F, Model, OuterRef, QuerySet, Subquery, Value
from wagtail.models import (
    BaseViewRestriction,
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)

from cms.publishing import compiled_queries
from cms.publishing.addresses import Root
from cms.versions.content_versions import ContentVersion, combined_version
from cms.versions.dependencies import process_cache_keys

_Row = tuple[str, int, str, str, str]
"""`("home", page id, path, URL path, language)`, `("page", page id, path, "", "")`,
`("collection", collection id, path, "", "")` or `("version", lane, token, key, "")`."""


@dataclass(frozen=True, slots=True)
class SiteBounds:
    """The home pages of a site, and the paths of all that is private, in the page tree."""

    roots: tuple[Root, ...]
    """The home pages in all languages of the site, its own language first."""
    private_pages: tuple[str, ...]
    private_collections: tuple[str, ...]
    content_versions: Mapping[str, str | None]
    """The versions of `process_cache_keys`, read before any content."""

    @property
    def paths(self) -> Hashable:
        """The part of the bounds that goes into the SQL of querysets."""
        return tuple(root.path for root in self.roots), self.private_pages, self.private_collections


def load_site_bounds(site: Site) -> SiteBounds:
    """Return the bounds of a site, in one SQL query."""
    keys = tuple(sorted(process_cache_keys))
    rows: list[_Row] = compiled_queries.rows(
        ("site bounds", keys), lambda home: _select(home, keys), site.root_page_id
    )
    return SiteBounds(
        roots=_roots(rows, site.root_page_id),
        private_pages=_paths(rows, "page"),
        private_collections=_paths(rows, "collection"),
        content_versions=MappingProxyType(
            {key: combined_version(row[2] for row in rows if row[3] == key) for key in keys}
        ),
    )


def _roots(rows: Iterable[_Row], own: int) -> tuple[Root, ...]:
    homes = sorted((row[1:] for row in rows if row[0] == "home"), key=lambda h: (h[0] != own, h))
    return tuple(
        Root(path, url_path, code, "" if pk == own else f"/{code}")
        for pk, path, url_path, code in homes
    )


def _paths(rows: Iterable[_Row], kind: str) -> tuple[str, ...]:
    return tuple(sorted(row[2] for row in rows if row[0] == kind))


def _select(home: int, keys: tuple[str, ...]) -> "QuerySet[Any, Any]":
    translations = Page.objects.filter(pk=home).values("translation_key")
    homes = Page.objects.filter(translation_key__in=translations).order_by()
    versions = ContentVersion.objects.filter(scope__in=keys)
    empty = Value("")
    columns = (
        (homes, "home", "pk", F("path"), F("url_path"), F("locale__language_code")),
        (_in_force(PageViewRestriction), "page", "page_id", _path_of(Page), empty, empty),
        (
            _in_force(CollectionViewRestriction),
            *("collection", "collection_id", _path_of(Collection), empty, empty),
        ),
        (versions, "version", "lane", F("token"), F("scope"), empty),
    )
    first, *others = (
        rows.annotate(
            kind=Value(kind), row=F(pk), at_path=path, slugs=slugs, code=code
        ).values_list("kind", "row", "at_path", "slugs", "code")
        for rows, kind, pk, path, slugs, code in columns
    )
    return first.union(*others, all=True)


def _in_force(restrictions: type[BaseViewRestriction]) -> "QuerySet[Any, Any]":
    return restrictions._default_manager.exclude(restriction_type=BaseViewRestriction.NONE)


def _path_of(tree: type[Model]) -> Subquery:
    """Return the path of what is restricted. With a join, SQLite would start with all pages."""
    restricted = tree._default_manager.filter(pk=OuterRef(f"{tree._meta.model_name}_id"))
    return Subquery(restricted.values("path")[:1])

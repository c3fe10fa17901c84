"""What bounds the public's view of a site: its home pages, what is private, how new content is?

One statement that is kept, since every read asks it (`cms.publishing.compiled_queries`).
"""

from typing import Any, cast

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
from cms.versions.content_versions import ContentVersion
from cms.versions.dependencies import process_cache_keys

Row = tuple[str, int, str, str, str]
"""What it is of (`home`, `page`, `collection`, `version`), then by kind: the id of a home page, its
path in the tree, its URL path and its language; the id and the path of what is restricted; the
lane, the token and the scope of a version."""


def frame_of(site: Site) -> list[Row]:
    """The rows of all kinds: homes, restrictions in force, and what processes keep things under."""
    kept = tuple(sorted(process_cache_keys))
    rows = compiled_queries.rows(("frame", kept), lambda own: _frame(own, kept), site.root_page_id)
    return cast("list[Row]", rows)


def _frame(own: int, kept: tuple[str, ...]) -> "QuerySet[Any, Any]":
    same = Page.objects.filter(pk=own).values("translation_key")
    homes = Page.objects.filter(translation_key__in=same).order_by()
    versions = ContentVersion.objects.filter(scope__in=kept)
    nothing = Value("")
    columns = (
        (homes, "home", "pk", F("path"), F("url_path"), F("locale__language_code")),
        (_in_force(PageViewRestriction), "page", "page_id", _path_of(Page), nothing, nothing),
        (
            _in_force(CollectionViewRestriction),
            *("collection", "collection_id", _path_of(Collection), nothing, nothing),
        ),
        (versions, "version", "lane", F("token"), F("scope"), nothing),
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
    """The path of what is restricted. Over a join, SQLite begins with all pages there are."""
    restricted = tree._default_manager.filter(pk=OuterRef(f"{tree._meta.model_name}_id"))
    return Subquery(restricted.values("path")[:1])

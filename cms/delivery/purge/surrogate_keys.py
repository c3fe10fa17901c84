"""Under which tags does a CDN keep an answer, and which does it forget when content changes?

The tags are the scopes that the answer depends on (`cms.versions.content_versions`), written so
that they fit into a header.
"""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final
from urllib.parse import quote

from django.conf import settings

from cms.versions.content_versions import ANY, SITE

OF_NOTHING: Final = (ANY, SITE)
"""The tags of every 404: what it depends on would tell whether something hidden stands there.

So would a purge of what a CDN keeps of a single address. This one is purged with every change.
"""
LONGEST_LINE: Final = 2_000
"""Bytes of one header's value. Cloudflare and Fastly take 16 kB; proxies in between take less."""
LONGEST_TAG: Final = 128
"""Bytes of one tag; what is longer is told by its coarse scope."""

_COARSE: Final = {
    "page": "pages",
    "translation": "pages",
    "image": "images",
    "document": "documents",
    "embed": "embeds",
    "author": "authors",
    "topic": "topics",
    "tag": "tags",
    "promotion": "promotions",
    "slot": "promotions",
}


def coarse(scope: str) -> str:
    """The scope that is the same for all of a kind and is purged whenever this one is.

    Others than these are of kinds that share their changes (`slug-x` is a page's or a topic's).
    """
    kind, dash, _one = scope.partition("-")
    return _COARSE.get(kind, "any") if dash else scope


def tags_of(scopes: Iterable[str]) -> list[str]:
    """The tags of an answer with these scopes, sorted; never more than fit into one header.

    Where there are too many, the fine scopes of which there are most give way to the coarse one
    that always changes with them: then more is purged than need be, and never less.

    >>> tags_of({"site", "page-7", "embed-one, two"})
    ['embed-one%2C%20two', 'page-7', 'site']
    """
    tags = {_tag(scope) for scope in scopes}
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for scope in scopes:
        groups[_tag(coarse(scope))].add(_tag(scope))
    for whole, fine in sorted(groups.items(), key=lambda group: (-_length(group[1]), group[0])):
        if _length(tags) <= LONGEST_LINE:
            break
        tags = (tags - fine) | {whole}
    return sorted(tags)


def purged_by(scopes: Iterable[str]) -> list[str]:
    """What to purge when these scopes have changed: their tags, and those they may stand under."""
    told = list(scopes)
    return sorted({_tag(scope) for scope in [*told, *map(coarse, told)]})


def tag_of_slug(slug: str) -> str:
    """The tag of what depends on a slug: only who has the key of the installation can tell which.

    An answer may depend on the slug of a draft, which a header must not tell to everybody.
    """
    key = settings.SECRET_KEY.encode()[:64]
    return f"slug-{blake2b(slug.encode(), key=key, digest_size=10).hexdigest()}"


def _tag(scope: str) -> str:
    kind, _dash, one = scope.partition("-")
    if kind == "slug":
        return tag_of_slug(one)
    # Commas part tags in one header, spaces in the other.
    tag = quote(scope, safe="")
    return tag if len(tag) <= LONGEST_TAG else _tag(coarse(scope))


def _length(tags: set[str]) -> int:
    return sum(map(len, tags)) + len(tags)

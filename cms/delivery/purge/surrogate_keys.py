"""Compute the surrogate keys (cache tags) of a response, and those to purge after a change.

They are the dependency keys of the response (`cms.versions.content_versions`), escaped and
shortened to fit into a header.
"""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final
from urllib.parse import quote

from django.conf import settings

from cms.versions.dependencies import ANY, SITE

NOT_FOUND_TAGS: Final = (ANY, SITE)
"""The tags of every 404, which are purged with every change.

Tags of its own, and a purge by them, would tell whether something hidden exists at the address.
"""
MAX_TAGS_LENGTH: Final = 2_000
"""Bytes of the header's value. Cloudflare and Fastly accept 16 kB; proxies in between less."""
MAX_TAG_LENGTH: Final = 128
"""Bytes of one tag; a longer one is replaced by that of its kind."""

_KINDS: Final = {
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


def kind_key(key: str) -> str:
    """Return the dependency key that changes with everything of the same kind: `pages`.

    It is "any" where several kinds share keys: `slug-x` may be that of a page or a topic.
    """
    kind, dash, _one = key.partition("-")
    return _KINDS.get(kind, "any") if dash else key


def tags_for(dependencies: Iterable[str]) -> list[str]:
    """Return the tags of a response, sorted; they fit into one header.

    If there are too many, the largest groups are replaced by the tag of their kind: then more is
    purged than necessary, never less.

    >>> tags_for({"site", "page-7", "embed-one, two"})
    ['embed-one%2C%20two', 'page-7', 'site']
    """
    tags = {_tag(key) for key in dependencies}
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for key in dependencies:
        groups[_tag(kind_key(key))].add(_tag(key))
    for kind, single in sorted(groups.items(), key=lambda group: (-_length(group[1]), group[0])):
        if _length(tags) <= MAX_TAGS_LENGTH:
            break
        tags = (tags - single) | {kind}
    return sorted(tags)


def tags_to_purge(changed: Iterable[str]) -> list[str]:
    """Return the tags of changed dependency keys, and those that may stand in their place."""
    keys = list(changed)
    return sorted({_tag(key) for key in [*keys, *map(kind_key, keys)]})


def slug_tag(slug: str) -> str:
    """Return a keyed hash of a slug as its tag.

    A response may depend on the slug of a draft, which no header may reveal.
    """
    secret = settings.SECRET_KEY.encode()[:64]
    return f"slug-{blake2b(slug.encode(), key=secret, digest_size=10).hexdigest()}"


def _tag(key: str) -> str:
    kind, _dash, one = key.partition("-")
    if kind == "slug":
        return slug_tag(one)
    # Tags are separated by commas in one header, by spaces in the other.
    tag = quote(key, safe="")
    return tag if len(tag) <= MAX_TAG_LENGTH else _tag(kind_key(key))


def _length(tags: set[str]) -> int:
    return sum(map(len, tags)) + len(tags)

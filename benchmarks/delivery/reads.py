"""Which reads are measured, of whom, and which figures are compared?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.delivery.writing import RARE

API = "/api/v1"
CARD_FIELDS = (
    "*,-body,-references,-related_articles,-canonical_url,-noindex,-seo_title,"
    "-search_description,-show_in_menus,-alias_of"
)
"""What v2 is asked for in a list: what a card of ours has."""
LISTED = f"/api/v2/pages/?type=articles.ArticlePage&limit=20&fields={CARD_FIELDS}"
LISTED_V3 = "/api/v3/pages/?type=articles.ArticlePage&limit=20"
NEWEST = "&order=-first_published_at"


@dataclass(frozen=True)
class Article:
    """An article as all of those who are measured know it."""

    number: int
    pk: int

    @property
    def slug(self) -> str:
        """Its slug."""
        return f"article-{self.number}"


@dataclass(frozen=True)
class Read:
    """Something to measure: `paths` of a server; `tagged` asks whether it is still the same."""

    name: str
    server: str
    paths: tuple[str, ...]
    tagged: bool = False


def _of_articles(articles: list[Article], path: Callable[[Article], str]) -> tuple[str, ...]:
    return tuple(path(article) for article in articles)


OFFERS_ASKED = 100
"""On so many pages promotions are asked for: with all of them, the answers would be more than a
process keeps by its settings, and articles would push them out and they the articles."""


def reads(articles: list[Article]) -> Iterator[Read]:
    """All of them; each server is one of `servers`."""
    ours = _of_articles(articles, lambda each: f"{API}/articles/{each.slug}/")
    bare = _of_articles(articles, lambda each: f"/bare/{each.slug}/")
    yield Read("article, bare view", "peers", bare)
    yield Read("article, bare view without middleware", "peers", tuple(f"/plain{p}" for p in bare))
    for version in ("v2", "v3"):
        paths = _of_articles(articles, lambda each, v=version: f"/api/{v}/pages/{each.pk}/")
        yield Read(f"article, {version}", "peers", paths)
    for server in ("warm", "prerendered", "anew"):
        yield Read(f"article, {server}", server, ours)
    yield Read("article, 304", "warm", ours, tagged=True)
    yield Read("list, v2", "peers", (LISTED + NEWEST,))
    yield Read("list, v3 without fields", "peers", (LISTED_V3 + NEWEST,))
    for server in ("warm", "prerendered", "anew"):
        yield Read(f"list, {server}", server, (f"{API}/articles/",))
    paths = [f"/articles/{each.slug}/" for each in articles[:OFFERS_ASKED]]
    active = tuple(f"{API}/promotions/active/?path={path}" for path in paths)
    for server in ("warm", "anew"):
        yield Read(f"promotions, {server}", server, active)
    yield Read("search, v2", "peers", tuple(f"{LISTED}&search={word}" for word in RARE))
    found = tuple(f"{API}/articles/?search={word}" for word in RARE)
    for server in ("warm", "anew"):
        yield Read(f"search, {server}", server, found)


@dataclass(frozen=True)
class Ratio:
    """Reads a second of one divided by those of another, and what it must reach if anything."""

    name: str
    over: str
    under: str
    at_least: dict[str, float]


def _ratio(over: str, under: str, sqlite: float = 0, postgresql: float = 0) -> Ratio:
    wanted = {"SQLite": sqlite, "PostgreSQL": postgresql}
    least = {name: value for name, value in wanted.items() if value}
    return Ratio(f"{over} : {under.partition(', ')[2]}", over, under, least)


RATIOS = (
    _ratio("article, warm", "article, bare view", 1.3, 0.55),
    _ratio("article, warm", "article, bare view without middleware"),
    _ratio("article, warm", "article, v2", 60, 35),
    _ratio("article, warm", "article, v3", 40),
    _ratio("article, prerendered", "article, v2", 4, 4),
    _ratio("article, anew", "article, v2"),
    _ratio("article, prerendered", "article, anew"),
    _ratio("article, 304", "article, warm", 1, 1),
    _ratio("list, warm", "list, v2"),
    _ratio("list, prerendered", "list, v2", 5, 5),
    _ratio("list, anew", "list, v2"),
    _ratio("list, prerendered", "list, anew"),
    _ratio("promotions, warm", "promotions, anew"),
    _ratio("search, warm", "search, v2"),
    _ratio("search, anew", "search, v2"),
)
"""`prerendered`: nothing is stored in the process or a shared cache, each read takes the
prerendered response from the database. `anew`: nothing is stored or prerendered."""

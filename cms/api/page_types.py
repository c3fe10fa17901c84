"""The registry of page types: how each is represented. Every app registers its own pages here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from wagtail.models import Page

from cms.api.page_representation import PageFields
from cms.content.json_types import AnyOf
from cms.publishing.visibility import PublicContent

Topics = Callable[[Any, PublicContent], list[str]]


@dataclass(frozen=True, slots=True)
class PageType:
    """How a page type is represented.

    `detail(page, public)` returns the TypedDict `detail_json`, `cards(pages, public)` those of
    `card_json`. `topics(page, public)` returns the slugs of a page's topics, of types with topics.
    """

    model: type[Page]
    detail: Callable[[Any, PublicContent], PageFields]
    cards: Callable[[Iterable[Any], PublicContent], Sequence[PageFields]]
    detail_json: type[Any]
    card_json: type[Any]
    topics: Topics | None = None


_page_types: dict[type[Page], PageType] = {}
_topics: dict[type[Page], Topics] = {}

AnyPage = Annotated[
    PageFields,
    AnyOf(
        "Page", "A page of any type, whole.", lambda: [each.detail_json for each in page_types()]
    ),
]
AnyPageCard = Annotated[
    PageFields,
    AnyOf(
        "PageCard",
        "A page of any type, as in a list.",
        lambda: [each.card_json for each in page_types()],
    ),
]


def register(page_type: PageType) -> None:
    """Make a page type known to `resolve/`, `home/`, `preview/` and cards of any type."""
    _page_types[page_type.model] = page_type


def register_topics(model: type[Page], topics: Topics) -> None:
    """Let the admin know which topics a page has, of a type that the API does not represent.

    `topics(page, public)` returns the slugs of the topics that the public may see.
    """
    _topics[model] = topics


def page_types() -> list[PageType]:
    """Return the registered page types, by the type's name in JSON."""
    return sorted(_page_types.values(), key=lambda page_type: page_type.model.api_type)


def represent_page(page: Page, public: PublicContent) -> AnyPage | None:
    """Return a specific page in detail, None for a type that is not registered."""
    page_type = _page_types.get(type(page))
    return page_type.detail(page, public) if page_type else None


def topics_of(page: Page, public: PublicContent) -> list[str]:
    """Return the slugs of the public topics of a specific page."""
    page_type = _page_types.get(type(page))
    topics = page_type.topics if page_type else _topics.get(type(page))
    return topics(page, public) if topics else []


def represent_cards(ids: list[int], public: PublicContent) -> list[AnyPageCard]:
    """Return cards of the visible pages among `ids`, in their order; two queries a type at most."""
    public.dependencies.add(*(f"page-{pk}" for pk in ids))
    cards: dict[int, PageFields] = {}
    for page_type in _page_types.values():
        pages = public.pages(page_type.model).filter(pk__in=ids)
        cards.update({card["id"]: card for card in page_type.cards(pages, public)})
    return [cards[pk] for pk in ids if pk in cards]

"""How is a page of any type represented? Each app registers its own pages here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers
from wagtail.models import Page

from cms.publishing.visibility import PublicContent

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PageKind:
    """A page type as delivery knows it.

    `whole(page, public)` and `cards(pages, public)` give JSON; the serializers describe it.
    `topics(page, public)` gives the slugs of what a page is about, of types that say so.
    """

    model: type[Page]
    whole: Callable[[Any, PublicContent], Json]
    cards: Callable[[Iterable[Any], PublicContent], list[Json]]
    whole_serializer: type[serializers.BaseSerializer[Any]]
    card_serializer: type[serializers.BaseSerializer[Any]]
    topics: Callable[[Any, PublicContent], list[str]] | None = None


_kinds: dict[type[Page], PageKind] = {}


def register(kind: PageKind) -> None:
    """Make a page type known to `resolve/`, `home/`, `preview/` and cards of any type."""
    _kinds[kind.model] = kind


def kinds() -> list[PageKind]:
    """The registered kinds, by the type's name in JSON."""
    return sorted(_kinds.values(), key=lambda kind: kind.model.api_type)


def represent_page(page: Page, public: PublicContent) -> Json | None:
    """The whole of a specific page; None for a type that no app delivers."""
    kind = _kinds.get(type(page))
    return kind.whole(page, public) if kind else None


def topics_of(page: Page, public: PublicContent) -> list[str]:
    """The slugs of the public topics of a specific page; none for a type that has no topics."""
    kind = _kinds.get(type(page))
    return kind.topics(page, public) if kind and kind.topics else []


def represent_cards(ids: list[int], public: PublicContent) -> list[Json]:
    """Cards of the visible pages among `ids`, in their order; two queries a type at most."""
    cards: dict[int, Json] = {}
    for kind in _kinds.values():
        pages = public.pages(kind.model, within=[f"page-{pk}" for pk in ids]).filter(pk__in=ids)
        cards.update({card["id"]: card for card in kind.cards(pages, public)})
    return [cards[pk] for pk in ids if pk in cards]

"""Which two promotions can reach the same visitor, against a slow oracle?"""

from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from promotions.conflicts.audiences import pattern_covers, patterns_overlap
from promotions.conflicts.conflicts import disjoint
from promotions.resolving.resolve import Candidate, Context, mismatch, path_matches
from tests.promotions.conflicts.competitors import audiences, offer


class TestAudiences:
    @pytest.mark.parametrize(
        ("mine", "theirs"),
        [
            ({"locale": "en"}, {"locale": "de"}),
            ({"devices": frozenset({"mobile"})}, {"devices": frozenset({"desktop", "tablet"})}),
            ({"visitor": "new"}, {"visitor": "returning"}),
            ({"include_paths": ("/shop/*",)}, {"include_paths": ("/articles/*", "/home/")}),
            ({"include_paths": ("/a/",)}, {"include_paths": ("/a/b/",)}),
            ({"include_paths": ("/a/*",)}, {"include_paths": ("*/b/",), "exclude_paths": ("/a*",)}),
            ({"include_paths": ("/shop/",)}, {"exclude_paths": ("/shop/",)}),
            ({"include_paths": ("/shop/*",)}, {"exclude_paths": ("/shop/*",)}),
            ({"include_paths": ("/shop/new/*", "/sale/")}, {"exclude_paths": ("/s*",)}),
            ({}, {"exclude_paths": ("/*",)}),
        ],
    )
    def test_these_are_apart(self, mine: dict[str, Any], theirs: dict[str, Any]) -> None:
        assert disjoint(offer("a", **mine), offer("b", **theirs))
        assert disjoint(offer("b", **theirs), offer("a", **mine))

    @pytest.mark.parametrize(
        ("mine", "theirs"),
        [
            ({}, {}),
            ({"devices": frozenset({"mobile"})}, {}),
            ({"devices": frozenset({"mobile"})}, {"devices": frozenset({"mobile", "tablet"})}),
            ({"visitor": "new"}, {"visitor": "any"}),
            ({"visitor": "new"}, {"visitor": "new"}),
            ({"include_paths": ("/shop/*",)}, {"include_paths": ("*/sale/",)}),
            ({"include_paths": ("/a/*",)}, {"include_paths": ("/b/*", "/a/b/")}),
            ({"include_paths": ("/shop/*",)}, {"exclude_paths": ("/shop/",)}),
            ({"exclude_paths": ("/shop/*",)}, {"exclude_paths": ("/articles/*",)}),
            ({"topics": frozenset({"pain"})}, {"topics": frozenset({"sleep"})}),
        ],
    )
    def test_these_may_meet(self, mine: dict[str, Any], theirs: dict[str, Any]) -> None:
        assert not disjoint(offer("a", **mine), offer("b", **theirs))
        assert not disjoint(offer("b", **theirs), offer("a", **mine))


@cache
def _words(letters: str, longest: int) -> list[str]:
    """Every word, shortest first."""
    return ["".join(word) for size in range(longest + 1) for word in product(letters, repeat=size)]


@given(st.text("a/*", max_size=4), st.text("a/*", max_size=4))
def test_patterns_meet_exactly_where_a_path_is_matched_by_both(first: str, second: str) -> None:
    # If any path will do, one no longer than both patterns together does.
    both = any(path_matches(first, word) and path_matches(second, word) for word in _words("a/", 8))
    assert patterns_overlap(first, second) == patterns_overlap(second, first) == both


@given(st.text("a/*", max_size=4), st.text("a/*", max_size=4))
def test_a_pattern_covers_another_exactly_where_no_path_escapes_it(wide: str, narrow: str) -> None:
    # A letter that neither pattern names stands for all such letters.
    escapes = any(
        path_matches(narrow, word) and not path_matches(wide, word) for word in _words("a/z", 5)
    )
    assert pattern_covers(wide, narrow) != escapes


def _reach(candidate: Candidate, path: str | None, locale: str) -> set[tuple[str, str]]:
    """The kinds of visitors, as (device, visitor), that get a candidate somewhere."""
    context = Context(path, frozenset({"pain", "sleep"}), locale)
    if mismatch(candidate, context):
        return set()
    devices = candidate.devices or {"mobile", "tablet"}
    visitors = {"new", "returning"} if candidate.visitor == "any" else {candidate.visitor}
    return set(product(devices, visitors))


@given(audiences("a"), audiences("b"))
def test_nobody_ever_gets_both_of_two_that_are_apart(first: Candidate, second: Candidate) -> None:
    paths = [None, *(f"/{word}" for word in _words("a/z", 4))]
    together = any(
        _reach(first, path, locale) & _reach(second, path, locale)
        for path, locale in product(paths, ("en", "de"))
    )
    assert not (together and disjoint(first, second))

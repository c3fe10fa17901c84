"""Heading levels of a document are normalized without gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.importing.outline import levels


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ([2, 3, 4, 2], [2, 3, 4, 2]),
        ([3, 3, 3], [2, 2, 2]),
        ([2, 4, 4, 3], [2, 3, 3, 3]),
        ([1, 2, 3], [2, 2, 3]),
        ([2, 3, 4, 5, 6], [2, 3, 4, 4, 4]),
        ([6, 2, 6], [2, 2, 3]),
    ],
)
def test_levels_start_at_two_and_skip_none(raw: list[int], expected: list[int]) -> None:
    assert levels(raw) == expected


@given(st.lists(st.integers(1, 6)))
def test_no_level_is_skipped_or_out_of_range(raw: list[int]) -> None:
    above = 1
    for level in levels(raw):
        assert 2 <= level <= min(above + 1, 4)
        above = level


@given(st.lists(st.integers(-2, 1)))
def test_outline_without_gaps_is_left_alone(steps: list[int]) -> None:
    raw = [2]
    for step in steps:
        raw.append(min(max(raw[-1] + step, 2), 4))
    assert levels(raw) == raw

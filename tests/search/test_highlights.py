"""Does a snippet show the stretch that says most, however long the text is?"""

from collections.abc import Iterator
from typing import Any

import pytest

from cms.search import highlights
from cms.search.highlights import Match


class Counted(list[Any]):
    """A list that counts how often its items are read."""

    reads = 0

    def __iter__(self) -> Iterator[Any]:
        for item in super().__iter__():
            self.reads += 1
            yield item


def shown(text: str, *terms: str) -> str:
    found = highlights.snippet([text], terms, highlights.by_terms(terms, "xx"))
    return "".join(f"[{part['text']}]" if part["match"] else part["text"] for part in found)


@pytest.mark.parametrize(
    ("before", "between"), [("", " "), ("alpha " * 40, " "), ("alpha beta " + "so " * 99, " so ")]
)
def test_the_first_stretch_with_most_of_the_terms_is_shown(before: str, between: str) -> None:
    text = f"{before}{'far ' * 90}alpha{between}beta{between}gamma {'off ' * 90}"
    assert f"[alpha]{between}[beta]{between}[gamma]" in shown(text, "alpha", "beta", "gamma")


def test_of_stretches_that_say_as_much_the_first_is_shown() -> None:
    text = f"one alpha {'far ' * 90} two alpha {'off ' * 90}"
    assert shown(text, "alpha").startswith("one [alpha]")


def test_each_match_of_a_long_text_is_looked_at_a_few_times_only() -> None:
    text = "the sleep of night " * 2_000
    matches = Counted(Match(at * 19 + 4, at * 19 + 9, "sleep") for at in range(2_000))
    found = highlights.snippet([text], ["sleep"], lambda _text: matches)
    assert found[1] == {"text": "sleep", "match": True}
    assert matches.reads <= 10 * len(matches)

"""Which promotions do tests of conflicts let compete, named or drawn at random?"""

from typing import Any

from hypothesis import strategies as st

from promotions.resolving.resolve import Candidate


def offer(key: str, **changes: Any) -> Candidate:
    given = {"slot": "modal", "priority": 0, "windows": (), "locale": "en", **changes}
    return Candidate(key=key, **given)


_paths = st.lists(st.text("a/*", max_size=3).map(lambda rest: f"/{rest}"), max_size=2).map(tuple)


@st.composite
def audiences(draw: st.DrawFn, key: str, **given: Any) -> Candidate:
    return offer(
        key,
        include_paths=draw(_paths),
        exclude_paths=draw(_paths),
        topics=draw(st.sampled_from([frozenset(), frozenset({"pain"}), frozenset({"sleep"})])),
        locale=draw(st.sampled_from(["en", "en", "de"])),
        devices=draw(st.sampled_from([frozenset(), frozenset({"mobile"}), frozenset({"tablet"})])),
        visitor=draw(st.sampled_from(["any", "new", "returning"])),
        **given,
    )

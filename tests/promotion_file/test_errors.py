"""Is all that is wrong with a promotion file said, each at its place, and nothing written?"""

from typing import Any

import pytest
from wagtail.models import Site

from promotions.models import Promotion
from tests.promotion_file.promotion_files import problems, promotion, window


def content(**values: Any) -> dict[str, Any]:
    return promotion(content=values)


def weekly(**values: Any) -> dict[str, Any]:
    return window(weekly={"days": ["mon"], "from": "22:00", "to": "02:00", **values})


HALF = {"label": "Go"}

WRONG: list[tuple[Any, str, str]] = [
    (5, "/0", "an object in curly brackets, not 5"),
    (None, "/0", "not null"),
    ({}, "/0/content/heading", "is missing"),
    (promotion(key=""), "/0/key", "may not be empty"),
    (promotion(key="Summer Bar"), "/0/key", "small letters"),
    (promotion(key="x" * 101), "/0/key", "at most 100"),
    (promotion(slot="footer"), "/0/slot", "announcement_bar, modal"),
    (promotion(slot=["modal"]), "/0/slot", "a list is not one of"),
    (promotion(name=1), "/0/name", "Unknown name"),
    (promotion(**{"a/b~c\n": 1}), "/0/a~1b~0c\\n", "Unknown name"),
    (promotion(priority=True), "/0/priority", "not true"),
    (promotion(priority=1.0), "/0/priority", "not 1.0"),
    (promotion(priority="1"), "/0/priority", "not “1”"),
    (promotion(priority=2**31), "/0/priority", "from -2147483647 to 2147483647"),
    (promotion(locale="fr"), "/0/locale", "not a language of the site: en"),
    (promotion(locale=None), "/0/locale", "not null"),
    (promotion(dismissible=1), "/0/dismissible", "true or false, not 1"),
    (promotion(dismissible=False), "/0/dismissible", "a way to close it"),
    (promotion(embargoed="yes"), "/0/embargoed", "true or false"),
    (promotion() | {"content": []}, "/0/content", "not a list"),
    (content(heading=" \t"), "/0/content/heading", "may not be empty"),
    (content(heading="x" * 201), "/0/content/heading", "at most 200"),
    (content(heading="a\nb"), "/0/content/heading", "single line"),
    (content(heading="a\x00b"), "/0/content/heading", "U+0000"),
    (content(heading="\ud800"), "/0/content/heading", "U+D800"),
    (content(title="x"), "/0/content/title", "Known are: heading, body"),
    (content(body=["x"]), "/0/content/body", "a text"),
    (content(body="<h2>x</h2>"), "/0/content/body", "“h2” is not kept"),
    (content(body="<p class=x>x</p>"), "/0/content/body", "attribute “class” of “p”"),
    (content(body="<p>x<!-- y -->"), "/0/content/body", "Comments"),
    (content(body="x <![CDATA[y"), "/0/content/body", "Comments"),
    (content(body="<p>x</p"), "/0/content/body", "no end"),
    (content(body="<a>x</a>"), "/0/content/body", "href"),
    (content(body="<a href='javascript:x'>x</a>"), "/0/content/body", "full address"),
    (content(body="<a href='/nowhere/'>x</a>"), "/0/content/body", "no page at “/nowhere/”"),
    (content(body="<a href='/a/?b=c'>x</a>"), "/0/content/body", "its path alone"),
    (content(body="x" * 100_001), "/0/content/body", "at most 100000 characters"),
    (content(body="<b><i>x" * 1001), "/0/content/body", "at most 2000 tags"),
    (content(countdown="no"), "/0/content/countdown", "true or false"),
    (content(image="hills.png"), "/0/content/image", "an object"),
    (content(image={"alt": "x"}), "/0/content/image/file", "Which picture?"),
    (content(image={"file": "no.png"}), "/0/content/image/file", "called “no.png”"),
    (content(image={"hash": "00"}), "/0/content/image/hash", "with this content"),
    (content(call_to_action=HALF), "/0/content/call_to_action/url", "Where does"),
    (content(call_to_action={"url": "/"}), "/0/content/call_to_action/label", "What does"),
    (
        content(call_to_action={**HALF, "url": "nope"}),
        "/0/content/call_to_action/url",
        "full address",
    ),
    (content(call_to_action={**HALF, "url": "/x"}), "/0/content/call_to_action/url", "no page"),
    (
        content(call_to_action={"label": "x" * 81, "url": "/"}),
        "/0/content/call_to_action/label",
        "at most 80",
    ),
    (content(form={"kind": "survey"}), "/0/content/form/kind", "sign_up"),
    (content(form={"title": 1}), "/0/content/form/title", "a text"),
    (content(form={"email_label": "x"}), "/0/content/form/submit_label", "needs this label"),
    (
        content(form={"email_label": "x", "submit_label": "y", "consent_text": "x" * 501}),
        "/0/content/form/consent_text",
        "at most 500",
    ),
    (promotion(trigger=None), "/0/trigger", "not null"),
    (promotion(trigger={"kind": "hover"}), "/0/trigger/kind", "exit_intent"),
    (promotion(trigger={"kind": "delay"}), "/0/trigger/seconds", "After how many"),
    (promotion(trigger={"kind": "scroll"}), "/0/trigger/percent", "how much of the page"),
    (promotion(trigger={"seconds": 3601}), "/0/trigger/seconds", "3600"),
    (promotion(trigger={"percent": 101}), "/0/trigger/percent", "100"),
    (promotion(frequency={"max_shows": -1}), "/0/frequency/max_shows", "from 0"),
    (promotion(frequency={"per_days": 2**31}), "/0/frequency/per_days", "to 2147483647"),
    (promotion(audience={"include_paths": "/x"}), "/0/audience/include_paths", "a list"),
    (promotion(audience={"exclude_paths": ["x"]}), "/0/audience/exclude_paths/0", "not a path"),
    (promotion(audience={"topics": ["no"]}), "/0/audience/topics/0", "no topic “no”"),
    (promotion(audience={"devices": ["tv"]}), "/0/audience/devices/0", "mobile, tablet"),
    (
        promotion(audience={"devices": ["mobile", "mobile"]}),
        "/0/audience/devices/1",
        "already",
    ),
    (promotion(audience={"visitor": "old"}), "/0/audience/visitor", "returning"),
    (promotion(windows={}), "/0/windows", "a list"),
    (promotion(windows=[{}, 5]), "/0/windows/1", "an object"),
    (window(mode="only"), "/0/windows/0/mode", "include, exclude"),
    (window(begin=None), "/0/windows/0/begin", "Unknown name"),
    (window(time_zone="Mars/Olympus"), "/0/windows/0/time_zone", "not the name of a time zone"),
    (window(time_zone=""), "/0/windows/0/time_zone", "blank"),
    (window(time_zone=None), "/0/windows/0/time_zone", "not null"),
    (window(start="2026-11-27"), "/0/windows/0/start", "a time such as 2026-11-27T00:00"),
    (window(start="2026-11-27T00:00Z"), "/0/windows/0/start", "without an offset"),
    (window(start="2026-11-27T00:00+01:00"), "/0/windows/0/start", "without an offset"),
    (window(start="2026-11-27T00:00:00.5"), "/0/windows/0/start", "a time such as"),
    (window(start="2026-02-30T00:00"), "/0/windows/0/start", "on no clock or calendar"),
    (window(end="2026-02-01T24:00"), "/0/windows/0/end", "on no clock or calendar"),
    (window(start=0), "/0/windows/0/start", "0 is not a time"),
    (window(start="1969-12-31T23:59"), "/0/windows/0/start", "from 1970 to 2100"),
    (window(end="2101-01-01T00:00:01"), "/0/windows/0/end", "from 1970 to 2100"),
    (
        window(start="2026-12-02T00:00", end="2026-12-01T00:00"),
        "/0/windows/0/end",
        "must be after the start",
    ),
    (
        window(start="2026-12-01T00:00", end="2026-12-01T00:00:00"),
        "/0/windows/0/end",
        "empty: it ends when it starts",
    ),
    (window(weekly=[]), "/0/windows/0/weekly", "an object"),
    (window(weekly={"days": ["mon"]}), "/0/windows/0/weekly/from", "is missing"),
    (weekly(days=[]), "/0/windows/0/weekly/days", "at least one day"),
    (weekly(days=["monday"]), "/0/windows/0/weekly/days/0", "mon, tue"),
    (weekly(**{"from": "24:00"}), "/0/windows/0/weekly/from", "on no clock"),
    (weekly(to="9:00"), "/0/windows/0/weekly/to", "a time such as 22:00"),
    (weekly(to=None), "/0/windows/0/weekly/to", "At which time of day?"),
]


@pytest.mark.parametrize(
    ("given", "pointer", "words"),
    WRONG,
    ids=[f"{n}{pointer}" for n, (_, pointer, _w) in enumerate(WRONG)],
)
def test_what_is_wrong_is_said_at_its_place(
    site: Site, given: Any, pointer: str, words: str
) -> None:
    [(_at, message), *others] = [each for each in problems([given]) if each[0] == pointer]

    assert words in message
    assert others == []
    assert not Promotion.objects.exists()


@pytest.mark.parametrize("given", [each for each in WRONG if each[0] != {}][2:])
def test_and_nothing_else_is_said_with_it(site: Site, given: tuple[Any, str, str]) -> None:
    document, pointer, _words = given

    assert {at for at, _message in problems([document])} <= {pointer, *ALSO.get(pointer, ())}


# A form is told of both labels that it lacks, half a weekly rule of both halves.
ALSO = {
    "/0/content/form/submit_label": ["/0/content/form/email_label"],
    "/0/content/form/kind": ["/0/content/form/email_label", "/0/content/form/submit_label"],
    "/0/content/form/title": ["/0/content/form/email_label", "/0/content/form/submit_label"],
    "/0/windows/0/weekly/from": ["/0/windows/0/weekly/to"],
}


def test_everything_in_the_file_that_is_wrong_is_said_at_once(site: Site) -> None:
    good = promotion(key="good", windows=[{}])
    two = promotion(
        content={"call_to_action": HALF, "body": "<u>x</u> <a href='/x/'>y</a>"},
        windows=[{"time_zone": "Mars"}, {"start": 1}, {"end": "3000-01-01T00:00"}],
    )

    found = problems([good, two, promotion(priority=None), promotion(key="good")])

    assert [at for at, _message in found] == [
        "/1/windows/1/start",
        "/1/content/body",
        "/1/content/body",
        "/1/content/call_to_action/url",
        "/1/windows/0/time_zone",
        "/1/windows/2/end",
        "/2/priority",
        "/2/key",
        "/3/key",
    ]


def test_a_repeated_key_is_said_at_the_second_and_names_the_first(site: Site) -> None:
    [(at, message)] = problems([promotion(), promotion(key="b"), promotion()])

    assert at == "/2/key"
    assert "promotion 1 of this file" in message

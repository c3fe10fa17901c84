"""Does `?at=` answer what a read will answer when that instant has come, and to nobody else?

The oracle is the clock itself: an answer as of an instant is compared with the answer that the
same request gets once the clock has been moved there and what was due has been published.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from wagtail.models import Revision

from articles.models import RelatedArticle
from cms.publishing import scheduled_publishing
from tests.api.marked_site import MARK
from tests.api.openapi import assert_matches
from tests.api.query_plans import (
    HOUR,
    SECOND,
    Stage,
    draft,
    ending,
    expire,
    followed,
    plan,
    restrict,
    stage,
    withdrawn,
)
from tests.api.test_at import READS
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    PromotionFactory,
    TopicFactory,
    now,
    publish,
    stream,
    text,
)

__all__ = ["stage"]

PLACES: list[tuple[str, dict[str, Any]]] = [
    *[(endpoint, query) for _name, endpoint, query in READS],
    ("articles/rest/", {}),
    ("articles/second/", {}),
    ("articles/calm/", {}),
    ("articles/", {"topic": "nights", "limit": 1}),
    ("articles/", {"author": "ada"}),
    ("articles/schlaf/", {"locale": "de"}),
    ("authors/ada-byron/", {}),
    ("resolve/", {"path": "/"}),
    ("resolve/", {"path": "/articles/rest/"}),
    ("resolve/", {"path": "/calm/"}),
    ("resolve/", {"path": "/reading/"}),
    ("resolve/", {"path": "/reading/sleep/"}),
    ("resolve/", {"path": "/reading/rest/"}),
    ("resolve/", {"path": "/de/artikel/schlaf/"}),
    ("resolve/", {"path": "/old/"}),
]

WORDS = {"title": "Sleep, revised", "summary": "New.", "body": stream(text("New " * 500))}
PLANS: dict[str, Callable[[Stage], Any]] = {
    "nothing is planned": lambda stage: None,
    "an update": lambda stage: plan(stage.article, **WORDS),
    "an update with other topics, tags and nobody named": lambda stage: plan(
        stage.article, topics=[], tags=["light", "late"], author=None
    ),
    "an update that expires": lambda stage: plan(
        stage.article, title="For an hour", expire_at=now() + 2 * HOUR
    ),
    "a page that was never public": lambda stage: ArticlePageFactory(
        parent=stage.index, slug="rest", title="Rest", topics=[stage.topic],
        author=stage.author, go_live_at=now() + HOUR,
    ),
    "a page that was withdrawn and comes back": lambda stage: plan(withdrawn(stage.article)),
    "a planned version whose page was withdrawn": lambda stage: withdrawn(
        plan(stage.article, title="Never")
    ),
    "an expiry": lambda stage: expire(stage.article, HOUR),
    "an expiry, and then a new version": lambda stage: (
        plan(stage.article, 2 * HOUR, title="Again"), expire(stage.article, HOUR)
    ),
    "a version at the very instant of the expiry": lambda stage: (
        plan(stage.article, HOUR, title="From then on"), expire(stage.article, HOUR)
    ),
    "two versions": lambda stage: (
        plan(stage.article, HOUR, title="First"),
        Revision.objects.filter(pk=stage.article.get_latest_revision().pk).update(
            approved_go_live_at=None
        ),
        plan(stage.article, 2 * HOUR, title="Then"),
    ),
    "another slug": lambda stage: plan(stage.article, slug="rest", title="Rest"),
    "another slug of the page above": lambda stage: plan(stage.index, slug="reading"),
    "other slugs of both": lambda stage: (
        plan(stage.index, slug="reading"), plan(stage.article, 2 * HOUR, slug="rest")
    ),
    "another slug of the home page": lambda stage: plan(stage.home, slug="start", title="Start"),
    "a home page with other words": lambda stage: plan(stage.home, summary="Anew.", featured=[]),
    "a home page of another language": lambda stage: plan(withdrawn(stage.german.get_parent())),
    "a translation that comes": lambda stage: plan(withdrawn(stage.translation), title="Schlaf"),
    "a translation that goes": lambda stage: expire(stage.translation, HOUR),
    "an alias": lambda stage: plan(followed(stage.article), **WORDS),
    "an alias of a page that was never public": lambda stage: plan(
        followed(ArticlePageFactory(parent=stage.index, slug="new", live=False))
    ),
    "an alias of a page that was withdrawn and comes back": lambda stage: plan(
        withdrawn(followed(stage.article)), **WORDS
    ),
    "an alias of a page that comes and goes": lambda stage: plan(
        followed(withdrawn(stage.article)), expire_at=now() + 2 * HOUR
    ),
    "an alias of a page that expires": lambda stage: ending(followed(stage.article), HOUR),
    "an alias of a page that gets another slug": lambda stage: plan(
        followed(stage.article), slug="second-sleep"
    ),
    "an alias of the page above": lambda stage: plan(
        followed(withdrawn(stage.index)), title="Rest"
    ),
    "a person with another name": lambda stage: plan(stage.author, name="Ada Byron", role="Poet"),
    "a person with another slug": lambda stage: plan(stage.author, slug="ada-byron"),
    "a person who goes": lambda stage: expire(stage.author, HOUR),
    "a person who comes": lambda stage: plan(withdrawn(stage.author)),
    "a topic with another name": lambda stage: plan(stage.topic, name="Dark hours"),
    "a topic that goes": lambda stage: expire(stage.topic, HOUR),
    "a topic that comes": lambda stage: plan(withdrawn(stage.topic), description="Anew."),
    "a page that becomes part of a private branch": lambda stage: (
        restrict(stage.index), plan(stage.article, **WORDS)
    ),
    "a draft that nobody approved": lambda stage: draft(stage.article, title=MARK),
    "an approved version with a newer draft": lambda stage: (
        plan(stage.article, **WORDS), draft(stage.article, title=MARK)
    ),
    "a promotion that starts and one that ends": lambda stage: [
        PromotionFactory(
            site=stage.site, key=name, windows=[{
                name: (now() + HOUR).replace(tzinfo=None).isoformat(), "time_zone": "UTC"
            }],
        )
        for name in ("start", "end")
    ],
}  # fmt: skip

# Plans in which more happens than at one instant.
LONGER: dict[str, list[timedelta]] = {
    "nothing is planned": [SECOND],
    "an update": [HOUR - SECOND, HOUR],
    "an update that expires": [2 * HOUR - SECOND, 2 * HOUR],
    "an alias of a page that was never public": [HOUR - SECOND, HOUR],
    "an alias of a page that was withdrawn and comes back": [HOUR - SECOND, HOUR],
    "an alias of a page that comes and goes": [HOUR - SECOND, HOUR, 2 * HOUR - SECOND, 2 * HOUR],
    "an alias of a page that expires": [HOUR - SECOND, HOUR],
    "an expiry": [HOUR - SECOND, HOUR],
    "an expiry, and then a new version": [HOUR, 2 * HOUR],
    "two versions": [HOUR, 2 * HOUR],
    "other slugs of both": [HOUR, 2 * HOUR],
    "a promotion that starts and one that ends": [HOUR - SECOND, HOUR],
}
# What a list is filtered by are the present fields; and a path that a page has only between two
# of its planned slugs leads nowhere yet.
KNOWN_TO_DIFFER: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "an update with other topics, tags and nobody named": [
        ("articles/", {"topic": "nights", "limit": 1}),
        ("articles/", {"author": "ada"}),
    ],
    "a person with another slug": [("articles/", {"author": "ada"})],
    "other slugs of both": [("resolve/", {"path": "/reading/sleep/"})],
}


def told(answer: Any) -> Any:
    """Status and JSON of an answer, but for what it repeats of the question."""
    found = answer.json()
    if "results" in found:
        found = {**found, "next": bool(found["next"]), "previous": bool(found["previous"])}
    if answer.status_code == 200 and "slots" in found:
        found = {**found, "at": None}
    return answer.status_code, found


@pytest.mark.parametrize("name", PLANS)
def test_it_answers_what_a_read_then_will_answer(
    stage, clock, get, travel, name, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        PLANS[name](stage)
    start, instants = now(), LONGER.get(name, [HOUR])
    differ = KNOWN_TO_DIFFER.get(name, [])
    assert all(known in PLACES for known in differ)
    asked = [place for place in PLACES if place not in differ]
    foreseen = {
        after: [told(travel(start + after, endpoint, **query)) for endpoint, query in asked]
        for after in instants
    }
    for after in instants:
        clock.move_to(start + after)
        with django_capture_on_commit_callbacks(execute=True):
            scheduled_publishing.run_due_events(now())
        for (endpoint, query), expected in zip(asked, foreseen[after], strict=True):
            assert told(get(endpoint, **query)) == expected, (name, after, endpoint, query)


def test_what_was_planned_is_seen_to_the_second(stage, travel):
    start = now()
    plan(stage.article, title="From then on", expire_at=start + 2 * HOUR)
    titles = {
        after: travel(start + after, "articles/sleep/").json()["title"]
        for after in (timedelta(), HOUR - SECOND, HOUR, 2 * HOUR - SECOND, 2 * HOUR)
    }
    assert list(titles.values()) == ["Sleep", "Sleep", "From then on", "From then on", "Not Found"]


def test_of_versions_at_several_instants_the_latest_by_then_counts(stage, travel):
    # The admin lets one wait at a time; whoever writes to the database may leave more.
    plan(stage.article, HOUR, title="First")
    first = stage.article.get_latest_revision()
    plan(stage.article, 2 * HOUR, title="Then")
    Revision.objects.filter(pk=first.pk).update(approved_go_live_at=now() + HOUR)
    for after, title in ((HOUR, "First"), (2 * HOUR, "Then")):
        assert travel(now() + after, "articles/sleep/").json()["title"] == title


def test_a_page_that_was_never_public_is_dated_by_its_plan(stage, travel):
    page = ArticlePageFactory(parent=stage.index, slug="rest", go_live_at=now() + HOUR)
    answer = travel(now() + 2 * HOUR, "articles/rest/").json()
    instant = (now() + HOUR).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert (answer["published_at"], answer["updated_at"]) == (instant, instant)
    newest, *_others = travel(now() + 2 * HOUR, "articles/").json()["results"]
    assert newest["id"] == page.pk


def test_lists_are_filtered_and_ordered_by_the_present_fields(stage, travel):
    plan(stage.article, title="Zzz", summary="Wholly new.", topics=[], body=stream(text("Naps.")))
    later = now() + HOUR
    assert travel(later, "articles/sleep/").json()["topics"] == []
    for query in ({"topic": "nights"}, {"search": "nights"}):
        found = travel(later, "articles/", **query).json()
        assert "Zzz" in [card["title"] for card in found["results"]], query
    assert travel(later, "articles/", search="naps").json()["count"] == 0
    ordered = travel(later, "articles/", ordering="title").json()["results"]
    assert [card["title"] for card in ordered] == ["Second", "Zzz"]


def test_the_past_is_as_the_present_but_for_what_had_not_expired(stage, get, travel):
    plan(stage.article, title="Later")
    for instant in ("1970-01-01T00:00:00Z", now() - HOUR, now()):
        assert told(travel(instant, "articles/sleep/")) == told(get("articles/sleep/"))


def test_promotions_are_resolved_at_the_instant_with_their_end(stage, travel):
    window = {"start": "2027-03-01T09:00", "end": "2027-03-02T09:00", "time_zone": "UTC"}
    PromotionFactory(site=stage.site, key="march", windows=[window])
    for instant, keys, until in (
        ("2027-03-01T08:59:59Z", ["promotion"], "2027-03-01T09:00:00Z"),
        ("2027-03-01T10:00:00+01:00", ["march", "promotion"], "2027-03-02T09:00:00Z"),
        ("2027-03-02T09:00:00Z", ["promotion"], None),
    ):
        answer = travel(instant, "promotions/active/", slot="modal", topic="nights")
        assert_matches("active_promotions", answer.json())
        found = sorted(offer["key"].split("-")[0] for offer in answer.json()["slots"]["modal"])
        assert (found, answer.json()["valid_until"]) == (keys, until)
    assert answer.json()["at"] == "2027-03-02T09:00:00Z"


def test_links_to_other_parts_of_a_list_keep_the_instant(stage, travel):
    answer = travel("2090-01-01T00:00:00+01:00", "articles/", limit=1).json()
    assert "at=2090-01-01T00%3A00%3A00%2B01%3A00" in answer["next"]


def test_asking_publishes_nothing_ahead_of_its_time(stage, travel):
    plan(stage.article, title="Later")
    travel(now() + 2 * HOUR, "articles/sleep/")
    stage.article.refresh_from_db()
    assert stage.article.title == "Sleep"
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 1


def test_asking_publishes_what_is_due_now(stage, clock, travel):
    plan(stage.article, title="Later")
    clock.move_to(now() + HOUR)
    assert travel(now() + HOUR, "topics/").status_code == 200
    stage.article.refresh_from_db()
    assert stage.article.title == "Later"


def test_what_a_planned_version_points_at_and_is_gone_by_now_is_left_out(stage, travel):
    lost = ArticlePageFactory(parent=stage.index)
    topic, author = TopicFactory(name="Lost"), AuthorFactory(name="Lost")
    changed = stage.second.get_latest_revision_as_object()
    changed.author, changed.title = author, "Without them"
    changed.topics.set([stage.topic, topic])
    changed.related_articles.add(RelatedArticle(article=lost))
    changed.go_live_at = now() + HOUR
    publish(changed)
    for gone in (lost, topic, author):
        gone.delete()
    answer = travel(now() + HOUR, "articles/second/").json()
    assert (answer["title"], answer["author"]) == ("Without them", None)
    assert [item["slug"] for item in answer["topics"]] == ["nights"]
    assert [item["title"] for item in answer["related"]][:1] == ["Sleep"]

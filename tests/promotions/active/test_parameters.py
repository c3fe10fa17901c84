"""Do equal questions share one answer, one tag and one address, however they are spelled?"""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.api.paths import normalise_path
from promotions.api import _escaped
from promotions.choices import Slot
from tests.factories import TopicFactory
from tests.search_sizes import examples

ENDPOINTS = ["promotions/active/", "promotions/manifest/"]
EQUAL = {
    "": ["", "locale=en", "slot=modal&slot=inline&slot=slide_in&slot=announcement_bar&slot=modal"],
    "path=/articles/caf%C3%A9/": [
        "path=/articles/caf%C3%A9/",
        "path=articles//caf%c3%a9",
        "path=%2Farticles%2Fcafé%3Fx%3D1",
        "path=https://www.example/articles/caf%25c3%25a9",
        "locale=en&path=/articles/café/",
    ],
    "slot=inline&slot=modal&topic=pain&topic=sleep": [
        "slot=inline&slot=modal&topic=pain&topic=sleep",
        "topic=sleep&slot=modal&topic=pain&slot=inline&slot=modal&topic=sleep&locale=en",
    ],
    "locale=de&path=/&slot=modal": [
        "slot=modal&path=/&locale=de",
        "path=%2F%2F&slot=modal&locale=de",
    ],
    "path=/100%2525/what%253F/%2523/&topic=a%26b%20c": [
        "topic=a%26b+c&path=/100%2525/what%253f/%2523",
    ],
}


@pytest.fixture
def promotions(offer, german):
    offer("everywhere")
    offer("english", slot="inline", topics=[TopicFactory(slug="sleep")])
    offer("deutsch", locale=german.locale, include_paths=["/"])
    offer("paths", include_paths=["/articles/*"])


@pytest.mark.parametrize("endpoint", ENDPOINTS)
@pytest.mark.parametrize("canonical", EQUAL)
def test_equal_questions_get_one_answer_with_one_tag_and_address(
    promotions, client, endpoint, canonical
):
    base = f"/api/v1/{endpoint}"
    address = f"{base}?{canonical}" if canonical else base
    answers = [client.get(f"{base}?{query}") for query in [*EQUAL[canonical], canonical]]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer["Content-Location"] for answer in answers} == {address}
    assert len({(answer["ETag"], answer.content) for answer in answers}) == 1


def test_other_questions_have_other_addresses(promotions, client):
    asked = [*EQUAL, "slot=modal", "topic=sleep", "path=/", "path=/Articles/", "locale=fr"]
    answers = [client.get(f"/api/v1/promotions/active/?{query}") for query in asked]
    assert len({answer["Content-Location"] for answer in answers}) == len(asked)


def test_an_unchanged_answer_still_names_its_address(promotions, client):
    asked = "/api/v1/promotions/active/?slot=modal&slot=modal"
    tag = client.get(asked)["ETag"]
    answer = client.get(asked, headers={"if-none-match": tag})
    assert answer.status_code == 304
    assert answer["Content-Location"] == "/api/v1/promotions/active/?slot=modal"


@pytest.mark.parametrize("query", ["slot=popup", "colour=red"])
def test_a_refused_question_has_no_address(home, client, query):
    answer = client.get(f"/api/v1/promotions/active/?{query}")
    assert answer.status_code == 400
    assert "Content-Location" not in answer


@given(st.text("/%?#aé2 ", max_size=12))
def test_a_path_is_read_back_from_its_address_as_it_was(path):
    normal = normalise_path(path)
    assert normalise_path(_escaped(normal)) == normal


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(10))
@given(
    path=st.none() | st.text("/%?#aé2 ", min_size=1, max_size=8),
    slots=st.lists(st.sampled_from(Slot.values), max_size=6),
    topics=st.lists(st.sampled_from(["pain", "sleep", "a&b", "é"]), max_size=3),
)
def test_the_address_of_an_answer_is_its_own_address(promotions, get, client, path, slots, topics):
    context = {"slot": slots, "topic": topics} | ({"path": path} if path else {})
    answer = get("promotions/active/", **context)
    again = client.get(answer["Content-Location"])
    assert again.content == answer.content
    assert again["Content-Location"] == answer["Content-Location"]
    asked = parse_qsl(urlsplit(answer["Content-Location"]).query)
    assert asked == sorted(asked)

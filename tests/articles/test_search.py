"""Does a search find what a reader means, the best first, and say where it stands?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import BaseViewRestriction, PageViewRestriction

from tests.api.openapi import assert_matches
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    ImageFactory,
    TopicFactory,
    publish,
    stream,
    text,
)


@pytest.fixture
def search(get):
    def search(words, **query):
        answer = get("articles/", search=words, **{"ordering": "relevance", **query})
        assert answer.status_code == 200, answer.content
        assert_matches("articles", answer.json())
        found = [item["slug"] for item in answer.json()["results"]]
        assert answer.json()["count"] == len(found)
        return found

    return search


@pytest.fixture
def hit(get):
    def hit(words, **query):
        (found,) = get("articles/", search=words, **query).json()["results"]
        return found["highlight"]

    return hit


def marked(parts):
    """The parts as text, with what matches in brackets."""
    return "".join(f"[{part['text']}]" if part["match"] else part["text"] for part in parts)


def items(*values):
    return {
        "items": [{"type": "item", "value": value, "id": str(n)} for n, value in enumerate(values)]
    }


BODY = stream(
    ("heading", {"text": "Marzipan heading", "level": "h2"}),
    text("A paragraph on <b>mar</b>malade &amp; honey."),
    ("quote", {"text": "Rest is saffron.", "attribution": "", "source_url": ""}),
    ("callout", {"kind": "tip", "title": "Cardamom", "text": "<p>Use turmeric.</p>"}),
    ("key_points", items("Cinnamon warms.")),
    (
        "table",
        {
            "caption": "Cumin by age",
            "columns": [{"type": "text", "heading": "Paprika"}],
            "rows": [{"values": ["Oregano"]}],
        },
    ),
    ("faq", items({"question": "Why basil?", "answer": "<p>For thyme.</p>"})),
    ("embed", {"url": "https://www.youtube.com/watch?v=aqz-KE-bpKQ", "title": "Rosemary film"}),
    (
        "call_to_action",
        {"label": "Buy nutmeg", "link": {"url": "https://shop.example/"}, "style": "primary"},
    ),
)


def test_words_of_every_block_and_of_references_are_found(index, search):
    reference = {"text": "Vanilla trials", "authors": "Okafor N", "source": "Journal of Anise"}
    ArticlePageFactory(
        parent=index, slug="spice", body=BODY, references=stream(("reference", reference))
    )
    ArticlePageFactory(parent=index, slug="plain")
    for word in (
        "marzipan", "marmalade", "honey", "saffron", "cardamom", "turmeric", "cinnamon", "cumin",
        "paprika", "oregano", "basil", "thyme", "rosemary", "nutmeg", "vanilla", "okafor", "anise",
        "vanilla nutmeg marzipan",
    ):  # fmt: skip
        assert search(word) == ["spice"], word
    assert search("saffron pepper") == []


def test_title_counts_for_more_than_summary_and_summary_for_more_than_body(index, search):
    filler = text("Something else about nights and days and what comes between them.")
    ArticlePageFactory(parent=index, slug="title", title="Migraine", body=stream(filler))
    ArticlePageFactory(
        parent=index, slug="body", body=stream(filler, text("A migraine and another migraine."))
    )
    ArticlePageFactory(
        parent=index, slug="summary", summary="What a migraine is.", body=stream(filler)
    )
    for number in range(6):
        ArticlePageFactory(parent=index, slug=f"other-{number}", body=stream(filler))
    assert search("migraine") == ["title", "summary", "body"]


def test_pages_of_a_search_follow_each_other(index, get):
    for number in range(5):
        ArticlePageFactory(parent=index, slug=f"n-{number}", title="Asthma " + "and air " * number)
    whole = get("articles/", search="asthma", ordering="relevance").json()
    cut = [
        get("articles/", search="asthma", ordering="relevance", limit=2, offset=offset).json()
        for offset in (0, 2, 4, 6)
    ]
    assert [answer["count"] for answer in cut] == [5, 5, 5, 5]
    assert [row["slug"] for answer in cut for row in answer["results"]] == [
        row["slug"] for row in whole["results"]
    ]
    assert (cut[0]["previous"], cut[2]["next"]) == (None, None)
    assert "ordering=relevance" in cut[0]["next"]


@pytest.mark.parametrize(
    ("locale", "written", "typed"),
    [
        ("en", "Sleeping cats", ["sleep", "SLEEPS", "cat", "sleeps cat", "the sleep of a cat"]),
        ("de", "Häufige Schlafstörungen", ["häufig", "haufige", "Schlafstörung", "SCHLAFSTORUNG"]),
        ("fr", "Les problèmes d'été", ["probleme", "Problèmes", "été", "ete", "l'été"]),
        ("es", "Canciones de cuna: el niño", ["cancion", "canción", "nino", "NIÑOS", "la cuna"]),
    ],
)
def test_words_are_found_in_any_inflection_with_or_without_accents(
    home, search, plant, locale, written, typed
):
    ArticlePageFactory(parent=plant(locale), slug="hit", title=written)
    ArticlePageFactory(parent=plant(locale), slug="miss", title="Etwas")
    for words in typed:
        assert search(words, locale=locale) == ["hit"], words
    assert search("giraffe", locale=locale) == []


def test_words_joined_by_signs_are_words_of_their_own(index, search):
    ArticlePageFactory(parent=index, slug="hit", title="Covid-19 and/or flu: e.g. www.example.com")
    for words in ("covid", "19", "covid-19", "or flu", "flu", "example", "covid/flu"):
        assert search(words) == ["hit"], words


def test_a_question_of_common_words_alone_is_taken_at_its_word(index, search):
    ArticlePageFactory(parent=index, slug="being", title="To be or not to be")
    ArticlePageFactory(parent=index, slug="sleep", title="Sleep")
    assert search("to be or not") == ["being"]
    assert search("how not to sleep") == ["sleep"]


def test_what_the_public_does_not_see_is_neither_found_nor_counted(index, german, search, get):
    past, soon = timezone.now() - timedelta(1), timezone.now() + timedelta(1)
    ArticlePageFactory(parent=index, slug="public", title="Asthma")
    ArticlePageFactory(parent=index, slug="draft", title="Asthma", live=False)
    ArticlePageFactory(parent=index, slug="planned", title="Asthma", go_live_at=soon)
    ArticlePageFactory(parent=german, slug="german", title="Asthma")
    expired = ArticlePageFactory(parent=index, slug="expired", title="Asthma")
    type(expired).objects.filter(pk=expired.pk).update(expire_at=past)
    private = ArticlePageFactory(parent=index, slug="private", title="Asthma")
    PageViewRestriction.objects.create(
        page=private, restriction_type=BaseViewRestriction.PASSWORD, password="x"
    )
    changed = ArticlePageFactory(parent=index, slug="changed", title="Other")
    changed.title = "Asthma in a draft"
    changed.save_revision()
    assert search("asthma") == search("asthma", ordering="title") == ["public"]
    answer = get("autocomplete/", search="asth").json()
    assert [row["slug"] for row in answer["articles"]] == ["public"]


def test_an_article_is_not_found_by_the_caption_of_an_image_that_may_be_private(index, search):
    image = {"image": {"image": ImageFactory().pk, "decorative": True, "alt_text": ""}}
    ArticlePageFactory(
        parent=index, slug="x", body=stream(("image", {**image, "caption": "Walrus", "credit": ""}))
    )
    assert search("walrus") == []


def test_a_change_is_found_once_it_is_published(index, search):
    article = ArticlePageFactory(parent=index, slug="x", title="Asthma")
    article.title = "Eczema"
    article.save_revision()
    assert (search("asthma"), search("eczema")) == (["x"], [])
    publish(article)
    assert (search("asthma"), search("eczema")) == ([], ["x"])


def test_search_is_combined_with_every_filter(index, german, search):
    pain, sleep = TopicFactory(slug="pain"), TopicFactory(slug="sleep")
    ada = AuthorFactory(slug="ada")
    both = {"parent": index, "title": "Asthma", "topics": [pain, sleep], "author": ada}
    ArticlePageFactory(slug="one", tags=["night"], **both)
    ArticlePageFactory(parent=index, slug="two", title="Asthma", topics=[sleep])
    ArticlePageFactory(parent=index, slug="three", title="Eczema", topics=[pain])
    ArticlePageFactory(parent=german, slug="vier", title="Asthma", topics=[pain])
    for ordering in ("relevance", "title", "-published_at"):
        assert sorted(search("asthma", topic=["pain", "sleep"], ordering=ordering)) == [
            "one",
            "two",
        ]
        assert search("asthma", topic="pain", author="ada", ordering=ordering) == ["one"]
        assert search("asthma", tag="night", published_after="2000-01-01") == ["one"]
        assert search("asthma", published_before="2000-01-01", ordering=ordering) == []
        assert search("asthma", topic="pain", locale="de", ordering=ordering) == ["vier"]


def test_what_matches_is_marked_in_title_and_snippet_in_parts(index, hit):
    body = stream(
        text("Nothing to see here."),
        text("long ago " * 40 + "the Sleepers &lt;b&gt; slept near a café " + "and on " * 60),
    )
    ArticlePageFactory(parent=index, title="Sleep <b>well</b>", summary="Of nights.", body=body)
    found = hit("cafes sleeper")
    assert marked(found["title"]) == "Sleep <b>well</b>"
    snippet = marked(found["snippet"])
    assert "the [Sleepers] <b> slept near a [café] and on" in snippet
    assert snippet.startswith("…")
    assert snippet.endswith("…")
    assert len(snippet) < 240
    assert marked(hit("sleeping")["title"]) == "[Sleep] <b>well</b>"
    assert marked(hit("nights")["snippet"]) == "Of [nights]."


def test_without_a_match_in_the_text_the_snippet_is_the_summary(index, hit):
    ArticlePageFactory(parent=index, title="Asthma", summary="What helps.")
    assert hit("asthma") == {
        "title": [{"text": "Asthma", "match": True}],
        "snippet": [{"text": "What helps.", "match": False}],
    }


def test_a_list_without_search_has_no_highlights(index, get):
    ArticlePageFactory(parent=index)
    (row,) = get("articles/").json()["results"]
    assert row["highlight"] is None


def test_relevance_needs_search(get, site):
    answer = get("articles/", ordering="relevance")
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["ordering"]


def test_a_search_costs_the_same_queries_for_one_hit_or_many(index, get):
    def cost(**query):
        get("articles/", search="asthma", **query)
        with CaptureQueriesContext(connection) as captured:
            assert get("articles/", search="asthma", **query).json()["results"]
        return len(captured)

    ArticlePageFactory(parent=index, title="Asthma")
    few = cost(ordering="relevance"), cost()
    for number in range(8):
        ArticlePageFactory(parent=index, title=f"Asthma {number}", topics=[TopicFactory()])
    assert (cost(ordering="relevance"), cost()) == few


def test_suggestions_go_on_as_somebody_has_begun_to_type(index, german, get):
    for title in ("Calm evenings", "An evening walk", "Even so", "Morning"):
        ArticlePageFactory(parent=index, title=title)
    ArticlePageFactory(parent=german, title="Evenings auf Deutsch")
    TopicFactory(name="Évening rest", slug="rest")
    TopicFactory(name="Pain", slug="pain")

    answer = get("autocomplete/", search="Even")
    assert_matches("autocomplete", answer.json())
    found = [marked(row["parts"]) for row in answer.json()["articles"]]
    assert found == ["[Even] so", "An [even]ing walk", "Calm [even]ings"]
    (topic,) = answer.json()["topics"]
    assert (topic["slug"], marked(topic["parts"])) == ("rest", "[Éven]ing rest")
    first = get("autocomplete/", search="calm eve", limit=1).json()["articles"]
    assert [row["path"] for row in first] == ["/articles/calm-evenings/"]
    assert get("autocomplete/", search="evening calm").json()["articles"] == []
    assert get("autocomplete/", search="!?").json() == {"articles": [], "topics": []}

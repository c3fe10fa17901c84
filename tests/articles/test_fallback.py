"""Which translation stands in for an article that is not to be had in a language?"""

import pytest

from tests.factories import ArticlePageFactory, publish


@pytest.fixture
def gift(index, german):
    """An English article `gift` and its German translation `geschenk`."""
    english = ArticlePageFactory(parent=index, slug="gift", title="A gift")
    ArticlePageFactory(
        parent=german,
        slug="geschenk",
        title="Ein Geschenk",
        translation_key=english.translation_key,
    )
    return english


@pytest.fixture
def title(get):
    def title(slug, **query):
        answer = get(f"articles/{slug}/", **query)
        return answer.json()["title"] if answer.status_code == 200 else answer.status_code

    return title


def test_a_translation_is_found_by_the_slug_of_another_language(gift, title):
    assert title("gift", locale="de", fallback="true") == "Ein Geschenk"
    assert title("geschenk", locale="en", fallback="true") == "A gift"
    assert title("geschenk", fallback="true") == "A gift"


def test_the_sites_own_language_stands_in_for_what_is_not_public(gift, get, title):
    assert title("gift", locale="fr", fallback="true") == "A gift"
    assert title("geschenk", locale="fr", fallback="true") == "A gift"
    gift.get_translations().get().unpublish()
    answer = get("articles/gift/", locale="de", fallback="true").json()
    assert (answer["title"], answer["locale"], answer["alternates"]) == ("A gift", "en", [])
    assert title("geschenk", locale="de", fallback="true") == 404


def test_no_third_language_stands_in(gift, title):
    gift.unpublish()
    assert title("geschenk", locale="fr", fallback="true") == 404
    assert title("geschenk", locale="de", fallback="true") == "Ein Geschenk"


def test_without_fallback_only_the_language_asked_for_counts(gift, title):
    assert title("gift", locale="de") == title("gift", locale="de", fallback="false") == 404
    assert title("geschenk") == 404


def test_the_article_with_the_slug_in_its_own_language_comes_first(gift, german, title):
    ArticlePageFactory(parent=german, slug="gift", title="Gift ist giftig")
    assert title("gift", locale="de", fallback="true") == "Gift ist giftig"
    assert title("gift", locale="fr", fallback="true") == "A gift"


def test_a_translation_that_is_published_takes_over(gift, title, german):
    assert title("gift", locale="de", fallback="true") == "Ein Geschenk"
    translation = gift.get_translations().get()
    translation.title = "Ein schönes Geschenk"
    publish(translation)
    assert title("gift", locale="de", fallback="true") == "Ein schönes Geschenk"


@pytest.mark.parametrize("value", ["", "1", "True", "yes", "null", "x" * 10_000])
def test_fallback_is_true_or_false(site, get, value):
    answer = get("articles/gift/", fallback=value)
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == ["fallback"]

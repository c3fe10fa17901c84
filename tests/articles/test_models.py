"""What does an article refuse, and what does it keep with itself?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from articles.models import ArticlePage, Author
from home.models import HomePage
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    HomePageFactory,
    TopicFactory,
    stream,
    text,
)
from tests.fixtures import plant_german, plant_home, plant_index

pytestmark = pytest.mark.usefixtures("content", "db", "delivery_settings")


@pytest.fixture(scope="module")
def content(module_db):
    home = plant_home()
    ArticlePageFactory(parent=plant_index(home), slug="sleep")
    plant_german(home)


@pytest.fixture
def article():
    return ArticlePage.objects.get()


def refused(content):
    """The names of the fields that are refused."""
    with pytest.raises(ValidationError) as error:
        content.full_clean()
    return set(error.value.message_dict)


def unsaved(parent, **fields):
    page = ArticlePage(title="x", locale=parent.locale, **fields)
    page.depth, page.path = parent.depth + 1, parent.path + "0009"
    return page


def test_a_slug_is_taken_within_a_site_and_language_also_below_another_index(article):
    other = plant_index(HomePageFactory(parent=HomePage.objects.first(), slug="section"))
    assert refused(unsaved(other, slug="sleep")) == {"slug"}


def test_a_slug_may_be_used_again_in_another_language(article):
    german = HomePage.objects.get(slug="home-de").get_children().get()
    unsaved(german, slug="sleep").full_clean()


def test_a_slug_may_be_used_again_on_another_site(article):
    root = HomePage.objects.get(slug="home").get_parent()
    elsewhere = plant_index(HomePageFactory(parent=root, slug="other", locale=article.locale))
    unsaved(elsewhere, slug="sleep").full_clean()


def test_a_review_needs_both_reviewer_and_date(article):
    article.reviewer = AuthorFactory()
    assert refused(article) == {"reviewed_on"}
    article.reviewed_on = date(2026, 5, 4)
    article.full_clean()
    article.reviewer = None
    assert refused(article) == {"reviewer"}


def test_the_next_review_comes_after_the_last_one(article):
    article.reviewer, article.reviewed_on = AuthorFactory(), date(2026, 5, 4)
    article.next_review_due = date(2026, 5, 4)
    assert refused(article) == {"next_review_due"}
    article.next_review_due = date(2026, 5, 5)
    article.full_clean()


def test_citations_of_references_that_are_not_there_are_known(article):
    article.body = stream(text("Shown [1] and [3], not in 2024 [text]."))
    article.references = stream(("reference", {"text": "A study"}))
    assert article.unknown_citations() == [3]


def test_reading_time_is_kept_when_saved(article):
    assert article.reading_minutes == 1
    article.body = stream(text("word " * 231))
    article.save()
    assert ArticlePage.objects.get().reading_minutes == 2


def test_people_and_topics_refuse_a_slug_of_their_language_that_is_taken(article):
    for factory in (AuthorFactory, TopicFactory):
        first = factory(slug="taken")
        twin = type(first)(name="x", slug="taken", locale=first.locale)
        assert "slug" in refused(twin)
        german = HomePage.objects.get(slug="home-de").locale
        type(first)(name="x", slug="taken", locale=german).full_clean()


def test_a_person_who_wrote_something_is_not_deleted(article):
    article.author = AuthorFactory(slug="ada")
    article.save()
    with pytest.raises(Exception, match="protected"):
        Author.objects.get(slug="ada").delete()

"""Do the home page and the site's settings tell what an editor set, and defaults otherwise?"""

from cms.content.models import SiteSettings
from tests.api.openapi import assert_matches
from tests.factories import ArticlePageFactory, publish, stream


def test_a_new_site_answers_defaults(home, get):
    answer = get("site/").json()
    assert_matches("site", answer)
    assert answer["brand"] == {"name": "", "tagline": "", "logo": None}
    assert (answer["default_locale"], answer["locales"]) == ("en", ["en"])
    assert (answer["navigation"], answer["disclaimer"]["html"]) == ([], "")


def test_the_languages_of_the_site_are_listed_its_own_first(home, german, get):
    assert get("site/").json()["locales"] == ["en", "de"]


def test_each_language_has_its_home_page(home, german, get):
    assert get("home/").json()["title"] == "Home"
    answer = get("home/", locale="de").json()
    assert_matches("home", answer)
    assert (answer["title"], answer["path"]) == ("Startseite", "/de/")
    assert [entry["locale"] for entry in answer["alternates"]] == ["en"]


def test_a_language_whose_home_page_is_hidden_is_not_found(home, german, get):
    german.get_parent().unpublish()
    assert get("home/", locale="de").status_code == 404


def test_featured_pages_are_cards_in_the_editors_order(home, index, get):
    pages = [ArticlePageFactory(parent=index, slug=slug) for slug in ("b", "a")]
    home.featured = stream(("page", pages[0].pk), ("page", index.pk), ("page", pages[1].pk))
    publish(home)
    featured = get("home/").json()["featured"]
    assert [(card["type"], card["slug"]) for card in featured] == [
        ("article", "b"),
        ("article_index", "articles"),
        ("article", "a"),
    ]


def test_menu_entries_lead_to_pages_and_addresses_and_hidden_ones_are_left_out(
    home, index, site, get
):
    hidden = ArticlePageFactory(parent=index, live=False)

    def entry(label, **target):
        return (
            "entry",
            {"label": label, "link": {"page": None, "document": None, "url": "", **target}},
        )

    SiteSettings.objects.create(
        site=site,
        navigation=stream(
            entry("Articles", page=index.pk),
            entry("Hidden", page=hidden.pk),
            entry("Shop", url="https://shop.example/"),
        ),
    )
    assert get("site/").json()["navigation"] == [
        {"label": "Articles", "url": "https://www.example/articles/"},
        {"label": "Shop", "url": "https://shop.example/"},
    ]

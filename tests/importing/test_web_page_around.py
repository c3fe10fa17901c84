"""The article of a web page is separated from its promotions and from what is left out."""

import pytest

from cms.importing.document import CallToAction, Form, Heading, LeftOut
from tests.importing.web_pages import LONG, article, messages, read, rich, why


def test_page_metadata_gives_title_language_summary_and_address() -> None:
    document = read(
        f"<main><h1>Bread</h1><p>{LONG}</p></main>",
        "<title>Bread | The Loaf</title><meta name=description content='All of it'>"
        "<link rel=canonical href='https://loaf.example/bread/'>",
    )
    assert (document.title, document.summary, document.language) == ("Bread", "All of it", "en")
    assert document.source_url == "https://loaf.example/bread/"
    assert why(document) == {"Bread | The Loaf": "name that the page gives itself"}


def test_everything_around_the_article_is_left_out_and_listed() -> None:
    document = read(
        "<header><nav><a>Home</a><a>Shop</a></nav></header><div id=cookie-banner>Cookies? "
        "<button>Yes"
        f"</button></div><main><nav class=breadcrumb>You are here</nav><h1>Bread</h1><p>{LONG}</p>"
        "<div class=share-buttons>Share it</div><aside><h2>Related recipes</h2>Cake</aside></main>"
        "<aside>Weather</aside><footer>© Loaf</footer>loose"
    )
    assert why(document) == {
        "Home Shop": "header of the site",
        "Cookies? Yes": "cookie note",
        "Weather": "sidebar",
        "© Loaf": "footer",
        "loose": "outside of the article",
        "You are here": "navigation",
        "Share it": "sharing buttons",
        "Related recipes Cake": "related pages",
    }
    assert rich(document) == f"<p>{LONG.strip()}</p>"


def test_long_part_of_the_article_is_kept_whatever_its_class() -> None:
    document = article(f"<p>Short.</p><div class=related-content><p>{LONG}</p></div>")
    assert LONG.strip() in rich(document)


def test_class_that_only_contains_a_hint_is_kept() -> None:
    document = article(f"<p>{LONG}</p><div class='heat-related-illness'><p>Kept.</p></div>")
    assert "Kept." in rich(document)


def test_page_without_main_reads_its_longest_article_or_its_body() -> None:
    document = read(f"<article><h1>A</h1><p>{LONG}</p></article><article>b</article>")
    assert (document.title, why(document)) == ("A", {"b": "outside of the article"})
    document = read(f"<header><a>Home</a></header><h1>B</h1><p>{LONG}</p><footer>end</footer>")
    assert (document.title, rich(document)) == ("B", f"<p>{LONG.strip()}</p>")


def test_title_outside_of_the_article_is_found() -> None:
    document = read(f"<div><h1>Bread</h1></div><main><p>{LONG}</p></main>")
    assert (document.title, len(document.blocks)) == ("Bread", 1)


def test_page_without_a_main_heading_takes_its_own_name_with_a_doubt() -> None:
    document = read(f"<main><h2>Rye</h2><p>{LONG}</p></main>", "<title>Bread</title>")
    assert (document.title, document.headings) == ("Bread", (Heading(2, "Rye"),))
    assert len(document.doubts) == 1


def test_announcement_bar_becomes_a_promotion_with_its_link() -> None:
    document = read(
        "<div class='announcement-bar'><p>Flour is half price. "
        "<a href=https://l.example/s>Shop now</a>"
        f"</p><button aria-label=Close>×</button></div><main><h1>B</h1><p>{LONG}</p></main>"
    )
    (bar,) = document.promotions
    assert (bar.kind, bar.heading) == ("announcement_bar", "Flour is half price.")
    assert bar.call_to_action == CallToAction("Shop now", "https://l.example/s")
    assert why(document) == {"×": "button that closes an offer"}


def test_dialog_that_asks_for_an_address_becomes_a_modal_with_a_form() -> None:
    document = read(
        f"<main><h1>B</h1><p>{LONG}</p></main><div role=dialog hidden><small>Wait</small>"
        "<h2>Bake along"
        "</h2><p>One recipe a week.</p><form><label for=e>Your address</label>"
        "<input id=e type=email>"
        "<label><input type=checkbox>I agree</label><button>Join</button></form>"
        "<a href=#>No thanks</a>"
        "</div>"
    )
    (modal,) = document.promotions
    assert (modal.kind, modal.heading) == ("modal", "Bake along")
    assert modal.body == "<p>Wait</p><p>One recipe a week.</p>"
    assert modal.form == Form("sign_up", "", "Your address", "Join", "I agree")
    assert why(document) == {"No thanks": "button that closes an offer"}


@pytest.mark.parametrize(
    "box",
    [
        "<div role=dialog>Log in <input type=password></div>",
        "<div class=modal>We use cookies, also for our newsletter</div>",
        "<div class=modal>Choose your country</div>",
    ],
)
def test_other_dialogs_are_left_out(box: str) -> None:
    document = read(f"<main><h1>B</h1><p>{LONG}</p></main>{box}")
    assert document.promotions == ()
    assert len(document.left_out) == 1


def test_promotion_without_any_hint_is_known_by_its_words() -> None:
    document = read(f"<div>Free shipping on flour</div><main><h1>B</h1><p>{LONG}</p></main>")
    assert [promotion.heading for promotion in document.promotions] == ["Free shipping on flour"]
    assert document.doubts[0].promotion == 0


def test_promotions_above_the_title_and_after_the_end_leave_the_article() -> None:
    document = article(
        f"<p>{LONG}</p><p>Wait!</p><p>Sign up for our newsletter</p><p>It is good</p>"
    )
    (modal,) = document.promotions
    assert modal.heading == "Wait!"
    assert rich(document) == f"<p>{LONG.strip()}</p><p>It is good</p>"


def test_text_above_the_title_stays_with_a_doubt() -> None:
    document = read(f"<main><p>Issue 7</p><h1>Bread</h1><p>{LONG}</p></main>")
    assert rich(document).startswith("<p>Issue 7</p>")
    assert messages(document) == ["Stands above the title and is kept in the article."]


def test_what_browsers_do_not_show_is_listed() -> None:
    document = article(
        f"<p>{LONG}</p><noscript>Turn it on</noscript><!-- a note --><style>p{{}}</style>"
    )
    assert LeftOut("a note", "comment in the source") in document.left_out
    assert why(document)["Turn it on"].startswith("noscript")
    assert why(document)["p{}"] == "style"

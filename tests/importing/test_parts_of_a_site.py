"""Boxes and lines of a page are recognized as parts of the site or as promotions."""

import json

import pytest

from cms.importing.document import Document
from cms.importing.site_parts import part_by_line, part_by_name
from cms.importing.sources.saved_page import document_from_path, document_from_source
from tests.importing.web_pages import LONG, read
from tests.shared_pages import shared_case

PLAIN = "Bread at home\n\n" + "Flour, water and patience have fed people for a long time. " * 3


def beside(box: str, main: str = "") -> Document:
    return read(f"<main><h1>Bread</h1><p>{LONG}</p>{main}</main>{box}")


def doubts_of(document: Document) -> list[list[str]]:
    return [
        [doubt.message for doubt in document.doubts if doubt.promotion == number]
        for number in range(len(document.promotions))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Related Posts", "You may also like", "More from this author", "Read next:", "3 Comments",
        "Leave a reply", "Share this", "Follow us", "Menu", "Search", "Your cart is empty",
        "Continue shopping", "Sign in / Sign up", "Create your free account", "© 2024 The Loaf",
        "We use cookies for our offers", "Das könnte Sie auch interessieren:",
    ],
)  # fmt: skip
def test_line_names_a_part_of_the_site(line: str) -> None:
    assert part_by_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Share your recipe and save 20%", "Hold up! Instantly unlock", "Sign up for our letter",
        "Free cookies with every order", "More sleep, less stress", "Searching for flour?",
        "Register now and get 10% off", "Get 15% off your first order", "Bag a free tote today",
    ],
)  # fmt: skip
def test_line_of_a_promotion_names_none(line: str) -> None:
    assert part_by_line(line) == ""


def test_only_whole_words_of_a_name_count() -> None:
    assert part_by_name("popup CartDrawer") == "cart"
    assert part_by_name("site-search js") == "search"
    assert part_by_name("cartoon researcher commented") == ""


@pytest.mark.parametrize(
    "box",
    [
        "<div class=modal><h2>Related Posts</h2><p>The best deals on flour</p></div>",
        "<div class='post-overlay related'><p>Unlock the taste of rye</p></div>",
        "<footer><div class=newsletter><h2>Subscribe</h2><input type=email></div></footer>",
        "<div class=newsletter-box><h2>Our letter</h2><input type=email>Sign up</div>",
        "<div class=modal>We use cookies. <a>Sign up for our newsletter</a></div>",
        "<div class=popup><h3>Leave a reply</h3><textarea></textarea><input type=email></div>",
        "<div class=modal><h2>Share this article</h2>Send a free guide<input type=email></div>",
        "<div class='menu'><div role=dialog>Sale <a>Shop now</a></div></div>",
        "<div role=dialog aria-label=Search>Deals<input type=search><input type=email></div>",
        "<div id=CartDrawer><div role=dialog><h2>Empty</h2>$50 to free shipping</div></div>",
        "<div class=modal><h2>Log in</h2>Sign up for our newsletter <input type=email></div>",
        "<div class=top-bar>Call us at any time of the day</div>",
        "<div class=popup><a>Sale</a> <a>Flour</a> <a>Rye</a> <a>Deals</a></div>",
        "<aside><h3>You might also like</h3><p>Free shipping explained</p></aside>",
        "<div role=dialog><h2>Choose your country</h2>Free shipping to Germany</div>",
        "<div class=modal><h2>Select a language</h2>Get 10% off</div>",
        "<div class='modal CountrySelector'><h2>Hello</h2>Free shipping to Germany</div>",
        "<div role=dialog><h2>Are you over 18?</h2>Get 10% off your first order</div>",
        "<div id=age-gate class=modal><h2>Just a moment</h2>Get 10% off your first order</div>",
        "<div class=modal><h2>Quick view: Lamp</h2>Free shipping. Add to bag</div>",
        "<div class='popup quick-view'><h2>Lamp</h2>Free shipping. <button>Buy now</button></div>",
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_part_of_the_site_is_no_promotion_and_is_listed(box: str, inside: bool) -> None:
    document = beside("", box) if inside else beside(box)
    assert document.promotions == ()
    assert document.left_out


@pytest.mark.parametrize(
    "box",
    [
        "<div class=announcement-bar>Flour is half price</div>",
        "<div class=top-bar>Free shipping on flour</div>",
        "<div role=dialog><h2>Get 15% off</h2><input type=email></div>",
        "<div class=newsletter-popup><h2>Bake along</h2>Subscribe to us<input type=email></div>",
        "<footer><div class=popup><h2>Wait!</h2>Save 10% today</div></footer>",
        "<dialog><h2>Get 15% off</h2><input type=email>"
        "<textarea name=g-recaptcha-response></textarea></dialog>",
    ],
)
def test_box_that_is_named_and_speaks_like_a_promotion_is_one_without_a_doubt(box: str) -> None:
    document = beside(box)
    assert doubts_of(document) == [[]]


@pytest.mark.parametrize(
    ("box", "doubt"),
    [
        ("<div class=announcements>News of the mill</div>", "its words speak of no offer"),
        ("<div class=announcement-bar>Flour</div>", "single word"),
        (f"<div class=announcement-bar>{LONG}</div>", "much text"),
        ("<div class=card-overlay>Deals on flour</div>", "leaves open whether it is a pop-up"),
        ("<div role=dialog>Bake along<input type=email></div>", "speak of no offer"),
        ("<div role=dialog>You have subscribed to us</div>", "no field for an address"),
        (f"<div role=dialog>Save 10%. {LONG}</div>", "much text"),
        ("<div>Free shipping on flour</div>", "only its words"),
    ],
)
def test_box_that_is_unsure_is_a_promotion_in_doubt(box: str, doubt: str) -> None:
    ((message,),) = doubts_of(beside(box))
    assert doubt in message


BUTTON = "<a href=https://l.example/>Shop</a>"


@pytest.mark.parametrize(
    ("box", "doubt"),
    [
        ("<h2>Get {{ discount }}% off</h2>", "a mark of a template: {{ discount }}"),
        ("<h2>Get 10% off</h2>Only for you, %NAME%", "a mark of a template: %NAME%"),
        ("<h2>Get 10% off</h2>[[ code ]]", "a mark of a template: [[ code ]]"),
        ("<h2>Get 10% off</h2><a href='https://l.example/{{ id }}'>Shop</a>", "a template: %7B%7B"),
        ("<h2>Black Friday: 50% off</h2>", "a date or an end (“Black Friday”)"),
        ("<h2>Save 50%</h2>In 2019", "a date or an end (“2019”)"),
        ("<h2>Save 50%</h2>Until 24 December", "a date or an end (“Until 24 December”)"),
        ("<h2>Save 50%</h2>From 3.12.24 on", "a date or an end (“3.12.24”)"),
        ("<h2>Save 50%</h2>The sale ends soon", "a date or an end (“ends”)"),
        ("<h2>Save 50% tonight</h2>", "a date or an end (“tonight”)"),
        ("<h2>Free shipping on all orders today</h2>", "a date or an end (“today”)"),
        ("<h2>Save 50% today only</h2>", "a date or an end (“today”)"),
        ("<h2>Get 10% off</h2><img src=a.png>", "Left out of it: an image."),
        (
            f"<h2>Get 10% off</h2>{BUTTON}<a href='javascript:a()'>Now</a>",
            "out of it: a link “Now”",
        ),
        ("<h2>Get 10% off</h2><a href='#'>Shop now</a>", "Left out of it: a link “Shop now”."),
        ("<h2>Get 10% off</h2><button>Shop now</button>", "of it: a button “Shop now”."),
        (
            "<h2>Get 10% off</h2><input type=email><input name=first><select name=size></select>",
            "Left out of it: a field “first”, a field “size”.",
        ),
        ("<h2>A lamp for you</h2>It is blue<br>Free shipping", "its first line speak of no offer"),
    ],
)
def test_pop_up_with_what_no_promotion_can_hold_is_in_doubt(box: str, doubt: str) -> None:
    ((message,),) = doubts_of(beside(f"<div role=dialog>{box}</div>"))
    assert doubt in message


@pytest.mark.parametrize(
    "box",
    [
        f"<h2>Get 10% off</h2>On flour at 100% quality {BUTTON}",
        "<h2>Save 10% today</h2>24/7, from $20.50, for 3 to 4 people; you may order 12 of them",
        "<h2>Get 10% off</h2><input type=email><input type=checkbox><button>Join</button>"
        "<input type=hidden name=list><button aria-label=Close><svg></svg></button>"
        "<div aria-hidden=true><input name=b_trap></div><input name=trap tabindex=-1>",
        "<h2>A lamp for you</h2>Free shipping",
    ],
)
def test_pop_up_that_only_looks_dated_or_lossy_is_in_no_doubt(box: str) -> None:
    assert doubts_of(beside(f"<div role=dialog>{box}</div>")) == [[]]


@pytest.mark.parametrize(
    "bar", ["Save 20% on flour until 24 December", "Get [[ discount ]] off flour"]
)
def test_bar_of_a_text_is_in_doubt_for_its_words_too(bar: str) -> None:
    ((message,),) = doubts_of(document_from_source("page.txt", f"{bar}\n\n{PLAIN}"))
    assert "24 December" in message or "[[ discount ]]" in message


def test_pop_up_of_one_line_is_no_bar() -> None:
    (promotion,) = beside("<div role=dialog>Save 10% today</div>").promotions
    assert (promotion.kind, promotion.heading) == ("modal", "Save 10% today")


def test_lines_of_a_web_page_that_only_speak_like_a_promotion_are_in_doubt() -> None:
    document = beside("", "<p>Wait!</p><p>Save 20% with us today</p>")
    ((message,),) = doubts_of(document)
    assert "only its words" in message


def test_log_in_at_the_edge_of_a_web_page_leaves_the_article_and_is_listed() -> None:
    document = beside("", "<p>Sign in / Sign up</p>")
    assert document.promotions == ()
    assert [(entry.text, entry.why) for entry in document.left_out] == [
        ("Sign in / Sign up", "log-in")
    ]


def test_bar_with_slides_is_a_bar_for_each() -> None:
    document = beside(
        "<div class=announcement-bar><button>Previous</button><div class=swiper-slide>Flour is half"
        " price</div><div class=swiper-slide><a href=https://l.example/>Rye too</a></div></div>"
    )
    assert [(promotion.kind, promotion.heading) for promotion in document.promotions] == [
        ("announcement_bar", "Flour is half price"),
        ("announcement_bar", "Rye too"),
    ]
    assert [entry.text for entry in document.left_out if entry.text == "Previous"] == ["Previous"]


@pytest.mark.parametrize(
    ("tail", "doubt"),
    [
        ("Subscribe to our newsletter\n\nEnter your email", "only asks for a sign-up"),
        ("Related Posts\n\nWhy rye\n\nWait!\n\nSave 20 today", "below “Related Posts”"),
    ],
)
def test_lines_after_the_end_of_a_text_may_be_a_part_of_the_site(tail: str, doubt: str) -> None:
    document = document_from_source("page.txt", f"{PLAIN}\n\n{tail}\n")
    ((message,),) = doubts_of(document)
    assert doubt in message


def test_related_posts_are_no_part_of_the_promotion_beside_them() -> None:
    tail = "Wait!\n\nSave 20 today\n\nRelated Posts\n\nShop now"
    document = document_from_source("page.txt", f"{PLAIN}\n\n{tail}\n")
    assert [promotion.lines for promotion in document.promotions] == [
        ("Wait!", "Save 20 today"),
        ("Shop now",),
    ]


@pytest.mark.parametrize(
    ("above", "doubt"),
    [
        ("Sale\n\n", "One or two words"),
        ("Sign up for our letter\n\n", "only asks for a sign-up"),
        ("Free shipping on flour\n\nRye\n\nOats\n\nSave 20 on all flour\n\n", "One of several"),
    ],
)
def test_lines_above_the_title_of_a_text_may_be_a_part_of_the_site(above: str, doubt: str) -> None:
    document = document_from_source("page.txt", above + PLAIN)
    assert document.promotions
    assert all(doubt in message for (message,) in doubts_of(document))


@pytest.mark.parametrize("name", ["b23-shopify.html", "b34-offer-becomes-title.txt"])
def test_page_that_was_imported_wrongly_gives_only_its_promotions(name: str) -> None:
    path = shared_case(name)
    right = json.loads(path.with_suffix(".json").read_text())
    document = document_from_path(path)
    assert document.title == right["title"]
    assert [[promotion.kind, promotion.heading] for promotion in document.promotions] == right[
        "promotions"
    ]
    assert doubts_of(document) == [[] for _ in document.promotions]

"""Lines that mention a promotion are recognized and parsed."""

import pytest

from cms.importing.document import CallToAction, Form, ImportedPromotion
from cms.importing.promotion_text import (
    fitted,
    groups,
    mentions_promotion,
    mentions_sign_up,
    promotion_from_lines,
)


@pytest.mark.parametrize(
    "line",
    [
        "Free next day delivery over 40 euros",
        "Enjoy free returns",
        "15% off all flour",
        "Use code RYE",
        "Last chance",
        "Shop now",
        "Don’t miss it",
        "SUMMER SALE",
        "Join our community",
    ],
)
def test_line_speaks_of_a_promotion(line: str) -> None:
    assert mentions_promotion(line)


@pytest.mark.parametrize(
    "line",
    [
        "What rye offers to the body",
        "Free radicals in bread",
        "The dealer in flour",
        "A wholesale view",
        "Hand signs of bakers",
        "Joining two pieces of dough",
    ],
)
def test_line_of_an_article_does_not(line: str) -> None:
    assert not mentions_promotion(line)


def test_sign_up_is_distinguished_from_other_promotions() -> None:
    assert mentions_sign_up("Sign up for recipes")
    assert not mentions_sign_up("Free shipping")


def test_opener_belongs_to_the_promotion_below_it() -> None:
    lines = ["Imprint", "Wait!", "Save 10 now", "for you", "Use code RYE", "a", "b", "Shop now"]
    assert groups(lines) == [range(1, 5), range(7, 8)]


def test_lines_map_to_heading_body_and_form() -> None:
    promotion = promotion_from_lines(
        [
            "Before you go",
            "Our best recipes, once a month",
            "Sign up for our newsletter and bake along",
            "Your email",
            "You can unsubscribe at any time",
            "Sign me up",
        ],
        after_the_end=True,
    )
    assert (promotion.kind, promotion.heading) == ("modal", "Before you go")
    assert promotion.body == "<p>Our best recipes, once a month</p>"
    assert promotion.form == Form(
        title="Sign up for our newsletter and bake along",
        email_label="Your email",
        submit_label="Sign me up",
        consent_text="You can unsubscribe at any time",
    )


def test_promotion_without_a_sign_up_has_no_form() -> None:
    promotion = promotion_from_lines(["Free shipping", "On all <flour>"], after_the_end=False)
    assert (promotion.kind, promotion.form) == ("announcement_bar", None)
    assert promotion.body == "<p>On all &lt;flour&gt;</p>"


def test_heading_that_is_too_long_is_cut_and_kept_in_the_body() -> None:
    line = "Free shipping " + "on flour and " * 40 + "rye"
    promotion = fitted(promotion_from_lines([line], after_the_end=False))
    assert len(promotion.heading) <= 200
    assert promotion.body == f"<p>{line}</p>"


def test_texts_too_long_for_a_form_or_a_button_are_kept_in_the_body() -> None:
    form = Form(title="t" * 201, email_label="e" * 81, submit_label="Join", consent_text="c" * 501)
    call = CallToAction("l" * 81, "https://x.example/")
    promotion = fitted(ImportedPromotion("modal", "Bake", "<p>b</p>", form, call))
    assert promotion.form == Form(submit_label="Join")
    assert promotion.call_to_action is not None
    assert len(promotion.call_to_action.label) == 80
    assert promotion.body == "<p>b</p>" + "".join(
        f"<p>{letter * count}</p>"
        for letter, count in [("e", 81), ("t", 201), ("c", 501), ("l", 81)]
    )

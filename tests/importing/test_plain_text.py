"""Plain text is read into a document."""

from cms.importing.document import Divider, Document, Form, Heading, KeyPoints, RichText
from cms.importing.sources.saved_page import document_from_path, document_from_source
from tests.importing.words import check_clean
from tests.shared_pages import shared_page

INTRO = "Sourdough is flour, water and patience, and it has fed people for a very long time."
BODY = "A starter is a jar of flour and water in which wild yeast has settled down to live."


def read(*lines: str, name: str = "page.txt") -> Document:
    document = document_from_source(name, "\n".join(lines))
    check_clean(document)
    return document


def messages(document: Document) -> list[str]:
    return [doubt.message for doubt in document.doubts]


def test_real_page_gives_its_article_a_bar_and_a_sign_up_modal() -> None:
    path = shared_page("000_dad9caec21052359.txt")
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line]
    document = document_from_path(path)
    assert document.title == lines[1]
    assert len(document.headings) == 4
    assert {heading.level for heading in document.headings} == {2}
    assert document.paragraphs == 9
    assert isinstance(document.blocks[0], RichText)
    assert document.blocks[0].html == f"<p>{lines[2]}</p>"
    bar, modal = document.promotions
    assert (bar.kind, bar.heading, bar.body, bar.form) == ("announcement_bar", lines[0], "", None)
    assert (modal.kind, modal.heading) == ("modal", lines[-3])
    assert modal.body == f"<p>{lines[-2]}</p>"
    assert modal.form == Form(title=lines[-1])
    assert document.doubts == ()
    assert document.left_out == ()


def test_short_lines_between_paragraphs_are_headings_and_paragraphs_join() -> None:
    document = read(
        "Bread at home",
        "",
        INTRO,
        "",
        "What is a starter?",
        "",
        BODY,
        "",
        INTRO,
        "",
        "Last",
        "",
        BODY,
    )
    assert document.title == "Bread at home"
    assert document.blocks == (
        RichText(f"<p>{INTRO}</p>"),
        Heading(2, "What is a starter?"),
        RichText(f"<p>{BODY}</p><p>{INTRO}</p>"),
        Heading(2, "Last"),
        RichText(f"<p>{BODY}</p>"),
    )
    assert document.doubts == ()


def test_page_without_empty_lines_is_read_line_by_line() -> None:
    document = read("Bread at home", INTRO, "What is a starter?", BODY)
    assert document.title == "Bread at home"
    assert document.headings == (Heading(2, "What is a starter?"),)


def test_lines_broken_at_a_margin_are_one_paragraph() -> None:
    broken = [
        "The dough should rest for as long as it takes you to",
        "read two chapters of a good book.",
    ]
    document = read("Bread at home", "", *broken, "", BODY)
    assert document.blocks == (RichText(f"<p>{' '.join(broken)}</p><p>{BODY}</p>"),)


def test_short_line_that_ends_like_a_sentence_is_a_paragraph() -> None:
    document = read("Bread at home", "", INTRO, "", "Keep it warm.", "", BODY)
    assert document.headings == ()
    assert document.paragraphs == 3


def test_short_line_without_a_paragraph_below_stays_a_paragraph_with_a_doubt() -> None:
    document = read("Bread at home", "", INTRO, "", "Flour", "", "Water", "", BODY)
    assert [heading.text for heading in document.headings] == ["Water"]
    (doubt,) = document.doubts
    assert (doubt.where, doubt.block) == ("“Flour”", 0)
    assert document.blocks[0] == RichText(f"<p>{INTRO}</p><p>Flour</p>")


def test_bullets_and_numbers_become_lists() -> None:
    document = read(
        "Bread at home", "", "- flour", "- water & salt", "", "1. mix", "", "2) rest", "", BODY
    )
    assert document.blocks == (
        RichText(
            "<ul><li>flour</li><li>water &amp; salt</li></ul>"
            f"<ol><li>mix</li><li>rest</li></ol><p>{BODY}</p>"
        ),
    )


def test_bullet_that_goes_on_in_the_next_line_stays_one_item() -> None:
    document = read("Bread at home", "", "* a bowl", "  made of steel", "* a scale", "", BODY)
    assert "<li>a bowl made of steel</li><li>a scale</li>" in document.blocks[0].html  # type: ignore[union-attr]


def test_numbers_that_do_not_count_from_one_stay_text() -> None:
    document = read(
        "Bread at home", "", INTRO, "", "4. Bake it hot", "", BODY, "", "7. Let it cool."
    )
    assert document.headings == (Heading(2, "4. Bake it hot"),)
    assert document.blocks[-1] == RichText(f"<p>{BODY}</p><p>7. Let it cool.</p>")


def test_list_below_key_points_becomes_key_points() -> None:
    document = read("Bread at home", "", INTRO, "", "Key points", "", "- rest", "- heat", "", BODY)
    assert KeyPoints(("rest", "heat")) in document.blocks


def test_rule_becomes_a_divider_and_an_underline_vanishes() -> None:
    document = read("Bread at home", "=============", "", INTRO, "", "***", "", BODY)
    assert document.title == "Bread at home"
    assert document.blocks[1] == Divider()


def test_stray_lines_above_the_title_stay_in_the_article_with_a_doubt() -> None:
    document = read("Skip to content", "", "How to bake bread at home", "", INTRO)
    assert document.title == "How to bake bread at home"
    assert document.blocks[0] == RichText(f"<p>Skip to content</p><p>{INTRO}</p>")
    assert any("above the title" in message for message in messages(document))


def test_title_above_a_section_heading_is_found_by_its_words() -> None:
    document = read("How to bake bread at home", "", "Introduction", "", INTRO)
    assert document.title == "How to bake bread at home"
    assert document.headings == (Heading(2, "Introduction"),)
    assert messages(document) == ["The title was chosen among several short lines in a row."]


def test_stray_lines_after_the_end_stay_in_the_article_with_a_doubt() -> None:
    document = read("Bread at home", "", INTRO, "", "Related posts")
    assert document.promotions == ()
    assert document.blocks == (RichText(f"<p>{INTRO}</p><p>Related posts</p>"),)
    assert any("after the end" in message for message in messages(document))


def test_promotions_among_stray_lines_are_recognized() -> None:
    document = read(
        "Bread at home", "", INTRO, "", "About us", "", "Subscribe to our newsletter", "",
        "Enter your email", "", "Subscribe", "", "Careers", "", "Imprint",
    )  # fmt: skip
    (modal,) = document.promotions
    assert modal.heading == "Subscribe to our newsletter"
    assert modal.form == Form(email_label="Enter your email", submit_label="Subscribe")
    assert document.blocks[-1].html.endswith("<p>About us</p><p>Careers</p><p>Imprint</p>")  # type: ignore[union-attr]


def test_list_between_two_promotions_stays_in_the_article() -> None:
    document = read("Bread at home", "", INTRO, "", "Save 20 today", "", "- oven", "", "Shop now")
    assert document.blocks[1:] == (Heading(2, "Save 20 today"), RichText("<ul><li>oven</li></ul>"))
    assert "This heading may be an offer." in messages(document)
    assert [promotion.heading for promotion in document.promotions] == ["Shop now"]


def test_last_sentence_that_speaks_of_a_promotion_is_a_promotion_with_a_doubt() -> None:
    document = read("Bread at home", "", INTRO, "", "Get 10% off your first order.")
    (promotion,) = document.promotions
    assert (promotion.kind, promotion.heading) == (
        "announcement_bar",
        "Get 10% off your first order.",
    )
    assert [(doubt.promotion, "may belong" in doubt.message) for doubt in document.doubts] == [
        (0, True)
    ]


def test_long_last_paragraph_that_speaks_of_a_promotion_stays_in_the_article() -> None:
    last = f"{BODY} {INTRO} Our newsletter has more about it, and about many other kinds of bread."
    document = read("Bread at home", "", INTRO, "", last)
    assert document.promotions == ()
    assert messages(document) == ["The last paragraph speaks of an offer."]


def test_page_without_a_title_is_named_after_its_file_with_a_doubt() -> None:
    document = read(INTRO, "", BODY, name="old_bread-page.txt")
    assert document.title == "old bread page"
    assert document.paragraphs == 2
    assert messages(document) == ["The page shows no title; it is named after its file."]


def test_page_of_one_line_is_a_title() -> None:
    assert read("Bread at home").title == "Bread at home"

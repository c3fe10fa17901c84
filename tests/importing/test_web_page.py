"""What does a saved web page become?"""

import pytest

from cms.importing.document import (
    CallToAction,
    Divider,
    Document,
    Embed,
    Faq,
    FaqItem,
    Form,
    Heading,
    Image,
    KeyPoints,
    LeftOut,
    Quote,
    RichText,
    Table,
)
from cms.importing.saved_page import document_from_source
from tests.importing.words import check_clean

LONG = "Bread needs time. " * 20


def read(body: str, head: str = "") -> Document:
    source = f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"
    document = document_from_source("page.html", source)
    check_clean(document)
    return document


def article(inner: str) -> Document:
    return read(f"<main><h1>Bread</h1>{inner}</main>")


def rich(document: Document) -> str:
    return "".join(block.html for block in document.blocks if isinstance(block, RichText))


def why(document: Document) -> dict[str, str]:
    return {entry.text: entry.why for entry in document.left_out}


def messages(document: Document) -> list[str]:
    return [doubt.message for doubt in document.doubts]


def test_page_says_its_title_language_summary_and_address() -> None:
    document = read(
        f"<main><h1>Bread</h1><p>{LONG}</p></main>",
        "<title>Bread | The Loaf</title><meta name=description content='All of it'>"
        "<link rel=canonical href='https://loaf.example/bread/'>",
    )
    assert (document.title, document.summary, document.language) == ("Bread", "All of it", "en")
    assert document.source_url == "https://loaf.example/bread/"
    assert why(document) == {"Bread | The Loaf": "name that the page gives itself"}


def test_running_text_keeps_only_the_small_set_of_tags() -> None:
    document = article(
        "<p class=x>a <strong>b</strong> <em>c</em> <span style=y>d</span> H<sub>2</sub>O "
        "x<sup>2</sup> <code>e</code><br>f &lt;g&gt; &amp; <q>h</q></p>"
    )
    assert rich(document) == (
        "<p>a <b>b</b> <i>c</i> d H<sub>2</sub>O x<sup>2</sup> e<br>f &lt;g&gt; &amp; “h”</p>"
    )


def test_links_are_absolute_where_the_page_says_where_it_came_from() -> None:
    body = "<main><h1>B</h1><p><a href='/rye'>r</a> <a href='#x'>s</a> <a href='mailto:a@b.c'>m</a>"
    document = read(body, "<link rel=canonical href='https://loaf.example/a/'>")
    assert rich(document) == (
        '<p><a href="https://loaf.example/rye">r</a> s <a href="mailto:a@b.c">m</a></p>'
    )
    assert '<a href="/rye">' in rich(read(body))


def test_loose_text_and_double_breaks_make_paragraphs() -> None:
    document = article("one <b>two</b><br><br>three<div>four</div>five<p>six<p>seven")
    assert rich(document) == (
        "<p>one <b>two</b></p><p>three</p><p>four</p><p>five</p><p>six</p><p>seven</p>"
    )
    assert document.paragraphs == 6


def test_lists_nest_and_forgive_missing_end_tags() -> None:
    document = article("<ul><li>a<li><p>b</p><p>c</p><ol><li>d</ol></ul>")
    assert rich(document) == "<ul><li>a</li><li>b<br>c<ol><li>d</li></ol></li></ul>"


def test_block_inside_a_list_follows_the_list() -> None:
    document = article("<ul><li>a <blockquote>said</blockquote></li></ul>")
    assert document.blocks == (RichText("<ul><li>a</li></ul>"), Quote("said"))
    assert messages(document) == ["Blocks that stood inside this list follow it here."]


def test_list_in_a_box_of_key_points_becomes_key_points() -> None:
    document = article("<div class='key-takeaways'><ul><li>rest</li><li>heat</li></ul></div>")
    assert document.blocks == (KeyPoints(("rest", "heat")),)


def test_figure_becomes_an_image_with_caption_and_credit() -> None:
    document = article(
        "<figure><a href=big.jpg><picture><source srcset=x.webp><img src=a.jpg alt='A loaf'>"
        "</picture></a><figcaption>Fresh <b>rye</b> <small>Photo: Bo</small></figcaption></figure>"
    )
    assert document.blocks == (Image("a.jpg", "A loaf", "Fresh rye", "Photo: Bo"),)


def test_pictures_in_a_paragraph_follow_it() -> None:
    document = article("<p>a <img src=data:image/gif;base64,R0 data-src=b.png alt=''> c</p>")
    assert document.blocks == (RichText("<p>a c</p>"), Image("b.png"))
    assert messages(document) == []


def test_picture_without_alternative_text_comes_with_a_doubt() -> None:
    assert messages(article("<img src=a.png>")) == ["The picture has no alternative text."]


def test_tracking_picture_is_left_out() -> None:
    document = article("<p>a</p><img src=https://t.example/p.gif width=1 height=1>")
    assert why(document) == {"https://t.example/p.gif": "tracking picture"}


def test_table_has_caption_header_and_rows() -> None:
    document = article(
        "<table><caption>Times</caption><thead><tr><th>Step<th>Min</thead>"
        "<tr><td>Knead<td>10<tr><td>Rest<td><b>60</b></table>"
    )
    assert document.blocks == (Table("Times", ("Step", "Min"), (("Knead", "10"), ("Rest", "60"))),)


def test_cells_that_span_leave_empty_places_and_a_doubt() -> None:
    document = article("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e</table>")
    assert document.blocks == (Table("", (), (("a", "b", ""), ("", "c", "d"), ("e", "", ""))),)
    assert len(document.doubts) == 1


def test_table_that_only_arranges_is_read_as_running_content() -> None:
    document = article("<table><tr><td><h2>Left</h2><p>a</p></td><td>b</td></tr></table>")
    assert document.blocks == (Heading(2, "Left"), RichText("<p>a</p><p>b</p>"))


def test_quotation_keeps_its_source() -> None:
    document = article(
        "<blockquote><p>One.</p><p>Two.</p><footer>— <cite>"
        "<a href=https://q.example/>Old Baker</a></cite></footer></blockquote>"
    )
    assert document.blocks == (Quote("One.\n\nTwo.", "Old Baker", "https://q.example/"),)


def test_details_become_questions() -> None:
    document = article(
        "<details><summary>Can it freeze?</summary><p>Yes, <b>sliced</b>.</p></details>"
        "<details><summary>Is rye sour?</summary>Often.</details>"
    )
    assert document.blocks == (
        Faq(
            (
                FaqItem("Can it freeze?", "<p>Yes, <b>sliced</b>.</p>"),
                FaqItem("Is rye sour?", "<p>Often.</p>"),
            )
        ),
    )


def test_schema_org_questions_become_questions() -> None:
    document = article(
        "<div itemscope itemtype='https://schema.org/FAQPage'>"
        "<div itemprop=mainEntity itemtype='https://schema.org/Question'>"
        "<h3 itemprop=name>Why rest?"
        "</h3><div itemprop=acceptedAnswer><p itemprop=text>It relaxes.</p></div></div></div>"
    )
    assert document.blocks == (Faq((FaqItem("Why rest?", "<p>It relaxes.</p>"),)),)


def test_headings_that_json_ld_declares_as_questions_become_questions() -> None:
    data = '{"@graph": [{"mainEntity": [{"@type": "Question", "name": "Why  rest?"}]}]}'
    document = read(
        "<main><h1>Bread</h1><h2>Why rest?</h2><p>It relaxes.</p><h2>More</h2><p>a</p></main>",
        f"<script type='application/ld+json'>{data}</script>",
    )
    faq = Faq((FaqItem("Why rest?", "<p>It relaxes.</p>"),))
    assert document.blocks == (faq, Heading(2, "More"), RichText("<p>a</p>"))


def test_definitions_that_ask_become_questions_and_others_paragraphs() -> None:
    asked = article("<dl><dt>Why rest?<dd>It relaxes.</dl>")
    assert asked.blocks == (Faq((FaqItem("Why rest?", "<p>It relaxes.</p>"),)),)
    assert rich(article("<dl><div><dt>Rye<dd>A grain.</div></dl>")) == (
        "<p><b>Rye</b></p><p>A grain.</p>"
    )


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://www.youtube.com/embed/abc-1?rel=0", "https://www.youtube.com/watch?v=abc-1"),
        ("//www.youtube-nocookie.com/embed/abc", "https://www.youtube.com/watch?v=abc"),
        ("https://player.vimeo.com/video/12", "https://vimeo.com/12"),
    ],
)
def test_frame_of_a_video_becomes_an_embed(address: str, url: str) -> None:
    assert article(f"<iframe src='{address}'></iframe>").blocks == (Embed(url),)


def test_other_frames_are_left_out() -> None:
    document = article("<p>a</p><iframe src='https://ads.example/x'></iframe>")
    assert why(document) == {"https://ads.example/x": "iframe that cannot be embedded"}


def test_rule_becomes_a_divider() -> None:
    assert article("<p>a</p><hr><p>b</p>").blocks[1] == Divider()


def test_skipped_heading_levels_are_lowered_with_a_doubt() -> None:
    document = article("<h3>a</h3><p>x</p><h5>b</h5><p>y</p><h6>c</h6>")
    assert document.headings == (Heading(2, "a"), Heading(3, "b"), Heading(4, "c"))
    assert [(doubt.block, doubt.where) for doubt in document.doubts] == [
        (0, "“a”"),
        (2, "“b”"),
        (4, "“c”"),
    ]


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


def test_announcement_bar_becomes_an_offer_with_its_link() -> None:
    document = read(
        "<div class='announcement-bar'><p>Flour is half price. "
        "<a href=https://l.example/s>Shop now</a>"
        f"</p><button aria-label=Close>×</button></div><main><h1>B</h1><p>{LONG}</p></main>"
    )
    (bar,) = document.offers
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
    (modal,) = document.offers
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
    assert document.offers == ()
    assert len(document.left_out) == 1


def test_offer_without_any_hint_is_known_by_its_words() -> None:
    document = read(f"<div>Free shipping on flour</div><main><h1>B</h1><p>{LONG}</p></main>")
    assert [offer.heading for offer in document.offers] == ["Free shipping on flour"]
    assert document.doubts[0].offer == 0


def test_offers_above_the_title_and_after_the_end_leave_the_article() -> None:
    document = article(
        f"<p>{LONG}</p><p>Wait!</p><p>Sign up for our newsletter</p><p>It is good</p>"
    )
    (modal,) = document.offers
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

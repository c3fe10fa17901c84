"""The article of a saved web page is read as blocks."""

import pytest

from cms.importing.document import (
    Divider,
    Embed,
    Faq,
    FaqItem,
    Heading,
    Image,
    KeyPoints,
    Quote,
    RichText,
    Table,
)
from tests.importing.web_pages import article, messages, read, rich, why


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


def test_images_in_a_paragraph_follow_it() -> None:
    document = article("<p>a <img src=data:image/gif;base64,R0 data-src=b.png alt=''> c</p>")
    assert document.blocks == (RichText("<p>a c</p>"), Image("b.png"))
    assert messages(document) == []


def test_image_without_alternative_text_comes_with_a_doubt() -> None:
    assert messages(article("<img src=a.png>")) == ["The picture has no alternative text."]


def test_tracking_image_is_left_out() -> None:
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


def test_definitions_that_are_questions_become_questions_and_others_paragraphs() -> None:
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

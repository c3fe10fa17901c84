"""Read the source of a web page into a document."""

from bs4 import BeautifulSoup, Tag

from cms.importing.assembly import Assembly
from cms.importing.promotion_text import mentions_promotion
from cms.importing.web.boxes import extract_promotions, promotion_from_box
from cms.importing.web.chrome import chrome_around, chrome_inside, main_part, remove_invisible
from cms.importing.web.edges import extract_edge_promotions
from cms.importing.web.faq import declared_questions, fold_questions
from cms.importing.web.flow import FlowReader
from cms.importing.web.head import Head, read_head
from cms.importing.web.page import Page
from cms.importing.web.parsing import MAX_TAG_DEPTH, parse_html
from cms.importing.web.parts import is_not_a_box, part_of_site
from cms.importing.web.visible import HEADING_TAGS, visible_lines, visible_text

_MAX_PROMOTION_LINES = 6
_OUTSIDE_DOUBT = "Stands outside of the article; only its words tell that it is an offer."
_EDGE_DOUBT = "Stands at the edge of the article; only its words tell that it is an offer."
_MAY_PROMOTION = frozenset({"outside of the article", "sidebar"})


def read_html(source: str, *, has_boxes: bool = True) -> Assembly:
    """Read the article and the promotions of a web page; the title is empty if none is found.

    ``has_boxes`` is false for a source that cannot mark a promotion as a box, such as Markdown:
    then its words and position are no reason for a doubt. Raises ``UnreadableFile`` for a page with
    too many tags.
    """
    soup, flattened = parse_html(source)
    page = Page(Assembly())
    if flattened:
        page.assembly.doubt(
            "page", f"Elements more than {MAX_TAG_DEPTH} deep in each other were dissolved."
        )
    head = read_head(page, soup)
    questions = declared_questions(soup)
    remove_invisible(page, soup)
    main = main_part(soup)
    title = _title_tag(soup, main, head)
    extract_promotions(page, soup, main)
    _leave_chrome_out(page, main)
    extract_edge_promotions(page, main, title, *([_EDGE_DOUBT] if has_boxes else []))
    _name(page, head, title)
    FlowReader(page, title).read(main.children)
    if questions:
        fold_questions(page.assembly, questions)
    return page.assembly


def _title_tag(soup: BeautifulSoup, main: Tag, head: Head) -> Tag | None:
    """Return the heading that is the title, moved into the article if it is outside."""
    inside = [tag for tag in main.find_all("h1") if visible_text(tag)]
    outside = [
        tag
        for tag in soup.find_all("h1")
        if visible_text(tag) and not tag.find_parent(["nav", "footer", "dialog"])
    ]
    if inside or outside:
        title = (inside or outside)[0]
        if not inside:
            main.insert(0, title.extract())
        return title
    if head.title:
        return None
    return next((tag for tag in main.find_all(HEADING_TAGS) if visible_text(tag)), None)


def _leave_chrome_out(page: Page, main: Tag) -> None:
    around = {id(main), *map(id, main.parents)}
    for tag, why in [*chrome_around(main), *chrome_inside(main)]:
        may_promotion = why in _MAY_PROMOTION and _mentions_promotion(tag, around)
        promotion = promotion_from_box(page, tag, after_the_end=False) if may_promotion else None
        if promotion:
            tag.extract()
            page.assembly.add_promotion(promotion, _OUTSIDE_DOUBT)
        else:
            page.leave_out(tag, why)


def _mentions_promotion(tag: Tag, around: set[int]) -> bool:
    texts = visible_lines(tag)
    is_short = 0 < len(texts) <= _MAX_PROMOTION_LINES
    speaks = is_short and any(map(mentions_promotion, texts))
    return speaks and not is_not_a_box(tag) and not part_of_site(tag, around)


def _name(page: Page, head: Head, title: Tag | None) -> None:
    if title is None:
        doubts = (
            ["The page shows no title; this is the name that it gives itself."]
            if head.title
            else []
        )
        page.assembly.set_title(head.title, *doubts)
    else:
        doubts = (
            []
            if title.name == "h1"
            else ["The page has no main heading; this is its first heading."]
        )
        page.assembly.set_title(page.plain(title, "the title"), *doubts)
    if head.window_title != page.assembly.title:
        page.assembly.leave_out(head.window_title, "name that the page gives itself")

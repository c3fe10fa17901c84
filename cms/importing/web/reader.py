"""How does the source of a web page become a document?"""

from bs4 import BeautifulSoup, Tag

from cms.importing.assembly import Assembly
from cms.importing.promotion_text import speaks_of_offer
from cms.importing.web.boxes import offer_of, take_offers
from cms.importing.web.chrome import chrome_around, chrome_inside, drop_what_is_not_shown, main_part
from cms.importing.web.edges import take_edges
from cms.importing.web.faq import declared_questions, fold_questions
from cms.importing.web.flow import Flow
from cms.importing.web.head import Head, read_head
from cms.importing.web.page import Page
from cms.importing.web.parsing import DEEPEST, parse
from cms.importing.web.parts import is_no_box, part_of_site
from cms.importing.web.visible import HEADINGS, line, lines

_MOST_OFFER_LINES = 6
_DOUBTED = "Stands outside of the article; only its words tell that it is an offer."
_ONLY_WORDS = "Stands at the edge of the article; only its words tell that it is an offer."
_MAY_OFFER = frozenset({"outside of the article", "sidebar"})


def read_html(source: str, *, has_boxes: bool = True) -> Assembly:
    """Gather the article and the offers of a web page; the title stays empty where it shows none.

    ``has_boxes`` is off for a source that cannot mark an offer as a box, such as Markdown: there,
    words and a place are no reason to doubt.
    Raises ``UnreadableFile`` for a page with more tags than can be read.
    """
    soup, flattened = parse(source)
    page = Page(Assembly())
    if flattened:
        page.assembly.doubt(
            "page", f"Elements more than {DEEPEST} deep in each other were dissolved."
        )
    head = read_head(page, soup)
    questions = declared_questions(soup)
    drop_what_is_not_shown(page, soup)
    main = main_part(soup)
    title = _title_tag(soup, main, head)
    take_offers(page, soup, main)
    _leave_chrome_out(page, main)
    take_edges(page, main, title, *([_ONLY_WORDS] if has_boxes else []))
    _name(page, head, title)
    Flow(page, title).read(main.children)
    if questions:
        fold_questions(page.assembly, questions)
    return page.assembly


def _title_tag(soup: BeautifulSoup, main: Tag, head: Head) -> Tag | None:
    """The heading that is the title, moved into the article where it stands outside of it."""
    inside = [tag for tag in main.find_all("h1") if line(tag)]
    outside = [
        tag
        for tag in soup.find_all("h1")
        if line(tag) and not tag.find_parent(["nav", "footer", "dialog"])
    ]
    if inside or outside:
        title = (inside or outside)[0]
        if not inside:
            main.insert(0, title.extract())
        return title
    if head.title:
        return None
    return next((tag for tag in main.find_all(HEADINGS) if line(tag)), None)


def _leave_chrome_out(page: Page, main: Tag) -> None:
    around = {id(main), *map(id, main.parents)}
    for tag, why in [*chrome_around(main), *chrome_inside(main)]:
        may_offer = why in _MAY_OFFER and _speaks_of_offer(tag, around)
        offer = offer_of(page, tag, after_the_end=False) if may_offer else None
        if offer:
            tag.extract()
            page.assembly.add_offer(offer, _DOUBTED)
        else:
            page.leave_out(tag, why)


def _speaks_of_offer(tag: Tag, around: set[int]) -> bool:
    texts = lines(tag)
    is_short = 0 < len(texts) <= _MOST_OFFER_LINES
    speaks = is_short and any(map(speaks_of_offer, texts))
    return speaks and not is_no_box(tag) and not part_of_site(tag, around)


def _name(page: Page, head: Head, title: Tag | None) -> None:
    if title is None:
        doubts = (
            ["The page shows no title; this is the name that it gives itself."]
            if head.title
            else []
        )
        page.assembly.title_is(head.title, *doubts)
    else:
        doubts = (
            []
            if title.name == "h1"
            else ["The page has no main heading; this is its first heading."]
        )
        page.assembly.title_is(page.plain(title, "the title"), *doubts)
    if head.window_title != page.assembly.title:
        page.assembly.leave_out(head.window_title, "name that the page gives itself")

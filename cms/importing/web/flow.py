"""Convert the elements of an article to blocks, in order.

Each handler places all text of its element: what fits no block becomes a paragraph with a doubt.
"""

from collections.abc import Callable, Iterable

from bs4 import Tag
from bs4.element import PageElement

from cms.importing.assembly import Assembly
from cms.importing.document import Divider, Embed, FaqItem, Image, Quote
from cms.importing.flattening import as_rich_text
from cms.importing.markup import escaped, paragraphs
from cms.importing.web.faq import is_question
from cms.importing.web.inline import paragraphs_of, running_text
from cms.importing.web.lists import read_list
from cms.importing.web.media import place_media, split_caption
from cms.importing.web.page import Page
from cms.importing.web.tables import is_layout, place_table
from cms.importing.web.visible import (
    BLOCK_TAGS,
    HEADING_TAGS,
    MEDIA_TAGS,
    attribute,
    contains,
    is_text,
    visible_lines,
    visible_text,
)

_KEY_POINTS = ("key-points", "keypoints", "key-takeaways", "takeaways", "highlights-box")
_SOLID = BLOCK_TAGS | MEDIA_TAGS


class FlowReader:
    """Walks through an article and adds its blocks to the page's assembly."""

    def __init__(self, page: Page, title: Tag | None = None) -> None:
        self.page = page
        self._title = title
        self._caption = ("", "")
        self._handlers: dict[str, Callable[[Tag], None]] = {
            "p": self._paragraph,
            "ul": self._list,
            "ol": self._list,
            "menu": self._list,
            "dl": self._definitions,
            "figure": self._figure,
            "table": self._table,
            "blockquote": self._quote,
            "hr": self._divider,
            "details": self._details,
            "pre": self._preformatted,
            **dict.fromkeys(HEADING_TAGS, self._heading),
            **dict.fromkeys(MEDIA_TAGS, self._media),
        }

    @property
    def assembly(self) -> Assembly:
        return self.page.assembly

    def read(self, nodes: Iterable[PageElement]) -> None:
        """Add the blocks of sibling nodes; loose text becomes paragraphs."""
        run: list[PageElement] = []
        for node in list(nodes):
            if self._is_running(node):
                run.append(node)
            else:
                self._end_run(run)
                run = []
                if isinstance(node, Tag):
                    self._block(node)
        self._end_run(run)

    def _is_running(self, node: PageElement) -> bool:
        if not isinstance(node, Tag):
            return is_text(node)
        return not _is_solid(node) and not any(map(_is_solid, node.descendants))

    def _end_run(self, run: list[PageElement]) -> None:
        for text in paragraphs_of(self.page, run):
            self.assembly.add_html(f"<p>{text}</p>")
        self._place_waiting()

    def _block(self, tag: Tag) -> None:
        if is_question(tag):
            self._declared_question(tag)
        elif tag.name in self._handlers:
            self._handlers[tag.name](tag)
        else:
            href = attribute(tag, "href") if tag.name == "a" else ""
            if href and not href.startswith("#"):
                self.page.leave_code_out(href, "link around blocks")
            self.read(tag.children)
        self._place_waiting()

    def _place_waiting(self) -> None:
        deferred_media, self.page.deferred_media = self.page.deferred_media, []
        for tag in deferred_media:
            self._media(tag)

    def _paragraph(self, tag: Tag) -> None:
        if contains(tag, BLOCK_TAGS):
            self.read(tag.children)
        else:
            self._end_run(list(tag.children))

    def _heading(self, tag: Tag) -> None:
        if tag is self._title:
            self.assembly.doubt_all("Stands above the title and is kept in the article.")
            return
        text = self.page.plain(tag, "a heading")
        if text:
            self.assembly.add_heading(int(tag.name[1]), text)

    def _list(self, tag: Tag) -> None:
        found = read_list(self.page, tag)
        boxes = " ".join(attribute(box, "class").lower() for box in (tag, *tag.parents))
        moved = ["Blocks that stood inside this list follow it here."] if found.others else []
        self.assembly.add_list(
            found.items,
            *found.doubts,
            *moved,
            ordered=tag.name == "ol",
            key_points=any(name in boxes.split() for name in _KEY_POINTS),
        )
        self.read(found.others)

    def _definitions(self, tag: Tag) -> None:
        for group in tag.find_all("div", recursive=False):
            group.unwrap()
        terms = tag.find_all("dt")
        is_faq = bool(terms) and all(visible_text(term).endswith("?") for term in terms)
        question = ""
        for node in list(tag.children):
            if not isinstance(node, Tag):
                self._end_run([node])
            elif node.name == "dt" and is_faq:
                question = f"{question} {self.page.plain(node, 'a question')}".strip()
            elif node.name == "dd" and question:
                self._add_question(question, node.children)
                question = ""
            elif node.name == "dt" and visible_text(node):
                self.assembly.add_html(f"<p><b>{running_text(self.page, node.children)}</b></p>")
            else:
                self.read(node.children)
        if question:
            self.assembly.add_html(paragraphs([question]), "A question without an answer.")

    def _figure(self, tag: Tag) -> None:
        """Give the caption to the first image, table or quotation inside.

        Without one it becomes a paragraph.
        """
        caption = tag.find("figcaption")
        if isinstance(caption, Tag):
            self.page.defer_media(caption, "a caption")
            self._caption = split_caption(caption)
            caption.extract()
        self.read(tag.children)
        if any(self._caption):
            self.assembly.add_html(
                paragraphs(self._caption),
                "The caption of a figure that is no picture, table or quotation.",
            )
        self._caption = ("", "")

    def _taken_caption(self) -> tuple[str, str]:
        caption, self._caption = self._caption, ("", "")
        return caption

    def _media(self, tag: Tag) -> None:
        takes_caption = tag.name in {"img", "picture"}
        caption = self._caption if takes_caption else ("", "")
        if place_media(self.page, tag, *caption) and takes_caption:
            self._caption = ("", "")

    def _table(self, tag: Tag) -> None:
        if is_layout(tag):
            self.read(tag.children)
        else:
            place_table(self.page, tag, " ".join(filter(None, self._taken_caption())))

    def _quote(self, tag: Tag) -> None:
        source = tag.find(["cite", "footer"])
        attribution = " ".join(filter(None, self._taken_caption()))
        url = self.page.safe_href(attribute(tag, "cite")) if attribute(tag, "cite") else ""
        if isinstance(source, Tag):
            outer = source.find_parent("footer") or source
            links = [attribute(found, "href") for found in outer.find_all("a", href=True)]
            url = url or next(filter(None, map(self.page.safe_href, links)), "")
            attribution = " ".join(filter(None, [visible_text(outer), attribution]))
            outer.extract()
        self.page.defer_media(tag, "a quotation")
        text = "\n\n".join(visible_lines(tag))
        if text:
            self.assembly.add(Quote(text, attribution.strip("\u2014\u2013- "), url))
        elif attribution:
            self.assembly.add_html(paragraphs([attribution]))

    def _divider(self, tag: Tag) -> None:
        self.assembly.add(Divider())
        self.read(tag.children)

    def _details(self, tag: Tag) -> None:
        summary = tag.find("summary", recursive=False)
        if not isinstance(summary, Tag) or not visible_text(summary):
            self.read(tag.children)
            return
        question = self.page.plain(summary, "a question")
        summary.extract()
        doubts = (
            []
            if question.endswith("?")
            else ["Text that opens on a click; it may not be a question."]
        )
        self._add_question(question, tag.children, *doubts)

    def _declared_question(self, tag: Tag) -> None:
        name = tag.find(itemprop="name")
        if not isinstance(name, Tag) or not visible_text(name):
            self.read(tag.children)
            return
        question = self.page.plain(name, "a question")
        name.extract()
        self._add_question(question, tag.children)

    def _add_question(self, question: str, nodes: Iterable[PageElement], *doubts: str) -> None:
        """Add a question; images in its answer follow it, as an answer is rich text only."""
        inner = Page(Assembly(), self.page.base)
        FlowReader(inner).read(nodes)
        answer, others = as_rich_text(entry.built() for entry in inner.assembly.entries)
        if answer:
            self.assembly.add_question(FaqItem(question, answer), *doubts)
        else:
            self.assembly.add_html(paragraphs([question]), "A question without an answer.")
        self.assembly.absorb(inner.assembly)
        for block in others:
            if isinstance(block, Image | Embed):
                self.assembly.add(block, "Stood inside an answer; it follows it here.")

    def _preformatted(self, tag: Tag) -> None:
        self.page.defer_media(tag, "preformatted text")
        text = "".join(str(node) for node in tag.descendants if is_text(node))
        rows = [escaped(row.rstrip()) for row in text.strip("\n").split("\n")]
        if text.strip():
            markup = "<br>".join(rows).strip()
            self.assembly.add_html(f"<p>{markup}</p>", "Preformatted text: check its line breaks.")


def _is_solid(node: PageElement) -> bool:
    return isinstance(node, Tag) and (node.name in _SOLID or is_question(node))

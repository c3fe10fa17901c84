"""Load what a response refers to, as far as it is visible, in a fixed number of SQL queries.

A representation first requests references (`request_*`), then calls `load`, then gets them. What
is not visible is not found, so a response never contains an object whose visibility was not
checked.
"""

from typing import Any
from uuid import UUID

from django.db.models import Case, Q, QuerySet, When
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Page

from cms.content import rich_text
from cms.content.images import renditions
from cms.content.images.image_json import ImageJson
from cms.content.rich_text_nodes import RichTextJson
from cms.publishing import compiled_queries
from cms.publishing.addresses import base_url, own_path, public_url
from cms.publishing.visibility import PublicContent, place_key


def _pages_of(
    public: PublicContent, pks: list[int], places: list[str], translations: list[UUID]
) -> "QuerySet[Any, Any]":
    requested = Q(pk__in=pks) | Q(url_path__in=places) | Q(translation_key__in=translations)
    # Hidden pages too, to know that a URL leads to one.
    visible = Case(When(public.page_condition(), then=True), default=False)
    rows = Page.objects.filter(requested).annotate(visible=visible).order_by()
    return rows.values_list("pk", "url_path", "translation_key", "locale__language_code", "visible")


class ReferenceLoader:
    """The references of one response, loaded in bulk from public content."""

    def __init__(self, public: PublicContent) -> None:
        self.public = public
        self.base_url = base_url(public.site)
        self._requested: dict[str, set[Any]] = {
            "page": set(),
            "path": set(),
            "document": set(),
            "image": set(),
            "embed": set(),
        }
        self._translations_of: Any = None
        self._translations: list[tuple[str, str]] = []
        self._page_urls: dict[int, str] = {}
        self._hidden_paths: set[str] = set()
        self._document_urls: dict[int, str] = {}
        self._images: dict[int, Any] = {}
        self._rich_texts: dict[tuple[str, frozenset[int]], RichTextJson] = {}
        self._embeds: dict[str, Embed] = {}

    def request(self, kind: str, key: int | str | None) -> None:
        """Request a `page`, `document` or `image` by id, or an `embed` by URL; None is ignored."""
        if key:
            self._requested[kind].add(key)

    def request_translations(self, page: Page) -> None:
        """Request the translations of a page, including the page itself."""
        self._translations_of = page.translation_key

    def request_rich_text(self, source: str) -> None:
        """Request what stored rich text links to."""
        references, addresses = rich_text.references(source)
        for reference in references:
            self.request(reference.kind, reference.id)
        for address in addresses:
            self.request_address(address)

    def request_address(self, url: str | None) -> None:
        """Request whether a URL is that of a hidden page of the site."""
        path = own_path(rich_text.safe_url(url or "") or "", self.base_url)
        if path is not None:
            self._requested["path"].add(path)

    def request_link(self, raw: dict[str, Any] | None) -> None:
        """Request the target of a stored link block `{page, document, url}`."""
        raw = raw or {}
        self.request("page", raw.get("page"))
        self.request("document", raw.get("document"))
        self.request_address(raw.get("url"))

    def load(self) -> None:
        """Load what was requested and is visible: one query per kind, two for images."""
        if self._requested["page"] or self._requested["path"] or self._translations_of:
            self._load_pages()
        if documents := self._requested["document"]:
            self.public.dependencies.add(*(f"document-{pk}" for pk in documents))
            for document in self.public.documents().filter(pk__in=documents):
                self._document_urls[document.pk] = public_url(document.url)
        if images := self._requested["image"]:
            self.public.dependencies.add(*(f"image-{pk}" for pk in images))
            rows = compiled_queries.rows(
                self.public.query_name("images"), self._images_of, sorted(images)
            )
            self._images = {image.pk: image for image in renditions.shown_from(rows)}
        if urls := self._requested["embed"]:
            hashes = [get_embed_hash(url) for url in urls]
            self.public.dependencies.add(*(f"embed-{each}" for each in hashes))
            for embed in Embed.objects.filter(hash__in=hashes):
                self._embeds[embed.url] = embed

    def _images_of(self, pks: list[int]) -> "QuerySet[Any, Any]":
        return renditions.columns_of(self.public.images().filter(pk__in=pks))

    def _load_pages(self) -> None:
        missing = set(self._requested["page"])
        translations = [self._translations_of] if self._translations_of else []
        self.public.dependencies.add(*(f"translation-{key}" for key in translations))
        for path in self._requested["path"]:
            self.public.dependencies.add(*self.public.place_keys(path))
        meant = {path: self.public.url_paths(path) for path in self._requested["path"]}
        places = [place for places in meant.values() for place in places]
        values = sorted(missing), places, translations
        is_visible: dict[str, bool] = {}
        for row in self.public.rows("pages that are linked to", _pages_of, *values):
            pk, url_path, translation_key, code, visible = row
            is_visible[url_path] = visible
            missing.discard(pk)
            # A link depends on the path and the visibility of a page only, not on its content.
            self.public.dependencies.add(place_key(url_path))
            path = self.public.path_of(url_path) if visible else None
            if path is None:
                continue
            self._page_urls[pk] = self.base_url + path
            if translation_key == self._translations_of:
                self._translations.append((code, path))
        self.public.dependencies.add(*(f"page-{pk}" for pk in missing))
        for path, places in meant.items():
            visible_pages = [is_visible[place] for place in places if place in is_visible]
            # A path without any page may belong to the frontend itself.
            if visible_pages and not any(visible_pages):
                self._hidden_paths.add(path)

    def image(self, pk: int | None, alt: str = "") -> ImageJson | None:
        """Return the representation of an image; None if it is not visible."""
        image = self._images.get(pk) if pk else None
        return renditions.represent_image(image, alt) if image is not None else None

    def translations(self) -> list[tuple[str, str]]:
        """Return `(language code, path)` of the visible translations, sorted by code."""
        return sorted(self._translations)

    def page_url(self, pk: int | None) -> str | None:
        """Return the absolute URL of a page; None if it is not visible."""
        return self._page_urls.get(pk) if pk else None

    def link_target(self, kind: str, key: str) -> str | None:
        """Return the absolute URL of a link in rich text; None if the link has to be removed."""
        if kind in ("page", "document"):
            urls = self._page_urls if kind == "page" else self._document_urls
            return urls.get(int(key)) if rich_text.is_id(key) else None
        url = rich_text.safe_url(key)
        if url and own_path(url, self.base_url) in self._hidden_paths:
            return None
        if url and url.startswith("/"):
            return self.base_url + url
        return url

    def link(self, raw: dict[str, Any] | None) -> str | None:
        """Return the absolute URL of a stored link block `{page, document, url}`, or None."""
        raw = raw or {}
        if raw.get("page"):
            return self.link_target("page", str(raw["page"]))
        if raw.get("document"):
            return self.link_target("document", str(raw["document"]))
        return self.link_target("external", raw.get("url") or "") if raw.get("url") else None

    def embed(self, url: str) -> Embed | None:
        """Return the embed of a URL, if it was fetched when its page was published."""
        return self._embeds.get(url)

    def rich_text(self, source: str, citations: frozenset[int] = frozenset()) -> RichTextJson:
        """Return `{html, nodes}` of stored rich text."""
        # Cached, since all articles of a list may have the same author.
        known = self._rich_texts.get((source, citations))
        if known is None:
            known = rich_text.represent_rich_text(source or "", self.link_target, citations)
            self._rich_texts[source, citations] = known
        return known.copy()

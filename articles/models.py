"""The page types of articles."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import TaggedItemBase
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page
from wagtail.search import index
from wagtail.snippets.widgets import AdminSnippetChooser

from articles.authors_and_topics import Author, Topic
from articles.blocks import ReferenceBlock
from articles.querysets import ArticleManager
from cms.content.blocks.body import BodyBlock
from cms.content.pages import BasePage
from cms.content.rich_text import cited_numbers

__all__ = ["ArticleIndexPage", "ArticlePage", "ArticleTag", "Author", "RelatedArticle", "Topic"]


class ArticleIndexPage(BasePage):
    """The parent page of articles."""

    api_type: ClassVar[str] = "article_index"

    summary = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*BasePage.content_panels, FieldPanel("summary")]
    subpage_types = ["articles.ArticlePage"]
    page_description = _("The parent page of articles.")

    class Meta:
        verbose_name = _("article index")
        verbose_name_plural = _("article indexes")

    @classmethod
    def clean_parent_page_models(cls) -> list[type[Page]]:
        """Return every page type but the plain one, which is the root of the page tree.

        Each project has its own type of home page, which limits its children itself.
        """
        return [model for model in super().clean_parent_page_models() if model is not Page]


class ArticleTag(TaggedItemBase):
    """A free tag on an article."""

    content_object = ParentalKey(
        "articles.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class RelatedArticle(Orderable):
    """An article that an editor recommends with another."""

    page = ParentalKey(
        "articles.ArticlePage", on_delete=models.CASCADE, related_name="related_articles"
    )
    article = models.ForeignKey(
        "articles.ArticlePage",
        verbose_name=_("article"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    panels = [PageChooserPanel("article")]

    class Meta(Orderable.Meta):
        verbose_name = _("related article")


def _reviewer_chooser() -> AdminSnippetChooser:
    return AdminSnippetChooser(
        model=Author,
        icon="user",
        choose_one_text=_("Choose reviewer"),
        choose_another_text=_("Choose another reviewer"),
        link_to_chosen_text=_("Edit this reviewer"),
    )


class ArticlePage(BasePage):
    """A health article: author, reviewer, blocks and references."""

    api_type: ClassVar[str] = "article"
    api_joined: ClassVar[tuple[str, ...]] = ("locale", "author", "reviewer")

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=500,
        help_text=_("Two sentences for lists and search engines: what does the reader learn?"),
    )
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("main image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("alt text of the main image"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen. Leave empty if the image is decorative."),
    )
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="articles"
    )
    tags = ClusterTaggableManager(through=ArticleTag, verbose_name=_("tags"), blank=True)
    author = models.ForeignKey(
        Author,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
    )
    reviewer = models.ForeignKey(
        Author,
        verbose_name=_("medical reviewer"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviewed_articles",
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    next_review_due = models.DateField(
        _("next review due"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("The article appears in the list of overdue reviews from this day on."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    references = StreamField(
        [("reference", ReferenceBlock())],
        verbose_name=_("references"),
        blank=True,
        help_text=_("Numbered in this order. Cite the first one in the text as [1]."),
    )
    reading_minutes = models.PositiveSmallIntegerField(default=1, editable=False)

    objects = ArticleManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("hero_image", heading=_("Image")),
                FieldPanel("hero_alt", heading=_("Alt text")),
            ],
            heading=_("Main image"),
        ),
        FieldPanel("body"),
        FieldPanel("references"),
        MultiFieldPanel([FieldPanel("topics"), FieldPanel("tags")], heading=_("Topics and tags")),
        InlinePanel(
            "related_articles",
            heading=_("Related articles"),
            label=_("Related article"),
            max_num=6,
            help_text=_("Fewer than three are filled up with articles that share topics."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("author"),
                FieldPanel("reviewer", widget=_reviewer_chooser()),
                FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("next_review_due")]),
            ],
            heading=_("Author and medical review"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary", boost=1.5),
        index.SearchField("searched_text"),
        index.FilterField("author_id"),
        index.FilterField("reviewer_id"),
        index.FilterField("next_review_due"),
    ]
    parent_page_types = ["articles.ArticleIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("A health article made of blocks, with author, reviewer and references.")

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the reading time, so that lists need not load bodies."""
        self.reading_minutes = self.body.stream_block.reading_minutes(self.body.raw_data)
        super().save(*args, **kwargs)

    def with_content_json(self, content: Any) -> Any:
        """Return the content of a revision with its reading time, which revisions do not store."""
        article = super().with_content_json(content)
        body = article.body
        article.reading_minutes = body.stream_block.reading_minutes(body.raw_data)
        return article

    def clean(self) -> None:
        """Raise ValidationError for a taken slug, or a review without a date or reviewer."""
        super().clean()
        errors: dict[str, Any] = {}
        if self.slug and self._slug_is_taken():
            errors["slug"] = _("Another article of this site and language has this slug.")
        if self.reviewer_id and not self.reviewed_on:
            errors["reviewed_on"] = _("When was it reviewed? A reviewer needs a date.")
        if self.reviewed_on and not self.reviewer_id:
            errors["reviewer"] = _("Who reviewed it? A review date needs a reviewer.")
        if self.reviewed_on and self.next_review_due and self.next_review_due <= self.reviewed_on:
            errors["next_review_due"] = _("The next review must be after the last one.")
        if errors:
            raise ValidationError(errors)

    def _slug_is_taken(self) -> bool:
        """Return whether another article under the same home page has this slug."""
        twins = ArticlePage.objects.filter(slug=self.slug, locale_id=self.locale_id)
        if self.path:
            twins = twins.on_site_of(self)
        return twins.exclude(pk=self.pk).exists()

    def passages(self) -> Iterator[str]:
        """Yield the searchable texts except the title: summary, blocks, references."""
        yield self.summary
        yield from filter(None, self.body.stream_block.searchable(self.body.raw_data))
        for item in self.references.raw_data:
            cited = (item["value"].get(name) or "" for name in ("text", "authors", "source"))
            yield " ".join(cited)

    def searched_text(self) -> str:
        """Return all passages except the summary, which has a weight of its own."""
        return " ".join(islice(self.passages(), 1, None))

    def unknown_citations(self) -> list[int]:
        """Return the numbers cited in the body that have no reference."""
        known = set(range(1, len(self.references.raw_data) + 1))
        cited: set[int] = set()
        for block in self.body.raw_data:
            if block["type"] == "rich_text":
                cited |= cited_numbers(block["value"] or "")
        return sorted(cited - known)

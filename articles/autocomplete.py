"""The endpoint of suggestions for an incomplete search."""

from typing import Any

from django.db.models import BooleanField, Case, F, Value, When

from articles import search_results
from articles.models import ArticlePage, Topic
from articles.search_schemas import Suggestions
from cms.api.openapi.decorators import extend_schema
from cms.api.parameters import LocaleParameters, TextParameter, WholeNumberParameter
from cms.api.views import ReadView
from cms.search import query as search
from cms.search import stemming

DEFAULT_SUGGESTIONS = 5
MAX_SUGGESTIONS = 20


class AutocompleteParameters(LocaleParameters):
    """`search`, `locale`, `limit`."""

    examples = {"search": "a calm ev"}

    search = TextParameter(
        required=True,
        max_length=100,
        help_text="What has been typed so far: whole words, and the beginning of the last one.",
    )
    limit = WholeNumberParameter(
        required=False, default=DEFAULT_SUGGESTIONS, min_value=1, max_value=MAX_SUGGESTIONS,
        help_text=f"How many articles, and how many topics, at most {MAX_SUGGESTIONS} each.",
    )  # fmt: skip


class AutocompleteView(ReadView):
    """Suggest articles and topics while a visitor types."""

    parameters = AutocompleteParameters
    response_type = Suggestions

    @extend_schema(operation_id="autocomplete", tags=["Articles"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Titles of articles and names of topics that go on as somebody has begun to type.

        Those that begin with it come first, then the newest articles, and topics by name.
        """
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Suggestions:
        public, begun = self.public, stemming.words(self.query["search"])
        public.dependencies.add("search")
        if not begun:
            return {"articles": [], "topics": []}
        public.dependencies.add_all(ArticlePage)
        public.dependencies.add_all(Topic)
        newest = F("first_published_at").desc(nulls_first=True)
        articles = self._of(public.pages(ArticlePage), "title", begun).order_by(
            "-first", newest, "pk"
        )
        shown = articles.select_related("locale").defer("body", "references")[: self.query["limit"]]
        topics = self._of(public.snippets(Topic), "name", begun).order_by("-first", "name", "pk")
        article_rows = public.with_scheduled_content(shown)
        topic_rows = public.with_scheduled_content(topics[: self.query["limit"]])
        public.dependencies.add_rows([*article_rows, *topic_rows])
        return {
            "articles": [
                search_results.suggested_article(row, public, begun) for row in article_rows
            ],
            "topics": [search_results.suggested_topic(row, begun) for row in topic_rows],
        }

    def _of(self, rows: Any, name: str, begun: list[str]) -> Any:
        """Return matching rows in the requested language, with `first`: a prefix match."""
        found = search.entries_by_prefix(rows.model, begun).values("row")
        begins = When(**{f"{name}__istartswith": self.query["search"]}, then=Value(True))
        return rows.filter(locale__language_code=self.locale(), pk__in=found).annotate(
            first=Case(begins, default=Value(False), output_field=BooleanField())
        )

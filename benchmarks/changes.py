"""Which changes of content are timed: in SQL alone, as an editor makes them, and in bulk?"""

from itertools import count
from typing import Any

from django.db import connection, transaction
from wagtail.models import Page

from articles.models import ArticlePage
from benchmarks.timing import Measure
from cms.versions import content_versions
from cms.versions.dependencies import ANY

INSERTED = 2_000


def reading() -> list[Measure]:
    """Reading the token, as each request does, and through the ORM."""
    rows = content_versions.ContentVersion.objects.filter(scope=ANY)
    return [
        Measure(
            "read the token of all content", lambda _: content_versions.current(), repeat=2_000
        ),
        Measure("the same through the ORM", lambda _: list(rows.all()), repeat=500),
    ]


class Changes:
    """Changes of the latest article, each time with other words, and pages beside it."""

    def __init__(self) -> None:
        self.article = ArticlePage.objects.latest("pk")
        self.index = self.article.get_parent()
        self._turns = count()

    def measures(self, mode: str) -> list[Measure]:
        """Return each of them, with the name to print."""
        return [
            Measure(f"change words of a page, {mode}", self.change_words, repeat=200),
            Measure(f"change what nobody sees, {mode}", self.change_draft_title, repeat=200),
            Measure(f"publish an article, {mode}", self.publish, repeat=10),
            Measure(f"insert {INSERTED:,} live pages, {mode}", self.insert, self.pages, repeat=1),
        ]

    def change_words(self, _: Any) -> None:
        """By an UPDATE of what readers see."""
        self._update("title", "draft_title")

    def change_draft_title(self, _: Any) -> None:
        """By an UPDATE of what only editors see."""
        self._update("draft_title")

    def _update(self, *columns: str) -> None:
        changed = ", ".join(f"{name} = %s" for name in columns)
        words = [f"No. {next(self._turns)}"] * len(columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE wagtailcore_page SET {changed} WHERE id = %s", [*words, self.article.pk]
            )

    def publish(self, _: Any) -> None:
        """As the admin does."""
        self.article.summary = f"No. {next(self._turns)}"
        self.article.save_revision().publish()

    def pages(self) -> list[Page]:
        """Live pages that are not there yet."""
        index, article, first = self.index, self.article, next(self._turns) * INSERTED
        return [
            Page(
                title="A page", slug=f"page-{first + n}", live=True, depth=index.depth + 1,
                path=index._get_path(index.path, index.depth + 1, 10_000 + n), numchild=0,
                url_path=f"{index.url_path}page-{first + n}/", locale_id=article.locale_id,
                content_type_id=article.content_type_id, draft_title="A page",
            )
            for n in range(INSERTED)
        ]  # fmt: skip

    def insert(self, pages: list[Page]) -> None:
        """In one statement, and taken back."""
        with transaction.atomic():
            Page.objects.bulk_create(pages)
            transaction.set_rollback(True)

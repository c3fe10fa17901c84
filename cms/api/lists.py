"""How is a list read, page by page or as a crawl?"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet

from cms.api.count_cache import counted
from cms.api.cursors import Order, expressions, question, stretch
from cms.api.pagination import PLACES, PageParameters, page_of, stretch_of
from cms.api.parameters import Parameters
from cms.api.views import ReadView
from cms.publishing.addresses import public_url


class ListView(ReadView):
    """A list in pages: subclasses say which rows there are, and how they are represented."""

    parameters: ClassVar[type[Parameters]] = PageParameters

    def rows(self) -> "QuerySet[Any]":
        """All rows that the parameters ask for, in no order."""
        raise NotImplementedError

    def order(self) -> Order:
        """The total order that the parameters ask for."""
        raise NotImplementedError

    def load(self, ids: list[Any]) -> Iterable[Any]:
        """Those of the rows that have these ids, with all that is told of them, in any order."""
        return self.rows().filter(pk__in=ids)

    def represent(self, rows: list[Any]) -> list[Any]:
        """The JSON of loaded rows."""
        raise NotImplementedError

    def read(self, **captured: Any) -> Any:
        """One page of the list."""
        if "cursor" in self.query:
            return self._stretch()
        limit, offset = self.query["limit"], self.query["offset"]
        found, count = self.page(limit, offset)
        return page_of(found, count, self.request.query_params, self.url, limit, offset)

    def page(self, limit: int, offset: int) -> tuple[list[Any], int]:
        """The JSON of the rows of one page, and how many rows there are in all."""
        rows = self.rows()
        found = rows.order_by(*expressions(self.order())).values_list("pk", flat=True)
        return self.told(list(found[offset : offset + limit])), self.count(rows)

    def told(self, ids: list[Any]) -> list[Any]:
        """The JSON of the rows with these ids, in this order.

        Which they are is asked for by itself: with all that is told of a row, and all that this
        points at, a database sorts every row there is instead of walking an index.
        """
        rows = {row.pk: row for row in self.load(ids)} if ids else {}
        return self.represent([rows[pk] for pk in ids if pk in rows])

    def count(self, rows: "QuerySet[Any]") -> int:
        """How many rows the parameters ask for."""
        if self.at_asked is not None:
            return rows.count()
        asked = [
            (name, *values)
            for name, values in sorted(self.request.query_params.lists())
            if name not in (*PLACES, "ordering")
        ]
        about = (self.public.site.pk, self.request.path, tuple(asked))
        return counted(about, self.now, self.changes_at, rows.count)

    def _stretch(self) -> Any:
        rows, order, limit = self.rows(), self.order(), self.query["limit"]
        about = question(self.request._request, self.public.site.pk, order)
        found = stretch(rows, order, self.query["cursor"], limit, about)
        page, asked = self.told(found.ids), self.request.query_params
        return stretch_of(page, asked, self.url, limit, found.next, found.previous)

    @property
    def url(self) -> str:
        """The list's own address, without any question."""
        return public_url(self.request.path)

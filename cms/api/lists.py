"""The base of list endpoints: pages by offset or by cursor."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet

from cms.api.count_cache import counted
from cms.api.cursors import SortOrder, cursor_page, expressions, list_fingerprint
from cms.api.pagination import PLACES, PageParameters, cursor_page_json, page_of
from cms.api.parameters import Parameters
from cms.api.views import ReadView
from cms.publishing.addresses import public_url


class ListView(ReadView):
    """A paginated list; subclasses define its rows, their order and their JSON."""

    parameters: ClassVar[type[Parameters]] = PageParameters

    def rows(self) -> "QuerySet[Any]":
        """Return all rows for the parameters, unsorted."""
        raise NotImplementedError

    def order(self) -> SortOrder:
        """Return the total order for the parameters."""
        raise NotImplementedError

    def load(self, ids: list[Any]) -> Iterable[Any]:
        """Return the rows with these ids and all that their JSON needs, in any order."""
        return self.rows().filter(pk__in=ids)

    def represent(self, rows: list[Any]) -> list[Any]:
        """Return the JSON of loaded rows."""
        raise NotImplementedError

    def read(self, **captured: Any) -> Any:
        if "cursor" in self.query:
            return self._cursor_page()
        limit, offset = self.query["limit"], self.query["offset"]
        found, count = self.page(limit, offset)
        return page_of(found, count, self.request.query_params, self.url, limit, offset)

    def page(self, limit: int, offset: int) -> tuple[list[Any], int]:
        """Return the JSON of the rows of one page, and the number of all rows."""
        rows = self.rows()
        found = rows.order_by(*expressions(self.order())).values_list("pk", flat=True)
        return self.represent_ids(list(found[offset : offset + limit])), self.count(rows)

    def represent_ids(self, ids: list[Any]) -> list[Any]:
        """Return the JSON of the rows with these ids, in this order.

        The ids are a query of their own: with all columns and joins of the JSON, a database sorts
        every row instead of following an index.
        """
        rows = {row.pk: row for row in self.load(ids)} if ids else {}
        return self.represent([rows[pk] for pk in ids if pk in rows])

    def count(self, rows: "QuerySet[Any]") -> int:
        """Return the number of rows for the parameters, stored if the request is for now."""
        if self.requested_at is not None:
            return rows.count()
        filters = [
            (name, *values)
            for name, values in sorted(self.request.query_params.lists())
            if name not in (*PLACES, "ordering")
        ]
        about = (self.public.site.pk, self.request.path, tuple(filters))
        return counted(about, self.now, self.changes_at, rows.count)

    def _cursor_page(self) -> Any:
        rows, order, limit = self.rows(), self.order(), self.query["limit"]
        about = list_fingerprint(self.request._request, self.public.site.pk, order)
        found = cursor_page(rows, order, self.query["cursor"], limit, about)
        page, query = self.represent_ids(found.ids), self.request.query_params
        return cursor_page_json(page, query, self.url, limit, found.next, found.previous)

    @property
    def url(self) -> str:
        """The public URL of the list, without a query string."""
        return public_url(self.request.path)

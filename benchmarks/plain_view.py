"""The same answer from a plain Django filter: what does a whole read of that cost?"""

from typing import Any

from django.urls import include, path

from benchmarks.offers import SLOT, PlainOffer
from cms.api.views import ReadView, instant
from cms.content.reference_loader import ReferenceLoader
from promotions.representation import represent, request_references
from promotions.scheduling.schedule import Interval

ADDRESS = "/api/v1/plain/"


class PlainView(ReadView):
    """The offers of one slot, each between its two instants."""

    def read(self, **captured: Any) -> Any:
        """As `promotions/active/`, without windows, conditions and an exact end."""
        view = self.public
        rows = list(PlainOffer.shown(view.site, view.at))
        loader = ReferenceLoader(view)
        for row in rows:
            request_references(row.promotion, loader)
        loader.load()
        ends = min((row.ends_at for row in rows), default=None)
        self.changes_no_later_than(ends)
        shown = [
            represent(row.promotion, Interval(row.starts_at, row.ends_at), loader) for row in rows
        ]
        return {"at": None, "valid_until": instant(ends), "slots": {SLOT: shown}}


urlpatterns = [path(ADDRESS.lstrip("/"), PlainView.as_view()), path("", include("cms.urls"))]

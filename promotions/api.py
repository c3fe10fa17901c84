"""The endpoints of current and upcoming promotions."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from rest_framework import serializers
from rest_framework.request import Request

from cms.api.openapi.decorators import extend_schema
from cms.api.parameters import ListParameter, LocaleParameter, Parameters
from cms.api.resolve import PathParameter
from cms.api.views import ReadView
from promotions.active import response as bodies
from promotions.choices import Slot
from promotions.resolving.resolve import Context
from promotions.schemas import ActivePromotions, Manifest


class ContextParameters(Parameters):
    """The context that promotions are chosen for."""

    examples = {"path": "/articles/a-calm-evening/", "topic": ["sleep"]}

    path = PathParameter(help_text="Path of the page, such as `/articles/sleep/`.")
    slot = ListParameter(
        child=serializers.ChoiceField(choices=Slot.choices),
        help_text="Only these slots; repeatable. Default: all.",
    )
    locale = LocaleParameter()
    topic = ListParameter(help_text="Slug of a topic of the page; repeatable.")


class _PromotionsView(ReadView):
    """Base of the endpoints; the response has the canonical URL of its context."""

    parameters = ContextParameters
    has_one_address = True

    def context(self) -> Context:
        """Return the context of the request, normalised."""
        query = self.query
        return Context(
            path=query.get("path"), topics=frozenset(query.get("topic") or ()), locale=self.locale()
        )

    def slots(self) -> list[str]:
        """Return the requested slots without duplicates, in a fixed order."""
        wanted = set(self.query.get("slot") or Slot.values)
        return [slot for slot in Slot.values if slot in wanted]

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Set Content-Location, the same for all equal requests (RFC 9110, section 8.7)."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if (
            response.status_code == 200
            and request.method != "OPTIONS"
            and self.requested_at is None
        ):
            response["Content-Location"] = self._address()
        return response

    def _address(self) -> str:
        query = urlencode(list(self._canonical_parameters()), quote_via=quote, safe="/")
        return f"{self.request.path}?{query}" if query else self.request.path

    def _canonical_parameters(self) -> Iterator[tuple[str, str]]:
        """Yield the parameters by name, values sorted, without defaults."""
        context, slots = self.context(), self.slots()
        if context.locale != self.public.default_locale:
            yield "locale", context.locale
        if context.path is not None:
            yield "path", _escaped(context.path)
        if len(slots) < len(Slot.values):
            yield from (("slot", slot) for slot in sorted(slots))
        yield from (("topic", topic) for topic in sorted(context.topics))


def _escaped(path: str) -> str:
    """Return a text that `normalise_path` turns into this path.

    >>> from cms.api.paths import normalise_path
    >>> [normalise_path(_escaped(path)) for path in ("/100%25/", "/what?/", "/caf\u00e9/")]
    ['/100%25/', '/what?/', '/caf\u00e9/']
    """
    return path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")


class ActivePromotionsView(_PromotionsView):
    """What to show now in each slot."""

    response_type = ActivePromotions

    @extend_schema(operation_id="active_promotions", tags=["Promotions"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Candidates for each slot, in the order in which a frontend tries them."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> ActivePromotions:
        """Return the promotions that run now, resolved for the context."""
        resolved_for = self.context(), self.slots()
        body, changes_at = bodies.active(self.public, *resolved_for, due=self.changes_at)
        self.changes_no_later_than(changes_at)
        return body


class ManifestView(_PromotionsView):
    """What to show now and when that changes, for edges and static builds."""

    response_type = Manifest

    @extend_schema(operation_id="promotions_manifest", tags=["Promotions"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """What shows now, every change of the next 30 days, and what may be loaded ahead."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Manifest:
        """Return the response of `promotions/active/` with transitions and upcoming promotions."""
        resolved_for = self.context(), self.slots()
        body, changes_at = bodies.manifest(self.public, *resolved_for, due=self.changes_at)
        self.changes_no_later_than(changes_at)
        return body

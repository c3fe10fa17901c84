"""The endpoints of the home page and the site settings."""

from typing import Any

from django.http import Http404

from cms.api.openapi.decorators import extend_schema
from cms.api.parameters import LocaleParameters
from cms.api.views import ReadView
from home import representation
from home.models import HomePage
from home.schemas import HomeJson, SiteJson


class HomeView(ReadView):
    """The home page of the site in one language."""

    parameters = LocaleParameters
    response_type = HomeJson

    @extend_schema(operation_id="home", tags=["Site"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """The home page of the site: introduction, featured pages, body."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> HomeJson:
        """Return the visible home page in the requested language; raise Http404 without one."""
        public = self.public
        roots = {root.locale: root.path for root in public.roots}
        page = (
            # No dependency to add: home pages change `SITE`.
            public.pages(HomePage)
            .filter(path=roots.get(self.locale(), ""))
            .select_related("locale")
            .first()
        )
        if page is None:
            raise Http404
        return representation.detail(page, public)


class SiteView(ReadView):
    """The settings of the site."""

    response_type = SiteJson

    @extend_schema(operation_id="site", tags=["Site"])
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Brand, navigation, social profiles, defaults for search engines, disclaimer."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> SiteJson:
        return representation.site(self.public)

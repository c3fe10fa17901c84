"""Which endpoints answer for the site as a whole: home page, site settings?"""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema

from cms.api.parameters import LocaleParameters
from cms.api.views import ReadView
from home import representation
from home.models import HomePage
from home.schemas import HomeSerializer, SiteSerializer


class HomeView(ReadView):
    """The home page of the site in one language."""

    parameters = LocaleParameters

    @extend_schema(operation_id="home", tags=["Site"], responses=HomeSerializer)
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """The home page of the site: introduction, featured pages, body."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Any:
        """The visible home page in the language asked for."""
        public = self.public
        roots = {root.locale: root.path for root in public.roots}
        page = (
            # The home pages are part of the site itself.
            public.pages(HomePage, within=())
            .filter(path=roots.get(self.locale(), ""))
            .select_related("locale")
            .first()
        )
        if page is None:
            raise Http404
        return representation.whole(page, public)


class SiteView(ReadView):
    """What every screen of the site needs."""

    @extend_schema(operation_id="site", tags=["Site"], responses=SiteSerializer)
    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Brand, navigation, social profiles, defaults for search engines, disclaimer."""
        return super().get(*args, **kwargs)

    def read(self, **captured: Any) -> Any:
        """The site's settings."""
        return representation.site(self.public)

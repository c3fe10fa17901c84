"""Find the site of a request by Wagtail's rule, with a compiled query.

Wagtail builds the SQL anew for every request, which takes longer than its execution. Here one
statement selects the sites that may be meant, and Python chooses among them.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from cms.publishing import compiled_queries

if TYPE_CHECKING:
    from django.db.models import QuerySet


def find_site(request: HttpRequest) -> Site | None:
    """Return the same as `Site.find_for_request`, once per request; Wagtail uses the result too."""
    known: dict[str, Any] = vars(request)
    if "_wagtail_site" not in known:
        host = split_domain_port(request.get_host())[0]
        sites: list[Site] = compiled_queries.rows("sites", _candidates, host)
        known["_wagtail_site"] = choose_site(sites, host, int(request.get_port()))
    site: Site | None = known["_wagtail_site"]
    return site


def _candidates(host: str) -> "QuerySet[Site]":
    return Site.objects.filter(Q(hostname=host) | Q(is_default_site=True)).order_by("pk")


def choose_site(sites: list[Site], host: str, port: int) -> Site | None:
    """Choose among the sites with this hostname and the default site.

    A site with this hostname and port comes first, then the default site if it has this hostname,
    then the only site with this hostname, then the default site.
    """
    named = [site for site in sites if site.hostname == host]
    default = next((site for site in sites if site.is_default_site), None)
    exact = next((site for site in named if site.port == port), None)
    only = named[0] if len(named) == 1 else None
    return exact or (default if default in named else only) or default

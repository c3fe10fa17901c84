"""Which site answers at a host name? Wagtail's own rule, asked in one statement that is kept.

Wagtail puts its question into SQL anew at every request, which takes longer than the database does
to answer it; here the database is asked for the sites that may be meant, and the rule chooses.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from cms.publishing import compiled_queries

if TYPE_CHECKING:
    from django.db.models import QuerySet


def site_of(request: HttpRequest) -> Site | None:
    """What `Site.find_for_request` answers, and finds then: a site is looked for once a request."""
    known: dict[str, Any] = vars(request)
    if "_wagtail_site" not in known:
        host = split_domain_port(request.get_host())[0]
        found = compiled_queries.rows("sites", _that_may_be_meant, host)
        known["_wagtail_site"] = chosen(found, host, int(request.get_port()))
    site: Site | None = known["_wagtail_site"]
    return site


def _that_may_be_meant(host: str) -> "QuerySet[Site]":
    return Site.objects.filter(Q(hostname=host) | Q(is_default_site=True)).order_by("pk")


def chosen(sites: list[Site], host: str, port: int) -> Site | None:
    """The one that is meant, of those that have this host name and the default one.

    The same port comes first, then the default site. Of several sites at a host name none is the
    only one, so the default one stands in for them where none has the port.
    """
    named = [site for site in sites if site.hostname == host]
    default = next((site for site in sites if site.is_default_site), None)
    exact = next((site for site in named if site.port == port), None)
    only = named[0] if len(named) == 1 else None
    return exact or (default if default in named else only) or default

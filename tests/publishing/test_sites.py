"""Is the site that answers a request the one that Wagtail itself would choose?"""

from itertools import product
from typing import Any

import pytest
from django.core.exceptions import DisallowedHost
from django.test import RequestFactory
from wagtail.models import Site

from cms.publishing.sites import find_site

HOSTS, PORTS = ("one.example", "two.example"), (80, 8000)
PLACES = tuple(product(HOSTS, PORTS))
ASKED = tuple(product((*HOSTS, "other.example"), (*PORTS, 9000)))


@pytest.fixture(autouse=True)
def any_host(home: Any, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]


def _sites_of(home: Any, places: tuple[tuple[str, int], ...], default: int | None) -> None:
    Site.objects.all().delete()
    Site.objects.bulk_create(
        Site(hostname=host, port=port, root_page=home, is_default_site=number == default)
        for number, (host, port) in enumerate(places)
    )


def _request(host: str, port: int) -> Any:
    return RequestFactory().get("/", HTTP_HOST=f"{host}:{port}", SERVER_PORT=str(port))


@pytest.mark.parametrize("chosen", range(2 ** len(PLACES)))
def test_every_set_of_sites_is_chosen_from_as_wagtail_does(home: Any, chosen: int) -> None:
    places = tuple(place for number, place in enumerate(PLACES) if chosen >> number & 1)
    for default in (None, *range(len(places))):
        _sites_of(home, places, default)
        for host, port in ASKED:
            ours = find_site(_request(host, port))
            assert ours == Site.find_for_request(_request(host, port)), (places, default, host)


def test_the_site_is_looked_for_once_a_request(home: Any, django_assert_num_queries: Any) -> None:
    request = _request("testserver", 80)
    with django_assert_num_queries(1):
        assert find_site(request) == find_site(request) == Site.find_for_request(request)


@pytest.mark.parametrize("host", ["ONE.EXAMPLE", "one.example.", "a" * 300, "[::1]:80"])
def test_an_odd_host_name_gets_what_wagtail_gives(home: Any, host: str) -> None:
    _sites_of(home, PLACES, 0)
    asked = [RequestFactory().get("/", HTTP_HOST=host) for _ in range(2)]
    assert find_site(asked[0]) == Site.find_for_request(asked[1])


@pytest.mark.parametrize("host", ["", "[::1", "one.example:port", "\xe9", "a b"])
def test_a_host_name_that_cannot_be_is_refused(home: Any, host: str) -> None:
    with pytest.raises(DisallowedHost):
        find_site(RequestFactory().get("/", HTTP_HOST=host))

"""Does a link by address tell nothing of a page that is not public?"""

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.api.marked_site import MARK, secret_page, strings, world
from tests.factories import ArticlePageFactory, PromotionFactory, stream, text

__all__ = ["world"]

ADDRESSES = ["https://www.example/articles/{}/", "/articles/{}/", "/articles/{}?from=mail#top"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_link_by_address_to_a_page_that_is_not_public_is_plain_text(world, get, address):
    page = secret_page(world.index)
    url = address.format(page.slug)
    link = {"page": None, "document": None, "url": url}
    button = ("call_to_action", {"label": "Go", "link": link, "style": "primary"})
    body = stream(text(f'<a href="{url}">innocent</a>'), button)
    # The form takes full addresses only; what was imported may have others.
    ArticlePageFactory(parent=world.index, slug="public", body=body, validate=False)
    whole = f"https://www.example/articles/{page.slug}/"
    PromotionFactory(call_to_action_label="Go", call_to_action_url=whole)
    Redirect.add_redirect("/moved/", redirect_to=url)
    assert page.slug in get("resolve/", path="/moved/").json()["location"]
    shown = get("promotions/active/").json()["slots"]["modal"]
    assert page.slug in shown[0]["content"]["call_to_action"]["url"]
    words, called = get("articles/public/").json()["body"]
    assert page.slug in words["value"]["html"]
    assert page.slug in called["value"]["url"]
    page.unpublish()
    assert get("resolve/", path="/moved/").status_code == 404
    for endpoint in ("articles/public/", "promotions/active/"):
        assert MARK not in "".join(strings(get(endpoint).json()))


def test_an_address_that_no_page_has_stays_a_link(world, get):
    body = stream(text('<a href="/shop/">Shop</a>'))
    ArticlePageFactory(parent=world.index, slug="public", body=body)
    value = get("articles/public/").json()["body"][0]["value"]
    assert value["html"] == '<p><a href="https://www.example/shop/">Shop</a></p>'

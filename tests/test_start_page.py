"""What does a visitor see who opens this server in a browser?"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, Site

from tests.factories import DocumentFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("delivery_settings")]


def test_the_start_page_leads_to_admin_api_and_documentation(client: Client, site: Site) -> None:
    response = client.get("/")

    assert response.status_code == 200
    html = response.content.decode()
    for name in ("wagtailadmin_home", "api-index", "api-docs"):
        assert f'href="{reverse(name)}"' in html
    assert "<h1>Example</h1>" in html


def test_the_start_page_asks_nothing_of_other_servers(client: Client, settings: Any) -> None:
    settings.FRONTEND_URL = ""

    html = client.get("/").content.decode()

    assert "http://" not in html
    assert "https://" not in html


def test_without_a_site_the_start_page_still_opens(client: Client) -> None:
    Site.objects.all().delete()

    assert client.get("/").status_code == 200


def test_a_page_opened_here_leads_to_the_frontend(client: Client, settings: Any) -> None:
    settings.FRONTEND_URL = "https://www.example"

    response = client.get("/articles/sleep/?from=mail")

    assert (response.status_code, response["Location"]) == (
        302,
        "https://www.example/articles/sleep/?from=mail",
    )


def test_without_a_frontend_a_page_shows_what_the_api_answers(
    client: Client, settings: Any
) -> None:
    settings.FRONTEND_URL = ""

    response = client.get("/articles/sleep/")

    assert response.status_code == 200
    html = response.content.decode()
    assert f'data-endpoint="{reverse("resolve")}"' in html
    assert 'data-parameter="path"' in html
    assert 'data-value="/articles/sleep/"' in html


def test_an_address_is_shown_as_text_only(client: Client, settings: Any) -> None:
    settings.FRONTEND_URL = ""

    html = client.get("/%22%3E%3Cscript%3Ealert(1)%3C/script%3E").content.decode()

    assert "<script>alert" not in html


def test_the_built_in_preview_may_be_framed_by_the_admin_and_is_not_stored(client: Client) -> None:
    response = client.get('/preview/?token="><script>alert(1)</script>')

    assert response.status_code == 200
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cache-Control"] == "private, no-store"
    html = response.content.decode()
    assert f'data-endpoint="{reverse("api-preview")}"' in html
    assert "<script>alert" not in html


@pytest.mark.parametrize("path", ["/media/images/none.png", "/static/none.js"])
def test_a_file_that_is_missing_is_not_taken_for_a_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("kind", ["login", "groups"])
def test_a_document_for_some_readers_asks_them_to_log_in(client: Client, kind: str) -> None:
    collection = Collection.get_first_root_node().add_child(name="For some")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type=kind)
    document = DocumentFactory(collection=collection)

    answer = client.get(document.url, follow=True)

    assert answer.redirect_chain[-1][0].startswith(reverse("wagtailadmin_login"))
    assert answer.status_code == 200
    assert answer.context["next"] == document.url


def test_a_host_that_is_not_ours_gets_a_plain_refusal(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert b"could not be understood" in response.content

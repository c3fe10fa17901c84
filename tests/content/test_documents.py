"""Who can download a document, from the local disk and from a bucket, and with which headers?"""

import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseForbidden
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import document_served
from wagtail.models import Collection, CollectionViewRestriction

from cms.content.images import renditions as images
from cms.environment import media_storage
from tests.content.bucket import bucket_settings
from tests.factories import ArticlePageFactory, ImageFactory, text
from tests.processes import database_url, serving

Document = get_document_model()

CONTENT = b"Drink water.\n" * 1000
PUBLIC = "public, max-age=0, must-revalidate"
RESTRICTED = "private, no-store"


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The settings of a server with a bucket."""
    with bucket_settings(tmp_path_factory.mktemp("bucket") / "log") as environment:
        yield environment


@pytest.fixture
def in_bucket(bucket: dict[str, str], settings: Any) -> dict[str, str]:
    """Uploads lie in the bucket for the time of a test."""
    settings.MEDIA_URL = bucket["MEDIA_URL"]
    options = bucket["MEDIA_BUCKET"], bucket["MEDIA_ENDPOINT_URL"], bucket["MEDIA_URL"]
    settings.STORAGES = {**settings.STORAGES, "default": media_storage(*options)}
    return bucket


@pytest.fixture(params=["disk", "bucket"])
def stored(request: pytest.FixtureRequest, home: Any) -> str:
    """Where uploads lie."""
    if request.param == "bucket":
        request.getfixturevalue("in_bucket")
    return str(request.param)


def uploaded(
    name: str = "leaflet.txt", content: bytes = CONTENT, collection: Collection | None = None
) -> Any:
    """A document as the admin's form saves it."""
    place = collection or Collection.get_first_root_node()
    form = get_document_form(Document)(
        {"title": "Leaflet", "collection": place.pk, "tags": ""},
        {"file": SimpleUploadedFile(name, content)},
    )
    assert form.is_valid(), form.errors
    return Document.objects.get(pk=form.save().pk)


def private_collection(kind: str = "login") -> Collection:
    """A collection below a restricted one."""
    outer = Collection.get_first_root_node().add_child(name="Private")
    restriction = CollectionViewRestriction.objects.create(
        collection=outer, restriction_type=kind, password="sesame" if kind == "password" else ""
    )
    if kind == "groups":
        restriction.groups.add(Group.objects.create(name="Readers"))
    return outer.add_child(name="Inner")


@pytest.mark.usefixtures("stored")
class TestOfEachStorage:
    def test_a_public_document_is_downloaded(self, client: Client) -> None:
        document = uploaded()
        response = client.get(document.url)
        assert response.status_code == 200
        assert response.getvalue() == CONTENT
        assert {name.lower(): value for name, value in response.headers.items()} == {
            "cache-control": PUBLIC,
            "content-disposition": f'attachment; filename="{document.filename}"',
            "content-length": str(len(CONTENT)),
            "content-security-policy": "default-src 'none'",
            "content-type": "text/plain",
            "cross-origin-opener-policy": "same-origin",
            "etag": f'"{document.file_hash}"',
            "referrer-policy": "same-origin",
            "x-content-type-options": "nosniff",
            "x-frame-options": "SAMEORIGIN",
        }

    def test_a_pdf_is_shown_in_the_browser_under_its_name(self, client: Client) -> None:
        response = client.get(uploaded("Schlaf-und-Schmerz.pdf", b"%PDF-1.7").url)
        assert response.headers["Content-Type"] == "application/pdf"
        assert response.headers["Content-Disposition"].startswith('inline; filename="Schlaf-und-')

    def test_head_sends_the_headers_of_get_and_nothing_else(self, client: Client) -> None:
        url = uploaded().url
        got, response = client.get(url), client.head(url)
        assert response.status_code == 200
        assert response.headers == got.headers
        assert response.getvalue() == b""

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_a_document_that_is_there_already_is_not_sent_again(
        self, client: Client, method: str
    ) -> None:
        document = uploaded()
        known = {"if-none-match": f'"other", W/"{document.file_hash}"'}
        response = getattr(client, method)(document.url, headers=known)
        assert response.status_code == 304
        assert response.headers["ETag"] == f'"{document.file_hash}"'
        assert response.headers["Cache-Control"] == PUBLIC
        assert response.getvalue() == b""

    def test_another_version_is_sent_whatever_its_date(self, client: Client) -> None:
        known = {"if-none-match": '"other"', "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"}
        assert client.get(uploaded().url, headers=known).status_code == 200

    def test_a_document_without_a_hash_is_always_sent(self, client: Client) -> None:
        document = Document.objects.create(title="Bare", file=ContentFile(CONTENT, "bare.txt"))
        response = client.get(document.url, headers={"if-none-match": '""'})
        assert (response.status_code, response.getvalue()) == (200, CONTENT)
        assert "ETag" not in response.headers

    def test_a_write_is_refused(self, client: Client) -> None:
        assert client.post(uploaded().url).status_code == 405

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_a_document_without_its_file_is_not_found(self, client: Client, method: str) -> None:
        document = uploaded()
        document.file.storage.delete(document.file.name)
        assert getattr(client, method)(document.url).status_code == 404

    def test_another_filename_is_not_found(self, client: Client) -> None:
        document = uploaded()
        assert client.get(f"/documents/{document.pk}/other.txt").status_code == 404
        assert client.get(f"/documents/{document.pk + 1}/{document.filename}").status_code == 404
        assert client.get(f"/documents/{10**30}/{document.filename}").status_code == 404

    @pytest.mark.parametrize("kind", ["login", "groups"])
    @pytest.mark.parametrize("known", [False, True])
    def test_a_restricted_document_asks_for_a_login(
        self, client: Client, kind: str, known: bool
    ) -> None:
        document = uploaded(collection=private_collection(kind))
        headers = {"if-none-match": f'"{document.file_hash}"'} if known else {}
        response = client.get(document.url, headers=headers)
        assert response.status_code == 302
        assert response.headers["Location"] == f"/login/?next={document.url}"
        assert response.headers["Cache-Control"] == RESTRICTED

    def test_a_document_under_a_password_asks_for_it(self, client: Client) -> None:
        document = uploaded(collection=private_collection("password"))
        response = client.get(document.url)
        assert response.headers["Cache-Control"] == RESTRICTED
        form = response.context["form"]
        given = {"password": "sesame", "return_url": form.initial["return_url"]}
        passed = client.post(response.context["action_url"], given)
        assert passed.headers["Location"] == document.url
        assert client.get(document.url).getvalue() == CONTENT

    def test_a_restricted_document_is_sent_to_who_may_read_it_and_never_stored(
        self, admin_client: Client
    ) -> None:
        document = uploaded(collection=private_collection())
        response = admin_client.get(document.url)
        assert (response.status_code, response.getvalue()) == (200, CONTENT)
        assert response.headers["Cache-Control"] == RESTRICTED
        known = {"if-none-match": response.headers["ETag"]}
        assert admin_client.get(document.url, headers=known).status_code == 304
        assert admin_client.head(document.url).headers["Cache-Control"] == RESTRICTED

    def test_a_document_made_private_is_no_longer_confirmed(self, client: Client) -> None:
        document = uploaded()
        known = {"if-none-match": client.get(document.url).headers["ETag"]}
        Document.objects.filter(pk=document.pk).update(collection=private_collection())
        assert client.get(document.url, headers=known).status_code == 302

    def test_a_refusal_of_another_hook_is_sent_and_never_stored(self, client: Client) -> None:
        def refuse(document: Any, request: Any) -> HttpResponseForbidden:
            return HttpResponseForbidden(f"No {document.title} for {request.method}.")

        document = uploaded()
        with hooks.register_temporarily("before_serve_document", refuse):
            response = client.get(document.url)
        assert (response.status_code, response.getvalue()) == (403, b"No Leaflet for GET.")
        assert response.headers["Cache-Control"] == RESTRICTED

    def test_who_listens_to_downloads_hears_of_one(self, client: Client) -> None:
        document, heard = uploaded(), []

        def listen(instance: Any, request: Any, **kwargs: Any) -> None:
            heard.append((instance.pk, request.path))

        document_served.connect(listen)
        try:
            client.get(document.url)
        finally:
            document_served.disconnect(listen)
        assert heard == [(document.pk, document.url)]

    def test_a_large_document_never_lies_in_memory(self, client: Client) -> None:
        size = 32 * 1024 * 1024
        url = uploaded(content=bytes(size)).url
        client.get(uploaded().url).getvalue()
        tracemalloc.start()
        try:
            response = client.get(url)
            assert sum(map(len, response.streaming_content)) == size
            _now, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert peak < 4 * 1024 * 1024


def test_the_public_reads_images_from_the_bucket_and_no_document(
    home: Any, in_bucket: dict[str, str]
) -> None:
    public, private = uploaded(), uploaded(collection=private_collection())
    image = ImageFactory()
    images.make_renditions([image])
    for file in (public.file, private.file):
        assert requests.get(file.url, timeout=10).status_code == 403
    renditions = list(image.renditions.all())
    assert len(renditions) > 1
    for file in (image.file, *(rendition.file for rendition in renditions)):
        response = requests.get(file.url, timeout=10)
        assert file.url.startswith(in_bucket["MEDIA_URL"])
        assert response.status_code == 200
        assert response.content == file.storage.open(file.name).read()


def test_no_address_leads_to_a_document_in_the_bucket(
    index: Any, in_bucket: dict[str, str], get: Callable[..., Any], admin_client: Client
) -> None:
    document = uploaded()
    link = f'<a linktype="document" id="{document.pk}">Leaflet</a>'
    ArticlePageFactory(parent=index, slug="water", body=[text(link)])
    image = ImageFactory()
    edit, listing = reverse("wagtaildocs:edit", args=[document.pk]), reverse("wagtaildocs:index")
    pages = [get("articles/water/"), *map(admin_client.get, (edit, listing, document.url))]
    answers = [str(page.headers) + page.getvalue().decode() for page in pages]
    assert f"https://api.example{document.url}" in answers[0]
    assert all(document.url in answer for answer in answers[1:3])
    assert [in_bucket["MEDIA_URL"] + "documents" in answer for answer in answers] == [False] * 4
    # The address is public, and what it would look like is known.
    assert image.file.url.startswith(in_bucket["MEDIA_URL"])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_server_streams_documents_out_of_the_bucket(
    site: Any, in_bucket: dict[str, str], tmp_path: Path
) -> None:
    document, private = uploaded(), uploaded(collection=private_collection())
    environment = {**in_bucket, "DATABASE_URL": database_url(tmp_path), "CACHE_URL": ""}
    with serving(environment, tmp_path / "server.log") as port, requests.Session() as session:
        address = f"http://127.0.0.1:{port}"
        got = session.get(address + document.url, timeout=30)
        assert (got.status_code, got.content) == (200, CONTENT)
        head = session.head(address + document.url, timeout=30)
        for name in ("Content-Length", "ETag", "Cache-Control", "Content-Disposition"):
            assert head.headers[name] == got.headers[name]
        known = {"If-None-Match": got.headers["ETag"]}
        again = session.get(address + document.url, headers=known, timeout=30)
        assert (again.status_code, again.content) == (304, b"")
        refused = session.get(address + private.url, allow_redirects=False, timeout=30)
        assert refused.status_code == 302
        assert urlsplit(refused.headers["Location"]).path == "/login/"

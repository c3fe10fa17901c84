"""Who can download a document, and how is its file sent?

A document has no other address than the one here, which checks the view restrictions of its
collection at each request. Wagtail's own view redirects to a bucket, which lets nobody read
documents, or else reads the whole file into memory first.
"""

from io import BytesIO
from typing import Any, Final

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import quote_etag
from django.views.decorators.http import condition, require_safe
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import document_served

PUBLIC: Final = "public, max-age=0, must-revalidate"
"""Caches may store it, and check at each request whether it still is what it was, and public."""
RESTRICTED: Final = "private, no-store"


class Download(FileResponse):
    """A file sent in blocks of 64 KiB, where Django's are of 4."""

    block_size = 64 * 1024


@require_safe
def serve(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """Send a document, or what its collection demands first: a log-in or a password.

    Raise Http404 if there is none with this id and filename, or its file is missing.
    """
    documents = get_document_model()._default_manager.select_related("collection")
    document = get_object_or_404(documents, pk=document_id)
    if document.filename != filename:
        raise Http404
    demand = _demand(document, request)
    response = _download(request, document) if demand is None else demand
    # Only now: a restriction that has been added meanwhile counts.
    restricted = demand is not None or document.collection.get_view_restrictions().exists()
    response.headers["Cache-Control"] = RESTRICTED if restricted else PUBLIC
    return response


def _demand(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Return the response of the first hook that has one; Wagtail's own checks restrictions."""
    for hook in hooks.get_hooks("before_serve_document"):
        response = hook(document, request)
        if isinstance(response, HttpResponse):
            return response
    return None


def _etag(request: HttpRequest, document: Any) -> str | None:
    """Return the hash of the file; what was not uploaded through a form may have none."""
    return quote_etag(document.file_hash) if document.file_hash else None


def _download(request: HttpRequest, document: Any) -> HttpResponseBase:
    """Return the file, or 304 to a client that has it."""
    document_served.send(sender=type(document), instance=document, request=request)
    return _file_of(request, document)


@condition(etag_func=_etag)
def _file_of(request: HttpRequest, document: Any) -> HttpResponseBase:
    """Return the response with the file; to HEAD, its headers alone."""
    try:
        content, size = _opened(document.file, with_content=request.method != "HEAD")
    except FileNotFoundError as error:
        raise Http404 from error
    response = Download(
        content,
        as_attachment=document.content_disposition != "inline",
        filename=document.filename,
        content_type=document.content_type,
    )
    response.headers["Content-Length"] = str(size)
    # Nothing in an uploaded file runs, even where a browser shows it.
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _opened(file: FieldFile, *, with_content: bool) -> tuple[Any, int]:
    """Return the content, to be read from start to end, and its size in bytes.

    Raise FileNotFoundError if the storage has no such file.
    """
    if not with_content:
        return BytesIO(), file.size
    stream = getattr(file.storage, "stream", None)
    return stream(file.name) if stream else (file.open("rb"), file.size)

"""Serve documents, after checking the view restrictions of their collection.

This is the only URL of a document. Wagtail's own view redirects to the bucket, which does not
allow reading documents, or else reads the whole file into memory first.
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

_CACHE_PUBLIC: Final = "public, max-age=0, must-revalidate"
"""Caches may store the file, but check at each request that it is unchanged and still public."""
_CACHE_RESTRICTED: Final = "private, no-store"


class Download(FileResponse):
    """A file sent in blocks of 64 KiB instead of 4 KiB."""

    block_size = 64 * 1024


@require_safe
def serve(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """Send a document, or the log-in or password form that its collection requires.

    Raise Http404 if there is none with this id and filename, or its file is missing.
    """
    documents = get_document_model()._default_manager.select_related("collection")
    document = get_object_or_404(documents, pk=document_id)
    if document.filename != filename:
        raise Http404
    restriction = _restriction_response(document, request)
    response = _download(request, document) if restriction is None else restriction
    # Read last, so that a restriction added in the meantime counts.
    restricted = restriction is not None or document.collection.get_view_restrictions().exists()
    response.headers["Cache-Control"] = _CACHE_RESTRICTED if restricted else _CACHE_PUBLIC
    return response


def _restriction_response(document: Any, request: HttpRequest) -> HttpResponse | None:
    """Return the response of the first hook that has one; Wagtail's own checks restrictions."""
    for hook in hooks.get_hooks("before_serve_document"):
        response = hook(document, request)
        if isinstance(response, HttpResponse):
            return response
    return None


def _etag(request: HttpRequest, document: Any) -> str | None:
    """Return the hash of the file, or None; only forms always set it."""
    return quote_etag(document.file_hash) if document.file_hash else None


def _download(request: HttpRequest, document: Any) -> HttpResponseBase:
    """Return the file, or 304 if the client has it."""
    document_served.send(sender=type(document), instance=document, request=request)
    return _file_of(request, document)


@condition(etag_func=_etag)
def _file_of(request: HttpRequest, document: Any) -> HttpResponseBase:
    """Return the response with the file; only its headers for HEAD."""
    try:
        content, size = _open(document.file, with_content=request.method != "HEAD")
    except FileNotFoundError as error:
        raise Http404 from error
    response = Download(
        content,
        as_attachment=document.content_disposition != "inline",
        filename=document.filename,
        content_type=document.content_type,
    )
    response.headers["Content-Length"] = str(size)
    # No script in an uploaded file runs, even if a browser displays it.
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _open(file: FieldFile, *, with_content: bool) -> tuple[Any, int]:
    """Return the content, to be read from start to end, and its size in bytes.

    Raise FileNotFoundError if the storage has no such file.
    """
    if not with_content:
        return BytesIO(), file.size
    stream = getattr(file.storage, "stream", None)
    return stream(file.name) if stream else (file.open("rb"), file.size)

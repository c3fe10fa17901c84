"""System checks of the settings, for `manage.py check`.

Values that cannot be read at all (a URL with an unknown scheme, an unknown time zone) already
prevent the start: see cms/environment.py.
"""

from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Advice
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from cms.delivery.conf import delivery_settings
from cms.delivery.purge import backends
from cms.publishing.conf import address_settings

_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")


def _is_address(url: str) -> bool:
    """Return whether a URL is http(s)://host[:port] without path, query and user."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    plain = not (parts.path or parts.query or parts.fragment or parts.username)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and plain


def _is_public(url: str) -> bool:
    return _is_address(url) and urlsplit(url).hostname not in _LOOPBACK


@register(Tags.urls)
def check_addresses(**_kwargs: Any) -> list[CheckMessage]:
    """Check PUBLIC_URL and FRONTEND_URL, to which paths are appended."""
    return list(_address_mistakes())


def _address_mistakes() -> Iterator[CheckMessage]:
    hint = "Write scheme, host and, if need be, port: https://cms.example.com"
    if not _is_address(address_settings.PUBLIC_URL):
        yield Error("PUBLIC_URL is not an absolute http(s) address.", hint=hint, id="cms.E001")
    if address_settings.FRONTEND_URL and not _is_address(address_settings.FRONTEND_URL):
        yield Error("FRONTEND_URL is not an absolute http(s) address.", hint=hint, id="cms.E002")
    if settings.DEBUG and _is_public(address_settings.PUBLIC_URL):
        yield Advice(
            "DEBUG is on while PUBLIC_URL is an address that others reach: every error shows "
            "code and settings to whoever causes it.",
            hint="DEBUG=false",
            id="cms.W001",
        )


@register(Tags.files)
def check_media(**_kwargs: Any) -> list[CheckMessage]:
    """Require the public address of a bucket, which only the environment can give."""
    bucket = getattr(settings, "MEDIA_BUCKET", "")
    if not bucket or settings.MEDIA_URL.startswith(("http://", "https://")):
        return []
    hint = "Where the bucket is read from: MEDIA_URL=https://media.example.com/"
    message = "MEDIA_BUCKET is set, but MEDIA_URL is not an absolute http(s) URL."
    return [Error(message, hint=hint, id="cms.E003")]


@register(Tags.security)
def check_hosts(**_kwargs: Any) -> list[CheckMessage]:
    """Require ALLOWED_HOSTS: without DEBUG, Django answers 400 to unlisted hosts."""
    if settings.DEBUG or settings.ALLOWED_HOSTS:
        return []
    message = "ALLOWED_HOSTS is empty: every request would be refused."
    return [Error(message, hint="ALLOWED_HOSTS=cms.example.com", id="cms.E004")]


@register(Tags.caches)
def check_purging(**_kwargs: Any) -> list[CheckMessage]:
    """Check the CDNs: one that cannot be purged serves outdated responses."""
    return list(_purging_mistakes())


_VARIABLES: Final = {
    "cloudflare": "CLOUDFLARE_ZONE_ID and CLOUDFLARE_API_TOKEN",
    "fastly": "FASTLY_SERVICE_ID and FASTLY_API_TOKEN",
}


def _purging_mistakes() -> Iterator[CheckMessage]:
    for name, entry in delivery_settings.PURGE_BACKENDS.items():
        try:
            backends.backends({name: entry})
        except ImproperlyConfigured as mistake:
            variables = _VARIABLES.get(name, "PURGE_URL, PURGE_METHOD, PURGE_HEADER, PURGE_TOKEN")
            hint = "Set both, or neither." if name in _VARIABLES else "PURGE_URL=https://…"
            yield Error(f"{variables}: {mistake}", hint=hint, id="cms.E005")
        if entry.get("METHOD") not in (None, "", "PURGE", "POST"):
            hint = "PURGE_METHOD=PURGE"
            yield Error("PURGE_METHOD is neither PURGE nor POST.", hint=hint, id="cms.E006")


@register(Tags.security, deploy=True)
def check_deployment(**_kwargs: Any) -> list[CheckMessage]:
    """Warn about settings that suit development only."""
    return list(_deployment_mistakes())


def _deployment_mistakes() -> Iterator[CheckMessage]:
    public = urlsplit(address_settings.PUBLIC_URL)
    if not _is_public(address_settings.PUBLIC_URL):
        yield Advice(
            "PUBLIC_URL is an address of this machine: nobody else could load an image.",
            hint="PUBLIC_URL=https://cms.example.com",
            id="cms.W002",
        )
    elif not validate_host(str(public.hostname), settings.ALLOWED_HOSTS):
        yield Advice(
            "ALLOWED_HOSTS does not name the host of PUBLIC_URL.",
            hint=f"ALLOWED_HOSTS={public.hostname}",
            id="cms.W003",
        )
    if settings.SECURE_SSL_REDIRECT and public.scheme == "http":
        yield Advice(
            "PUBLIC_URL begins with http://, but SECURE_SSL_REDIRECT sends readers to https://.",
            hint="PUBLIC_URL=https://…, or SECURE_SSL_REDIRECT=false",
            id="cms.W004",
        )
    yield from _stand_ins()


def _stand_ins() -> Iterator[CheckMessage]:
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        yield Advice(
            "CACHE_URL is not set: each server process has a cache of its own.",
            hint="CACHE_URL=redis://127.0.0.1:6379/0",
            id="cms.W005",
        )
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        yield Advice(
            "EMAIL_URL is not set: mail to editors is printed and not sent.",
            hint="EMAIL_URL=smtp+tls://user:password@mail.example.com:587",
            id="cms.W006",
        )

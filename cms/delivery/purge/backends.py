"""How is a CDN told to forget the answers that stand under a tag? One class for each kind of CDN.

In the manner of `wagtail.contrib.frontend_cache`, whose way to load backends from a setting is
used here: its backends purge addresses, these purge tags.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from http.client import HTTPException
from time import monotonic, sleep
from typing import Any, ClassVar, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from wagtail.contrib.frontend_cache.utils import get_backends

logger = logging.getLogger("wellspring.purging")

SECONDS_FOR_ONE_CALL: Final = 3.0
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
MOST_READ: Final = 65_536
AGAIN_LATER: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


class PurgeFailed(Exception):
    """A CDN did not take a purge. `passing`: it may take the same a moment later."""

    def __init__(self, message: str, *, passing: bool, pause: float = 0.0) -> None:
        super().__init__(message)
        self.passing = passing
        self.pause = pause


class _NoRedirects(HTTPRedirectHandler):
    """A purge that was sent elsewhere has purged nothing: urllib would follow it with a GET."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """None: the redirect is answered as the error that it is."""


_opener = build_opener(_NoRedirects)


class TagBackend:
    """A CDN that forgets by tag; made with the parameters of its entry in PURGE_BACKENDS."""

    name: ClassVar[str]
    required: ClassVar[tuple[str, ...]] = ()
    most_tags: ClassVar[int]

    def __init__(self, params: dict[str, Any]) -> None:
        missing = [name for name in self.required if not params.get(name)]
        if missing:
            raise ImproperlyConfigured(f"{self.name} cannot be purged without its {missing[0]}.")
        # Said here without the value, which may be secret: http.client would show it.
        odd = [name for name, value in params.items() if not _fits_a_header(value)]
        if odd:
            raise ImproperlyConfigured(f"{self.name}: {odd[0]} has characters that cannot be sent.")
        self.params = params

    def request(self, tags: Sequence[str]) -> Request:
        """The call that purges up to `most_tags` tags."""
        raise NotImplementedError

    def refusal(self, body: bytes) -> str | None:
        """Why a call that was answered with 2xx was not obeyed all the same; None: it was."""
        return None

    def purge(self, tags: Sequence[str], *, until: float) -> None:
        """Purge all of these tags, trying again until an instant of `time.monotonic()`.

        Raises PurgeFailed; what was purged before then stays purged.
        """
        for start in range(0, len(tags), self.most_tags):
            self._insist(tags[start : start + self.most_tags], until)

    def _insist(self, tags: Sequence[str], until: float) -> None:
        for pause in _pauses():
            try:
                self._call(tags, until - monotonic())
                return
            except PurgeFailed as error:
                wait = max(pause, error.pause)
                if not error.passing or monotonic() + wait >= until:
                    raise
                sleep(wait)

    def _call(self, tags: Sequence[str], seconds_left: float) -> None:
        timeout = min(SECONDS_FOR_ONE_CALL, seconds_left)
        if timeout <= 0:
            raise PurgeFailed(f"{self.name}: no time was left", passing=False)
        try:
            with _opener.open(self.request(tags), timeout=timeout) as answer:
                refusal = self.refusal(answer.read(MOST_READ))
        except HTTPError as error:
            with error:
                raise _failed(self.name, error) from None
        except (OSError, ValueError, HTTPException) as error:
            raise PurgeFailed(
                f"{self.name}: {error or type(error).__name__}", passing=True
            ) from error
        if refusal:
            raise PurgeFailed(f"{self.name}: {refusal}", passing=False)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_whole and " " not in text


def _fits_a_header(value: object) -> bool:
    text = str(value or "")
    return text.isascii() and text.isprintable()


def _failed(name: str, error: HTTPError) -> PurgeFailed:
    after = error.headers.get("Retry-After", "")
    pause = float(after) if after.isascii() and after.isdecimal() else 0.0
    passing = error.code in AGAIN_LATER
    return PurgeFailed(f"{name} answered {error.code}", passing=passing, pause=pause)


def _pauses() -> Iterator[float]:
    pause = FIRST_PAUSE
    while True:
        yield pause
        pause = min(2 * pause, LONGEST_PAUSE)


def _json(url: str, headers: dict[str, str], body: dict[str, Any]) -> Request:
    headers = {"Content-Type": "application/json", "Accept": "application/json", **headers}
    return Request(url, json.dumps(body).encode(), headers, method="POST")  # noqa: S310


class Cloudflare(TagBackend):
    """Purge by cache-tag, for a zone; the token needs Zone / Cache Purge."""

    name = "Cloudflare"
    required = ("ZONE_ID", "API_TOKEN")
    # 100 on every plan since 2025; 30 before, and what accounts of old still have.
    most_tags = 30

    def request(self, tags: Sequence[str]) -> Request:
        """`POST /zones/ID/purge_cache {"tags": […]}`."""
        api = self.params.get("API_URL") or "https://api.cloudflare.com/client/v4"
        url = f"{api}/zones/{self.params['ZONE_ID']}/purge_cache"
        bearer = {"Authorization": f"Bearer {self.params['API_TOKEN']}"}
        return _json(url, bearer, {"tags": list(tags)})

    def refusal(self, body: bytes) -> str | None:
        """What `errors` says where `success` is not true."""
        try:
            told = json.loads(body)
        except ValueError:
            return "the answer is not JSON"
        if isinstance(told, dict) and told.get("success") is True:
            return None
        return f"refused: {str(told)[:200]}"


class Fastly(TagBackend):
    """Purge by surrogate key, for a service; the token needs the scope `purge_select`."""

    name = "Fastly"
    required = ("SERVICE_ID", "API_TOKEN")
    most_tags = 256

    def request(self, tags: Sequence[str]) -> Request:
        """`POST /service/ID/purge {"surrogate_keys": […]}`."""
        api = self.params.get("API_URL") or "https://api.fastly.com"
        url = f"{api}/service/{self.params['SERVICE_ID']}/purge"
        key = {"Fastly-Key": self.params["API_TOKEN"]}
        return _json(url, key, {"surrogate_keys": list(tags)})


class HTTP(TagBackend):
    """A proxy of one's own that takes the tags in a header: Varnish with xkey, Souin, a worker."""

    name = "PURGE_URL"
    required = ("LOCATION",)
    # Tags are up to 128 bytes, and servers take header lines of 8 kB.
    most_tags = 50

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        if not _is_address(params["LOCATION"]):
            raise ImproperlyConfigured(f"{self.name} is not an absolute http(s) address.")
        # http.client takes a password for the port, and says so with the password in it.
        if "@" in urlsplit(params["LOCATION"]).netloc:
            raise ImproperlyConfigured(f"{self.name} has a name or a password: give a TOKEN.")

    def request(self, tags: Sequence[str]) -> Request:
        """`PURGE URL` with the tags in `Surrogate-Key`, or what the settings say instead."""
        header = self.params.get("HEADER") or "Surrogate-Key"
        separator = "," if header.lower() == "cache-tag" else " "
        headers = {header: separator.join(tags)}
        if token := self.params.get("TOKEN"):
            headers["Authorization"] = f"Bearer {token}"
        method = self.params.get("METHOD") or "PURGE"
        body = b"" if method == "POST" else None
        return Request(self.params["LOCATION"], body, headers, method=method)  # noqa: S310


def backends(entries: dict[str, dict[str, Any]] | None = None) -> dict[str, TagBackend]:
    """The configured CDNs by the name of their entry; raises ImproperlyConfigured."""
    return get_backends(settings.PURGE_BACKENDS if entries is None else entries)


def purge(tags: Sequence[str], *, until: float) -> list[str]:
    """Purge tags on every configured CDN; the names of those that did not take it.

    Each is asked, whatever the others do; the reasons are logged.
    """
    failed = []
    for name, entry in settings.PURGE_BACKENDS.items():
        try:
            backends({name: entry})[name].purge(tags, until=until)
        except (PurgeFailed, ImproperlyConfigured) as error:
            logger.warning("%d tags could not be purged: %s", len(tags), error)
            failed.append(name)
    return failed

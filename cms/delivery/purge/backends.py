"""Purge cached responses from CDNs by surrogate key. One backend class for each kind of CDN.

Modelled on `wagtail.contrib.frontend_cache`, whose loading of backends from a setting is used
here: its backends purge URLs, these purge tags.
"""

import json
import logging
from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import Any, ClassVar, Final, Self
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from requests import RequestException, Response, Session
from requests.adapters import HTTPAdapter
from urllib3 import Retry, Timeout
from urllib3.exceptions import HTTPError, MaxRetryError
from wagtail.contrib.frontend_cache.utils import get_backends

from cms.delivery.conf import delivery_settings

logger = logging.getLogger("wellspring.purging")

Send = Callable[..., Response]
"""`requests.Session.request`, with retries and a timeout."""

REQUEST_TIMEOUT: Final = 3.0
"""Seconds to wait for a connection, and again for each part of the response."""
RETRIES: Final[dict[str, Any]] = {
    "total": None,
    "allowed_methods": None,
    "status_forcelist": {408, 425, 429, 500, 502, 503, 504},
    "raise_on_status": False,
    # The delays are 0, 0.2, 0.4, 0.8, … and at most 5 seconds.
    "backoff_factor": 0.1,
    "backoff_max": 5.0,
}
"""Arguments of `urllib3.Retry`: any number of retries where another attempt may succeed."""


class PurgeFailed(Exception):
    """A CDN did not accept a purge."""


class _RetryUntil(Retry):
    """Retry until a deadline (an instant of `time.monotonic()`), however many times that is."""

    def __init__(self, *, deadline: float, **kwargs: Any) -> None:
        super().__init__(**{**RETRIES, **kwargs})
        self.deadline = deadline

    def new(self, **kwargs: Any) -> Self:
        return super().new(deadline=self.deadline, **kwargs)

    def increment(self, *args: Any, **kwargs: Any) -> Self:
        """Return the next state; raise MaxRetryError if the delay would pass the deadline."""
        retry = super().increment(*args, **kwargs)
        response = kwargs.get("response")
        delay = (response and retry.get_retry_after(response)) or retry.get_backoff_time()
        if monotonic() + delay >= self.deadline:
            raise MaxRetryError(kwargs["_pool"], "", kwargs.get("error"))
        return retry


class _TimeoutUntil(Timeout):
    """The timeout of one attempt, shortened by a deadline. urllib3 clones it for each attempt."""

    def __init__(self, deadline: float) -> None:
        super().__init__()
        self.deadline = deadline

    def clone(self) -> Timeout:
        seconds = max(0.001, min(REQUEST_TIMEOUT, self.deadline - monotonic()))
        return Timeout(connect=seconds, read=seconds)


class TagBackend:
    """A CDN that purges by tag. `params` is its entry in the setting PURGE_BACKENDS."""

    name: ClassVar[str]
    required: ClassVar[tuple[str, ...]] = ()
    most_tags: ClassVar[int]

    def __init__(self, params: dict[str, Any]) -> None:
        missing = [name for name in self.required if not params.get(name)]
        if missing:
            raise ImproperlyConfigured(f"{self.name} cannot be purged without its {missing[0]}.")
        # Reported here by name: the message of requests would contain the value, maybe a token.
        odd = [name for name, value in params.items() if not _fits_a_header(value)]
        if odd:
            raise ImproperlyConfigured(f"{self.name}: {odd[0]} has characters that cannot be sent.")
        self.params = params

    def request(self, send: Send, tags: Sequence[str]) -> Response:
        """Send the request that purges up to `most_tags` tags."""
        raise NotImplementedError

    def refusal(self, body: bytes) -> str | None:
        """Return why a 2xx response with this body is a failure all the same, or None."""
        return None

    def purge(self, tags: Sequence[str], *, until: float) -> None:
        """Purge all of these tags, with retries until an instant of `time.monotonic()`.

        Raises PurgeFailed; the requests that succeeded before stay in effect.
        """
        retry = _RetryUntil(deadline=until)
        with Session() as session:
            session.mount("http://", HTTPAdapter(max_retries=retry))
            session.mount("https://", HTTPAdapter(max_retries=retry))
            # Without this, requests replaces the Authorization header for hosts in a .netrc file.
            session.auth = lambda request: request
            timeout: Any = _TimeoutUntil(until)
            # Following a redirect would purge nothing.
            send = partial(session.request, allow_redirects=False, timeout=timeout)
            for start in range(0, len(tags), self.most_tags):
                if monotonic() >= until:
                    raise PurgeFailed(f"{self.name}: no time was left")
                self._purge(send, tags[start : start + self.most_tags])

    def _purge(self, send: Send, tags: Sequence[str]) -> None:
        try:
            response = self.request(send, tags)
        except (RequestException, HTTPError) as error:
            raise PurgeFailed(f"{self.name}: {error}") from error
        if not 200 <= response.status_code < 300:
            raise PurgeFailed(f"{self.name} answered {response.status_code}")
        if refusal := self.refusal(response.content):
            raise PurgeFailed(f"{self.name}: {refusal}")


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        is_absolute = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_absolute and " " not in text


def _fits_a_header(value: object) -> bool:
    text = str(value or "")
    return text.isascii() and text.isprintable()


class Cloudflare(TagBackend):
    """Purge by cache-tag, for a zone. The token needs the permission Zone / Cache Purge."""

    name = "Cloudflare"
    required = ("ZONE_ID", "API_TOKEN")
    # 100 on every plan since 2025. Before that it was 30, which some accounts still have.
    most_tags = 30

    def request(self, send: Send, tags: Sequence[str]) -> Response:
        """`POST /zones/ID/purge_cache {"tags": […]}`."""
        api = self.params.get("API_URL") or "https://api.cloudflare.com/client/v4"
        url = f"{api}/zones/{self.params['ZONE_ID']}/purge_cache"
        bearer = {"Authorization": f"Bearer {self.params['API_TOKEN']}"}
        return send("POST", url, headers=bearer, json={"tags": list(tags)})

    def refusal(self, body: bytes) -> str | None:
        """Return the response if its `success` is not true."""
        try:
            result = json.loads(body)
        except ValueError:
            return "the response is not JSON"
        if isinstance(result, dict) and result.get("success") is True:
            return None
        return f"refused: {str(result)[:200]}"


class Fastly(TagBackend):
    """Purge by surrogate key, for a service. The token needs the scope `purge_select`."""

    name = "Fastly"
    required = ("SERVICE_ID", "API_TOKEN")
    most_tags = 256

    def request(self, send: Send, tags: Sequence[str]) -> Response:
        """`POST /service/ID/purge {"surrogate_keys": […]}`."""
        api = self.params.get("API_URL") or "https://api.fastly.com"
        url = f"{api}/service/{self.params['SERVICE_ID']}/purge"
        key = {"Fastly-Key": self.params["API_TOKEN"]}
        return send("POST", url, headers=key, json={"surrogate_keys": list(tags)})


class HTTP(TagBackend):
    """Purge a cache of one's own by a header with the tags: Varnish with xkey, Souin, a worker."""

    name = "PURGE_URL"
    required = ("LOCATION",)
    # Tags have up to 128 bytes, and servers accept header lines of 8 kB.
    most_tags = 50

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        if not _is_url(params["LOCATION"]):
            raise ImproperlyConfigured(f"{self.name} is not an absolute http(s) address.")
        # An error message of requests would contain them.
        if "@" in urlsplit(params["LOCATION"]).netloc:
            raise ImproperlyConfigured(f"{self.name} has a name or a password: give a TOKEN.")

    def request(self, send: Send, tags: Sequence[str]) -> Response:
        """`PURGE URL` with the tags in `Surrogate-Key`; METHOD and HEADER change either."""
        header = self.params.get("HEADER") or "Surrogate-Key"
        separator = "," if header.lower() == "cache-tag" else " "
        headers = {header: separator.join(tags)}
        if token := self.params.get("TOKEN"):
            headers["Authorization"] = f"Bearer {token}"
        method = self.params.get("METHOD") or "PURGE"
        return send(method, self.params["LOCATION"], headers=headers)


def backends(entries: dict[str, dict[str, Any]] | None = None) -> dict[str, TagBackend]:
    """Return the configured backends by the name of their entry; raises ImproperlyConfigured."""
    return get_backends(delivery_settings.PURGE_BACKENDS if entries is None else entries)


def purge(tags: Sequence[str], *, until: float) -> list[str]:
    """Purge tags on every configured CDN and return the names of those that failed.

    A failure does not stop the others; its reason is logged.
    """
    failed = []
    for name, entry in delivery_settings.PURGE_BACKENDS.items():
        try:
            backends({name: entry})[name].purge(tags, until=until)
        except (PurgeFailed, ImproperlyConfigured) as error:
            logger.warning("%d tags could not be purged: %s", len(tags), error)
            failed.append(name)
    return failed

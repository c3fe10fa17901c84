"""Read settings from environment variables.

An error is an `ImproperlyConfigured` whose message begins with the name of the variable and omits
its value, which may contain a password. An empty variable counts as unset.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from promotions.scheduling.zones import zone_names

_T = TypeVar("_T")
_YES: Final = frozenset({"true", "yes", "on", "1"})
_NO: Final = frozenset({"false", "no", "off", "0"})
_DATABASES: Final = ("sqlite", "postgres", "postgresql")
_CACHES: Final = ("locmemcache", "dummycache", "redis", "rediss")


class Environment:
    """The environment variables of the process, with those of a file as defaults.

    The file is `.env` in the project folder, or the one named by ENV_FILE.
    """

    def __init__(self, project: Path) -> None:
        self._project = project
        named = os.environ.get("ENV_FILE")
        if named and not Path(named).exists():
            raise ImproperlyConfigured(f"ENV_FILE names a file that does not exist: {named}")
        environ.Env.read_env(named or project / ".env")

    def text(self, name: str, default: str = "") -> str:
        """Return the value unchanged, or the default if it is empty."""
        return os.environ.get(name) or default

    def words(self, name: str) -> list[str]:
        """Return the values of a comma-separated list."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a boolean; raise for any other value, so that a typo is not taken for false."""
        value = self.text(name, str(default)).lower()
        if value not in _YES | _NO:
            raise ImproperlyConfigured(f"{name} must be true or false.")
        return value in _YES

    def whole_number(self, name: str, *, default: int) -> int:
        """Return an integer from 0 on, written in ASCII digits."""
        value = self.text(name, str(default))
        if not (value.isascii() and value.isdigit()):
            raise ImproperlyConfigured(f"{name} must be a whole number from 0 on.")
        return int(value)

    def database(self, name: str) -> dict[str, Any]:
        """Return Django's settings of a database; SQLite in the project folder without a URL."""
        sqlite: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}
        found = self._url(name, environ.Env.db_url_config, _DATABASES, sqlite)
        if found["ENGINE"] == sqlite["ENGINE"] and found["NAME"] != ":memory:":
            found["NAME"] = self._project / found["NAME"]
        return found

    def cache(self, name: str) -> dict[str, Any]:
        """Return Django's settings of a cache; in the process's memory without a URL."""
        in_process: dict[str, Any] = {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            # The default of 300 is less than the renditions of a page of cards.
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
        found = self._url(name, environ.Env.cache_url_config, _CACHES, in_process)
        # The options in the query (`?key_prefix=blue`) are in lower case for Redis.
        return {option.upper(): value for option, value in found.items()}

    def email(self, name: str) -> dict[str, Any]:
        """Return Django's EMAIL_… settings; without a URL mail is printed."""
        printed: dict[str, Any] = {
            "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"
        }
        known = tuple(environ.Env.EMAIL_SCHEMES)
        return self._url(name, environ.Env.email_url_config, known, printed)

    def time_zone(self, name: str, default: str) -> str:
        """Return a name of the IANA database, as listed by the pinned `tzdata`."""
        return self._one_of(name, default, zone_names(), "such as Europe/London")

    def log_level(self, name: str, default: str) -> str:
        """Return a level of Python's logging."""
        levels = logging.getLevelNamesMapping()
        return self._one_of(name, default, levels, "such as INFO")

    def _one_of(self, name: str, default: str, known: Any, example: str) -> str:
        value = self.text(name, default)
        if value not in known:
            raise ImproperlyConfigured(f"{name} must be a name that is known, {example}.")
        return value

    def _url(
        self, name: str, parse: Callable[[str], _T], schemes: tuple[str, ...], default: _T
    ) -> _T:
        value = self.text(name)
        if not value:
            return default
        if value.partition(":")[0] not in schemes:
            raise ImproperlyConfigured(f"{name} must begin with one of {', '.join(schemes)}.")
        try:
            return parse(value)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} is not a URL that can be understood. Percent-encode what is not plain "
                "in its user and password."
            ) from error


def purge_backends(
    cloudflare: tuple[str, str], fastly: tuple[str, str], urls: list[str], **http: str
) -> dict[str, dict[str, str]]:
    """Return the CDNs to purge, for `cms.delivery.purge.backends`, without unset ones.

    Partly configured ones are included, so that the system checks report what is missing.
    """
    known = {
        "cloudflare": {
            "BACKEND": "cms.delivery.purge.backends.Cloudflare",
            "ZONE_ID": cloudflare[0],
            "API_TOKEN": cloudflare[1],
        },
        "fastly": {
            "BACKEND": "cms.delivery.purge.backends.Fastly",
            "SERVICE_ID": fastly[0],
            "API_TOKEN": fastly[1],
        },
    }
    for number, url in enumerate(urls or [""], start=1):
        options = {name.upper(): value for name, value in http.items()}
        known[f"http-{number}"] = {
            "BACKEND": "cms.delivery.purge.backends.HTTP",
            "LOCATION": url,
            **options,
        }
    return {name: cdn for name, cdn in known.items() if sum(map(bool, cdn.values())) > 1}


def media_storage(bucket: str, endpoint_url: str, media_url: str) -> dict[str, Any]:
    """Return the storage of uploads: the bucket, or the folder MEDIA_ROOT if `bucket` is empty."""
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    public = urlsplit(media_url)
    return {
        "BACKEND": "cms.content.storage.BucketStorage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint_url or None,
            "custom_domain": f"{public.netloc}{public.path}".rstrip("/"),
            "url_protocol": f"{public.scheme}:",
            "querystring_auth": False,
            "file_overwrite": False,
        },
    }


def task_backend(*, by_worker: bool) -> str:
    """Return the class that runs tasks: at once in the process, or later in a worker."""
    at_once = "django_tasks.backends.immediate.ImmediateBackend"
    return "django_tasks_db.DatabaseBackend" if by_worker else at_once

"""The application of the peers: the production stack, and below `/plain/` Django without any.

The same bare view is so measured twice: behind the project's middleware, and with none at all.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.delivery.peer_settings"

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.test.utils import override_settings

_stacked = get_wsgi_application()
with override_settings(MIDDLEWARE=[]):
    _plain = WSGIHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request by one of the two."""
    path = environ["PATH_INFO"]
    if path.startswith("/plain/"):
        return _plain({**environ, "PATH_INFO": path[len("/plain") :]}, start_response)
    return _stacked(environ, start_response)

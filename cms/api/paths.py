"""Normalisation of the paths that frontends send."""

import re
from typing import Final
from urllib.parse import quote, unquote_to_bytes

_SAFE: Final = "!$&'()*+,;=:@-._~/"


def normalise_path(path: str) -> str:
    """Return the one spelling of a path: leading and trailing slash, no query, decoded once.

    Percent-escapes are decoded (RFC 3986, section 6.2.2), so that their case does not matter;
    what is not UTF-8 stays escaped, in capitals. Repeated slashes are one.

    >>> normalise_path("articles/sleep?utm_source=mail")
    '/articles/sleep/'
    >>> normalise_path("/articles/caf%c3%a9/") == normalise_path("/articles/caf%C3%A9")
    True
    >>> normalise_path("https://shop.example.com//articles/")
    '/articles/'
    """
    # Not urlsplit, which raises on some texts that a visitor may type.
    path = re.sub(r"^https?://[^/?#]*", "", path, flags=re.IGNORECASE)
    path = re.split(r"[?#]", path, maxsplit=1)[0]
    raw = unquote_to_bytes(path)
    try:
        decoded = raw.decode()
    except UnicodeDecodeError:
        decoded = quote(raw, safe=_SAFE)
    segments = [segment for segment in decoded.split("/") if segment]
    return "/" + "".join(f"{segment}/" for segment in segments)

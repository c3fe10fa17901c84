"""How do the starts and ends of promotions read for the team's own calendar (RFC 5545)?"""

import hashlib
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from promotions.admin.links import edit_url
from promotions.resolving.resolve import Candidate
from promotions.scheduling.schedule import intervals
from promotions.wording.conflicts import slot_name

PAST: Final = timedelta(days=30)
AHEAD: Final = timedelta(days=366)
MOST: Final = 2000
"""So many events ahead at most; what is cut off is said in the feed itself."""
MOST_PAST: Final = 200
"""So many events that are over at most, the newest: they never take the place of one to come."""
_LINE: Final = 75
"""Octets in a line, its break not counted (section 3.1)."""


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """An instant (UTC) at which a promotion starts or ends."""

    instant: datetime
    key: str
    kind: str
    candidate: Candidate = field(compare=False)


def turns(candidates: Iterable[Candidate], after: datetime, before: datetime) -> Iterator[Turn]:
    """Starts and ends from `after` on and before `before`, in order, one at a time."""
    return merge(*(_turns(candidate, after, before) for candidate in candidates))


def _turns(candidate: Candidate, after: datetime, before: datetime) -> Iterator[Turn]:
    for interval in intervals(candidate.windows, after, before):
        for kind, instant in (("start", interval.start), ("end", interval.end)):
            if instant is not None and after <= instant < before:
                yield Turn(instant, candidate.key, kind, candidate)


def calendar(name: str, host: str, candidates: Iterable[Candidate], now: datetime) -> bytes:
    """An iCalendar object: one event for each turn, of no length, in UTC.

    `host` makes the UIDs those of this site and no other.
    """
    known = list(candidates)
    past = deque(turns(known, now - PAST, now), maxlen=MOST_PAST)
    ahead = list(islice(turns(known, now, now + AHEAD), MOST + 1))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Wellspring//Promotions//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{escaped(name)}",
        f"NAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ]
    for turn in (*past, *ahead[:MOST]):
        lines += _event(turn, host)
    if len(ahead) > MOST:
        lines += _note(ahead[MOST].instant, host)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(turn: Turn, host: str) -> list[str]:
    promotion, slot = turn.candidate.payload, slot_name(turn.candidate.slot)
    heading = promotion.heading or turn.key
    words = _("Starts: %(heading)s") if turn.kind == "start" else _("Ends: %(heading)s")
    about = _("Slot: %(slot)s. Language: %(language)s.")
    return [
        "BEGIN:VEVENT",
        f"UID:{_uid(turn.key, turn.kind, _stamp(turn.instant))}@{host}",
        # Not the instant of the request, so that an unchanged feed stays the same bytes.
        f"DTSTAMP:{_stamp(promotion.last_published_at or turn.instant)}",
        f"DTSTART:{_stamp(turn.instant)}",
        f"SUMMARY:{escaped(words % {'heading': heading})}",
        f"DESCRIPTION:{escaped(about % {'slot': slot, 'language': turn.candidate.locale})}",
        f"URL:{settings.WAGTAILADMIN_BASE_URL}{edit_url(promotion)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _note(instant: datetime, host: str) -> list[str]:
    """What stands where the feed ends early."""
    words = _("More follows: this calendar shows the next %(count)d starts and ends only.")
    return [
        "BEGIN:VEVENT",
        f"UID:{_uid('', 'more', _stamp(instant))}@{host}",
        f"DTSTAMP:{_stamp(instant)}",
        f"DTSTART:{_stamp(instant)}",
        f"SUMMARY:{escaped(words % {'count': MOST})}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _uid(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    r"""Text as a property's value (section 3.3.11), without control characters.

    >>> print(escaped("Tea, cake; 50 % off\nToday \\ now"))
    Tea\, cake\; 50 % off\nToday \\ now
    """
    text = "\n".join(text.splitlines())
    for special in ("\\", ";", ","):
        text = text.replace(special, f"\\{special}")
    text = text.replace("\n", "\\n")
    return "".join(letter for letter in text if unicodedata.category(letter) not in ("Cc", "Cs"))


def folded(line: str) -> str:
    """A content line in pieces of at most 75 octets, no character cut in two (section 3.1).

    >>> [len(piece.encode()) for piece in folded("SUMMARY:" + "é" * 40).split("\\r\\n")]
    [74, 15]
    """
    pieces, piece, room = [], "", _LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            # The space that continues a line counts too.
            piece, room = "", _LINE - 1
        piece += letter
        room -= size
    return "\r\n ".join([*pieces, piece])

"""The starts and ends of promotions as an iCalendar feed (RFC 5545)."""

import hashlib
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration, vText
from wagtail.admin.utils import get_admin_base_url

from cms.publishing.conf import address_settings
from promotions.admin.links import edit_url
from promotions.resolving.resolve import Candidate
from promotions.scheduling.schedule import intervals
from promotions.wording.conflicts import slot_name

PAST: Final = timedelta(days=30)
FEED_HORIZON: Final = timedelta(days=366)
MAX_EVENTS: Final = 2000
"""The limit of future events. If it is exceeded, one more event says so."""
MAX_PAST_EVENTS: Final = 200
"""The limit of past events, of which the newest are listed; not counted in `MAX_EVENTS`."""
REFRESH: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """An instant (UTC) at which a promotion starts or ends."""

    instant: datetime
    key: str
    kind: str
    candidate: Candidate = field(compare=False)


def turns(candidates: Iterable[Candidate], after: datetime, before: datetime) -> Iterator[Turn]:
    """Yield the starts and ends in `[after, before)`, in chronological order."""
    return merge(*(_turns(candidate, after, before) for candidate in candidates))


def _turns(candidate: Candidate, after: datetime, before: datetime) -> Iterator[Turn]:
    for interval in intervals(candidate.windows, after, before):
        for kind, instant in (("start", interval.start), ("end", interval.end)):
            if instant is not None and after <= instant < before:
                yield Turn(instant, candidate.key, kind, candidate)


def calendar(name: str, host: str, candidates: Iterable[Candidate], now: datetime) -> bytes:
    """Return an iCalendar object with an event of no duration, in UTC, for each start and end.

    `host` is part of the UIDs, so that those of two sites differ.
    """
    promotions = list(candidates)
    past = deque(turns(promotions, now - PAST, now), maxlen=MAX_PAST_EVENTS)
    ahead = list(islice(turns(promotions, now, now + FEED_HORIZON), MAX_EVENTS + 1))
    feed = Calendar()
    feed.add("VERSION", "2.0")
    feed.add("PRODID", "-//Wellspring//Promotions//EN")
    feed.add("CALSCALE", "GREGORIAN")
    # icalendar does not know the types of these properties.
    feed.add("X-WR-CALNAME", _text(name))
    feed.add("NAME", _text(name))
    feed.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    feed.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    for turn in (*past, *ahead[:MAX_EVENTS]):
        feed.add_component(_turn_event(turn, host))
    if len(ahead) > MAX_EVENTS:
        feed.add_component(_cut_off_event(ahead[MAX_EVENTS].instant, host))
    return feed.to_ical(sorted=False)


def _turn_event(turn: Turn, host: str) -> Event:
    promotion = turn.candidate.payload
    summary = _("Starts: %(heading)s") if turn.kind == "start" else _("Ends: %(heading)s")
    description = _("Slot: %(slot)s. Language: %(language)s.") % {
        "slot": slot_name(turn.candidate.slot),
        "language": turn.candidate.locale,
    }
    event = _event(
        _uid(turn.key, turn.kind, turn.instant, host),
        turn.instant,
        summary % {"heading": promotion.heading or turn.key},
        # Not the time of the request, so that an unchanged feed has the same bytes.
        stamp=promotion.last_published_at or turn.instant,
    )
    event.add("DESCRIPTION", _text(description))
    event.add("URL", f"{get_admin_base_url() or address_settings.PUBLIC_URL}{edit_url(promotion)}")
    return event


def _cut_off_event(instant: datetime, host: str) -> Event:
    summary = _("More follows: this calendar shows the next %(count)d starts and ends only.")
    uid = _uid("", "more", instant, host)
    return _event(uid, instant, summary % {"count": MAX_EVENTS}, stamp=instant)


def _event(uid: str, instant: datetime, summary: str, *, stamp: datetime) -> Event:
    event = Event()
    event.add("UID", uid)
    event.add("DTSTAMP", stamp.astimezone(UTC))
    event.add("DTSTART", instant.astimezone(UTC))
    event.add("SUMMARY", _text(summary))
    event.add("TRANSP", "TRANSPARENT")
    return event


def _uid(key: str, kind: str, instant: datetime, host: str) -> str:
    parts = "\0".join((key, kind, instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")))
    return f"{hashlib.sha256(parts.encode()).hexdigest()[:32]}@{host}"


def _text(text: str) -> vText:
    """Return a text value with line feeds as its only control characters."""
    return vText(
        "\n".join(
            "".join(char for char in line if unicodedata.category(char) not in ("Cc", "Cs"))
            for line in text.splitlines()
        )
    )

"""The URLs that are requested after every operation, and their expected responses."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.test import Client

from promotions.active import timetable_cache
from tests.freshness.world import SECOND_HOST

HOST: Final = "testserver"


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """A URL of the API: path and host."""

    path: str
    host: str = HOST

    def __str__(self) -> str:
        return f"{self.host}{self.path}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The compared parts of a response: the decoded body, status and content headers."""

    status: int
    body: bytes
    content_type: str
    content_location: str | None


_HERE: Final = (
    "articles/sleep-and-pain/",
    "articles/?ordering=title",
    "articles/fresh/",
    "articles/schlaf-und-schmerz/?locale=de",
    "articles/?topic=sleep&topic=rest",
    "articles/?tag=evening&tag=dusk",
    "articles/?author=ada-byron",
    "articles/?search=harbour",
    "articles/?locale=de&limit=2",
    "authors/",
    "authors/ada-byron/",
    "topics/",
    "topics/sleep/",
    "home/",
    "home/?locale=de",
    "site/",
    "promotions/active/?slot=inline&path=/articles/guide/&topic=sleep",
    "promotions/manifest/?topic=pain",
    "resolve/?path=/articles/",
    "resolve/?path=/articles/guide/",
    "resolve/?path=/stories/walk/",
    "resolve/?path=/guides/walk/",
    "resolve/?path=/old-guide/",
    "resolve/?path=/gone/",
    "resolve/?path=/de/artikel/guide/",
)
_THERE: Final = ("home/", "site/")

QUESTIONS: Final = (
    *(Question(f"/api/v1/{path}") for path in _HERE),
    *(Question(f"/api/v1/{path}", SECOND_HOST) for path in _THERE),
)


def shuffled(chance: random.Random) -> list[Question]:
    """Return all URLs in a random order."""
    return chance.sample(QUESTIONS, len(QUESTIONS))


class Oracle:
    """Renders the expected responses.

    The test client calls Django and not `cms.wsgi`, where responses are stored. The timetables of
    promotions that this process has cached are cleared first.
    """

    def __init__(self) -> None:
        self._client = Client()

    def answers(self, questions: Iterable[Question] = QUESTIONS) -> dict[Question, Answer]:
        """Return the expected response of each URL."""
        timetable_cache._cache.clear()
        return {question: self.answer(question) for question in questions}

    def answer(self, question: Question) -> Answer:
        response: Any = self._client.get(question.path, headers={"host": question.host})
        return Answer(
            response.status_code,
            response.content,
            response.headers["Content-Type"],
            response.headers.get("Content-Location"),
        )

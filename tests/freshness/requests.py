"""Which addresses are asked after every operation, and what is the true answer to each?"""

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
    """An address of the API on a host."""

    path: str
    host: str = HOST

    def __str__(self) -> str:
        return f"{self.host}{self.path}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What of an answer has to be right: the body decoded, and what says how to read it."""

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
    """All questions, in an order that is another each time."""
    return chance.sample(QUESTIONS, len(QUESTIONS))


class Oracle:
    """Answers as they are rendered here and now.

    The test client calls Django itself and not `cms.wsgi`, where stored answers are found, and
    what this process has kept of promotions is thrown away before.
    """

    def __init__(self) -> None:
        self._client = Client()

    def answers(self, questions: Iterable[Question] = QUESTIONS) -> dict[Question, Answer]:
        """The true answer to each question."""
        timetable_cache._cache.clear()
        return {question: self.answer(question) for question in questions}

    def answer(self, question: Question) -> Answer:
        """The true answer to one question."""
        response: Any = self._client.get(question.path, headers={"host": question.host})
        return Answer(
            response.status_code,
            response.content,
            response.headers["Content-Type"],
            response.headers.get("Content-Location"),
        )

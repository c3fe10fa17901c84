"""Does the API keep to its OpenAPI document, whatever is asked that it allows or forbids?

Schemathesis makes the requests, each time the same ones: examples, the edges of every schema, and
random values that fit or do not. `CONTRIBUTING.md` says how to let it look for longer.
"""

import json
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CHECKS
from wagtail.models import Site

from cms.delivery.cache.application import CacheApplication
from tests import golden
from tests.api.openapi import document
from tests.delivery.cache.applications import Django
from tests.fixtures import plant_german, plant_home, plant_index
from tests.search_sizes import examples

pytestmark = pytest.mark.usefixtures("content", "db", "delivery_settings")
# What only words can say in OpenAPI: which parameters go together, which cursors are ours, and
# which escapes a path may have. Each of these is tested on its own.
SAID_IN_WORDS = {"cursor", "offset", "ordering", "path"}


@pytest.fixture(scope="module")
def content(module_db: None) -> Any:
    home = plant_home()
    return golden.build(home, plant_index(home), plant_german(home), Site.objects.get())


@cache
def server() -> CacheApplication:
    """What a server serves, but that no request closes the connection of a test."""
    return CacheApplication(Django())


def application(environ: Any, start_response: Any) -> Any:
    return server()(environ, start_response)


def described() -> Any:
    """The document as clients get it, with the application as servers run it."""
    schema = schemathesis.openapi.from_dict(json.loads(json.dumps(document())))
    schema.app = application
    schema.config.generation.update(deterministic=True)
    return schema


api = described()


def is_right(answer: Any) -> bool:
    """Whether a request that the document allows was answered, or refused for what it says."""
    if answer.status_code != 400:
        return answer.status_code in (200, 304, 401, 404, 412)
    return {error["parameter"] for error in answer.json()["errors"]} <= SAID_IN_WORDS


@api.parametrize()
@settings(
    max_examples=examples(3),
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_the_document_describes(case: Any) -> None:
    answer = case.call_and_validate(
        excluded_checks=[CHECKS.get_one("positive_data_acceptance")],
        # The client in between does not decode.
        headers={"Accept-Encoding": "identity"},
    )
    assert answer.status_code < 500
    if case.meta is not None and case.meta.generation.mode.is_positive:
        assert is_right(answer), json.dumps([case.query, answer.json()])

"""Does the OpenAPI document hold, and does it say what the code does?"""

import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openapi_spec_validator import OpenAPIV31SpecValidator

from articles.models import ArticleIndexPage, ArticlePage
from cms.api.page_types import page_types
from cms.content.blocks.body import BodyBlock
from cms.content.images.renditions import formats
from cms.content.rich_text import MARKS, TAG_OF_TYPE
from home.models import HomePage
from promotions.choices import Slot
from tests.api.openapi import assert_matches, document, operations
from tests.api.schema_rules import faults, resolved, wrong_examples

ENDPOINTS = {
    "/api/v1/",
    "/api/v1/articles/",
    "/api/v1/articles/{slug}/",
    "/api/v1/authors/",
    "/api/v1/autocomplete/",
    "/api/v1/authors/{slug}/",
    "/api/v1/docs/",
    "/api/v1/home/",
    "/api/v1/preview/",
    "/api/v1/promotions/active/",
    "/api/v1/promotions/manifest/",
    "/api/v1/resolve/",
    "/api/v1/schema/",
    "/api/v1/site/",
    "/api/v1/topics/",
    "/api/v1/topics/{slug}/",
}


def schemas() -> dict[str, Any]:
    return document()["components"]["schemas"]


def parts(value: Any, place: str = "#") -> Iterator[tuple[str, Any]]:
    """Every part of the document with its place."""
    yield place, value
    if isinstance(value, dict):
        for name, part in value.items():
            yield from parts(part, f"{place}/{name}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from parts(part, f"{place}/{number}")


def objects(value: Any) -> list[tuple[str, dict[str, Any]]]:
    """Every object in the document with its place."""
    return [(place, part) for place, part in parts(value) if isinstance(part, dict)]


def parameters(operation: str) -> dict[str, Any]:
    found = [resolved(document(), item) for item in operations()[operation]["parameters"]]
    return {item["name"]: item for item in found}


def test_document_is_valid_openapi_3_1() -> None:
    assert document()["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(document()).iter_errors()] == []


def test_drf_spectacular_has_no_doubts() -> None:
    call_command("spectacular", fail_on_warn=True, validate=True, stdout=StringIO())


def test_every_endpoint_is_described_and_no_other() -> None:
    assert set(document()["paths"]) == ENDPOINTS


def test_every_reference_leads_somewhere() -> None:
    found = [value for _, value in objects(document()) if isinstance(value.get("$ref"), str)]
    assert found
    assert [value for value in found if not resolved(document(), value)] == []


def test_nothing_is_left_unsaid() -> None:
    assert faults(document()) == []


def test_every_example_is_of_the_shape_that_it_stands_for() -> None:
    assert wrong_examples(document()) == []


def test_the_example_of_an_article_has_every_block() -> None:
    body = document()["components"]["examples"]["Article"]["value"]["body"]
    assert [block["type"] for block in body] == list(BodyBlock().child_blocks)


@pytest.mark.parametrize("kind", ["schemas", "responses", "parameters", "headers", "examples"])
def test_every_component_is_used(kind: str) -> None:
    text = json.dumps(document())
    named = document()["components"][kind]
    assert [name for name in named if f'"#/components/{kind}/{name}"' not in text] == []


def test_every_read_of_content_takes_an_instant_for_holders_of_a_token() -> None:
    elsewhere = {"index", "schema", "docs", "preview"}
    for name, operation in operations().items():
        taken = parameters(name)
        assert ("at" in taken) == (name not in elsewhere), name
        if "at" in taken:
            assert taken["at"]["schema"]["format"] == "date-time"
            assert operation["security"] == [{}, {"previewToken": []}]
            assert "401" in operation["responses"]
    schemes = document()["components"]["securitySchemes"]
    assert (schemes["previewToken"]["type"], schemes["previewToken"]["scheme"]) == (
        "http",
        "bearer",
    )


def test_only_what_may_be_kept_is_asked_for_again() -> None:
    assert not {"304", "412"} & set(operations()["preview"]["responses"])
    assert "304" in operations()["articles"]["responses"]
    assert "If-None-Match" in parameters("articles")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ArticleCard", "article"),
        ("Article", "article"),
        ("ArticleIndex", "article_index"),
        ("Home", "home"),
    ],
)
def test_type_of_a_page_is_a_constant(name: str, expected: str) -> None:
    described = schemas()[name]["properties"]["type"]
    assert (described["type"], described["const"]) == ("string", expected)


def test_a_page_of_any_type_is_told_apart_by_type() -> None:
    mapping = schemas()["Page"]["discriminator"]["mapping"]
    assert set(mapping) == {page_type.model.api_type for page_type in page_types()}
    assert {page_type.model for page_type in page_types()} >= {
        ArticlePage,
        ArticleIndexPage,
        HomePage,
    }


def test_every_block_is_described_in_a_union_on_type() -> None:
    union = schemas()["Block"]
    assert union["discriminator"]["propertyName"] == "type"
    assert set(union["discriminator"]["mapping"]) == set(BodyBlock().child_blocks)
    for kind, reference in union["discriminator"]["mapping"].items():
        block = schemas()[reference.rpartition("/")[2]]
        assert block["properties"]["type"]["const"] == kind
        assert block["required"] == ["id", "type", "value"]


def test_a_divider_is_a_closed_empty_object() -> None:
    assert schemas()["DividerValue"]["additionalProperties"] is False
    assert_matches("Block", {"id": "1", "type": "divider", "value": {}})
    with pytest.raises(AssertionError):
        assert_matches("Block", {"id": "1", "type": "divider", "value": {"style": "dots"}})


def test_every_node_that_rich_text_makes_is_described() -> None:
    described = set(schemas()["RichTextNode"]["discriminator"]["mapping"])
    assert described == {*TAG_OF_TYPE, "text", "line_break", "link", "citation"}
    marks = schemas()["TextNode"]["properties"]["marks"]["items"]["enum"]
    assert set(marks) == set(MARKS.values())


def test_image_formats_are_described() -> None:
    assert set(formats()) <= set(schemas()["SrcsetEntry"]["properties"]["format"]["enum"])


def test_every_slot_is_described() -> None:
    assert list(schemas()["PromotionsBySlot"]["properties"]) == Slot.values
    assert schemas()["Promotion"]["properties"]["slot"]["enum"] == Slot.values


def test_resolved_is_told_apart_by_kind() -> None:
    assert set(schemas()["Resolved"]["discriminator"]["mapping"]) == {"page", "redirect"}
    assert_matches(
        "resolve", {"kind": "redirect", "location": "https://www.example/", "permanent": True}
    )


def test_parameters_say_their_type_limits_and_default() -> None:
    found = parameters("articles")
    assert found["limit"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 100,
        "default": 20,
        "examples": [20],
    }
    assert found["ordering"]["schema"] == {
        "type": "string",
        "enum": ["-published_at", "published_at", "title", "relevance"],
        "default": "-published_at",
        "examples": ["-published_at"],
    }
    assert not found["limit"].get("required")


def test_repeatable_parameters_are_arrays_that_explode() -> None:
    for name in ("topic", "tag", "author"):
        found = parameters("articles")[name]
        assert found["schema"]["type"] == "array"
        assert (found["style"], found["explode"]) == ("form", True)
    assert parameters("active_promotions")["slot"]["schema"]["items"]["enum"] == Slot.values


def test_required_parameters_are_marked() -> None:
    assert parameters("resolve")["path"]["required"] is True
    assert parameters("preview")["token"]["required"] is True
    slug = parameters("article")["slug"]
    assert (slug["in"], slug["required"]) == ("path", True)


def test_instants_are_utc_in_whole_seconds() -> None:
    pattern = schemas()["Article"]["properties"]["published_at"]["pattern"]
    assert re.search(pattern, "2026-11-22T09:00:00Z")
    assert not re.search(pattern, "2026-11-22T09:00:00.123Z")
    assert not re.search(pattern, "2026-11-22T09:00:00+01:00")


def test_a_wrong_answer_is_refused_with_its_place() -> None:
    topic = {"slug": "sleep", "name": "Sleep", "description": None}
    with pytest.raises(AssertionError, match=r"\$\.description"):
        assert_matches("Topic", topic)


def test_committed_document_is_the_one_the_code_describes() -> None:
    call_command("openapi", check=True)


def test_changed_document_is_shown_and_refused(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    call_command("openapi", stdout=StringIO())
    call_command("openapi", check=True)
    file = tmp_path / "docs" / "reference" / "openapi.json"
    file.write_text(file.read_text().replace('"const": "article"', '"const": "post"'))
    with pytest.raises(CommandError, match=r"(?s)post.*python manage.py openapi"):
        call_command("openapi", check=True)
    assert '"const": "post"' in file.read_text()


def test_what_is_wrong_in_a_union_is_named_by_the_member_that_was_meant() -> None:
    text = {"type": "text", "text": "Rest", "marks": ["blink"]}
    value = {"html": "", "nodes": [{"type": "paragraph", "children": [text]}]}
    place = r"\$\.value\.nodes\[0\]\.children\[0\]\.marks\[0\].*blink"
    with pytest.raises(AssertionError, match=place):
        assert_matches("Block", {"id": "1", "type": "rich_text", "value": value})

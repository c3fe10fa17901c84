"""Is a file that is none a clear error, and nothing read that is too large?"""

import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Site

from cms.promotion_file import json_reader, schema
from cms.promotion_file.problems import InvalidFile
from tests.promotion_file.promotion_files import problems, promotion, window

FILES: list[tuple[bytes, str]] = [
    (b"", "empty"),
    (b" \n", "empty"),
    (b"[{]", "line 1, column 3"),
    (b'[{"key": "a",\n}]', "line 2, column 1"),
    (b"[1, 2", "not JSON"),
    (b"[]x", "not JSON"),
    ('[{"key": "ä"}]'.encode("latin-1"), "byte 0xe4 in line 1"),
    ("[]".encode("utf-16"), "UTF-16"),
    (b"[" * 100_000, "too deeply"),
    (b'{"a":' * 100_000, "too deeply"),
    (b'{"key": "a"}', "a list of promotions in square brackets, not an object"),
    (b"null", "not null"),
    (b"NaN", "not NaN"),
    (b"[" + b"{}," * 5000 + b"{}]", "5001 promotions; at most 5000"),
]


def load(path: Path) -> tuple[str, str]:
    """What the command writes to standard error, and its last word."""
    errors = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("load_promotions", str(path), stderr=errors)
    assert error.value.returncode == 1
    return errors.getvalue(), str(error.value)


@pytest.mark.parametrize(("data", "words"), FILES)
def test_a_file_that_is_no_list_of_promotions_is_a_clear_error(
    site: Site, tmp_path: Path, data: bytes, words: str
) -> None:
    path = tmp_path / "promotions.json"
    path.write_bytes(data)

    errors, last = load(path)

    assert errors.startswith(f"{path}: ")
    assert words in errors
    assert errors.count("\n") == 1
    assert "nothing was changed" in last


def test_one_line_of_standard_error_is_one_problem(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "promotions.json"
    path.write_text(json.dumps([promotion(**{"a\nb": 1}), window(time_zone="\u2028x")]))

    errors, last = load(path)

    assert [line.partition(": ")[0] for line in errors.split("\n") if line] == [
        "/0/a\\nb",
        "/1/key",
        "/1/windows/0/time_zone",
    ]
    assert last.startswith("3 ")


def test_a_name_given_twice_is_refused_wherever_it_stands(site: Site) -> None:
    text = (
        '[{"key": "a", "slot": "modal", "content": {"heading": "a", "heading": "b"}, "key": "c"}]'
    )

    found = problems(json_reader.parse_json(text.encode()))

    assert found == [
        ("/0/key", "This name stands twice in one object."),
        ("/0/content/heading", "This name stands twice in one object."),
    ]


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1" * 5000, "-" + "9" * 30, "1e999"])
def test_what_is_no_number_in_json_is_none_here(site: Site, number: str) -> None:
    text = json.dumps([promotion(priority="?")]).replace('"?"', number)

    [(at, message)] = problems(json_reader.parse_json(text.encode()))

    assert at == "/0/priority"
    assert len(message) < 80


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert json_reader.parse_json(b"\xef\xbb\xbf[]") == []


def test_twenty_megabytes_are_refused_by_their_size_alone(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024)

    errors, _last = load(path)

    assert errors == f"{path}: The file is larger than 10 MB; split it.\n"


def test_no_more_of_a_stream_is_read_than_may_be() -> None:
    stream = BytesIO(b" " * (json_reader.MAX_FILE_SIZE + 500))

    with pytest.raises(InvalidFile, match="larger than 10 MB"):
        json_reader.read_json_stream(stream)

    assert stream.tell() == json_reader.MAX_FILE_SIZE + 1


@pytest.mark.parametrize(
    ("name", "words"), [("nowhere.json", "no such file"), ("", "a folder, not a file")]
)
def test_a_file_that_is_not_there_is_a_clear_error(
    site: Site, tmp_path: Path, name: str, words: str
) -> None:
    assert words in load(tmp_path / name)[0]


def test_a_file_that_may_not_be_read_is_a_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.json"
    path.write_text("[]")

    def refuse(*_args: Any, **_options: Any) -> Any:
        # Root may read every file, so that no mode of it keeps a test that is run by root out.
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InvalidFile, match="cannot be read: Permission denied"):
        json_reader.read_json_file(path)


@pytest.mark.parametrize(
    ("member", "pointer", "words"),
    [
        ('"\\ud800": 1', "/0", "not valid Unicode"),
        ('"": 1', "/0/", "Unknown name"),
        (f'"x": {"[" * 900}{"]" * 900}', "/0/x", "Unknown name"),
        ('"priority": 9999999999999999999', "/0/priority", "from -2147483647 to 2147483647"),
        ('"slot": "\\ud800"', "/0/slot", "not valid Unicode"),
        ('"windows": [5, {"start": []}]', "/0/windows/1/start", "a list is not a time"),
    ],
)
def test_a_hostile_value_is_an_error_at_its_place(
    site: Site, member: str, pointer: str, words: str
) -> None:
    text = f'[{{"key": "a", {member}, "content": {{"heading": "a"}}}}]'

    [message] = [
        message for at, message in problems(json_reader.parse_json(text.encode())) if at == pointer
    ]

    assert words in message


def test_more_problems_than_anyone_reads_are_one(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "MAX_PROBLEMS", 3)

    assert problems([1, 2, 3, 4]) == [("", "More than 3 things in this file are wrong.")]

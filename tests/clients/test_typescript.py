"""Does the TypeScript client know every block, and does it read what a running server answers?"""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from wagtail.models import Site

from cms.content.blocks.body import BodyBlock
from tests import golden
from tests.clients.conftest import DOCUMENT, PACKAGE, ROOT, run
from tests.fixtures import plant_german, plant_home, plant_index

# One worker: they share what npm installs and what tsc makes.
pytestmark = pytest.mark.xdist_group("typescript")
BLOCK_TYPES = list(BodyBlock().child_blocks)
ERROR = re.compile(r"^(\S+)\(\d+,\d+\): error (TS\d+): (.*)$", re.MULTILINE)
CASE = r' {4}case "%s":.*?(?=\n {4}(?:case|default))'


def errors_of(folder: Path) -> list[tuple[str, str]]:
    """The files that tsc refuses, and what in them was not `never`."""
    done = run("node_modules/.bin/tsc", "--noEmit", "--noUnusedLocals", "false", cwd=folder)
    assert done.returncode, "It compiles."
    found = ERROR.findall(done.stdout)
    assert {code for _file, code, _text in found} == {"TS2345"}, done.stdout
    assert all("to parameter of type 'never'" in text for _file, _code, text in found)
    return sorted((file, text) for file, _code, text in found)


def test_the_types_are_those_of_the_document(package: Path, tmp_path: Path) -> None:
    made = tmp_path / "schema.ts"
    done = run("node", "scripts/types.mjs", DOCUMENT, made)
    assert done.returncode == 0, done.stderr
    assert made.read_text() == (package / "src" / "schema.ts").read_text(), "Run `make client`."


def test_the_types_leave_nothing_open(package: Path) -> None:
    lines = (package / "src" / "schema.ts").read_text().splitlines()
    code = [line for line in lines if not line.strip().startswith(("*", "/*", "//"))]
    is_open = [line for line in code if re.search(r": (unknown|any|object)\b", line)]
    # A server may add headers of its own.
    assert {line.strip() for line in is_open} <= {"[name: string]: unknown;"}


def test_the_compiler_is_strict(package: Path) -> None:
    options = json.loads((package / "tsconfig.json").read_text())["compilerOptions"]
    for name in ("strict", "exactOptionalPropertyTypes", "noUncheckedIndexedAccess"):
        assert options[name] is True


def test_the_client_has_the_version_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lock = json.loads((PACKAGE / "package-lock.json").read_text())
    told = json.loads((PACKAGE / "package.json").read_text())["version"]
    assert told == project["version"] == lock["version"]


def test_the_lock_names_no_download_host() -> None:
    lock = (PACKAGE / "package-lock.json").read_text()
    assert "integrity" in lock
    assert "resolved" not in lock


def test_a_block_type_that_nobody_renders_does_not_compile(copy_of: Callable[[], Path]) -> None:
    folder = copy_of()
    example = folder / "examples" / "render.ts"
    whole = example.read_text()
    for kind in BLOCK_TYPES:
        without, removed = re.subn(CASE % kind, "", whole, flags=re.DOTALL)
        assert removed == 1, kind
        example.with_name(f"without_{kind}.ts").write_text(without)
    found = [(Path(file).name, text) for file, text in errors_of(folder)]
    assert {file for file, _text in found} == {f"without_{kind}.ts" for kind in BLOCK_TYPES}


def test_a_new_block_type_does_not_compile_until_somebody_renders_it(
    copy_of: Callable[[], Path], tmp_path: Path
) -> None:
    folder, schemas = copy_of(), (document := json.loads(DOCUMENT.read_text()))["components"]
    poll = json.loads(json.dumps(schemas["schemas"]["DividerBlock"]))
    poll["properties"]["type"]["const"] = "poll"
    schemas["schemas"]["PollBlock"] = poll
    schemas["schemas"]["Block"]["oneOf"].append({"$ref": "#/components/schemas/PollBlock"})
    (tmp_path / "openapi.json").write_text(json.dumps(document))
    done = run("node", "scripts/types.mjs", tmp_path / "openapi.json", "src/schema.ts", cwd=folder)
    assert done.returncode == 0, done.stderr
    [(file, text)] = errors_of(folder)
    assert file == "examples/render.ts"
    assert "poll" in text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_client_reads_a_running_server(
    compiled: Path, live_server: Any, delivery_settings: Any, token: str
) -> None:
    home = plant_home()
    with override_settings(ALLOWED_HOSTS=["*"], PUBLIC_URL="https://elsewhere.example"):
        golden.build(home, plant_index(home), plant_german(home), Site.objects.get())
        told = read(compiled, live_server.url, token)

    assert set(told["types"]) == set(BLOCK_TYPES)
    assert told["html"].startswith("<article><h1>Sleep and pain</h1>")
    assert "<hr>" in told["html"]
    assert told["resolved"] == "article"
    assert sorted(told["articles"]) == ["guide", "sleep-and-pain"]
    assert sorted(told["authors"]) == ["ada-byron", "grace-okafor"]
    assert sorted(told["topics"]) == ["pain", "sleep"]
    assert told["german"] == ["schlaf-und-schmerz"]
    assert told["ofTopic"] == 2
    assert (told["author"], told["topic"]) == ("Ada Byron", "Pain")
    assert told["suggested"] == 1
    assert (told["home"], told["site"], told["later"]) == ("home", "Wellspring", "en")
    assert told["bar"] == ["shipping"]
    assert told["manifest"] == 0
    assert [problem["status"] for problem in told["problems"]] == [404, 400, 404]
    assert told["problems"][1]["errors"][0]["parameter"] == "limit"
    assert told["thrown"] == 400
    assert (told["inBetween"], told["unchanged"]) == (200, 304)
    assert_the_token_goes_with_another_instant_only(told["asked"], token)


def read(compiled: Path, url: str, token: str) -> Any:
    """What the client has read, by Node."""
    program = (
        f'import {{ readEverything }} from "{compiled}/test/reading.js";'
        f"const told = await readEverything({json.dumps(url)}, {json.dumps(token)}, "
        '"sleep-and-pain"); console.log(JSON.stringify(told));'
    )
    done = run("node", "--input-type=module", "--eval", program)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_the_token_goes_with_another_instant_only(asked: list[Any], token: str) -> None:
    with_token = [request for request in asked if request["authorization"]]
    assert [request["authorization"] for request in with_token] == [f"Bearer {token}"]
    assert "at=2030-01-01T00%3A00%3A00Z" in with_token[0]["url"]
    assert len(asked) > 20

"""Golden answers: is this JSON the very JSON that frontends were built on?

`UPDATE_SNAPSHOTS=1 python -m pytest` writes them anew; the difference is then for a person to read.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CHANGING = {
    "id": "<id>",
    "published_at": "<instant>",
    "updated_at": "<instant>",
    "datePublished": "<instant>",
    "dateModified": "<instant>",
    "placeholder": "<data uri>",
}
_MEDIA = re.compile(r"^(https://api\.example/media/\w+)/(.*)$")
_DOCUMENT = re.compile(r"/documents/\d+/([a-z]+)(?:_[A-Za-z0-9]{7})?\.")


def settled(value: Any, key: str = "") -> Any:
    """The value with what differs from run to run replaced: row ids, instants, file names."""
    if isinstance(value, dict):
        return {name: settled(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [settled(item, key) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and key == "id":
        return CHANGING[key]
    if isinstance(value, str) and key in CHANGING and key != "id":
        return CHANGING[key] if key != "datePublished" or "T" in value else value
    if isinstance(value, str):
        value = _DOCUMENT.sub(r"/documents/<id>/\1.", value)
        return _MEDIA.sub(_without_random_part, value)
    return value


def _without_random_part(match: re.Match[str]) -> str:
    name = re.sub(r"_[A-Za-z0-9]{7}(?=\.)", "", match[2])
    return f"{match[1]}/{name}"


def assert_golden(name: str, answer: Any) -> None:
    """Compare an answer with `NAME.json` in this folder."""
    file = HERE / f"{name}.json"
    told = json.dumps(settled(answer), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        file.write_text(told, "utf-8")
    assert file.exists(), f"{file.name} is missing: run once with UPDATE_SNAPSHOTS=1"
    assert json.loads(told) == json.loads(file.read_text("utf-8"))

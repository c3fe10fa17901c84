"""Is every setting read as .env.example says, and does a mistake name its variable?"""

import os
import re
import subprocess
import sys
import zoneinfo
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms.environment import Environment

PROJECT = Path(settings.BASE_DIR)
EXAMPLE = PROJECT / ".env.example"


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Environment:
    monkeypatch.setenv("ENV_FILE", os.devnull)
    return Environment(tmp_path)


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A management command as production runs it: nothing set but what is given."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "ENV_FILE": os.devnull, **variables},
        capture_output=True,
        text=True,
    )


def test_example_lists_every_variable_that_is_read() -> None:
    source = (PROJECT / "cms/settings.py").read_text("utf-8")
    read = set(re.findall(r"env\.\w+\(\s*[\"'](\w+)[\"']", source))
    listed = set(re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text("utf-8"), re.MULTILINE))
    assert read == {name for name in listed if not name.startswith("AWS_")}


def test_every_variable_of_the_example_has_one_line_of_explanation() -> None:
    lines = EXAMPLE.read_text("utf-8").splitlines()
    for above, line in pairwise(lines):
        if re.match(r"[A-Z_]+=", line):
            assert re.match(r"# [A-Z].*\.$", above), line


def test_production_example_is_clean_in_check_deploy() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", ENV_FILE=str(EXAMPLE))
    assert done.returncode == 0, done.stderr


def test_server_refuses_to_start_with_the_example_key() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import cms.wsgi"],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"], "ENV_FILE": str(EXAMPLE)},
        capture_output=True,
        text=True,
    )
    assert done.returncode != 0
    assert "SECRET_KEY is the one of .env.example" in done.stderr


@pytest.mark.parametrize(
    ("variable", "value"),
    [("SECRET_KEY", ""), ("DATABASE_URL", "mongodb://db/wellspring"), ("SITE_TIME_ZONE", "Mars")],
)
def test_unreadable_setting_ends_a_command_with_one_line(variable: str, value: str) -> None:
    done = manage("check", **{"SECRET_KEY": "x" * 50, variable: value})
    assert done.returncode == 1
    assert done.stderr.startswith(f"Settings: {variable} ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda env: env.flag("ASKED", default=True), "ture"),
        (lambda env: env.database("ASKED"), "mysql://u:secret@db/name"),
        (lambda env: env.database("ASKED"), "postgres://u:secret@db:port/name"),
        (lambda env: env.cache("ASKED"), "memcached://secret"),
        (lambda env: env.email("ASKED"), "carrier-pigeon://secret"),
        (lambda env: env.email("ASKED"), "smtp://u:secret@mail:port"),
        (lambda env: env.time_zone("ASKED", "UTC"), "Europe/secret"),
        (lambda env: env.log_level("ASKED", "INFO"), "secret"),
        (lambda env: env.whole_number("ASKED", default=1), "-1 secret"),
    ],
)
def test_mistake_names_the_variable_and_keeps_its_value(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, read: Any, value: str
) -> None:
    monkeypatch.setenv("ASKED", value)
    with pytest.raises(ImproperlyConfigured, match=r"^ASKED ") as mistake:
        read(environment)
    assert "secret" not in str(mistake.value)


def test_variable_set_to_nothing_counts_as_not_set(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASKED", "")
    assert environment.flag("ASKED", default=True) is True
    assert environment.text("ASKED", "else") == "else"
    assert environment.words("ASKED") == []


def test_environment_of_the_process_goes_before_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("FROM_FILE=file\nFROM_BOTH=file\n")
    monkeypatch.delenv("ENV_FILE", raising=False)
    monkeypatch.setenv("FROM_BOTH", "process")
    # Known to monkeypatch, so that it takes away again what the file brings.
    monkeypatch.setenv("FROM_FILE", "")
    monkeypatch.delenv("FROM_FILE")
    env = Environment(tmp_path)
    assert (env.text("FROM_FILE"), env.text("FROM_BOTH")) == ("file", "process")


def test_environment_file_that_is_named_has_to_exist(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ENV_FILE", str(tmp_path / "none"))
    with pytest.raises(ImproperlyConfigured, match=r"^ENV_FILE "):
        Environment(tmp_path)


def test_database_is_sqlite_beside_the_project_or_what_the_url_says(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert environment.database("ASKED")["NAME"] == tmp_path / "db.sqlite3"
    monkeypatch.setenv("ASKED", "sqlite:///other.sqlite3")
    assert environment.database("ASKED")["NAME"] == tmp_path / "other.sqlite3"
    monkeypatch.setenv("ASKED", "postgres://u:p%40ss@db:5433/name?sslmode=require")
    found = environment.database("ASKED")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db", 5433, "name")
    assert found["PASSWORD"] == "p@ss"
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_redis_is_djangos_own_cache_and_takes_a_prefix(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASKED", "redis://127.0.0.1:6379/2?key_prefix=blue")
    found = environment.cache("ASKED")
    assert found["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    assert found["LOCATION"] == "redis://127.0.0.1:6379/2"
    assert found["KEY_PREFIX"] == "blue"


def test_zones_come_from_the_pinned_package_alone() -> None:
    assert zoneinfo.TZPATH == ()
    assert str(zoneinfo.ZoneInfo("Europe/London")) == "Europe/London"

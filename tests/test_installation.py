"""Do articles and promotions work in a project of `wagtail start` that follows the how-to?

The commands and Python blocks are those of the page. Only the download is left out: the wheel is
installed without its dependencies, which the environment of the tests has.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import requests

from tests.processes import free_port, running

# One installation for all of them, in one process.
pytestmark = pytest.mark.xdist_group("installation")
ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/how-to/add-to-an-existing-wagtail-project.md"
BLOCK = re.compile(r"^```python\n# ([\w/]+\.py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PACKAGES = ("cms", "home", "articles", "promotions")
PROBLEM = "application/problem+json"

NUMBERED = """
# Which rendering is a response of? What is stored carries the number of the first one.
MIDDLEWARE.insert(1, "mysite.numbering.Numbering")
"""
NUMBERING = """
class Numbering:
    def __init__(self, get_response):
        self.get_response, self.number = get_response, 0

    def __call__(self, request):
        self.number += 1
        response = self.get_response(request)
        response["Rendering"] = str(self.number)
        return response
"""
FIRST_CONTENT = """
from django.contrib.auth import get_user_model
from articles.models import ArticleIndexPage, ArticlePage
from home.models import HomePage
from promotions.models import Promotion
from wagtail.models import Site

get_user_model().objects.create_superuser("editor", "editor@example.com", "a long password")
home = Site.objects.get().root_page.specific
assert type(home) is HomePage and not hasattr(home, "api_type")
index = home.add_child(instance=ArticleIndexPage(title="Articles", slug="articles"))
article = index.add_child(instance=ArticlePage(title="Sleep", slug="sleep", live=False))
article.save_revision().publish()
promotion = Promotion.objects.create(
    key="bar", heading="Free shipping", slot="announcement_bar", live=False
)
promotion.save_revision().publish()
print(f"home={home.pk} index={index.pk} article={article.pk} promotion={promotion.pk}")
"""


class Project(NamedTuple):
    """A project of `wagtail start`, with our packages installed beside it."""

    folder: Path
    packages: Path

    def environment(self) -> dict[str, str]:
        """Return the variables of a process of the project; none of those of our own settings."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {**kept, "PYTHONPATH": str(self.packages)}

    def manage(self, *arguments: str) -> str:
        """Run a management command and return what it printed."""
        return run("manage.py", *arguments, cwd=self.folder, env=self.environment())

    def append(self, name: str, code: str) -> None:
        """Append code to a module of the project."""
        with self.folder.joinpath("mysite", name).open("a") as module:
            module.write(f"\n{code}")


def run(*arguments: str, **options: object) -> str:
    """Run Python and return what it printed; fail with its errors."""
    done = subprocess.run(  # type: ignore[call-overload]
        [sys.executable, *arguments], capture_output=True, text=True, **options
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return str(done.stdout + done.stderr)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel is installed, built from a copy: building leaves files."""
    folder = tmp_path_factory.mktemp("wheel")
    source, installed = folder / "source", folder / "installed"
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "requirements.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    run(*pip, "wheel", ".", "--no-deps", "--no-build-isolation", "-w", str(folder), cwd=source)
    (wheel,) = folder.glob("wellspring-*.whl")
    run(*pip, "install", "--no-deps", "--target", str(installed), str(wheel))
    return installed


@pytest.fixture(scope="module")
def project(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A fresh project, with the blocks of the page appended and the database migrated."""
    folder = tmp_path_factory.mktemp("project")
    project = Project(folder, packages)
    start = "from wagtail.bin.wagtail import main; main()"
    run("-c", start, "start", "mysite", ".", cwd=folder, env=project.environment())
    for name, code in BLOCK.findall(PAGE.read_text("utf-8")):
        project.append(name, code)
    project.append("settings/base.py", NUMBERED)
    project.append("numbering.py", NUMBERING)
    project.manage("migrate", "--verbosity", "0")
    return project


@pytest.fixture(scope="module")
def content(project: Project) -> dict[str, str]:
    """The ids of a first article, its index, a promotion, and the home page of `wagtail start`."""
    printed = project.manage("shell", "--verbosity", "0", "--command", FIRST_CONTENT)
    return dict(re.findall(r"(\w+)=(\d+)", printed))


@pytest.fixture(scope="module")
def server(project: Project, content: dict[str, str]) -> Iterator[str]:
    """The address of the project's own development server."""
    port = free_port()
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    with project.folder.joinpath("log").open("wb") as log:
        options = {"cwd": project.folder, "env": project.environment()}
        with running(command, port, stdout=log, stderr=log, **options):
            yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def editor(server: str) -> requests.Session:
    """A client that is logged in to the admin."""
    session = requests.Session()
    session.get(f"{server}/admin/login/")
    form = {"username": "editor", "password": "a long password", "next": "/admin/"}
    form["csrfmiddlewaretoken"] = session.cookies["csrftoken"]
    done = session.post(f"{server}/admin/login/", form, headers={"Referer": server})
    assert done.ok
    assert done.url == f"{server}/admin/"
    return session


def test_the_page_has_one_block_for_each_file() -> None:
    names = [name for name, _code in BLOCK.findall(PAGE.read_text("utf-8"))]
    assert names == ["settings/base.py", "urls.py", "wsgi.py"]


def test_the_wheel_has_all_modules_templates_static_files_and_migrations(packages: Path) -> None:
    ours = {
        path.relative_to(ROOT)
        for name in PACKAGES
        for path in ROOT.joinpath(name).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    files = {path.relative_to(packages) for path in packages.rglob("*") if path.is_file()}
    assert ours <= files
    assert {path.parts[0] for path in files if "dist-info" not in path.parts[0]} == set(PACKAGES)


def test_dependencies_are_ranges(packages: Path) -> None:
    (metadata,) = packages.glob("wellspring-*.dist-info/METADATA")
    required = re.findall(r"^Requires-Dist: (.*)$", metadata.read_text("utf-8"), re.MULTILINE)
    assert "wagtail<9,>=8.0.1" in required
    assert not [each for each in required if "==" in each]


def test_check_and_migrations_are_clean(project: Project) -> None:
    assert "no issues" in project.manage("check", "--fail-level", "WARNING")
    assert "No changes detected" in project.manage("makemigrations", "--check", "--dry-run")


def test_migrations_follow_another_image_model(project: Project) -> None:
    code = 'from .dev import *\nWAGTAILIMAGES_IMAGE_MODEL = "wagtailimages.Image"\n'
    project.append("settings/other_images.py", code)
    chosen = ("--settings", "mysite.settings.other_images", "--skip-checks")
    assert "No changes" in project.manage("makemigrations", "--check", "--dry-run", *chosen)


@pytest.mark.parametrize(
    "address",
    [
        "pages/add/articles/articleindexpage/{home}/",
        "pages/add/articles/articlepage/{index}/",
        "pages/{article}/edit/",
        "snippets/articles/topic/add/",
        "snippets/promotions/promotion/add/",
        "snippets/promotions/promotion/edit/{promotion}/",
        "promotions/calendar/",
        "promotions/explain/?slot=announcement_bar&path=/",
        "tokens/make/",
        "images/add/",
        "settings/content/sitesettings/",
        "import/",
        "promotions-file/",
    ],
)
def test_screens_of_the_admin(
    editor: requests.Session, server: str, content: dict[str, str], address: str
) -> None:
    assert editor.get(f"{server}/admin/{address.format(**content)}").status_code == 200


def test_the_page_and_its_preview_are_shown_by_this_server(
    editor: requests.Session, server: str, content: dict[str, str]
) -> None:
    assert requests.get(f"{server}/").status_code == 200
    shown = requests.get(f"{server}/articles/sleep/", allow_redirects=False)
    assert shown.status_code == 200
    assert "<title>Sleep" in shown.text
    view = f"{server}/admin/pages/{content['article']}/view_draft/"
    preview = editor.get(view)
    assert preview.status_code == 200
    assert preview.url.startswith(f"{server}/preview/?token=")
    assert preview.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_articles_and_promotions_are_read(server: str) -> None:
    api = f"{server}/api/v1"
    assert [card["title"] for card in requests.get(f"{api}/articles/").json()["results"]] == [
        "Sleep"
    ]
    resolved = requests.get(f"{api}/resolve/", {"path": "/articles/sleep/"}).json()
    assert resolved["page"]["slug"] == "sleep"
    active = requests.get(f"{api}/promotions/active/", {"slot": "announcement_bar"}).json()
    assert [each["key"] for each in active["slots"]["announcement_bar"]] == ["bar"]
    assert not {"home", "site"} & set(requests.get(f"{api}/").json())
    paths = requests.get(f"{api}/schema/", {"format": "json"}).json()["paths"]
    assert {path for path in paths if not path.startswith("/api/v1/")} == set()
    assert requests.get(f"{api}/docs/").status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [("articles/nowhere/", 404), ("nowhere/", 404), ("articles/?colour=red", 400)],
)
def test_errors_are_problems(server: str, path: str, status: int) -> None:
    response = requests.get(f"{server}/api/v1/{path}")
    assert (response.status_code, response.headers["Content-Type"]) == (status, PROBLEM)
    assert response.json()["status"] == status


def test_responses_are_cached(server: str, editor: requests.Session) -> None:
    address = f"{server}/api/v1/articles/sleep/"
    first = requests.get(address)
    assert first.headers["Vary"] == "Accept-Encoding"
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = requests.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    # From the store, whoever asks: a session splits nothing.
    assert editor.get(address).headers["Rendering"] == first.headers["Rendering"]
    other = requests.get(f"{server}/api/v1/articles/", {"limit": "7"})
    assert other.headers["Rendering"] != first.headers["Rendering"]

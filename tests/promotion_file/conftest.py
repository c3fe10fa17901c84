"""What do promotion files point at in tests, and how are they loaded?"""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from articles.models import ArticleIndexPage
from tests.factories import ArticlePageFactory, TopicFactory


@pytest.fixture
def sleep(index: ArticleIndexPage) -> Any:
    """A page, topics and the file's other half of the world."""
    TopicFactory(slug="pain")
    TopicFactory(slug="sleep")
    return ArticlePageFactory(parent=index, slug="sleep")


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def run(*promotions: Any, **options: Any) -> str:
        """Load promotions with the command; what it prints."""
        path = tmp_path / "promotions.json"
        path.write_text(json.dumps(promotions), encoding="utf-8")
        out = StringIO()
        call_command("load_promotions", str(path), stdout=out, **options)
        return out.getvalue()

    return run

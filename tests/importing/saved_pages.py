"""Saved pages that tests import, with the command and in the admin."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

MARKDOWN = """\
# Breathing for calmer evenings

A slow breath out tells the body that the day is over.

## How to begin

Sit upright and count to six while the air leaves.

- Once after dinner
- Once in bed

## What to expect

Most people feel *warmer hands* within a few minutes.
"""
PROMOTIONS = """\
Free samples with every order this week.

Breathing for calmer evenings

A slow breath out tells the body that the day is over, and it costs nothing at all.

How to begin

Sit upright and count to six while the air leaves, then wait for the next breath to come.

What to expect

Most people feel warmer hands within a few minutes, and fall asleep a little sooner.

Wait a moment!

Get our best deals first

When you subscribe to our newsletter
"""


def run(path: Path, **options: Any) -> str:
    out = StringIO()
    call_command("import_page", str(path), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def markdown(tmp_path: Path) -> Path:
    path = tmp_path / "breathing.md"
    path.write_text(MARKDOWN)
    return path


@pytest.fixture
def page_with_promotions(tmp_path: Path) -> Path:
    path = tmp_path / "breathing.txt"
    path.write_text(PROMOTIONS)
    return path


def upload(client: Client, path: Path, **fields: str) -> Any:
    page = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(reverse("import_page"), {"page": page, **fields})

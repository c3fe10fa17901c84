"""Indexes by which lists, searches and the agenda do not slow down with the number of pages.

They stand on tables of Wagtail, whose models are not ours to describe, so in SQL alone.
"""

from typing import Any

from django.db import migrations

PAGES = {
    "page_by_title": "wagtailcore_page (title, id)",
    "page_by_expiry": "wagtailcore_page (expire_at) WHERE expire_at IS NOT NULL",
}
# What both Wagtail's queries and ours ask PostgreSQL for; Wagtail makes one of each column alone.
ENTRIES = {"entry_by_terms": "wagtailsearch_indexentry USING gin ((title || body))"}


def create(apps: Any, schema_editor: Any) -> None:
    """All of them, where they are not there."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, columns in (PAGES | ENTRIES if is_postgresql else PAGES).items():
        schema_editor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}")


def drop(apps: Any, schema_editor: Any) -> None:
    """All of them."""
    for name in PAGES | ENTRIES:
        schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_groups_and_review"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [migrations.RunPython(create, drop)]

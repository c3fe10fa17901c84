"""An index by which a path of the site leads to its page, however many pages there are.

Wagtail goes down the tree instead. On PostgreSQL it holds hashes: an address may be longer than a row
of any other index can be. On a table of Wagtail, as in the migration before.
"""

from typing import Any

from django.db import migrations

NAME = "page_by_url_path"


def create(apps: Any, schema_editor: Any) -> None:
    """The index, where it is not there."""
    kind = "USING hash " if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"CREATE INDEX IF NOT EXISTS {NAME} ON wagtailcore_page {kind}(url_path)")


def drop(apps: Any, schema_editor: Any) -> None:
    """It."""
    schema_editor.execute(f"DROP INDEX IF EXISTS {NAME}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_indexes_of_lists")]

    operations = [migrations.RunPython(create, drop)]

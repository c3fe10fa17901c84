from typing import Any

from django.db import migrations, models

from cms.versions import content_versions


def remove_triggers(_apps: Any, schema_editor: Any) -> None:
    content_versions.uninstall(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0002_access_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContentVersion",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "scope",
                        "lane",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("scope", models.CharField(max_length=50)),
                ("lane", models.PositiveSmallIntegerField()),
                ("token", models.CharField(max_length=36)),
            ],
            options={
                "verbose_name": "content version",
                "verbose_name_plural": "content versions",
                "db_table": "content_version",
                "default_permissions": (),
            },
        ),
        # The triggers come after every migration; only their removal has its place here.
        migrations.RunPython(migrations.RunPython.noop, remove_triggers),
    ]

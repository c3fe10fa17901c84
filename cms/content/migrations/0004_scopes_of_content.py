from typing import Any

from django.db import migrations, models

from cms.versions import content_versions


def remove_triggers(_apps: Any, schema_editor: Any) -> None:
    content_versions.uninstall(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0003_content_versions"),
    ]

    operations = [
        # Triggers name the table; they come again after every migration.
        migrations.RunPython(remove_triggers, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="contentversion",
            name="scope",
            field=models.CharField(max_length=300),
        ),
        migrations.AlterField(
            model_name="contentversion",
            name="token",
            field=models.CharField(max_length=50),
        ),
        migrations.AddField(
            model_name="contentversion",
            name="settled",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="contentversion",
            index=models.Index(
                condition=models.Q(("settled", False)),
                fields=["scope"],
                name="content_version_unsettled",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, remove_triggers),
    ]

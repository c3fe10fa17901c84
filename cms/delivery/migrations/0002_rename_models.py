"""Rename the models; tables and columns stay as they are, so the database is not touched."""

import django.db.models.deletion
from django.db import migrations, models

MODELS = (
    ("Settling", "PurgeState", "purge state", "purge states"),
    (
        "PreparedAnswer", "PrerenderedResponse",
        "prerendered response", "prerendered responses",
    ),
    (
        "PreparedScope", "PrerenderedDependency",
        "dependency of a prerendered response", "dependencies of prerendered responses",
    ),
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("delivery", "0001_prepared_answers")]

    operations = [
        *(
            migrations.AlterModelTable(old.lower(), f"delivery_{old.lower()}")
            for old, _new, _name, _plural in MODELS
        ),
        *(migrations.RenameModel(old, new) for old, new, _name, _plural in MODELS),
        *(
            migrations.AlterModelOptions(
                new.lower(),
                {"default_permissions": (), "verbose_name": name, "verbose_name_plural": plural},
            )
            for _old, new, name, plural in MODELS
        ),
        migrations.AlterField(
            "prerendereddependency",
            "answer",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="dependencies",
                to="delivery.prerenderedresponse",
            ),
        ),
    ]

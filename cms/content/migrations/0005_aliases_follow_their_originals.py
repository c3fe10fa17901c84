"""An alias is live only where the page that it follows is.

Scheduling a page that was not live used to publish its aliases at once; these are taken down, and
go live with it. Nothing tells afterwards which they were, so going back leaves them as they are.
"""

from typing import Any

from django.db import migrations


def hide(apps: Any, schema_editor: Any) -> None:
    """Take down what follows a page that is not live, and what follows that."""
    pages = apps.get_model("wagtailcore", "Page").objects.using(schema_editor.connection.alias)
    # Pages of other types, in a project that adds ours later, are not ours to take down.
    ours = pages.filter(content_type__app_label__in=("articles", "home"))
    ahead = ours.filter(live=True, alias_of__live=False)
    while ahead.update(live=False, has_unpublished_changes=True, live_revision=None):
        pass


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0004_scopes_of_content"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(hide, migrations.RunPython.noop)]

"""Who may do what with articles: the Editors and Medical reviewers groups, the review workflow."""

from typing import Any

from django.db import migrations

ADD_CHANGE_DELETE_PUBLISH = ("add", "change", "delete", "publish")
MODELS = {
    "Editors": {
        ("articles", "author"): (*ADD_CHANGE_DELETE_PUBLISH, "lock", "unlock"),
        ("articles", "topic"): (*ADD_CHANGE_DELETE_PUBLISH, "lock", "unlock"),
        ("content", "sitesettings"): ("change",),
        ("wagtailredirects", "redirect"): ("add", "change", "delete"),
    },
    "Medical reviewers": {("articles", "author"): ("view",), ("articles", "topic"): ("view",)},
}
COLLECTIONS = {
    "Editors": {
        ("wagtailimages", "image"): ("add", "change", "choose"),
        ("wagtaildocs", "document"): ("add", "change", "choose"),
    },
    "Medical reviewers": {
        ("wagtailimages", "image"): ("choose",),
        ("wagtaildocs", "document"): ("choose",),
    },
}
# Editors answer for what they publish; Wagtail's own migration lets them add and change.
PAGES = {"Editors": ("publish", "lock", "unlock")}
REVIEW = "Medical review"


def _permission(apps: Any, model: tuple[str, str], action: str) -> Any:
    """The permission, made here if the first `migrate` has not come to making it yet."""
    label, name = model
    content_type, _new = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=label, model=name
    )
    permission, _new = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{name}",
        defaults={"name": f"Can {action} {name}"},
    )
    return permission


def _admin_access(apps: Any) -> Any:
    return apps.get_model("auth.Permission").objects.get(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )


def create_groups(apps: Any, schema_editor: Any) -> None:
    """Give both groups their permissions; what they already have stays."""
    collection = apps.get_model("wagtailcore.Collection").objects.get(depth=1)
    in_collection = apps.get_model("wagtailcore.GroupCollectionPermission").objects
    root = apps.get_model("wagtailcore.Page").objects.get(depth=1)
    on_page = apps.get_model("wagtailcore.GroupPagePermission").objects
    for name, models in MODELS.items():
        group, _new = apps.get_model("auth.Group").objects.get_or_create(name=name)
        group.permissions.add(_admin_access(apps))
        for model, actions in models.items():
            group.permissions.add(*(_permission(apps, model, action) for action in actions))
        for model, actions in COLLECTIONS[name].items():
            for action in actions:
                in_collection.get_or_create(
                    group=group,
                    collection=collection,
                    permission=_permission(apps, model, action),
                )
        for action in PAGES.get(name, ()):
            permission = _permission(apps, ("wagtailcore", "page"), action)
            on_page.get_or_create(group=group, page=root, permission=permission)


def create_review(apps: Any, schema_editor: Any) -> None:
    """A workflow of one task, which the medical reviewers approve."""
    content_type, _new = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task, _new = apps.get_model("wagtailcore.GroupApprovalTask").objects.get_or_create(
        name=REVIEW, defaults={"content_type": content_type, "active": True}
    )
    task.groups.add(apps.get_model("auth.Group").objects.get(name="Medical reviewers"))
    workflow, _new = apps.get_model("wagtailcore.Workflow").objects.get_or_create(
        name=REVIEW, defaults={"active": True}
    )
    apps.get_model("wagtailcore.WorkflowTask").objects.get_or_create(
        workflow=workflow, task=task, defaults={"sort_order": 0}
    )


def remove_review(apps: Any, schema_editor: Any) -> None:
    """Take the workflow and its task away."""
    apps.get_model("wagtailcore.Workflow").objects.filter(name=REVIEW).delete()
    apps.get_model("wagtailcore.GroupApprovalTask").objects.filter(name=REVIEW).delete()


def remove_permissions(apps: Any, schema_editor: Any) -> None:
    """Take back what was given. The groups stay: people belong to them."""
    on_page = apps.get_model("wagtailcore.GroupPagePermission").objects
    for group in apps.get_model("auth.Group").objects.filter(name__in=MODELS):
        for model, actions in MODELS[group.name].items():
            group.permissions.remove(*(_permission(apps, model, action) for action in actions))
        given = [
            _permission(apps, ("wagtailcore", "page"), action).pk
            for action in PAGES.get(group.name, ())
        ]
        on_page.filter(group_id=group.pk, permission_id__in=given).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_initial"),
        ("content", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        migrations.RunPython(create_groups, remove_permissions),
        migrations.RunPython(create_review, remove_review),
    ]

"""Who may do what with promotions: the Promotions managers group and its approval workflow."""

from typing import Any

from django.db import migrations

MANAGERS = "Promotions managers"
APPROVAL = "Promotion approval"
ACTIONS = ("add", "change", "delete", "publish", "lock", "unlock")


def _permission(apps: Any, label: str, model: str, action: str) -> Any:
    """The permission, made here if the first `migrate` has not come to making it yet."""
    content_type, _new = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=label, model=model
    )
    permission, _new = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type,
        codename=f"{action}_{model}",
        defaults={"name": f"Can {action} {model}"},
    )
    return permission


def create_group(apps: Any, schema_editor: Any) -> None:
    """Everything with promotions, images for them, and nothing with pages."""
    group, _new = apps.get_model("auth.Group").objects.get_or_create(name=MANAGERS)
    group.permissions.add(
        apps.get_model("auth.Permission").objects.get(
            content_type__app_label="wagtailadmin", codename="access_admin"
        ),
        *(_permission(apps, "promotions", "promotion", action) for action in ACTIONS),
    )
    collection = apps.get_model("wagtailcore.Collection").objects.get(depth=1)
    for action in ("add", "change", "choose"):
        apps.get_model("wagtailcore.GroupCollectionPermission").objects.get_or_create(
            group=group,
            collection=collection,
            permission=_permission(apps, "wagtailimages", "image", action),
        )


def create_approval(apps: Any, schema_editor: Any) -> None:
    """One manager submits, another approves. Managers may also publish at once."""
    types = apps.get_model("contenttypes.ContentType").objects
    task_type, _new = types.get_or_create(app_label="wagtailcore", model="groupapprovaltask")
    promotion_type, _new = types.get_or_create(app_label="promotions", model="promotion")
    task, _new = apps.get_model("wagtailcore.GroupApprovalTask").objects.get_or_create(
        name=APPROVAL, defaults={"content_type": task_type, "active": True}
    )
    task.groups.add(apps.get_model("auth.Group").objects.get(name=MANAGERS))
    workflow, _new = apps.get_model("wagtailcore.Workflow").objects.get_or_create(
        name=APPROVAL, defaults={"active": True}
    )
    apps.get_model("wagtailcore.WorkflowTask").objects.get_or_create(
        workflow=workflow, task=task, defaults={"sort_order": 0}
    )
    apps.get_model("wagtailcore.WorkflowContentType").objects.get_or_create(
        content_type=promotion_type, defaults={"workflow": workflow}
    )


def remove_approval(apps: Any, schema_editor: Any) -> None:
    """Take the workflow and its task away."""
    apps.get_model("wagtailcore.Workflow").objects.filter(name=APPROVAL).delete()
    apps.get_model("wagtailcore.GroupApprovalTask").objects.filter(name=APPROVAL).delete()


def remove_permissions(apps: Any, schema_editor: Any) -> None:
    """Take back what was given. The group stays: people belong to it."""
    for group in apps.get_model("auth.Group").objects.filter(name=MANAGERS):
        group.permissions.remove(
            *(_permission(apps, "promotions", "promotion", action) for action in ACTIONS)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("promotions", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0023_add_choose_permissions"),
    ]

    operations = [
        migrations.RunPython(create_group, remove_permissions),
        migrations.RunPython(create_approval, remove_approval),
    ]

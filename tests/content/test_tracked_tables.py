"""Is every table that a public answer reads watched, and are there no others?"""

from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from cms.content.tracked_tables import ignored_columns
from cms.versions import dependencies
from cms.versions.triggers import BY_VENDOR, EVENTS

ACCOUNTS = "Who may do what in the admin; the public has no account."
HISTORY = "What was done in the admin, told there alone."
WORKFLOW = "On its way to publication; what is published is watched where it stands."
ADMIN = "State of the admin's screens."
PRERENDERED = "Made from content that is watched where it stands."
OTHER_IMAGES = "Not the site's own model of images (WAGTAILIMAGES_IMAGE_MODEL)."

UNWATCHED = {
    "admin.LogEntry": HISTORY,
    "auth.Group": ACCOUNTS,
    "auth.Group_permissions": ACCOUNTS,
    "auth.Permission": ACCOUNTS,
    "auth.User": ACCOUNTS,
    "auth.User_groups": ACCOUNTS,
    "auth.User_user_permissions": ACCOUNTS,
    "content.AccessToken": "Opens previews, which no store keeps.",
    "content.ContentVersion": "The tokens themselves.",
    "content.PreviewToken": "Opens previews, which no store keeps.",
    "contenttypes.ContentType": "Names the code's own models; changes with a release.",
    "delivery.PrerenderedResponse": PRERENDERED,
    "delivery.PrerenderedDependency": PRERENDERED,
    "delivery.PurgeState": "Which process purges CDNs, and whether that failed.",
    "django_tasks_database.DBTaskResult": "What a worker is to do, and has done.",
    "sessions.Session": ACCOUNTS,
    "simple_translation.SimpleTranslation": "Has no rows.",
    "taggit.TaggedItem": "Tags of images and documents, by which editors find them.",
    "wagtailadmin.Admin": "Has no rows.",
    "wagtailadmin.EditingSession": ADMIN,
    "wagtailadmin.FormState": ADMIN,
    "wagtailcore.APIToken": ACCOUNTS,
    "wagtailcore.CollectionViewRestriction_groups": "Whichever group may: the public may not.",
    "wagtailcore.Comment": WORKFLOW,
    "wagtailcore.CommentReply": WORKFLOW,
    "wagtailcore.GroupApprovalTask": WORKFLOW,
    "wagtailcore.GroupApprovalTask_groups": WORKFLOW,
    "wagtailcore.GroupCollectionPermission": ACCOUNTS,
    "wagtailcore.GroupPagePermission": ACCOUNTS,
    "wagtailcore.GroupSitePermission": ACCOUNTS,
    "wagtailcore.ModelLogEntry": HISTORY,
    "wagtailcore.PageLogEntry": HISTORY,
    "wagtailcore.PageSubscription": ACCOUNTS,
    "wagtailcore.PageViewRestriction_groups": "Whichever group may: the public may not.",
    "wagtailcore.ReferenceIndex": "Where something is used, told to editors.",
    "wagtailcore.Task": WORKFLOW,
    "wagtailcore.TaskState": WORKFLOW,
    "wagtailcore.UploadedFile": ADMIN,
    "wagtailcore.Workflow": WORKFLOW,
    "wagtailcore.WorkflowContentType": WORKFLOW,
    "wagtailcore.WorkflowPage": WORKFLOW,
    "wagtailcore.WorkflowState": WORKFLOW,
    "wagtailcore.WorkflowTask": WORKFLOW,
    "wagtailimages.Image": OTHER_IMAGES,
    "wagtailimages.Rendition": OTHER_IMAGES,
    "wagtailsearch.SQLiteFTSIndexEntry": "Written with the index entries, by SQLite itself.",
    "wagtailusers.UserProfile": ACCOUNTS,
}


def labels() -> set[str]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.label for model in models if model.__module__.split(".")[0] != "tests"}


def test_every_table_is_watched_or_has_a_reason_not_to_be() -> None:
    unknown = labels() - dependencies.tracked_labels() - set(UNWATCHED)
    assert not unknown, "Does a public answer read these? Then track() them, else say here why not."


def test_no_reason_outlives_its_table_or_stands_beside_a_watch() -> None:
    of_one_database = {"wagtailsearch.SQLiteFTSIndexEntry"}
    assert set(UNWATCHED) - labels() - of_one_database == set()
    assert set(UNWATCHED) & dependencies.tracked_labels() == set()


def test_each_watched_table_has_a_trigger_for_each_way_to_write(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(BY_VENDOR[connection.vendor].select_existing)
        found = {(table, name.split("_")[-2]) for name, table in cursor.fetchall()}
    tables = {apps.get_model(label)._meta.db_table for label in dependencies.tracked_labels()}
    wanted = {(table, event) for table in tables for event in EVENTS}
    if connection.vendor == "postgresql":
        wanted |= {(table, "truncate") for table in tables}
    # A new tag is not seen before something has it.
    assert found == wanted - {("taggit_tag", "insert")}


DRAFTS = {"latest_revision_id", "live_revision_id", "has_unpublished_changes", "go_live_at"}
LOCKS = {"locked", "locked_at", "locked_by_id"}


@pytest.mark.parametrize(
    ("label", "more"),
    [
        (
            "wagtailcore.Page",
            {"draft_title", "numchild", "owner_id", "latest_revision_created_at"},
        ),
        ("articles.Topic", set()),
        ("promotions.Promotion", set()),
    ],
)
def test_only_the_state_of_a_draft_is_left_unseen(label: str, more: set[str]) -> None:
    assert ignored_columns(label) == DRAFTS | LOCKS | {"expired"} | more


def test_a_type_that_nobody_watches_is_refused_by_the_public_view() -> None:
    other: Any = apps.get_model("wagtailcore.Workflow")
    with pytest.raises(LookupError, match=r"wagtailcore\.Workflow"):
        dependencies.row_key(other(pk=1))

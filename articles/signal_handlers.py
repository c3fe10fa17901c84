"""Assign the medical review to new article indexes."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import post_save
from wagtail.models import GroupPagePermission, Workflow, WorkflowPage

from articles.models import ArticleIndexPage

REVIEWERS = "Medical reviewers"
REVIEW = "Medical review"


def connect() -> None:
    """Connect the signals; called when the app starts."""
    post_save.connect(
        arrange_review, sender=ArticleIndexPage, dispatch_uid="articles.arrange_review"
    )


def arrange_review(
    instance: ArticleIndexPage, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """Assign workflow and change permission of the medical reviewers to a new index.

    Only on creation, so that later changes by an administrator remain. Group and workflow are
    found by the names that the migrations give them; if they were renamed, nothing happens.
    """
    if not created or raw:
        return
    workflow = Workflow.objects.filter(name=REVIEW, active=True).first()
    if workflow is not None:
        WorkflowPage.objects.get_or_create(page_id=instance.pk, defaults={"workflow": workflow})
    group = Group.objects.filter(name=REVIEWERS).first()
    if group is not None:
        GroupPagePermission.objects.create(
            group=group, page_id=instance.pk, permission_type="change"
        )

"""What happens when a new place for articles comes into being: who reviews what stands there?"""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import post_save
from wagtail.models import GroupPagePermission, Workflow, WorkflowPage

from articles.models import ArticleIndexPage

REVIEWERS = "Medical reviewers"
REVIEW = "Medical review"


def connect() -> None:
    """Listen to new article indexes; called once when the app starts."""
    post_save.connect(
        arrange_review, sender=ArticleIndexPage, dispatch_uid="articles.arrange_review"
    )


def arrange_review(
    instance: ArticleIndexPage, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """Have articles below a new index reviewed medically, by whom may then change them.

    Only once: what an administrator arranges differently later stays. Groups and workflow are
    known by the names that the migrations give them; where they were renamed nothing is done.
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

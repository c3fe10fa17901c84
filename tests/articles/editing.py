"""Who edits articles in the admin, and how do tests fill in the form?"""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from articles.models import ArticleIndexPage, ArticlePage


def member(name: str, group: str) -> User:
    user = User.objects.create_user(name, f"{name}@example.com", "for-tests-only")
    user.groups.add(Group.objects.get(name=group))
    return user


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> User:
    return member("edda", "Editors")


@pytest.fixture
def admin(index: ArticleIndexPage, editor: User) -> Client:
    return logged_in(editor)


def form_data(**values: Any) -> dict[str, Any]:
    data: dict[str, Any] = nested_form_data(
        {
            "title": "Sleep",
            "slug": "sleep",
            "body": streamfield([]),
            "references": streamfield([]),
            "related_articles": inline_formset([]),
            "comments": inline_formset([]),
            **values,
        }
    )
    return data


def edit(client: Client, article: ArticlePage, action: str = "", **values: Any) -> Any:
    data = {**form_data(**values), **({action: "1"} if action else {})}
    return client.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), data)

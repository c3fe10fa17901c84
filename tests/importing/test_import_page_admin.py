"""A page uploaded in the admin becomes drafts, within the permissions of its uploader."""

import base64
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Comment, GroupCollectionPermission, Revision

from articles.models import ArticleIndexPage, ArticlePage
from promotions.models import Promotion
from tests.importing.saved_pages import (
    MARKDOWN,
    PROMOTIONS,
    markdown,
    page_with_promotions,
    run,
    upload,
)

__all__ = ["markdown", "page_with_promotions"]


@pytest.fixture
def editor(db: None) -> User:
    user = User.objects.create_user("upload", password="upload-pass")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def allowed(index: ArticleIndexPage, editor: User, client: Client) -> Client:
    from wagtail.models import GroupPagePermission

    group = Group.objects.get(name="Editors")
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.get_or_create(
            group=group, page=index.get_parent(), permission=permission
        )
    client.force_login(editor)
    return client


def test_an_upload_makes_drafts_with_doubts_as_comments_of_the_uploader(
    allowed: Client, editor: User, page_with_promotions: Path
) -> None:
    editor.user_permissions.set(
        Permission.objects.filter(codename__in=["add_promotion", "change_promotion"])
    )
    page_with_promotions.write_text(
        PROMOTIONS.replace("Breathing for", "Closed today\n\nBreathing for", 1)
    )

    response = upload(allowed, page_with_promotions)

    article = ArticlePage.objects.get()
    page = response.content.decode()
    assert response.status_code == 200
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in page
    assert article.owner == editor
    assert not article.live
    assert Promotion.objects.count() == 2
    comments = Comment.objects.filter(page=article)
    assert {comment.user for comment in comments} == {editor}
    assert all(comment.has_valid_contentpath(article) for comment in comments)


def test_an_upload_revises_only_what_the_user_may_edit(
    allowed: Client, editor: User, markdown: Path
) -> None:
    run(markdown)
    editor.groups.get().page_permissions.filter(permission__codename="change_page").delete()
    before = Revision.objects.count()
    markdown.write_text(MARKDOWN.replace("six", "nine"))

    response = upload(allowed, markdown)

    assert "may not edit" in str(response.context["form"].errors["slug"])
    assert Revision.objects.count() == before


def test_promotions_are_listed_for_a_user_who_may_not_add_promotions(
    allowed: Client, page_with_promotions: Path
) -> None:
    group = Group.objects.get(name="Editors")
    group.permissions.remove(*group.permissions.filter(codename="add_promotion"))

    page = upload(allowed, page_with_promotions).content.decode()

    assert not Promotion.objects.exists()
    assert "you may not add promotions" in page
    assert "Free samples with every order this week." in page


def test_an_uploader_who_may_not_add_images_adds_none(allowed: Client, tmp_path: Path) -> None:
    GroupCollectionPermission.objects.filter(group__name="Editors").delete()
    image = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(image, "PNG")
    inline = base64.b64encode(image.getvalue()).decode()
    path = tmp_path / "page.html"
    path.write_text(
        "<html><body><article><h1>Evening light</h1><p>Dim lamps help the body wind down.</p>"
        f'<img src="data:image/png;base64,{inline}" alt="Still water"></article></body></html>'
    )

    page = upload(allowed, path).content.decode()

    assert not get_image_model().objects.exists()
    assert "Still water" in page


def test_an_unreadable_upload_is_an_error_of_the_field(allowed: Client, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"\xff\xfe\x00")

    response = upload(allowed, path)

    assert response.context["form"].errors["page"]
    assert not ArticlePage.objects.exists()


def test_the_import_is_only_for_those_who_may_add_articles(
    index: ArticleIndexPage, client: Client
) -> None:
    outsider = User.objects.create_user("outsider", password="outsider-pass")
    outsider.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(outsider)

    assert client.get(reverse("import_page")).status_code in (302, 403)
    assert "Import a page" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_an_upload_puts_no_promotion_live_and_links_to_an_equal_one(
    allowed: Client, editor: User, page_with_promotions: Path
) -> None:
    editor.user_permissions.set(
        Permission.objects.filter(codename__in=["add_promotion", "change_promotion"])
    )
    bar = Promotion.objects.create(
        key="samples",
        slot="announcement_bar",
        heading="Free samples with every order this week.",
        live=False,
    )

    page = upload(
        allowed, page_with_promotions, publish="on", publish_promotions="on"
    ).content.decode()

    assert not Promotion.objects.filter(live=True).exists()
    assert Promotion.objects.count() == 2
    assert "left alone, because “samples” is equal; that one is a draft" in page
    assert reverse(Promotion.snippet_viewset.get_url_name("edit"), args=[bar.pk]) in page
    assert "the page shows no label for the email field" in page

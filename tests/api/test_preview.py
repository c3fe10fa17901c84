"""Does a preview open just the draft it was made for, for its token only, and not for long?"""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from cms.content.models import PreviewToken
from tests.api.openapi import assert_matches
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    PromotionFactory,
    TopicFactory,
    stream,
    text,
)


def issue(draft):
    return PreviewToken.objects.issue(draft)


def test_a_token_opens_the_draft_in_the_json_of_its_live_endpoint(index, get):
    page = ArticlePageFactory(parent=index, slug="sleep", title="Sleep", tags=["night"])
    public = get("articles/sleep/").json()
    page.title = "Sleep, redrafted"
    answer = get("preview/", token=issue(page))
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    draft = answer.json()
    assert_matches("Article", draft)
    assert draft["title"] == "Sleep, redrafted"
    assert {**draft, "title": 0, "seo": 0} == {**public, "title": 0, "seo": 0}
    assert get("articles/sleep/").json() == public


def test_a_token_opens_the_very_state_on_the_screen(index, get):
    page = ArticlePageFactory(parent=index, slug="sleep", title="First")
    token = issue(page)
    page.title = "Second"
    page.save_revision().publish()
    assert get("preview/", token=token).json()["title"] == "First"


def test_a_page_that_was_never_saved_is_previewed(index, get):
    page = ArticlePageFactory._meta.model(
        title="New", slug="new", locale=index.locale, body=stream(text("Words."))
    )
    page.depth, page.path = index.depth + 1, index.path + "0009"
    page.set_url_path(index)
    answer = get("preview/", token=issue(page)).json()
    assert_matches("Article", answer)
    assert (answer["title"], answer["path"]) == ("New", "/articles/new/")
    assert answer["body"][0]["value"]["html"] == "<p>Words.</p>"


def test_what_a_draft_points_at_is_shown_only_as_far_as_it_is_public(index, get):
    hidden = {"live": False}
    secret = ArticlePageFactory(parent=index, title="xyzzy", slug="xyzzy", **hidden)
    person = AuthorFactory(name="xyzzy", slug="xyzzy", **hidden)
    page = ArticlePageFactory(
        parent=index,
        slug="draft",
        live=False,
        author=person,
        topics=[TopicFactory(name="xyzzy", **hidden)],
        related=[secret],
        body=stream(text(f'<a linktype="page" id="{secret.pk}">there</a>')),
    )
    answer = get("preview/", token=issue(page))
    assert answer.status_code == 200
    assert b"xyzzy" not in answer.content


@pytest.mark.parametrize("factory", [AuthorFactory, TopicFactory, PromotionFactory])
@pytest.mark.parametrize("live", [True, False])
def test_snippets_are_previewed_too(index, site, get, factory, live):
    fields = {"site": site} if factory is PromotionFactory else {}
    snippet = factory(live=live, **fields)
    name = "heading" if factory is PromotionFactory else "name"
    setattr(snippet, name, "Redrafted")
    answer = get("preview/", token=issue(snippet))
    assert answer.status_code == 200
    assert "Redrafted" in answer.content.decode()


def test_the_token_is_not_in_the_database(index):
    token = issue(index)
    row = PreviewToken.objects.values().get()
    assert token not in str(row)
    assert len(token) >= 40


def test_an_expired_token_opens_nothing(index, get):
    token = issue(index)
    PreviewToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    answer = get("preview/", token=token)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_token_lives_half_an_hour_at_most(index):
    issue(index)
    assert PreviewToken.objects.get().expires_at <= timezone.now() + timedelta(minutes=30)


def test_expired_tokens_are_swept_away_by_the_next_one(index):
    issue(index)
    PreviewToken.objects.update(expires_at=timezone.now())
    issue(index)
    assert PreviewToken.objects.count() == 1


def test_another_token_opens_nothing(index, get):
    token = issue(index)
    for wrong in (token[:-1], token.swapcase(), PreviewToken.objects.get().digest, "x"):
        assert get("preview/", token=wrong).status_code == 404


def test_a_token_does_not_make_the_draft_public(index, get):
    page = ArticlePageFactory(parent=index, slug="draft", live=False)
    token = issue(page)
    assert get("articles/draft/").status_code == 404
    assert get("articles/draft/", token=token).status_code == 400


def test_a_draft_whose_page_was_deleted_is_still_answered_or_gone(index, get):
    page = ArticlePageFactory(parent=index, slug="draft")
    token = issue(page)
    page.delete()
    assert get("preview/", token=token).status_code in (200, 404)


@pytest.mark.parametrize("saved", [True, False])
def test_a_draft_whose_author_was_deleted_shows_none(index, get, saved):
    author = AuthorFactory()
    draft = ArticlePageFactory(parent=index, slug="draft")
    draft.author = author
    if not saved:
        draft.pk = draft.id = None
    token = issue(draft)
    assert get("preview/", token=token).json()["author"]["slug"] == author.slug

    author.delete()

    answer = get("preview/", token=token)
    assert (answer.status_code, answer.json()["author"]) == (200, None)


def test_a_draft_whose_author_was_deleted_can_still_be_edited(index, admin_client):
    author = AuthorFactory()
    page = ArticlePageFactory(parent=index)
    page.author = author
    page.save_revision()

    author.delete()

    assert page.get_latest_revision_as_object().author is None
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def preview_address(answer):
    assert answer.status_code == 302
    parts = urlsplit(answer["Location"])
    return parts._replace(query="").geturl(), parse_qs(parts.query)["token"][0]


def test_the_admin_opens_the_preview_of_a_page_on_the_frontend(index, admin_client, get):
    page = ArticlePageFactory(parent=index, title="Draft", live=False)
    page.save_revision()
    answer = admin_client.get(f"/admin/pages/{page.pk}/view_draft/")
    address, token = preview_address(answer)
    assert address == "https://www.example/preview"
    assert get("preview/", token=token).json()["title"] == "Draft"


def test_the_admin_opens_the_built_in_preview_where_there_is_no_frontend(
    index, admin_client, settings
):
    settings.FRONTEND_URL = ""
    page = ArticlePageFactory(parent=index, title="Draft", live=False)
    page.save_revision()
    address, token = preview_address(admin_client.get(f"/admin/pages/{page.pk}/view_draft/"))
    assert address == "/preview/"
    shown = admin_client.get(address, {"token": token})
    assert shown.status_code == 200
    assert shown["Cache-Control"] == "private, no-store"

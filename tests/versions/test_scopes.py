"""Which scopes does a write renew, and which does it leave alone? How are their tokens read?"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from modelsearch.index import insert_or_update_object
from taggit.models import Tag
from wagtail.models import Locale, Page, PageViewRestriction, Revision

from articles.models import ArticlePage
from cms.content.models import ContentVersion
from cms.versions import content_versions
from cms.versions.dependencies import ANY
from cms.versions.triggers import MAX_KEY_LENGTH, WRITE_LANES
from promotions.models import Window
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    ImageFactory,
    PromotionFactory,
    TopicFactory,
)

COMMITTED = pytest.mark.django_db(transaction=True, serialized_rollback=True)
on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="One connection only")


def tokens() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for scope, token in ContentVersion.objects.order_by("scope", "lane").values_list(
        "scope", "token"
    ):
        found[scope] = (*found.get(scope, ()), token)
    return found


def renewed(write: Callable[[], Any]) -> set[str]:
    """The scopes that a write renews; `any` is left out where it is among them."""
    before = tokens()
    write()
    changed = {scope for scope, told in tokens().items() if before.get(scope) != told}
    assert not changed or ANY in changed
    return changed - {ANY}


@pytest.fixture
def sleep(index: Any) -> Any:
    """A topic."""
    return TopicFactory(slug="sleep")


@pytest.fixture
def article(index: Any, sleep: Any) -> Any:
    """A published article with a topic and a tag."""
    return ArticlePageFactory(parent=index, slug="naps", topics=[sleep], tags=["Rest"])


def rows(article: Any) -> Any:
    return Page.objects.filter(pk=article.pk)


def place_of(*pages: Any) -> set[str]:
    return {
        f"{kind}-{value}"
        for page in pages
        for kind, value in (("slug", page.slug), ("translation", page.translation_key))
    }


def test_words_of_a_page_renew_the_page_alone(article: Any) -> None:
    own = {"pages", f"page-{article.pk}"}
    assert renewed(lambda: rows(article).update(seo_title="x")) == own
    summary = ArticlePage.objects.filter(pk=article.pk)
    assert renewed(lambda: summary.update(summary="x")) == own
    article.summary = "y"
    assert renewed(lambda: ArticlePage.objects.bulk_update([article], ["summary"])) == own


def test_where_a_page_stands_renews_what_leads_there(article: Any, sleep: Any) -> None:
    own = {"pages", f"page-{article.pk}", f"about-{sleep.pk}", *place_of(article)}
    assert renewed(lambda: rows(article).update(slug="siesta")) == own | {"slug-siesta"}
    rows(article).update(slug="naps")
    assert renewed(article.unpublish) >= own
    draft = ArticlePage.objects.get(pk=article.pk)
    assert renewed(lambda: draft.save_revision().publish()) >= own


def test_of_a_draft_only_the_place_counts(index: Any, sleep: Any) -> None:
    def made() -> Any:
        return ArticlePageFactory(
            parent=index, slug="new", live=False, topics=[sleep], tags=["Unheard of"]
        )

    assert renewed(made) == {"slug-new"}
    draft = ArticlePage.objects.get(slug="new")
    draft.title, draft.summary = "Another title", "Other words"
    assert renewed(draft.save) == set()
    draft.slug = "newer"
    assert renewed(draft.save) == {"slug-new", "slug-newer"}
    assert renewed(draft.delete) == {"slug-newer"}


def test_a_move_renews_every_page_that_moves(index: Any, article: Any) -> None:
    other = ArticlePageFactory(parent=index, slug="other")
    moved = renewed(lambda: Page.objects.get(pk=other.pk).move(article, pos="left"))
    assert moved >= {f"page-{article.pk}", f"page-{other.pk}", *place_of(article, other)}
    assert f"page-{index.pk}" not in moved


def test_the_home_page_of_a_site_is_part_of_every_answer(home: Any, german: Any) -> None:
    assert "site" not in renewed(lambda: rows(home).update(title="Welcome"))
    for page in (home, german.get_parent()):
        assert "site" in renewed(lambda page=page: rows(page).update(live=False))


def test_a_deleted_page_renews_what_named_it(article: Any, sleep: Any) -> None:
    pk = article.pk
    gone = renewed(Page.objects.get(pk=pk).delete)
    assert gone >= {"pages", f"page-{pk}", f"about-{sleep.pk}", *place_of(article)}


def test_topics_and_tags_of_a_page_renew_it_and_what_is_about_the_topic(
    article: Any, sleep: Any
) -> None:
    pain, own = TopicFactory(), {"pages", f"page-{article.pk}"}
    through = ArticlePage.topics.through.objects
    row = {"articlepage_id": article.pk, "topic_id": pain.pk}
    assert renewed(lambda: through.create(**row)) == own | {f"about-{pain.pk}"}
    there = through.filter(articlepage=article)
    assert renewed(there.delete) == own | {f"about-{pain.pk}", f"about-{sleep.pk}"}
    tag = Tag.objects.get()
    assert renewed(lambda: Tag.objects.update(name="Sleep")) == {"tags", f"tag-{tag.pk}"}
    assert renewed(lambda: Tag.objects.create(name="New")) == set()
    assert renewed(article.tagged_items.model.objects.all().delete) == own


def test_each_window_renews_the_slot_of_its_promotion(site: Any) -> None:
    shown = PromotionFactory(site=site, slot="modal", windows=[{"time_zone": "UTC"}])
    draft = PromotionFactory(site=site, slot="inline", windows=[{"time_zone": "UTC"}], live=False)
    own = {"promotions", f"promotion-{shown.pk}", "slot-modal", "timetable"}
    moved = {"time_zone": "Europe/London"}
    assert renewed(lambda: Window.objects.filter(promotion=shown).update(**moved)) == own
    assert renewed(lambda: Window.objects.filter(promotion=draft).update(**moved)) == set()
    # One statement for windows of both: only what is seen counts.
    assert renewed(lambda: Window.objects.update(time_zone="UTC")) == own


def test_a_topic_renews_the_slots_that_it_is_a_condition_of(site: Any, sleep: Any) -> None:
    PromotionFactory(site=site, slot="slide_in", topics=[sleep])
    own = {"topics", f"topic-{sleep.pk}", "slug-sleep"}
    topics = type(sleep).objects.filter(pk=sleep.pk)
    assert renewed(lambda: topics.update(description="x")) == own
    more = {"slug-rest", "promotions", "slot-slide_in", "timetable"}
    assert renewed(lambda: topics.update(slug="rest")) == own | more


def test_approval_alone_renews_what_is_planned(article: Any) -> None:
    revision = article.save_revision()
    planned = Revision.objects.filter(pk=revision.pk)
    later = datetime.now(UTC) + timedelta(days=1)
    assert renewed(lambda: planned.update(object_str="x")) == set()
    assert renewed(lambda: planned.update(approved_go_live_at=later)) == {"schedule"}
    assert renewed(lambda: planned.update(approved_go_live_at=None)) == {"schedule"}
    assert renewed(revision.delete) == set()


def test_media_and_the_site_renew_scopes_of_their_own(index: Any) -> None:
    image = ImageFactory()
    own = {"images", f"image-{image.pk}"}
    assert renewed(lambda: image.get_rendition("width-20|format-webp")) == own
    assert renewed(lambda: type(image).objects.update(focal_point_x=3)) == own
    restriction = {"page_id": index.pk, "restriction_type": "login"}
    assert renewed(lambda: PageViewRestriction.objects.create(**restriction)) == {"site"}
    assert "site" in renewed(lambda: Locale.objects.create(language_code="fr"))


def test_the_words_that_find_what_is_live_renew_the_search(index: Any, article: Any) -> None:
    draft, hidden = ArticlePageFactory(parent=index, live=False), TopicFactory(live=False)
    article.title = "Words that nobody has used before"
    assert renewed(lambda: insert_or_update_object(article)) == {"search"}
    assert renewed(lambda: insert_or_update_object(article)) == set()
    for unseen in (draft, hidden, ImageFactory()):
        unseen.title = unseen.name = "Words"
        assert renewed(lambda row=unseen: insert_or_update_object(row)) == set()
    topic = TopicFactory()
    topic.name = "Words"
    assert renewed(lambda: insert_or_update_object(topic)) == {"search"}


def test_many_rows_in_one_statement_renew_the_scope_of_each(index: Any) -> None:
    people = [AuthorFactory() for _ in range(3)]
    named = {f"author-{each.pk}" for each in people} | {f"slug-{each.slug}" for each in people}
    changed = type(people[0]).objects.filter(pk__in=[each.pk for each in people])
    assert renewed(lambda: changed.update(role="Writer")) == named | {"authors"}
    assert renewed(changed.delete) == named | {"authors"}


def test_a_scope_that_is_too_long_is_cut_off_alike_for_writers_and_readers(article: Any) -> None:
    slug = "ä" * (MAX_KEY_LENGTH + 1)
    scope = f"slug-{slug}"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT length(scope) FROM content_version WHERE scope = '{scope[:MAX_KEY_LENGTH]}'"
        )
        assert cursor.fetchall() == []
    before = content_versions.dependency_versions([scope])
    ContentVersion.objects.create(scope=scope[:MAX_KEY_LENGTH], lane=0, token="5-x")
    assert before is not None
    assert before.fingerprint != state(scope).fingerprint
    assert state(scope).changed_at == datetime.fromtimestamp(5, UTC)


def state(*scopes: str) -> content_versions.DependencyVersions:
    found = content_versions.dependency_versions(scopes)
    assert found is not None
    return found


def test_a_state_tells_how_new_its_scopes_are_and_all_content_with_them(article: Any) -> None:
    whole, own = content_versions.current(), f"page-{article.pk}"
    before = state(own, "site")
    assert before.any == whole
    assert before == state("site", own)
    assert before.fingerprint != state(own).fingerprint
    ContentVersion.objects.filter(scope=own).update(token="1700000000-x", settled=True)
    assert state(own).changed_at == datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
    rows(article).update(title="x")
    assert state(own, "site").fingerprint != before.fingerprint
    assert content_versions.current() != whole
    assert not ContentVersion.objects.get(scope=own).settled
    assert state("nothing yet").changed_at == datetime.fromtimestamp(0, UTC)


def test_where_nothing_guards_content_there_is_no_token(article: Any) -> None:
    content_versions.uninstall()
    assert content_versions.current() is None
    assert content_versions.dependency_versions(["site"]) is None
    content_versions.install()
    assert content_versions.current() is not None


def test_triggers_stay_where_there_is_nothing_to_migrate(article: Any) -> None:
    before = content_versions.current()
    content_versions.uninstall(plan=[])
    assert content_versions.current() == before


def test_lanes_that_nobody_writes_any_more_are_taken_away(article: Any) -> None:
    ContentVersion.objects.create(scope=ANY, lane=WRITE_LANES, token="5-x")
    content_versions.install()
    assert not ContentVersion.objects.filter(lane=WRITE_LANES).exists()


@on_postgresql
@COMMITTED
def test_transactions_that_do_not_overlap_share_one_lane(site: Any) -> None:
    for session in (connection, other := connection.copy()):
        with session.cursor() as cursor:
            cursor.execute("UPDATE wagtailcore_site SET site_name = site_name || 'x'")
    other.close()
    assert set(ContentVersion.objects.values_list("lane", flat=True)) == {0}


@on_postgresql
@COMMITTED
def test_a_lost_connection_is_opened_anew_but_not_within_a_transaction(site: Any) -> None:
    whole = content_versions.current()
    _lose_connection()
    assert content_versions.current() == whole
    with pytest.raises(Error), transaction.atomic():
        _lose_connection_and_read()
    assert content_versions.current() == whole


def _lose_connection_and_read() -> None:
    _lose_connection()
    content_versions.current()


def _lose_connection() -> None:
    connection.ensure_connection()
    other = connection.copy()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (own,) = cursor.fetchone()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [own])
    other.close()

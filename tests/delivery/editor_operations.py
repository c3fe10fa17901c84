"""Single operations of editors, commands and SQL on the site of `dependency_site`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.models import Embed
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)

from articles.models import ArticlePage, Author, RelatedArticle, Topic
from cms.content.images import renditions
from cms.content.models import ContentImage, ContentRendition, SiteSettings
from promotions.models import Promotion, Window
from tests.delivery.dependency_site import FILM, NEXT_YEAR, edited, fresh, stream, text
from tests.factories import ArticlePageFactory, TopicFactory, picture, publish

Operation = Callable[[Any], Any]


def execute(sql: str, *values: Any) -> None:
    """Run plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def _set(stage: Any, name: str, /, **values: Any) -> None:
    """Update rows without Wagtail, signals or revisions."""
    row = getattr(stage, name)
    assert type(row)._default_manager.filter(pk=row.pk).update(**values)


def _relate(stage: Any, name: str, relation: str, *rows: Any) -> None:
    row = fresh(stage, name)
    getattr(row, relation).set(rows)
    publish(row)


def _scheduled(stage: Any, name: str, /, **values: Any) -> None:
    row = fresh(stage, name)
    for field, value in {"go_live_at": NEXT_YEAR, **values}.items():
        setattr(row, field, value)
    row.save_revision().publish()


def _remove(stage: Any, name: str) -> None:
    fresh(stage, name).delete()


def _restrict(page: Any) -> Any:
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def _hide(collection: Any) -> Any:
    return CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="groups"
    )


SOON = timezone.now() + timedelta(hours=1)
PAST = timezone.now() - timedelta(hours=1)

PAGES: dict[str, Operation] = {
    "title published": lambda s: edited(s, "two", title="Two, anew"),
    "text published": lambda s: edited(s, "two", body=stream(text("calm, other words"))),
    "draft published": lambda s: edited(s, "draft"),
    "draft renamed, then published": lambda s: _renamed_and_published(s),
    "draft deleted": lambda s: fresh(s, "draft").delete(),
    "draft moved away": lambda s: _saved(s, "draft", slug="elsewhere"),
    "draft made where a text leads": lambda s: ArticlePageFactory(
        parent=s.index, slug="unwritten", live=False
    ),
    "article made": lambda s: ArticlePageFactory(
        parent=s.index, slug="fresh", title="Fresh and calm", topics=[s.sleep], tags=["Evening"]
    ),
    "page unpublished": lambda s: fresh(s, "two").unpublish(),
    "page deleted": lambda s: _remove(s, "two"),
    "index deleted": lambda s: _remove(s, "index"),
    "slug changed": lambda s: edited(s, "two", slug="zwei"),
    "slug of index changed": lambda s: edited(s, "index", slug="library"),
    "page moved": lambda s: fresh(s, "two").move(fresh(s, "home"), pos="last-child"),
    "index moved": lambda s: fresh(s, "index").move(fresh(s, "german"), pos="last-child"),
    "rows updated": lambda s: Page.objects.filter(slug="two").update(title="Changed in bulk"),
    "body updated": lambda s: _set(s, "one", summary="Changed"),
    "SQL by hand": lambda s: execute("UPDATE wagtailcore_page SET seo_title = 'x' WHERE live"),
    "page expires": lambda s: _set(s, "two", expire_at=PAST),
    "copied": lambda s: fresh(s, "one").copy(update_attrs={"slug": "fresh"}, keep_live=True),
    "alias made": lambda s: fresh(s, "two").create_alias(parent=s.home, update_slug="fresh"),
    "translation published": lambda s: edited(s, "one_german", title="Ein ruhiger Abend"),
    "related removed": lambda s: RelatedArticle.objects.filter(page=s.one).delete(),
    "related reordered": lambda s: RelatedArticle.objects.filter(article=s.chosen).update(
        article=s.far
    ),
    "tags taken away": lambda s: _relate(s, "one", "tags"),
    "tag renamed": lambda s: execute("UPDATE taggit_tag SET name = 'Night' WHERE name = 'Evening'"),
    "tag deleted": lambda s: s.one.tags.get().delete(),
    "topic added": lambda s: _relate(s, "far", "topics", s.pain, s.sleep),
    "topic added by hand": lambda s: ArticlePage.topics.through.objects.create(
        articlepage=s.far, topic=s.sleep
    ),
    "topics cleared": lambda s: ArticlePage.topics.through.objects.filter(
        articlepage=s.two
    ).delete(),
    "first published earlier": lambda s: _set(s, "two", first_published_at=PAST),
    "locale of a page": lambda s: _set(s, "two", locale=s.german.locale),
    "home renamed": lambda s: edited(s, "home", title="Welcome"),
    "German home unpublished": lambda s: fresh(s, "german").get_parent().unpublish(),
    "featured changed": lambda s: edited(s, "home", featured=stream(("page", s.far.pk))),
    "article of no topic related": lambda s: edited(s, "chosen", summary="Chosen, anew"),
}

PEOPLE_AND_TOPICS: dict[str, Operation] = {
    "author renamed": lambda s: edited(s, "ada", name="Ada L."),
    "author's slug": lambda s: edited(s, "ada", slug="lovelace"),
    "author unpublished": lambda s: fresh(s, "ada").unpublish(),
    "author published": lambda s: edited(s, "unseen"),
    "author without photo": lambda s: _set(s, "ada", photo=None),
    "reviewer updated": lambda s: Author.objects.filter(slug="bo").update(role="Doctor"),
    "reviewer taken away": lambda s: _set(s, "one", reviewer=None),
    "topic renamed": lambda s: edited(s, "sleep", name="Rest"),
    "topic's slug": lambda s: edited(s, "sleep", slug="rest"),
    "topic unpublished": lambda s: fresh(s, "sleep").unpublish(),
    "topic published": lambda s: edited(s, "hidden"),
    "topic expires": lambda s: _set(s, "sleep", expire_at=PAST),
    "topic made": lambda s: TopicFactory(slug="calm", name="Calm"),
    "topic deleted": lambda s: _remove(s, "pain"),
    "topics updated": lambda s: Topic.objects.update(description="All of them"),
}

MEDIA: dict[str, Operation] = {
    "focal point": lambda s: _set(
        s, "photo", focal_point_x=9, focal_point_y=9, focal_point_width=2, focal_point_height=2
    ),
    "image replaced": lambda s: _replace(fresh(s, "photo")),
    "image deleted": lambda s: _remove(s, "hero"),
    "image made private": lambda s: _set(s, "photo", collection=_private(s)),
    "collection made private": lambda s: _hide(s.open),
    "collection moved": lambda s: _move_into_private(s),
    "renditions deleted": lambda s: ContentRendition.objects.filter(image=s.photo).delete(),
    "rendition made": lambda s: _another_size(s.hero),
    "document's file": lambda s: _set(s, "leaflet", file="documents/other.txt"),
    "document deleted": lambda s: _remove(s, "leaflet"),
    "embed answered anew": lambda s: Embed.objects.filter(url=FILM).update(title="A film"),
    "embed forgotten": lambda s: Embed.objects.all().delete(),
}

SITE: dict[str, Operation] = {
    "page restricted": lambda s: _restrict(s.two),
    "index restricted": lambda s: _restrict(s.index),
    "settings saved": lambda s: _set(s, "settings", brand_name="Other", seo_title_suffix=" | B"),
    "settings deleted": lambda s: SiteSettings.objects.all().delete(),
    "site's host": lambda s: Site.objects.update(hostname="second.example", is_default_site=False),
    "site's home": lambda s: Site.objects.update(root_page=s.german.get_parent()),
    "language code": lambda s: Locale.objects.filter(language_code="de").update(language_code="fr"),
    "redirect made": lambda s: Redirect.objects.create(
        old_path="/nowhere", redirect_link="/articles/two/"
    ),
    "redirect changed": lambda s: Redirect.objects.update(is_permanent=False),
    "redirect deleted": lambda s: _remove(s, "redirect"),
    "redirect to a draft": lambda s: Redirect.objects.update(redirect_page=s.draft),
}

PROMOTIONS: dict[str, Operation] = {
    "heading": lambda s: edited(s, "bar", heading="Another"),
    "promotion published": lambda s: edited(s, "later"),
    "promotion unpublished": lambda s: fresh(s, "bar").unpublish(),
    "promotion deleted": lambda s: _remove(s, "bar"),
    "promotion expires": lambda s: _set(s, "bar", expire_at=SOON),
    "promotions updated": lambda s: Promotion.objects.update(dismissible=False),
    "to another slot": lambda s: _set(s, "modal", slot="inline"),
    "window moved": lambda s: Window.objects.filter(promotion=s.bar).update(
        start=NEXT_YEAR.replace(tzinfo=None)
    ),
    "window deleted": lambda s: Window.objects.create(
        promotion=s.bar, mode="exclude", time_zone="UTC"
    ),
    "condition lifted": lambda s: Promotion.topics.through.objects.all().delete(),
    "condition added": lambda s: Promotion.topics.through.objects.create(
        promotion=s.bar, topic=s.pain
    ),
    "button elsewhere": lambda s: _set(s, "modal", call_to_action_page=s.far),
    "link in text": lambda s: edited(s, "bar", body='<p><a href="/articles/two/">x</a></p>'),
    "topic of a condition planned": lambda s: _scheduled(s, "sleep", name="Later"),
    "page of a button planned": lambda s: _scheduled(s, "two", title="Later"),
}

UNSEEN: dict[str, Operation] = {
    "draft of a live page": lambda s: fresh(s, "two").save_revision(),
    "draft with another slug": lambda s: _draft(s, "two", slug="zwei", title="Zwei"),
    "unpublished draft saved": lambda s: _saved(s, "draft", title="Calmer", summary="x"),
    "unpublished draft's relations": lambda s: _relations_of_draft(s),
    "page locked": lambda s: _saved(s, "two", locked=True, locked_at=PAST),
    "draft of a topic": lambda s: _draft(s, "sleep", name="Rest"),
    "draft of an author": lambda s: _draft(s, "ada", name="Ada L."),
    "draft of a promotion": lambda s: _draft(s, "bar", heading="Soon"),
    "unpublished promotion": lambda s: _saved(s, "later", heading="Soon", priority=9),
    "unpublished promotion's window": lambda s: Window.objects.filter(promotion=s.later).update(
        mode="exclude"
    ),
    "empty publication": lambda s: Page.objects.filter(pk=s.two.pk).update(title="Two"),
    "password": lambda s: PageViewRestriction.objects.update(password="x"),
}


def _renamed_and_published(stage: Any) -> None:
    # Wagtail's editor saves the row of a page that is not live, so its slug changes at once.
    _saved(stage, "draft", slug="elsewhere")
    edited(stage, "draft")


def _draft(stage: Any, name: str, /, **values: Any) -> None:
    row = fresh(stage, name)
    for field, value in values.items():
        setattr(row, field, value)
    row.save_revision()


def _saved(stage: Any, name: str, /, **values: Any) -> None:
    row = fresh(stage, name)
    for field, value in values.items():
        setattr(row, field, value)
    row.save()


def _relations_of_draft(stage: Any) -> None:
    row = fresh(stage, "draft")
    row.topics.set([stage.pain])
    row.tags.set(["Unheard of"])
    row.related_articles.create(article=stage.two)
    row.save()


def _private(stage: Any) -> Collection:
    _hide(stage.private)
    return Collection.objects.get(pk=stage.private.pk)


def _move_into_private(stage: Any) -> None:
    hidden = _private(stage)
    fresh(stage, "open").move(hidden, pos="sorted-child")


def _replace(image: ContentImage) -> None:
    image.file = picture(width=96)
    image.width = 96
    image.save()


def _another_size(image: ContentImage) -> None:
    ContentRendition.objects.filter(image=image).delete()
    renditions.make_renditions([image])

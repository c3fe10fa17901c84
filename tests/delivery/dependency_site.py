"""A small site with every kind of reference, to public and to hidden content."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Collection, Site

from articles.models import ArticlePage
from cms.content.images import renditions
from cms.content.models import SiteSettings
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    DocumentFactory,
    ImageFactory,
    PromotionFactory,
    TopicFactory,
    publish,
    stream,
    text,
)
from tests.fixtures import plant_german, plant_home, plant_index

FILM = "https://www.youtube.com/watch?v=film"
NEXT_YEAR = timezone.now() + timedelta(days=365)

ENDPOINTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("articles/", {}),
    ("articles/", {"topic": "sleep"}),
    ("articles/", {"topic": "hidden"}),
    ("articles/", {"tag": "Evening"}),
    ("articles/", {"author": "ada"}),
    ("articles/", {"search": "calm", "ordering": "title"}),
    ("articles/one/", {}),
    ("articles/two/", {}),
    ("articles/far/", {}),
    ("articles/draft/", {}),
    ("articles/fresh/", {}),
    ("articles/one/", {"locale": "de"}),
    ("articles/one/", {"locale": "de", "fallback": "true"}),
    ("autocomplete/", {"search": "ca"}),
    ("authors/", {}),
    ("authors/ada/", {}),
    ("authors/nobody/", {}),
    ("topics/", {}),
    ("topics/sleep/", {}),
    ("topics/hidden/", {}),
    ("home/", {}),
    ("home/", {"locale": "de"}),
    ("site/", {}),
    ("resolve/", {"path": "/articles/two/"}),
    ("resolve/", {"path": "/articles/"}),
    ("resolve/", {"path": "/old/"}),
    ("resolve/", {"path": "/nowhere/"}),
    ("resolve/", {"path": "/articles/draft/"}),
    ("promotions/active/", {}),
    ("promotions/active/", {"path": "/articles/two/", "topic": ["sleep"], "slot": ["modal"]}),
    ("promotions/active/", {"slot": ["inline"]}),
    ("promotions/manifest/", {"topic": ["sleep"]}),
)


def picture(**kwargs: Any) -> Any:
    """Return an image with its renditions."""
    image = ImageFactory(**kwargs)
    renditions.make_renditions([image])
    return image


def link(**target: Any) -> dict[str, Any]:
    """Return the stored value of a link block."""
    return {"page": None, "document": None, "url": "", **target}


def build() -> SimpleNamespace:
    """Create the site; return its objects by name."""
    stage = SimpleNamespace()
    stage.home = plant_home()
    stage.site = Site.objects.get()
    stage.index = plant_index(stage.home)
    stage.german = plant_german(stage.home)
    root = Collection.get_first_root_node()
    stage.open, stage.private = root.add_child(name="Open"), root.add_child(name="Private")
    stage.photo, stage.hero, stage.leaflet = picture(), picture(), DocumentFactory()
    stage.leaflet.collection = stage.hero.collection = stage.open
    stage.leaflet.save()
    stage.hero.save()
    _people_and_topics(stage)
    _articles(stage)
    _around(stage)
    _promotions(stage)
    return stage


def _people_and_topics(stage: Any) -> None:
    linked = f'<p><a linktype="page" id="{stage.index.pk}">More</a></p>'
    stage.ada = AuthorFactory(slug="ada", name="Ada", biography=linked, photo=stage.photo)
    stage.reviewer = AuthorFactory(slug="bo", name="Bo")
    stage.unseen = AuthorFactory(slug="nobody", name="Nobody", live=False)
    stage.sleep, stage.pain = (TopicFactory(slug=name, name=name) for name in ("sleep", "pain"))
    stage.hidden = TopicFactory(slug="hidden", name="hidden", live=False)


def _articles(stage: Any) -> None:
    parent = stage.index
    stage.draft = ArticlePageFactory(
        parent=parent, slug="draft", title="A calm draft", topics=[stage.sleep], live=False
    )
    stage.two = ArticlePageFactory(
        parent=parent, slug="two", title="Two", author=stage.ada, topics=[stage.sleep]
    )
    stage.chosen = ArticlePageFactory(parent=parent, slug="chosen", title="Chosen")
    stage.far = ArticlePageFactory(
        parent=parent, slug="far", title="Far", topics=[stage.pain], tags=["Morning"]
    )
    Embed.objects.create(url=FILM, hash=get_embed_hash(FILM), type="video", html="<b></b>")
    image = {"image": stage.photo.pk, "alt_text": "x", "decorative": False}
    target = link(page=stage.two.pk)
    stage.one = ArticlePageFactory(
        parent=parent,
        slug="one",
        title="A calm evening",
        author=stage.ada,
        reviewer=stage.reviewer,
        reviewed_on="2026-01-01",
        topics=[stage.sleep, stage.hidden],
        tags=["Evening"],
        related=[stage.chosen, stage.draft],
        hero_image=stage.hero,
        body=stream(
            text(f'<a linktype="page" id="{stage.two.pk}">seen</a>'),
            text(f'<a linktype="page" id="{stage.draft.pk}">unseen</a>'),
            text('<a href="/articles/draft/">unseen</a> <a href="/articles/two/">seen</a>'),
            text('<a href="/articles/unwritten/">a page that nobody has made</a>'),
            text(f'<a linktype="document" id="{stage.leaflet.pk}">leaflet</a>'),
            ("image", {"image": image, "caption": "", "credit": ""}),
            ("embed", {"url": FILM, "title": ""}),
            ("call_to_action", {"label": "Go", "link": target, "style": "primary"}),
        ),
    )
    stage.one_german = ArticlePageFactory(
        parent=stage.german,
        slug="eins",
        title="Abend",
        translation_key=stage.one.translation_key,
        live=False,
    )


def _around(stage: Any) -> None:
    entries = [("Two", stage.two.pk), ("Draft", stage.draft.pk)]
    menu = [("entry", {"label": label, "link": link(page=pk)}) for label, pk in entries]
    stage.settings = SiteSettings.objects.create(
        site=stage.site, brand_name="Brand", logo=stage.photo, navigation=stream(*menu)
    )
    stage.home.featured = stream(("page", stage.two.pk), ("page", stage.draft.pk))
    stage.home = publish(stage.home)
    stage.redirect = Redirect.objects.create(old_path="/old", redirect_page=stage.two)


def _promotions(stage: Any) -> None:
    common = {"site": stage.site, "windows": [{"time_zone": "UTC"}]}
    stage.bar = PromotionFactory(key="bar", slot="announcement_bar", image=stage.photo, **common)
    stage.modal = PromotionFactory(
        key="modal",
        topics=[stage.sleep],
        call_to_action_label="Go",
        call_to_action_page=stage.two,
        **common,
    )
    stage.later = PromotionFactory(key="later", slot="modal", live=False, **common)


def fresh(stage: Any, name: str) -> Any:
    """Return the object of a name, read again."""
    return type(getattr(stage, name))._default_manager.get(pk=getattr(stage, name).pk)


def edited(stage: Any, name: str, /, **values: Any) -> Any:
    """Change fields and publish; return the object."""
    row = fresh(stage, name)
    for field, value in values.items():
        setattr(row, field, value)
    return publish(row)


def articles(**kwargs: Any) -> Any:
    return ArticlePage.objects.filter(**kwargs)

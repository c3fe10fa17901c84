"""A small site in which everything is used once: every block, both languages, people, offers."""

from datetime import date
from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from cms.content.images import renditions
from cms.content.models import SiteSettings
from tests.factories import (
    ArticlePageFactory,
    AuthorFactory,
    DocumentFactory,
    ImageFactory,
    PromotionFactory,
    TopicFactory,
    picture,
    publish,
    stream,
    text,
)

FILM = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"


def link(**target: Any) -> dict[str, Any]:
    return {"page": None, "document": None, "url": "", **target}


def every_block(page: Any, document: Any, image: Any) -> str:
    """One block of each type, with each kind of link."""
    pages = f'<a linktype="page" id="{page.pk}">guide</a>'
    leaflet = f'<a linktype="document" id="{document.pk}">leaflet</a>'
    return stream(
        ("heading", {"text": "Why sleep repairs", "level": "h2"}),
        text(f"Deep sleep <b>helps</b> the body [1], says our {pages} and the {leaflet}."),
        ("heading", {"text": "Why sleep repairs", "level": "h3"}),
        (
            "rich_text",
            "<ul><li>One <i>habit</i><ul><li>and a smaller one</li></ul></li>"
            '<li><a href="https://else.example/?a=1&amp;b=2">elsewhere</a></li></ul>'
            "<p>H<sub>2</sub>O<br/>x<sup>2</sup> [9]</p>",
        ),
        (
            "image",
            {
                "image": {"image": image.pk, "alt_text": "Hills at dawn", "decorative": False},
                "caption": "Morning",
                "credit": "A. Photographer",
            },
        ),
        (
            "quote",
            {"text": "Rest is work.", "attribution": "A nurse", "source_url": "https://q.example/"},
        ),
        ("callout", {"kind": "seek_care", "title": "Call", "text": f"<p>Read the {pages}.</p>"}),
        ("key_points", {"items": ["Sleep repairs.", "Light delays it."]}),
        (
            "table",
            {
                "caption": "Hours",
                "columns": [
                    {"type": "text", "heading": "Age"},
                    {"type": "text", "heading": "Hours"},
                ],
                "rows": [{"values": ["6 to 13", "9 to 11"]}, {"values": ["18 to 64", "7 to 9"]}],
            },
        ),
        ("faq", {"items": [{"question": "How long?", "answer": f"<p>See the {pages}.</p>"}]}),
        ("embed", {"url": FILM, "title": ""}),
        ("call_to_action", {"label": "Read on", "link": link(page=page.pk), "style": "primary"}),
        (
            "call_to_action",
            {"label": "Get", "link": link(document=document.pk), "style": "secondary"},
        ),
        ("promotion_slot", {"slot": "inline"}),
        ("divider", None),
    )


def build(home: Any, index: Any, german: Any, site: Any) -> Any:
    """Make it all; the article that uses everything."""
    image = ImageFactory(title="Hills", file=picture(400, 300), focal_point_x=100, focal_point_y=75,
                         focal_point_width=10, focal_point_height=10)  # fmt: skip
    renditions.make_renditions([image])
    document = DocumentFactory(title="Leaflet")
    sleep = TopicFactory(name="Sleep", slug="sleep", description="Nights and naps.")
    pain = TopicFactory(name="Pain", slug="pain")
    writer = AuthorFactory(name="Ada Byron", slug="ada-byron", role="Health writer")
    guide = ArticlePageFactory(
        parent=index, title="A guide", slug="guide", topics=[sleep], author=writer
    )
    reviewer = AuthorFactory(
        name="Grace Okafor",
        slug="grace-okafor",
        role="Neurologist",
        credentials="MD, PhD",
        biography=f'<p>Wrote the <a linktype="page" id="{guide.pk}">guide</a>.</p>',
        photo=image,
        links=stream(("link", {"label": "Clinic", "url": "https://clinic.example/"})),
    )
    Embed.objects.create(
        url=FILM, hash=get_embed_hash(FILM), type="video", title="A film", provider_name="YouTube",
        html="<iframe></iframe>", width=480, height=270, thumbnail_url="https://i.example/1.jpg",
    )  # fmt: skip
    SiteSettings.objects.create(
        site=site,
        brand_name="Wellspring",
        tagline="Health in plain words",
        logo=image,
        seo_title_suffix=" | Wellspring",
        seo_description="A health magazine.",
        twitter_handle="@wellspring",
        navigation=stream(("entry", {"label": "Guide", "link": link(page=guide.pk)})),
        footer_navigation=stream(
            ("entry", {"label": "Shop", "link": link(url="https://s.example/")})
        ),
        social_links=stream(("profile", {"label": "Mastodon", "url": "https://m.example/@w"})),
        disclaimer="<p>This is <i>no</i> medical advice.</p>",
    )
    article = ArticlePageFactory(
        parent=index,
        title="Sleep and pain",
        slug="sleep-and-pain",
        seo_title="Why sleep eases pain",
        search_description="How nights and pain belong together.",
        summary="Sleep eases pain, and pain steals sleep.",
        hero_image=image,
        hero_alt="Hills in the morning",
        topics=[sleep, pain],
        tags=["evening", "brain"],
        author=writer,
        reviewer=reviewer,
        reviewed_on=date(2026, 5, 4),
        next_review_due=date(2027, 5, 4),
        related=[guide],
        body=every_block(guide, document, image),
        references=stream(
            ("reference", {"text": "Sleep and defence", "authors": "Li W", "source": "J Ex",
                           "year": 2024, "doi": "10.1000/182", "url": ""}),
            ("reference", {"text": "A book", "authors": "", "source": "", "year": None,
                           "doi": "", "url": "https://b.example/"}),
        ),
    )  # fmt: skip
    ArticlePageFactory(
        parent=german,
        title="Schlaf und Schmerz",
        slug="schlaf-und-schmerz",
        translation_key=article.translation_key,
    )
    home.hero_image, home.hero_alt = image, "Hills"
    home.featured = stream(("page", article.pk), ("page", index.pk))
    home.body = stream(text("Welcome."))
    publish(home)
    Redirect.add_redirect("/old-guide", redirect_to=guide, is_permanent=False)
    offers(site, guide, image, pain)
    return article


def offers(site: Any, guide: Any, image: Any, topic: Any) -> None:
    """A bar that ends, and a form on exit."""
    PromotionFactory(
        key="shipping", slot="announcement_bar", site=site, priority=10, heading="Free shipping",
        body="<p>Until <b>2090</b>.</p>", countdown=True, call_to_action_label="Shop",
        call_to_action_page=guide, image=image, image_alt="A parcel", devices=["mobile"],
        windows=[{"start": "2026-01-01T00:00", "end": "2090-01-01T00:00",
                  "time_zone": "Europe/London"}],
    )  # fmt: skip
    PromotionFactory(
        key="sign-up", slot="modal", site=site, heading="Letters", form_kind="sign_up",
        form_title="Get our letters", form_email_label="Email", form_submit_label="Send",
        form_consent_text="You agree.", trigger_kind="delay", trigger_seconds=5,
        frequency_max_shows=3, frequency_per_days=7, frequency_after_dismiss_days=30,
        visitor="new", topics=[topic],
    )  # fmt: skip

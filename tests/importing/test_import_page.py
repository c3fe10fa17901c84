"""A saved page becomes an article and promotions, completely or not at all."""

import base64
import re
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import Revision

from articles.models import ArticleIndexPage, ArticlePage
from cms.importing import images
from promotions.models import Promotion
from tests.content.hostile_images import HUGE, animated_png, chunk, forbid_decoding, png
from tests.content.uploads import drawn, encoded
from tests.importing.saved_pages import MARKDOWN, PROMOTIONS, markdown, page_with_promotions, run
from tests.shared_pages import shared_page

__all__ = ["markdown", "page_with_promotions"]


def texts(article: ArticlePage) -> list[str]:
    kinds = {"heading": lambda value: value["text"], "rich_text": str}
    return [kinds[block["type"]](block["value"]) for block in article.body.raw_data]


def test_the_shared_page_becomes_four_headings_nine_paragraphs_a_bar_and_a_modal(
    index: ArticleIndexPage, client: Client
) -> None:
    path = shared_page("000_dad9caec21052359.txt")
    lines = [line for line in path.read_text().splitlines() if line.strip()]

    run(path, publish=True, publish_promotions=True)

    article = ArticlePage.objects.get()
    body = "".join(texts(article))
    assert article.live
    assert article.title == (
        "The Immune-Pain Connection: How Your Body’s Defenses Can Influence Pain Perception"
    )
    assert [block["type"] for block in article.body.raw_data].count("heading") == 4
    assert re.findall(r"<p>(.*?)</p>", body) == [line for line in lines[2:-3] if len(line) > 120]
    bar = Promotion.objects.get(slot="announcement_bar")
    modal = Promotion.objects.get(slot="modal")
    assert bar.live
    assert bar.heading == lines[0]
    assert modal.form_kind == "sign_up"
    assert (modal.heading, modal.form_title) == (lines[-3], lines[-1])
    assert lines[-2] in modal.body
    active = client.get("/api/v1/promotions/active/").json()["slots"]
    assert [item["key"] for item in active["announcement_bar"]] == [bar.key]
    assert [item["key"] for item in active["modal"]] == [modal.key]
    answer = client.get(f"/api/v1/articles/{article.slug}/").json()
    assert len(answer["toc"]) == 4


def test_everything_is_a_draft_without_publish(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    run(page_with_promotions)

    assert not ArticlePage.objects.get().live
    assert Promotion.objects.count() == 2
    assert not Promotion.objects.filter(live=True).exists()


def test_importing_again_without_a_change_adds_no_revision(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    run(page_with_promotions, publish=True, publish_promotions=True)
    before = Revision.objects.count()

    output = run(page_with_promotions, publish=True, publish_promotions=True)

    assert Revision.objects.count() == before
    assert output.count("nothing changed") == 3


def test_a_changed_file_becomes_a_draft_revision_of_the_same_article(
    index: ArticleIndexPage, markdown: Path
) -> None:
    run(markdown, publish=True)
    markdown.write_text(MARKDOWN.replace("count to six", "count to eight"))

    output = run(markdown)

    article = ArticlePage.objects.get()
    assert "new draft revision" in output
    assert "count to six" in "".join(texts(article))
    assert "count to eight" in "".join(texts(article.get_latest_revision_as_object()))
    assert article.has_unpublished_changes


def test_what_an_editor_changed_since_stays_as_a_revision_of_its_own(
    index: ArticleIndexPage, markdown: Path
) -> None:
    run(markdown)
    article = ArticlePage.objects.get().get_latest_revision_as_object()
    article.summary = "Words of an editor."
    article.body = [*article.body.raw_data, {"type": "divider", "value": None}]
    edited = article.save_revision()

    run(markdown)

    latest = ArticlePage.objects.get().get_latest_revision()
    assert latest.pk != edited.pk
    assert edited.as_object().body[-1].block_type == "divider"
    assert latest.as_object().summary == "Words of an editor."
    assert latest.as_object().body[-1].block_type == "rich_text"


def test_opening_and_saving_in_the_editor_is_no_change(
    index: ArticleIndexPage, markdown: Path
) -> None:
    run(markdown)
    article = ArticlePage.objects.get().get_latest_revision_as_object()
    saved = [dict(block) for block in article.body.raw_data]
    for block in saved:
        if block["type"] == "rich_text":
            block["value"] = block["value"].replace("<p>", '<p data-block-key="a1b2c">')
    article.body = article.body.stream_block.to_python(saved)
    article.save_revision()
    before = Revision.objects.count()

    output = run(markdown)

    assert "nothing changed" in output
    assert Revision.objects.count() == before


def test_dry_run_prints_the_result_and_saves_nothing(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    output = run(page_with_promotions, dry_run=True)

    assert "new draft" in output
    assert not ArticlePage.objects.exists()
    assert not Promotion.objects.exists()
    assert not Revision.objects.filter(object_str__contains="Breathing").exists()


def test_an_image_beside_the_page_goes_into_the_library_and_a_missing_one_is_listed(
    index: ArticleIndexPage, tmp_path: Path
) -> None:
    (tmp_path / "page_files").mkdir()
    image = BytesIO()
    Image.new("RGB", (700, 400), "teal").save(image, "PNG")
    (tmp_path / "page_files" / "calm.png").write_bytes(image.getvalue())
    inline = base64.b64encode(image.getvalue()).decode()
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><article><h1>Evening light</h1><p>Dim lamps help the body wind down.</p>"
        '<figure><img src="page_files/calm.png" alt="Calm water"><figcaption>The bay'
        "</figcaption></figure><p>So does a book made of paper.</p>"
        f'<img src="data:image/png;base64,{inline}" alt="The same water">'
        '<img src="https://example.com/far.png" alt="Faraway hills">'
        '<img src="../../secret.png" alt="Above the folder">'
        "</article></body></html>"
    )

    output = run(page)

    article = ArticlePage.objects.get()
    images = [
        block["value"]["image"] for block in article.body.raw_data if block["type"] == "image"
    ]
    assert get_image_model().objects.count() == 1
    assert [image["alt_text"] for image in images] == ["Calm water", "The same water"]
    assert "Faraway hills" in output
    assert "Above the folder" in output


def test_images_that_uploads_would_refuse_are_listed_with_the_reason(
    index: ArticleIndexPage,
    tmp_path: Path,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    forbid_decoding(monkeypatch, wider_than=1_000)
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 200_000
    good = encoded(drawn(), "PNG")
    files = {
        "moving.gif": HUGE,
        # Its name lies, and its header declares frames that it has not.
        "moving.jpg": animated_png((7_000, 7_000), 2, declared=1_500),
        "large.png": png((13_000, 13_000)),
        "heavy.png": bytes(200_001),
        "half.png": good[:-40],
        "words.png": b"Just words.",
        "good.png": good,
    }
    too_long = (
        "was refused: This animation is too large: 1,500 frames of 7,000 × 7,000 pixels. "
        "At this size, it may have at most 1 frame"
    )
    reasons = {
        "moving.gif": too_long,
        "moving.jpg": too_long,
        "large.png": "was refused: This image is too large: 13,000 × 13,000 pixels. "
        "An image may have at most 51,000,000 pixels",
        "heavy.png": "was refused: This file is too large: 195.3\xa0KB. "
        "An image may have at most 195.3\xa0KB",
        "half.png": "was refused: This image is damaged or incomplete: "
        "save it anew and upload it again",
        "words.png": "was refused: This file is damaged, or not in a supported format: "
        "AVIF, GIF, JPG, JPEG, PNG, WEBP",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    page = tmp_path / "page.html"
    images = "".join(
        f'<img src="{name}" alt="File {name}">'
        f'<img src="data:image/png;base64,{base64.b64encode(content).decode()}" alt="Data {name}">'
        for name, content in files.items()
    )
    page.write_text(
        "<html><body><article><h1>Evening light</h1><p>Dim lamps help the body wind down.</p>"
        f"{images}</article></body></html>"
    )
    begin = time.monotonic()

    output = run(page)

    assert time.monotonic() - begin < 5
    for name, reason in reasons.items():
        assert f"the picture {name} {reason}: File {name}\n" in output
        assert f"the picture a data URL {reason}: Data {name}\n" in output
    assert output.count("was refused") == 2 * len(reasons)
    blocks = ArticlePage.objects.get().body.raw_data
    assert [b["value"]["image"]["alt_text"] for b in blocks if b["type"] == "image"] == [
        "File good.png",
        "Data good.png",
    ]
    assert get_image_model().objects.count() == 1


@pytest.mark.parametrize("place", ["data", "beside"])
def test_images_past_the_budget_of_one_page_are_listed_and_not_decoded(
    index: ArticleIndexPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(images, "MAX_PIXELS", 1_000)
    monkeypatch.setattr(images, "MAX_IMAGES", 2)
    forbid_decoding(monkeypatch, wider_than=20)
    # The first fits, the second and third pass the budget with it, the fourth fits again.
    sources = []
    for number, width in enumerate((20, 40, 50, 10, 10)):
        content = png((width, 20), chunk(b"abCd", bytes([number])))
        (tmp_path / f"{number}.png").write_bytes(content)
        inline = f"data:image/png;base64,{base64.b64encode(content).decode()}"
        sources.append(inline if place == "data" else f"{number}.png")
    page = tmp_path / "page.html"
    tags = "".join(f'<img src="{src}" alt="No {n}">' for n, src in enumerate(sources))
    page.write_text(f"<article><h1>Calm</h1><p>{'A slow breath. ' * 20}</p>{tags}</article>")

    output = run(page)

    names = ["a data URL"] * 5 if place == "data" else [f"{n}.png" for n in range(5)]
    many_pixels = "the images of this page have more than 1,000 pixels together"
    reasons = {1: many_pixels, 2: many_pixels, 4: "this page has more than 2 images"}
    assert output.count("was refused") == 3
    for number, reason in reasons.items():
        line = f"the picture {names[number]} was refused: {reason}; add it by hand: No {number}\n"
        assert line in output
    assert get_image_model().objects.count() == 2


def test_an_image_without_alt_text_is_reported_and_does_not_keep_the_article_a_draft(
    index: ArticleIndexPage, tmp_path: Path
) -> None:
    image = BytesIO()
    Image.new("RGB", (700, 400), "teal").save(image, "PNG")
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body><article><h1>Evening light</h1><p>Dim lamps help the body wind down.</p>"
        f'<img src="data:image/png;base64,{base64.b64encode(image.getvalue()).decode()}">'
        "</article></body></html>"
    )

    output = run(page, publish=True)

    assert "The picture has no alternative text." in output
    assert ArticlePage.objects.get().live


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"  \n \n", "empty"),
        ("binary.txt", b"\x00\x01\x02 text \x00", "text"),
        ("latin.txt", "Käse für alle".encode("latin-1"), "UTF-8"),
        ("huge.txt", b"word " * 10_500_000, "larger"),
        ("page.pdf", b"%PDF-1.7", ".html"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_clear_error_and_no_rows(
    index: ArticleIndexPage, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(CommandError, match=words):
        run(path)

    assert not ArticlePage.objects.exists()


def test_a_missing_file_is_a_clear_error(index: ArticleIndexPage, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nowhere"):
        run(tmp_path / "nowhere.txt")


def test_an_invalid_slug_is_refused(index: ArticleIndexPage, markdown: Path) -> None:
    with pytest.raises(CommandError, match="slug"):
        run(markdown, slug="No slug!")


def test_a_locked_article_is_not_imported_into(index: ArticleIndexPage, markdown: Path) -> None:
    run(markdown)
    ArticlePage.objects.update(locked=True)
    markdown.write_text(MARKDOWN.replace("six", "nine"))
    before = Revision.objects.count()

    with pytest.raises(CommandError, match="locked"):
        run(markdown)

    assert Revision.objects.count() == before


def test_a_locked_promotion_is_not_imported_into(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    run(page_with_promotions)
    Promotion.objects.update(locked=True)
    page_with_promotions.write_text(PROMOTIONS.replace("samples", "sachets"))
    before = Revision.objects.count()

    with pytest.raises(CommandError, match="locked"):
        run(page_with_promotions)

    assert Revision.objects.count() == before

"""Promotions of imported pages are published only without doubts, and created only once."""

import re
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Locale, Site

from articles.models import ArticleIndexPage, ArticlePage
from promotions.models import Promotion
from tests.importing.saved_pages import PROMOTIONS, page_with_promotions, run

__all__ = ["page_with_promotions"]

BAR_KEY, MODAL_KEY = "breathing-for-calmer-evenings-bar", "breathing-for-calmer-evenings-modal"
BAR, MODAL = "Free samples with every order this week.", "Wait a moment!"
DOUBT = "One line after the end: it may belong to the article."


def outcomes_of(output: str, heading: str) -> list[str]:
    """Return the outcomes that the command prints for the promotions with a heading."""
    return re.findall(rf"^Promotion “{re.escape(heading)}” \(.*?\): (.*)$", output, re.MULTILINE)


def pages(folder: Path, count: int) -> list[Path]:
    """Saved pages of one site: each has its own article and the same bar and pop-up."""
    paths = []
    for number in range(count):
        path = folder / f"page-{number}.txt"
        path.write_text(
            PROMOTIONS.replace("Breathing for calmer", f"Breathing for {number} calmer")
        )
        paths.append(path)
    return paths


def edited(promotion: Promotion, *, publish: bool = False, **fields: Any) -> None:
    draft = promotion.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(draft, name, value)
    revision = draft.save_revision()
    if publish:
        revision.publish()


def test_publish_puts_the_article_live_and_leaves_its_promotions_drafts(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    output = run(page_with_promotions, publish=True)

    assert ArticlePage.objects.get().live
    assert list(Promotion.objects.values_list("key", "live").order_by("key")) == [
        (BAR_KEY, False),
        (MODAL_KEY, False),
    ]
    assert outcomes_of(output, BAR) == ["new, draft"]


def test_publish_promotions_leaves_the_article_a_draft(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    output = run(page_with_promotions, publish_promotions=True)

    assert not ArticlePage.objects.get().live
    assert Promotion.objects.filter(live=True).count() == 2
    assert outcomes_of(output, MODAL) == ["new, live"]


def test_drafts_of_an_earlier_import_go_live_with_publish_promotions(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    run(page_with_promotions)

    output = run(page_with_promotions, publish_promotions=True)

    assert outcomes_of(output, BAR) == outcomes_of(output, MODAL) == ["nothing changed, live"]
    assert Promotion.objects.filter(live=True).count() == 2


def test_promotion_with_a_doubt_stays_a_draft_that_says_which(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    page_with_promotions.write_text(
        PROMOTIONS.split("Wait a moment!")[0] + "Get 10% off your first order.\n"
    )

    output = run(page_with_promotions, publish=True, publish_promotions=True)

    assert outcomes_of(output, BAR) == ["new, live"]
    assert outcomes_of(output, "Get 10% off your first order.") == [
        f"new, draft, because of a doubt: {DOUBT}"
    ]
    assert list(Promotion.objects.filter(live=True).values_list("heading", flat=True)) == [BAR]


def test_promotion_that_comes_into_doubt_leaves_its_live_version_alone(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    run(page_with_promotions, publish_promotions=True)
    page_with_promotions.write_text(
        PROMOTIONS.replace(BAR, "Free samples\n\nwith every order\n\nShop now")
    )

    output = run(page_with_promotions, publish_promotions=True)

    bar = Promotion.objects.get(key=BAR_KEY)
    assert bar.live
    assert bar.heading == BAR
    assert bar.get_latest_revision_as_object().heading == "Free samples"
    assert outcomes_of(output, "Free samples") == [
        "changed, draft (an earlier version is live), because of a doubt: "
        "Several lines above the title are taken as one offer."
    ]


def test_button_that_leads_nowhere_is_a_doubt(index: ArticleIndexPage, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<div class=announcement-bar>Flour is half price <a href=/sale>Shop</a></div>"
        "<main><h1>Rye</h1><p>Rye keeps for a week and tastes better on the second day.</p></main>"
    )

    output = run(path, publish_promotions=True)

    assert not Promotion.objects.get().live
    assert "draft, because of a doubt: its button “Shop” leads to /sale" in output


def test_label_that_the_page_does_not_show_is_filled_in_and_is_no_doubt(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    output = run(page_with_promotions, publish_promotions=True)

    modal = Promotion.objects.get(key=MODAL_KEY)
    assert modal.live
    assert modal.form_email_label == "Email address"
    filled_in = output.split("Filled in:\n")[1]
    assert f"Offer “{MODAL}”: the page shows no label for the email field" in filled_in


def test_pop_up_of_every_page_of_a_folder_is_made_once(
    index: ArticleIndexPage, tmp_path: Path
) -> None:
    first, *others = pages(tmp_path, 12)
    run(first, publish=True, publish_promotions=True)

    outputs = [run(path, publish=True, publish_promotions=True) for path in others]

    assert ArticlePage.objects.filter(live=True).count() == 12
    assert sorted(Promotion.objects.values_list("key", flat=True)) == [
        "breathing-for-0-calmer-evenings-bar",
        "breathing-for-0-calmer-evenings-modal",
    ]
    key = "breathing-for-0-calmer-evenings-modal"
    words = [f"left alone, because “{key}” is equal; that one is live"]
    assert [outcomes_of(output, MODAL) for output in outputs] == [words] * 11


def test_pop_up_shown_twice_on_a_page_is_made_once(index: ArticleIndexPage, tmp_path: Path) -> None:
    box = "<div role=dialog><h2>Get 15% off</h2><p>Join us.</p><input type=email></div>"
    path = tmp_path / "page.html"
    path.write_text(
        f"<main><h1>Rye</h1><p>Rye keeps for a week or longer.</p></main>{box}<hr>{box}"
    )

    output = run(path)

    assert list(Promotion.objects.values_list("key", flat=True)) == ["rye-modal"]
    assert outcomes_of(output, "Get 15% off") == [
        "new, draft",
        "left alone, because “rye-modal” is equal; that one is a draft",
    ]
    assert run(path).count("“rye-modal” is equal") == 1
    assert Promotion.objects.count() == 1


@pytest.mark.parametrize("publish", [False, True])
@pytest.mark.parametrize(
    "fields",
    [{"heading": "Hold on!"}, {"slot": "slide_in"}, {"priority": 7}, {"trigger_kind": "immediate"}],
)
def test_promotion_that_an_editor_has_changed_since_is_not_made_again(
    index: ArticleIndexPage, tmp_path: Path, fields: dict[str, Any], publish: bool
) -> None:
    first, second = pages(tmp_path, 2)
    run(first)
    modal = Promotion.objects.get(slot="modal")
    edited(modal, publish=publish, **fields)
    before = modal.revisions.count()

    output = run(second, publish_promotions=True)

    state = "live" if publish else "a draft"
    assert outcomes_of(output, MODAL) == [
        f"left alone, because “{modal.key}” is equal; that one is {state}"
    ]
    assert Promotion.objects.count() == 2
    assert modal.revisions.count() == before


def test_promotion_of_an_editor_with_the_same_content_is_not_made_again(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    Promotion.objects.create(key="samples", slot="announcement_bar", heading=BAR, priority=3)

    output = run(page_with_promotions)

    assert outcomes_of(output, BAR) == ["left alone, because “samples” is equal; that one is live"]
    assert not Promotion.objects.filter(key=BAR_KEY).exists()


def test_same_words_in_another_slot_language_or_site_are_another_promotion(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    german = Locale.objects.get_or_create(language_code="de")[0]
    other = Site.objects.create(hostname="other.example", root_page=index.get_parent())
    bar = {"heading": BAR, "slot": "announcement_bar"}
    Promotion.objects.create(key="slide-in", heading=BAR, slot="slide_in")
    Promotion.objects.create(key="german", locale=german, **bar)
    Promotion.objects.create(key="other", site=other, **bar)
    Promotion.objects.create(key="button", call_to_action_label="Shop", **bar)

    output = run(page_with_promotions)

    assert outcomes_of(output, BAR) == ["new, draft"]


def test_promotion_of_another_language_with_the_same_key_is_not_revised(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    german = Locale.objects.get_or_create(language_code="de")[0]
    taken = {"heading": "Kostenlose Proben", "slot": "announcement_bar", "locale": german}
    Promotion.objects.create(key=BAR_KEY, **taken)

    run(page_with_promotions)

    assert Promotion.objects.get(key=BAR_KEY).heading == "Kostenlose Proben"
    assert Promotion.objects.get(key=f"{BAR_KEY}-2").heading == BAR


def test_changed_page_revises_its_own_promotion(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    run(page_with_promotions, publish_promotions=True)
    page_with_promotions.write_text(PROMOTIONS.replace("every order", "each order"))

    output = run(page_with_promotions)

    bar = Promotion.objects.get(key=BAR_KEY)
    assert bar.heading == BAR
    assert bar.get_latest_revision_as_object().heading == BAR.replace("every", "each")
    assert outcomes_of(output, BAR.replace("every", "each")) == [
        "changed, draft (an earlier version is live)"
    ]
    assert outcomes_of(output, MODAL) == ["nothing changed, live"]


def test_promotion_that_appears_before_another_takes_no_key_of_it(
    index: ArticleIndexPage, tmp_path: Path
) -> None:
    slide = "<div class=swiper-slide>{}</div>".format
    bar = "<div class=announcement-bar>{}</div>".format
    page = "{}<main><h1>Rye</h1><p>Rye keeps for a week or longer.</p></main>".format
    path = tmp_path / "page.html"
    path.write_text(page(bar(slide("Flour is half price") + slide("Free delivery on rye"))))
    run(path)
    path.write_text(page(bar(slide("Free returns on all") + slide("Flour is half price"))))

    run(path)

    assert {
        promotion.key: promotion.get_latest_revision_as_object().heading
        for promotion in Promotion.objects.all()
    } == {"rye-bar": "Flour is half price", "rye-bar-2": "Free returns on all"}


LEFT = "because an editor has changed or withdrawn it"


def test_promotion_that_an_editor_withdrew_stays_withdrawn(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    run(page_with_promotions, publish_promotions=True)
    Promotion.objects.get(key=BAR_KEY).unpublish()

    output = run(page_with_promotions, publish_promotions=True)

    assert not Promotion.objects.get(key=BAR_KEY).live
    assert outcomes_of(output, BAR) == [f"nothing changed, draft, {LEFT}"]
    assert outcomes_of(output, MODAL) == ["nothing changed, live"]


def test_draft_of_an_editor_over_a_live_promotion_is_not_published(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    run(page_with_promotions, publish_promotions=True)
    edited(Promotion.objects.get(key=BAR_KEY), priority=99, include_paths=["/secret/*"])

    output = run(page_with_promotions, publish_promotions=True)

    bar = Promotion.objects.get(key=BAR_KEY)
    draft = bar.get_latest_revision_as_object()
    assert (bar.live, bar.priority, bar.include_paths) == (True, 0, [])
    assert (draft.priority, draft.include_paths) == (99, ["/secret/*"])
    state = "draft (an earlier version is live)"
    assert outcomes_of(output, BAR) == [f"nothing changed, {state}, {LEFT}"]


@pytest.mark.parametrize("fields", [{"priority": 7}, {"heading": "Hold on!"}])
@pytest.mark.parametrize("changed_page", [False, True])
def test_draft_of_an_import_that_an_editor_has_worked_on_is_not_published(
    index: ArticleIndexPage, page_with_promotions: Path, fields: dict[str, Any], changed_page: bool
) -> None:
    run(page_with_promotions)
    edited(Promotion.objects.get(key=BAR_KEY), **fields)
    if changed_page:
        page_with_promotions.write_text(PROMOTIONS.replace("every order", "each order"))

    output = run(page_with_promotions, publish_promotions=True)

    assert not Promotion.objects.get(key=BAR_KEY).live
    assert output.count(LEFT) == 1


def test_changed_page_updates_a_live_promotion_that_no_editor_has_touched(
    index: ArticleIndexPage, page_with_promotions: Path
) -> None:
    run(page_with_promotions, publish_promotions=True)
    page_with_promotions.write_text(PROMOTIONS.replace("every order", "each order"))

    output = run(page_with_promotions, publish_promotions=True)

    words = BAR.replace("every", "each")
    assert Promotion.objects.get(key=BAR_KEY).heading == words
    assert outcomes_of(output, words) == ["changed, live"]


def test_dry_run_names_the_equal_promotion_and_publishes_none(
    index: ArticleIndexPage, tmp_path: Path
) -> None:
    first, second = pages(tmp_path, 2)
    run(first)

    output = run(second, publish_promotions=True, dry_run=True)

    assert "“breathing-for-0-calmer-evenings-bar” is equal" in output
    assert not Promotion.objects.filter(live=True).exists()

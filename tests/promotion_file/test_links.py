"""Do links and pictures lead to the same things after loading, and after a dump?"""

from typing import Any

from wagtail.models import Site

from articles.models import ArticleIndexPage
from tests.factories import ArticlePageFactory, ImageFactory, TopicFactory, publish
from tests.promotion_file.promotion_files import FULL, dump, latest, short


class TestLinksAndPictures:
    def test_a_page_of_another_language_has_its_own_path(
        self, german: ArticleIndexPage, run: Any
    ) -> None:
        page = ArticlePageFactory(parent=german, slug="schlaf")
        TopicFactory(slug="schlaf", locale=german.locale)
        button = {"label": "Lesen", "url": "/de/artikel/schlaf/"}

        run(
            short(
                locale="de",
                content={"call_to_action": button},
                audience={"topics": ["schlaf"]},
            )
        )

        assert latest().call_to_action_page_id == page.pk
        assert dump()[0]["content"]["call_to_action"] == button
        assert dump()[0]["audience"]["topics"] == ["schlaf"]

    def test_a_page_that_has_moved_is_dumped_where_it_is_now(self, sleep: Any, run: Any) -> None:
        run(FULL)
        sleep.slug = "rest"
        publish(sleep)

        content = dump()[0]["content"]

        assert content["call_to_action"]["url"] == "/articles/rest/"
        assert 'href="/articles/rest/"' in content["body"]

    def test_a_page_that_is_gone_leaves_its_words_and_still_nothing_changes(
        self, sleep: Any, run: Any
    ) -> None:
        run(FULL)
        sleep.delete()

        [found] = dump()

        assert found["content"]["body"] == "<p>Read this and <b>that</b>.</p>"
        assert found["content"]["call_to_action"] == {"label": "Sleep well", "url": ""}
        assert "No change." in run(found)

    def test_a_picture_is_found_by_its_content_whatever_it_is_called(
        self, site: Site, run: Any
    ) -> None:
        image = ImageFactory()
        wanted = {"file": "elsewhere.png", "hash": image.file_hash, "alt": "Teal"}

        run(short(content={"image": wanted}))

        assert (latest().image_id, latest().image_alt) == (image.pk, "Teal")
        found = dump()[0]["content"]["image"]
        assert found == {**wanted, "file": image.file.name.removeprefix("original_images/")}
        assert "No change." in run(short(content={"image": found}))

    def test_of_two_with_one_content_the_name_decides(self, site: Site, run: Any) -> None:
        _first, second = ImageFactory(), ImageFactory()
        run(short(content={"image": {"file": second.file.name, "alt": "Teal"}}))
        found = dump()[0]["content"]["image"]
        assert latest().image_id == second.pk

        run(short("other", content={"image": found}))

        assert latest("other").image_id == second.pk

    def test_the_words_about_a_picture_change_without_it(self, site: Site, run: Any) -> None:
        image = ImageFactory()
        run(short(content={"image": {"file": image.file.name, "alt": "Teal"}}))

        run(short(content={"image": {"alt": "Green"}}))

        assert (latest().image_id, latest().image_alt) == (image.pk, "Green")

    def test_another_file_is_another_picture(self, site: Site, run: Any) -> None:
        first = ImageFactory()
        run(short(content={"image": {"file": first.file.name, "alt": "Teal"}}))
        second = ImageFactory()

        run(short(content={"image": {"file": second.file.name}}))

        assert latest().image_id == second.pk

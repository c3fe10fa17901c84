"""What keeps a file from being loaded, although all in it is right?"""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site, Workflow

from cms.promotion_file.load import load
from cms.promotion_file.plan import LoadOptions
from cms.promotion_file.problems import InvalidFile
from promotions.models import Promotion
from tests.factories import PromotionFactory
from tests.promotion_file.promotion_files import counts, latest, short


class TestWhatIsInTheWay:
    def refused(self, run: Any, *promotions: Any, **options: Any) -> InvalidFile:
        before = counts()
        with pytest.raises(CommandError) as error:
            run(*promotions, stderr=StringIO(), **options)
        assert counts() == before
        assert isinstance(error.value.__cause__, InvalidFile)
        return error.value.__cause__

    def test_a_locked_promotion_is_refused_at_its_place_and_the_others_with_it(
        self, site: Site, run: Any
    ) -> None:
        PromotionFactory(key="locked", slot="modal", locked=True, locked_at=timezone.now())

        refused = self.refused(run, short(), short("locked"))

        [problem] = refused.problems
        assert problem.pointer == "/1"
        assert "locked" in problem.message
        assert not Promotion.objects.filter(key="summer-bar").exists()

    def test_a_locked_promotion_that_does_not_change_is_no_obstacle(
        self, site: Site, run: Any
    ) -> None:
        run(short())
        Promotion.objects.update(locked=True, locked_at=timezone.now())

        assert "No change." in run(short())
        assert self.refused(run, short(), publish=True).problems[0].pointer == "/0"

    def test_a_promotion_in_review_is_refused(self, site: Site, run: Any) -> None:
        run(short())
        user = User.objects.create_user("mira")
        Workflow.objects.get(name="Promotion approval").start(latest(), user)

        [problem] = self.refused(run, short(content={"heading": "Winter"})).problems

        assert problem.pointer == "/0"
        assert "waits for a review" in problem.message

    def test_a_key_that_somebody_adds_meanwhile_is_said_at_the_key(
        self, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        save = Promotion.save

        def save_after_another(promotion: Promotion, *args: Any, **kwargs: Any) -> None:
            with monkeypatch.context() as patch:
                patch.setattr(Promotion, "save", save)
                PromotionFactory(key="summer-bar", live=False)
            save(promotion, *args, **kwargs)

        monkeypatch.setattr(Promotion, "save", save_after_another)
        with pytest.raises(InvalidFile) as error, transaction.atomic():
            load([short()], LoadOptions(site))

        [problem] = error.value.problems
        assert problem.pointer == "/0/key"
        assert "load the file again" in problem.message
        assert not Promotion.objects.exists()

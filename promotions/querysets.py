"""The queryset of promotions."""

from typing import Any

from django.db import models


class PromotionQuerySet(models.QuerySet[Any]):
    def of_site(self, site: Any) -> "PromotionQuerySet":
        return self.filter(site=site)


PromotionManager = models.Manager.from_queryset(PromotionQuerySet)

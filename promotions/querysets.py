"""Which questions are asked about promotions?"""

from typing import Any

from django.db import models


class PromotionQuerySet(models.QuerySet[Any]):
    """Promotions, by what delivery and editors ask."""

    def of_site(self, site: Any) -> "PromotionQuerySet":
        """Those of one site."""
        return self.filter(site=site)


PromotionManager = models.Manager.from_queryset(PromotionQuerySet)

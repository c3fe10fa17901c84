"""What happens when the promotions app starts?"""

from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    """Offers that show in a slot, at a time, to an audience."""

    name = "promotions"
    verbose_name = "Promotions"

    def ready(self) -> None:
        """Tell delivery how a promotion is represented, and with which tables that changes."""
        from cms.content import access, versions
        from promotions import deletions, history, serializers, snapshots
        from promotions.admin.links import may_see
        from promotions.admin.see_at import may_see_ahead

        serializers.register()
        history.connect(self.get_model("Promotion"))
        access.permit(access.AccessToken.Kind.PREVIEW, may_see_ahead)
        access.permit(access.AccessToken.Kind.CALENDAR_FEED, may_see)
        deletions.connect()
        # All that `representation.candidates` reads; what a shown promotion says is read anew.
        versions.register(
            snapshots.SCOPE,
            "promotions.Promotion",
            "promotions.Window",
            "promotions.Promotion_topics",
            "articles.Topic",
            "wagtailcore.Locale",
        )

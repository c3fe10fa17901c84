"""What happens when the promotions app starts?"""

from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    """Offers that show in a slot, at a time, to an audience."""

    name = "promotions"
    verbose_name = "Promotions"

    def ready(self) -> None:
        """Tell delivery how a promotion is represented, and with which tables that changes."""
        from cms.content import access
        from promotions import deletions, history, serializers, watched
        from promotions.admin.links import may_see
        from promotions.admin.see_at import may_see_ahead

        serializers.register()
        history.connect(self.get_model("Promotion"))
        access.permit(access.AccessToken.Kind.PREVIEW, may_see_ahead)
        access.permit(access.AccessToken.Kind.CALENDAR_FEED, may_see)
        deletions.connect()
        watched.register()

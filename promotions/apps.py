"""What happens when the promotions app starts?"""

from django.apps import AppConfig


class PromotionsConfig(AppConfig):
    """Offers that show in a slot, at a time, to an audience."""

    name = "promotions"
    verbose_name = "Promotions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell delivery how a promotion is represented, and with which tables that changes."""
        from cms.tokens import access_tokens
        from promotions import history, representation, topic_protection, tracked_tables
        from promotions.admin.links import may_view_promotions
        from promotions.admin.preview_at_instant import may_preview_at_instant

        representation.register()
        history.connect(self.get_model("Promotion"))
        access_tokens.permit(access_tokens.AccessToken.Kind.PREVIEW, may_preview_at_instant)
        access_tokens.permit(access_tokens.AccessToken.Kind.CALENDAR_FEED, may_view_promotions)
        topic_protection.connect()
        tracked_tables.register()

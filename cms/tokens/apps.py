"""The app of preview and access tokens."""

from django.apps import AppConfig


class TokensConfig(AppConfig):
    """Preview and access tokens; their tables belong to the app `content`."""

    name = "cms.tokens"
    label = "tokens"
    verbose_name = "Tokens"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the permission for preview tokens."""
        from cms.tokens import access_tokens, permissions

        access_tokens.permit(
            access_tokens.AccessToken.Kind.PREVIEW, permissions.may_see_unpublished
        )

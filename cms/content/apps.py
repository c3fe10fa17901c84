"""What happens when the shared ground of content starts?"""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ContentConfig(AppConfig):
    """Images, site settings, shared fields and blocks."""

    name = "cms.content"
    label = "content"
    verbose_name = "Content"

    def ready(self) -> None:
        """Connect what keeps renditions, embeds and versions ready for readers."""
        from cms.content import access, encoding, forms, handlers, permissions, versions, watched

        handlers.connect()
        watched.register()
        pre_migrate.connect(versions.uninstall, sender=self, dispatch_uid="content.versions")
        post_migrate.connect(versions.install, sender=self, dispatch_uid="content.versions")
        encoding.use_fast_avif()
        forms.use_avatar_form()
        access.permit(access.AccessToken.Kind.PREVIEW, permissions.may_publish)

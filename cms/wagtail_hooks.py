"""Add the importer and the promotion file to the admin."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.admin_menu import PermittedMenuItem
from cms.importing.admin import ImportPageView, may_import
from cms.promotion_file.admin import TITLE, DownloadView, PromotionsFileView
from promotions.admin.links import may_view_promotions


@hooks.register("register_admin_urls")
def import_url() -> list[URLPattern]:
    return [path("import/", ImportPageView.as_view(), name="import_page")]


@hooks.register("register_admin_menu_item")
def import_menu_item() -> Any:
    return PermittedMenuItem(
        may_import,
        _("Import a page"),
        reverse("import_page"),
        name="import-page",
        icon_name="upload",
        order=350,
    )


@hooks.register("register_admin_urls")
def promotions_file_urls() -> list[URLPattern]:
    return [
        path("promotions-file/", PromotionsFileView.as_view(), name="promotions_file"),
        path("promotions-file/download/", DownloadView.as_view(), name="promotions_file_download"),
    ]


@hooks.register("register_admin_menu_item")
def promotions_file_menu_item() -> Any:
    return PermittedMenuItem(
        may_view_promotions,
        TITLE,
        reverse("promotions_file"),
        name="promotion-file",
        icon_name="download",
        order=351,
    )

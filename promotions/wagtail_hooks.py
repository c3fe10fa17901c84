"""What do editors see of promotions in the admin's menu and list?"""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, LocaleColumn, NumberColumn, StatusTagColumn
from wagtail.admin.widgets.button import Button
from wagtail.models import WorkflowState
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.admin_menu import PermittedMenuItem
from promotions import history, topic_protection
from promotions.admin import comparison, duplicate_view, links
from promotions.admin.calendar.feed import FeedView
from promotions.admin.calendar.views import CalendarView
from promotions.admin.duplicate_view import DuplicateView
from promotions.admin.editing import PromotionCreateView, PromotionEditView
from promotions.admin.explain.views import ExplainView
from promotions.admin.filters import PromotionFilterSet
from promotions.admin.home_panel import PromotionsPanel
from promotions.admin.listing import PromotionIndexView
from promotions.admin.panels import edit_handler
from promotions.admin.preview_at_instant import PreviewAtInstantView, clocks, may_preview_at_instant
from promotions.admin.windows import views
from promotions.models import Promotion
from promotions.wording.status import status_in_words, windows_in_force


def status(promotion: Promotion) -> Any:
    """Return whether it is published, and whether a draft or a review is open.

    Wagtail's own status costs two queries a row: one for a schedule, which promotions do not have,
    and one for a review, which `PromotionViewSet.get_queryset` annotates.
    """
    if promotion.is_in_review:
        return _("Live + in review") if promotion.live else _("In review")
    if not promotion.live:
        return _("Draft")
    return _("Live + draft") if promotion.has_unpublished_changes else _("Live")


def runs(promotion: Promotion) -> str:
    return status_in_words(windows_in_force(promotion), timezone.now())


class PromotionViewSet(SnippetViewSet):
    model = Promotion
    icon = "bullhorn"
    menu_label = _("Promotions")
    menu_order = 120
    add_to_admin_menu = True
    edit_handler = edit_handler()
    filterset_class = PromotionFilterSet
    index_view_class = PromotionIndexView
    add_view_class = PromotionCreateView
    edit_view_class = PromotionEditView
    list_per_page = 50
    copy_view_enabled = False
    list_display = [
        "heading",
        Column("slot", label=_("Slot"), accessor="get_slot_display", sort_key="slot"),
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor=status,
            primary=lambda promotion: promotion.live,
            sort_key="live",
        ),
        Column(
            "runs",
            label=format_lazy("{runs} ({zone})", runs=_("Runs"), zone=settings.TIME_ZONE),
            accessor=runs,
        ),
        NumberColumn("priority", label=_("Priority"), sort_key="priority"),
        LocaleColumn(label=_("Language")),
    ]

    def get_queryset(self, request: Any) -> Any:
        """Load what the list shows, in a fixed number of queries."""
        reviews = WorkflowState.objects.filter(
            base_content_type=ContentType.objects.get_for_model(Promotion),
            object_id=Cast(OuterRef("pk"), CharField()),
            status=WorkflowState.STATUS_IN_PROGRESS,
        )
        every = Promotion.objects.select_related("latest_revision", "locale")
        return every.prefetch_related("windows").annotate(is_in_review=Exists(reviews))


comparison.register()


@hooks.register("register_admin_viewset")
def register_promotions() -> PromotionViewSet:
    return PromotionViewSet()


@hooks.register("register_admin_urls")
def register_window_editor() -> list[Any]:
    return [
        path("promotions/windows/describe/", views.describe, name="promotions_describe_windows")
    ]


@hooks.register("register_admin_urls")
def register_duplicate() -> list[URLPattern]:
    return [
        path("promotions/<int:pk>/duplicate/", DuplicateView.as_view(), name="promotions_duplicate")
    ]


@hooks.register("register_snippet_listing_buttons")
def duplicate_button(snippet: Any, user: Any, next_url: str | None = None) -> list[Button]:
    if not isinstance(snippet, Promotion) or not duplicate_view.may_duplicate(user):
        return []
    url = duplicate_view.url_of(snippet)
    return [Button(duplicate_view.LABEL, url=url, icon_name=duplicate_view.ICON, priority=15)]


@hooks.register("register_log_actions")
def register_history(actions: Any) -> None:
    history.register(actions)


@hooks.register("register_admin_urls")
def register_calendar() -> list[URLPattern]:
    return [
        path("promotions/calendar/", CalendarView.as_view(), name="promotions_calendar"),
        path("promotions/explain/", ExplainView.as_view(), name="promotions_explain"),
    ]


@hooks.register("register_admin_menu_item")
def calendar_menu_item() -> MenuItem:
    return PermittedMenuItem(
        links.may_view_promotions,
        _("Promotion calendar"),
        reverse("promotions_calendar"),
        name="promotion-calendar",
        icon_name="calendar-alt",
        order=121,
    )


@hooks.register("register_admin_urls")
def register_preview_at_instant() -> list[URLPattern]:
    return [
        path("promotions/see-at/", PreviewAtInstantView.as_view(), name="promotions_see_at"),
        path("promotions/see-at/clocks/", clocks, name="promotions_clocks"),
        path("promotions/feed/", FeedView.as_view(), name="promotions_feed"),
    ]


@hooks.register("register_admin_menu_item")
def preview_at_instant_menu_item() -> MenuItem:
    return PermittedMenuItem(
        may_preview_at_instant,
        _("See the site at…"),
        reverse("promotions_see_at"),
        name="see-at",
        icon_name="view",
        order=122,
    )


@hooks.register("construct_homepage_panels")
def add_promotions_panel(request: Any, panels: list[Any]) -> None:
    if links.may_view_promotions(request.user):
        panels.append(PromotionsPanel())


@hooks.register("before_delete_snippet")
def keep_topics_of_promotions(request: Any, snippets: list[Any]) -> Any:
    """Refuse to delete a topic that a promotion requires, with a message."""
    return topic_protection.explain_refusal(request, snippets)

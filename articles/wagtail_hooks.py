"""The admin screens of articles, authors and topics, and hooks for their slugs."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, LiveStatusTagColumn, UpdatedAtColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import SnippetViewSet

from articles.filters import ArticleFilterSet
from articles.models import ArticlePage, Author, Topic


class ReviewDueColumn(Column):
    """The date of the next review, marked if overdue."""

    cell_template_name = "articles/admin/review_due_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> Any:
        context = super().get_cell_context_data(instance, parent_context)
        due = instance.next_review_due
        context["is_overdue"] = due is not None and due <= timezone.localdate()
        return context


def topic_names(article: ArticlePage) -> str:
    """Return the names of an article's topics."""
    return ", ".join(topic.name for topic in article.topics.all())


class ArticleIndexView(IndexView):
    """The list of all articles of all indexes."""

    def get_context_data(self, **kwargs: Any) -> Any:
        """Load the authors and topics of the listed articles in two queries."""
        context = super().get_context_data(**kwargs)
        prefetch_related_objects(list(context["object_list"]), "author", "topics")
        return context


class ArticleListing(PageListingViewSet):
    """The flat list of articles."""

    name = "articles"
    model = ArticlePage
    index_view_class = ArticleIndexView
    icon = "doc-full"
    menu_label = _("All articles")
    filterset_class = ArticleFilterSet
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
        Column("author", label=_("Author"), sort_key="author__name"),
        Column("topics", label=_("Topics"), accessor=topic_names),
        ReviewDueColumn("next_review_due", label=_("Next review"), sort_key="next_review_due"),
        *[column for column in IndexView.base_columns if column.name.startswith("latest_")],
    ]

    @property
    def menu_item_class(self) -> type[MenuItem]:
        """Return a menu item for users with a permission for articles."""
        actions = self.index_view_class.any_permission_required

        class ArticlesMenuItem(MenuItem):
            def is_shown(self, request: Any) -> bool:
                policy = policy_registry.get_by_type(ArticlePage)
                return bool(policy.user_has_any_permission(request.user, actions))

        return ArticlesMenuItem


class AuthorViewSet(SnippetViewSet):
    """The admin screens of authors."""

    model = Author
    icon = "user"
    menu_label = _("Authors")
    list_display = ["name", "role", "credentials", LiveStatusTagColumn(), UpdatedAtColumn()]
    list_filter = ["live"]
    ordering = ["name"]
    menu_item_is_registered = True


class TopicViewSet(SnippetViewSet):
    """The admin screens of topics."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    list_display = ["name", "slug", LiveStatusTagColumn(), UpdatedAtColumn()]
    list_filter = ["live"]
    ordering = ["name"]
    menu_item_is_registered = True


class ArticleGroup(ViewSetGroup):
    """The menu of articles, authors and topics."""

    menu_label = _("Articles")
    menu_name = "articles"
    menu_icon = "doc-full"
    menu_order = 110
    items = (ArticleListing, AuthorViewSet, TopicViewSet)


@hooks.register("register_admin_viewset")
def register_articles() -> ArticleGroup:
    return ArticleGroup()


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_unknown_citations(request: Any, page: Any) -> None:
    """Warn about cited numbers without a reference; the page is saved all the same."""
    if not isinstance(page, ArticlePage):
        return
    if unknown := page.unknown_citations():
        cited = ", ".join(f"[{number}]" for number in unknown)
        message = _("The text cites %(cited)s, but there is no such reference.")
        messages.warning(request, message % {"cited": cited})


def _refusal(request: Any, slugs: Any, page: Page, destination: Page, view: str) -> Any:
    """Return a redirect to the form if a slug is taken on the destination's site, else None."""
    there = ArticlePage.objects.on_site_of(destination).filter(locale_id=page.locale_id)
    twins = there.filter(slug__in=list(slugs)).order_by("slug")
    taken = ", ".join(twins.values_list("slug", flat=True)[:5])
    if not taken:
        return None
    message = _(
        "Articles of one site and language need slugs of their own; taken there: %(slugs)s."
    )
    messages.error(request, message % {"slugs": taken})
    return redirect(view, page.pk)


def _slugs_in(page: Page) -> Any:
    """Return the slugs of the articles at and below a page."""
    return ArticlePage.objects.descendant_of(page, inclusive=True).values_list("slug", flat=True)


@hooks.register("before_move_page")
def refuse_taken_slugs_on_move(request: Any, page: Page, destination: Page) -> Any:
    """Refuse a move to another site that would give two articles one URL."""
    home = slice(page.steplen * 2)
    if page.path[home] == destination.path[home]:
        return None
    return _refusal(request, _slugs_in(page), page, destination, "wagtailadmin_pages:move")


@hooks.register("before_copy_page")
def refuse_taken_slugs_on_copy(request: Any, page: Page) -> Any:
    """Refuse a copy with a taken slug, also of an article below the copied page."""
    if request.method != "POST":
        return None
    chosen = request.POST.get("new_parent_page", "")
    destination = Page.objects.filter(pk=chosen).first() if chosen.isdecimal() else None
    if page.specific_class is ArticlePage:
        slugs = [request.POST.get("new_slug", "")]
    else:
        slugs = _slugs_in(page) if request.POST.get("copy_subpages") else []
    return _refusal(request, slugs, page, destination or page, "wagtailadmin_pages:copy")

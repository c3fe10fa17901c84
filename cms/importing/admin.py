"""The admin view “Import a page”."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from articles.models import ArticleIndexPage
from cms.importing.article_drafts import CannotImport
from cms.importing.report import ImportedArticle, PromotionOutcome, Report
from cms.importing.saving import ImportOptions, import_document
from cms.importing.sources.files import UnreadableFile
from cms.importing.sources.saved_page import document_from_stream


class UploadForm(forms.Form):
    """A saved page and, optionally, the slug of its article."""

    page = forms.FileField(
        label=_("Saved page"),
        help_text=_("A web page saved as .html, or text as .txt or .md; at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".html,.htm,.md,.markdown,.txt"}),
    )
    slug = forms.SlugField(
        label=_("Slug"),
        required=False,
        allow_unicode=True,
        max_length=100,
        help_text=_("Of the article to create or revise. Empty: made of the title."),
    )


# Django's generic views take a type argument in the stubs only.
if TYPE_CHECKING:
    _UploadView = FormView[UploadForm]
else:
    _UploadView = FormView


def may_import(user: Any) -> bool:
    """Return whether a user may add articles anywhere on the site."""
    indexes = ArticleIndexPage.objects.all()
    return any(index.permissions_for_user(user).can_add_subpage() for index in indexes)


class ImportPageView(WagtailAdminTemplateMixin, _UploadView):
    """Import an uploaded page as drafts; publish nothing."""

    form_class = UploadForm
    template_name = "cms/import_page.html"
    page_title = _("Import a page")
    header_icon = "upload"
    success_url = reverse_lazy("import_page")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Require permission to add articles."""
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Import the page; show an error of the file at its field."""
        upload = form.cleaned_data["page"]
        user = self.request.user
        options = ImportOptions(
            slug=form.cleaned_data["slug"],
            user=user,
            # An existing promotion may be revised.
            with_promotions=user.has_perms(
                ("promotions.add_promotion", "promotions.change_promotion")
            ),
        )
        try:
            report = import_document(document_from_stream(upload.name, upload.file), options)
        except UnreadableFile as error:
            form.add_error("page", str(error))
            return self.form_invalid(form)
        except CannotImport as error:
            form.add_error("slug" if "slug" in str(error) else "page", str(error))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, **_links(report)))


def _links(report: Report) -> dict[str, Any]:
    """Return the context after an import: the report, and each object with its edit URL."""
    edit = reverse("wagtailadmin_pages:edit", args=[report.article.object.pk])
    made: list[tuple[ImportedArticle | PromotionOutcome, str]] = [(report.article, edit)]
    for item in report.promotions:
        name = item.object.snippet_viewset.get_url_name("edit")
        made.append((item, reverse(name, args=[item.object.pk])))
    return {"report": report, "made": made}

"""The admin's “Import a page”: who may, what may be uploaded, what is shown afterwards?"""

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
from cms.importing.report import Made, MadePromotion, Report
from cms.importing.saving import Order, import_document
from cms.importing.sources.files import UnreadableFile
from cms.importing.sources.saved_page import document_from_stream


class UploadForm(forms.Form):
    """A saved page and, if wanted, the slug of its article."""

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
    """Whether a user may add articles somewhere on the site."""
    indexes = ArticleIndexPage.objects.all()
    return any(index.permissions_for_user(user).can_add_subpage() for index in indexes)


class ImportPageView(WagtailAdminTemplateMixin, _UploadView):
    """Upload a saved page; its article and promotions become drafts, and nothing is published."""

    form_class = UploadForm
    template_name = "cms/import_page.html"
    page_title = _("Import a page")
    header_icon = "upload"
    success_url = reverse_lazy("import_page")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who may add articles."""
        if not may_import(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Import; what is wrong with the file is said at its field."""
        upload = form.cleaned_data["page"]
        user = self.request.user
        order = Order(
            slug=form.cleaned_data["slug"],
            user=user,
            # One that exists already is revised.
            with_promotions=user.has_perms(
                ("promotions.add_promotion", "promotions.change_promotion")
            ),
        )
        try:
            report = import_document(document_from_stream(upload.name, upload.file), order)
        except UnreadableFile as error:
            form.add_error("page", str(error))
            return self.form_invalid(form)
        except CannotImport as error:
            form.add_error("slug" if "slug" in str(error) else "page", str(error))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, **_links(report)))


def _links(report: Report) -> dict[str, Any]:
    """What the page shows after an import: each object with its edit link, doubts, left-outs."""
    edit = reverse("wagtailadmin_pages:edit", args=[report.article.object.pk])
    made: list[tuple[Made | MadePromotion, str]] = [(report.article, edit)]
    for item in report.promotions:
        name = item.object.snippet_viewset.get_url_name("edit")
        made.append((item, reverse(name, args=[item.object.pk])))
    return {"report": report, "made": made}

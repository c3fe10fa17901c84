"""The admin view “Promotions file”: download and upload the promotions of a site."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Site

from cms.promotion_file import labels, report
from cms.promotion_file.changes import windows_of
from cms.promotion_file.dump import dump
from cms.promotion_file.json_reader import read_json_stream
from cms.promotion_file.load import PlanChanged, load
from cms.promotion_file.new_conflicts import new_conflicts
from cms.promotion_file.plan import CREATED, UNCHANGED, LoadOptions, Plan, Step, make_plan
from cms.promotion_file.problems import InvalidFile
from cms.promotion_file.signed_upload import InvalidUpload, Upload, sign, unsign
from promotions.admin.links import may_view_promotions
from promotions.admin.sites import site_field, site_for_admin
from promotions.choices import Slot
from promotions.models import Promotion
from promotions.wording import windows
from promotions.wording.conflicts import conflict_in_words

TITLE = gettext_lazy("Promotions file")
MAX_LISTED: Final = 200
"""The page lists the first errors, changes or conflicts, and the number of the others."""

# Django's generic views take a type argument in the stubs only.
if TYPE_CHECKING:
    _UploadView = FormView["PromotionsFileForm"]
else:
    _UploadView = FormView


def may_load(user: Any) -> bool:
    """Return whether a user may add or change promotions; the plan checks which of the two."""
    return any(user.has_perm(f"promotions.{action}_promotion") for action in ("add", "change"))


def may_publish(user: Any) -> bool:
    """Return whether a user may publish promotions."""
    return bool(user.has_perm("promotions.publish_promotion"))


class PromotionsFileForm(forms.Form):
    """Upload a file for a site, as drafts or published."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("A .json file of promotions, at most 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
    site = site_field()
    publish = forms.BooleanField(
        label=gettext_lazy("Publish"),
        required=False,
        help_text=gettext_lazy(
            "Publish every promotion of the file, changed or not. Otherwise changes become "
            "drafts, and the published versions stay as they are."
        ),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish(user):
            del self.fields["publish"]
        if len(self.fields["site"].queryset) < 2:  # type: ignore[attr-defined]
            del self.fields["site"]


@dataclass(frozen=True)
class Row:
    """A row of the table of changes: one promotion, with its outcome as text."""

    key: str
    heading: str
    outcome: str
    lines: list[str]
    notes: list[str]


class PromotionsFileView(WagtailAdminTemplateMixin, _UploadView):
    """Upload a file and list its changes; load it when they are confirmed."""

    form_class = PromotionsFileForm
    template_name = "cms/promotions_file.html"
    page_title = TITLE
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Require permission to view promotions and, to upload, to add or change them."""
        allowed = (
            may_view_promotions(request.user)
            if request.method != "POST"
            else may_load(request.user)
        )
        if not allowed:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return home, promotions and this page."""
        label = str(capfirst(Promotion._meta.verbose_name_plural))
        items = [*self.breadcrumbs_items, {"url": _list_url(), "label": label}]
        return [*items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Pass the user, who decides which fields the form has."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """Preselect the site of the admin's own address."""
        return {"site": site_for_admin(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the user may upload."""
        return {"may_load": may_load(self.request.user), **super().get_context_data(**kwargs)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check an uploaded file, or load the one whose changes are confirmed."""
        if "held" in request.POST:
            return self._confirmed(request.POST["held"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PromotionsFileForm) -> HttpResponse:
        """List the changes of the file, or all its problems."""
        site = form.cleaned_data.get("site") or site_for_admin(self.request)
        document: Any = None
        try:
            document = read_json_stream(form.cleaned_data["file"].file)
            return self._preview(document, site, bool(form.cleaned_data.get("publish")))
        except InvalidFile as error:
            return self._list_problems(error, document)

    def _options(self, site: Any, publish: bool) -> LoadOptions:
        return LoadOptions(site, publish=publish, user=self.request.user)

    def _preview(self, document: Any, site: Any, publish: bool) -> HttpResponse:
        plan = make_plan(document, self._options(site, publish))
        signed = sign(Upload(document, site.pk, publish, plan.fingerprint), self.request.user)
        found = new_conflicts(plan, timezone.now(), limit=MAX_LISTED)
        rows = [_row(step) for step in plan.steps if _does_something(step)]
        context = {
            "plan": plan,
            "rows": rows[:MAX_LISTED],
            "more_rows": max(len(rows) - MAX_LISTED, 0),
            "totals": report.totals_in_words(plan),
            "conflicts": [conflict_in_words(each) for each in found.conflicts],
            "more_conflicts": report.more_in_words(found) if found.more else "",
            "held": signed,
            "publish": publish,
        }
        return self.render_to_response(self.get_context_data(**context))

    def _list_problems(self, error: InvalidFile, document: Any) -> HttpResponse:
        problems = [
            (labels.describe_location(problem, document), problem) for problem in error.problems
        ]
        context = {
            "problems": problems[:MAX_LISTED],
            "count": len(problems),
            "more_problems": max(len(problems) - MAX_LISTED, 0),
        }
        return self.render_to_response(self.get_context_data(**context), status=422)

    def _confirmed(self, text: str) -> HttpResponse:
        try:
            upload = unsign(text, self.request.user)
        except InvalidUpload:
            messages.error(
                self.request, _("The uploaded file has expired; please upload the file once more.")
            )
            return redirect("promotions_file")
        site = get_object_or_404(Site, pk=upload.site)
        try:
            plan = load(
                upload.document, self._options(site, upload.publish), fingerprint=upload.fingerprint
            )
        except PlanChanged:
            messages.warning(
                self.request,
                _("Somebody has changed promotions meanwhile. These are the changes now."),
            )
            return self._preview(upload.document, site, upload.publish)
        except InvalidFile as error:
            return self._list_problems(error, upload.document)
        messages.success(self.request, _success_message(plan))
        return redirect(_list_url())


class DownloadView(View):
    """Download the promotions of a site as a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the latest saved version of all promotions of a site."""
        if not may_view_promotions(request.user):
            raise PermissionDenied
        chosen = request.GET.get("site", "")
        site = get_object_or_404(Site, pk=chosen) if chosen.isdecimal() else site_for_admin(request)
        if site is None:
            return redirect("promotions_file")
        name = f"promotions-{timezone.localdate().isoformat()}.json"
        return HttpResponse(
            dump(site),
            content_type="application/json; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def _list_url() -> str:
    return reverse("wagtailsnippets_promotions_promotion:list")


def _does_something(step: Step) -> bool:
    return step.outcome != UNCHANGED or step.publishes


def _row(step: Step) -> Row:
    now, lines = timezone.now(), step.changes
    if step.outcome == CREATED:
        slot = str(Slot(step.after["slot"]).label)
        lines = [slot, windows.windows_in_words(windows_of(step.after), now)]
    heading = str(step.after["content"]["heading"])
    outcome = str(capfirst(report.outcome_in_words(step)))
    return Row(step.key, heading, outcome, lines, report.notes(step, now))


def _success_message(plan: Plan) -> str:
    return _("The file was loaded: %(totals)s") % {"totals": report.totals_in_words(plan)}

"""The admin's “Promotions file”: download the calendar, upload one, look at it, and load it."""

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

from cms.promotion_file import places, report
from cms.promotion_file.changes import windows_of
from cms.promotion_file.competing import new_conflicts
from cms.promotion_file.dumping import dumped
from cms.promotion_file.holding import Held, Lost, held_in, hold
from cms.promotion_file.planning import CREATED, UNCHANGED, Order, Plan, Step, make_plan
from cms.promotion_file.problems import Refused
from cms.promotion_file.reading import read_stream
from cms.promotion_file.saving import Moved, load
from promotions.admin.links import may_see
from promotions.admin.sites import site_field, site_of
from promotions.choices import Slot
from promotions.models import Promotion
from promotions.wording import windows
from promotions.wording.conflicts import conflict_in_words

TITLE = gettext_lazy("Promotions file")
MOST_LISTED: Final = 200
"""Of more mistakes, changes or conflicts the page lists the first, and how many there are."""

# Django's generic views take a type argument in the stubs only.
if TYPE_CHECKING:
    _UploadView = FormView["PromotionsFileForm"]
else:
    _UploadView = FormView


def may_load(user: Any) -> bool:
    """Whether a user may add or change promotions; which of them, the plan asks."""
    return any(user.has_perm(f"promotions.{action}_promotion") for action in ("add", "change"))


def may_publish(user: Any) -> bool:
    """Whether a user may publish promotions."""
    return bool(user.has_perm("promotions.publish_promotion"))


class PromotionsFileForm(forms.Form):
    """A file, and whether its promotions are published."""

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
            "Every promotion of the file, also one that does not change. Otherwise they become "
            "drafts, and what is public stays as it is."
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
    """What becomes of one promotion, in words."""

    key: str
    heading: str
    outcome: str
    lines: list[str]
    notes: list[str]


class PromotionsFileView(WagtailAdminTemplateMixin, _UploadView):
    """Upload a file; its changes are shown, and loaded only when they are confirmed."""

    form_class = PromotionsFileForm
    template_name = "cms/promotions_file.html"
    page_title = TITLE
    header_icon = "download"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who work on promotions; uploading for those who may change some."""
        allowed = may_see(request.user) if request.method != "POST" else may_load(request.user)
        if not allowed:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, promotions, this page."""
        label = str(capfirst(Promotion._meta.verbose_name_plural))
        items = [*self.breadcrumbs_items, {"url": _list_url(), "label": label}]
        return [*items, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form knows who uploads."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """The site that the admin is opened at."""
        return {"site": site_of(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the page offers to upload."""
        return {"may_load": may_load(self.request.user), **super().get_context_data(**kwargs)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A file to look at, or the word to load the one that was looked at."""
        if "held" in request.POST:
            return self._confirmed(request.POST["held"])
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: PromotionsFileForm) -> HttpResponse:
        """Show what the file would change, or everything that is wrong with it."""
        site = form.cleaned_data.get("site") or site_of(self.request)
        document: Any = None
        try:
            document = read_stream(form.cleaned_data["file"].file)
            return self._looked_at(document, site, bool(form.cleaned_data.get("publish")))
        except Refused as refused:
            return self._refused(refused, document)

    def _order(self, site: Any, publish: bool) -> Order:
        return Order(site, publish=publish, user=self.request.user)

    def _looked_at(self, document: Any, site: Any, publish: bool) -> HttpResponse:
        plan = make_plan(document, self._order(site, publish))
        held = hold(Held(document, site.pk, publish, plan.fingerprint), self.request.user)
        found = new_conflicts(plan, timezone.now(), most=MOST_LISTED)
        rows = [_row(step) for step in plan.steps if _does_something(step)]
        shown = {
            "plan": plan,
            "rows": rows[:MOST_LISTED],
            "more_rows": max(len(rows) - MOST_LISTED, 0),
            "totals": report.totals_in_words(plan),
            "conflicts": [conflict_in_words(each) for each in found.conflicts],
            "more_conflicts": report.more_in_words(found) if found.more else "",
            "held": held,
            "publish": publish,
        }
        return self.render_to_response(self.get_context_data(**shown))

    def _refused(self, refused: Refused, document: Any) -> HttpResponse:
        problems = [(places.in_words(problem, document), problem) for problem in refused.problems]
        shown = {
            "problems": problems[:MOST_LISTED],
            "count": len(problems),
            "more_problems": max(len(problems) - MOST_LISTED, 0),
        }
        return self.render_to_response(self.get_context_data(**shown), status=422)

    def _confirmed(self, text: str) -> HttpResponse:
        try:
            held = held_in(text, self.request.user)
        except Lost:
            messages.error(self.request, _("That was too long ago: upload the file once more."))
            return redirect("promotions_file")
        site = get_object_or_404(Site, pk=held.site)
        try:
            plan = load(held.document, self._order(site, held.publish), agreed=held.fingerprint)
        except Moved:
            messages.warning(
                self.request,
                _("Somebody has changed promotions meanwhile: this is what would change now."),
            )
            return self._looked_at(held.document, site, held.publish)
        except Refused as refused:
            return self._refused(refused, held.document)
        messages.success(self.request, _said_of(plan))
        return redirect(_list_url())


class DownloadView(View):
    """The calendar as a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """All promotions of a site, as last saved."""
        if not may_see(request.user):
            raise PermissionDenied
        chosen = request.GET.get("site", "")
        site = get_object_or_404(Site, pk=chosen) if chosen.isdecimal() else site_of(request)
        if site is None:
            return redirect("promotions_file")
        name = f"promotions-{timezone.localdate().isoformat()}.json"
        return HttpResponse(
            dumped(site),
            content_type="application/json; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


def _list_url() -> str:
    return reverse("wagtailsnippets_promotions_promotion:list")


def _does_something(step: Step) -> bool:
    return step.outcome != UNCHANGED or step.publishes


def _row(step: Step) -> Row:
    now, lines = timezone.now(), step.words
    if step.outcome == CREATED:
        slot = str(Slot(step.after["slot"]).label)
        lines = [slot, windows.in_words(windows_of(step.after), now)]
    heading = str(step.after["content"]["heading"])
    outcome = str(capfirst(report.outcome_in_words(step)))
    return Row(step.key, heading, outcome, lines, report.notes(step, now))


def _said_of(plan: Plan) -> str:
    return _("The file was loaded: %(totals)s") % {"totals": report.totals_in_words(plan)}

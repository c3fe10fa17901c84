"""Which answers are made before anybody asks, when, and how many at once?

Those that a frontend asks for first: of each page, itself and what stands at its path; of each
site, its lists and settings. Apps say which addresses these are. After a publication its own are
made; a worker, where there is one, goes on with all others that the change has made stale.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.urls import reverse
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task, task_backends
from django_tasks.backends.immediate import ImmediateBackend
from wagtail.models import Page, Site

from cms.delivery.cache.stored_response import StoredResponse
from cms.delivery.models import PreparedAnswer, PreparedScope
from cms.delivery.prerender import storage
from cms.delivery.prerender.internal_client import ask, question_of
from cms.publishing.visibility import PublicContent
from cms.versions.content_versions import SITE, state

AT_ONCE: Final = 50
"""How many answers a task makes before the next one goes on."""
WAITED_FOR: Final = 8
"""How many are made while an editor waits for a save, where there is no worker."""
LATER: Final = -10
"""The priority of tasks that nobody waits for."""

OfPages = Callable[[Any, PublicContent], Iterable[str]]
OfSite = Callable[[PublicContent], Iterable[str]]


class Wanted(NamedTuple):
    """An answer to make: the scope of what it is about, and the address that asks for it."""

    subject: str
    url: str


_of_pages: dict[type[Any], OfPages] = {}
_of_sites: list[tuple[OfSite, str | None]] = []


def no_addresses(page: Any, public: PublicContent) -> Iterator[str]:
    """Return none: for a type of which only the path is prepared."""
    return iter(())


def register_page(model: type[Page], addresses: OfPages = no_addresses) -> None:
    """Prepare `addresses(page, public)`, paths below /, for each page of a type.

    What `resolve/` answers at a page's path is prepared too.
    """
    _of_pages[model] = addresses


def register_site(addresses: OfSite, *, at_once_with: str | None = None) -> None:
    """Prepare `addresses(public)` for each site; soon after a change of a scope, if it is named."""
    _of_sites.append((addresses, at_once_with))


def endpoint_path(name: str, public: PublicContent, locale: str, **captured: str) -> str:
    """The path of an endpoint in a language, as whoever asks briefly writes it."""
    path = reverse(name, kwargs=captured or None)
    return path if locale == public.default_locale else f"{path}?{urlencode({'locale': locale})}"


def has_worker() -> bool:
    """Whether tasks are carried out by another process than the one that asks for them."""
    return not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend)


def changed(scopes: set[str]) -> None:
    """Make anew what these changes have made stale: a little now, or all of it by the worker."""
    if not scopes or not settings.ANSWERS_STORED:
        return
    if not has_worker():
        make(_of_changed(scopes, by_worker=False), WAITED_FOR)
        return
    pages = sorted(scope for scope in scopes if _page_id(scope))
    others = sorted(scopes.difference(pages))
    for start in range(0, len(pages), AT_ONCE):
        prepare.enqueue(pages[start : start + AT_ONCE])
    if others:
        prepare.enqueue(others)


@task(priority=LATER)
def prepare(scopes: list[str], after: str = "", goes_on: bool = False) -> None:
    """Make the answers of what has changed, then those that depend on it, fifty at a time."""
    if not goes_on:
        make(_of_changed(set(scopes), by_worker=True))
    keys, left = _dependants(scopes, after)
    renew(keys)
    if left:
        prepare.enqueue(left, keys[-1], goes_on=True)


def _dependants(scopes: list[str], after: str) -> tuple[list[str], list[str]]:
    """The next answers that depend on scopes, in the order of the index; the scopes to go on with.

    Those of the first scope are taken up after a key.
    """
    keys: list[str] = []
    for place, scope in enumerate(scopes):
        rows = PreparedScope.objects.filter(scope=scope, answer_id__gt=after).order_by("answer_id")
        keys += rows.values_list("answer_id", flat=True)[: AT_ONCE - len(keys)]
        if len(keys) == AT_ONCE:
            return keys, scopes[place:]
        after = ""
    return keys, []


def _of_changed(scopes: set[str], *, by_worker: bool) -> Iterator[Wanted]:
    """The pages' own answers first, then the lists that show them; what is gone is forgotten."""
    ids = sorted(filter(None, map(_page_id, scopes)))[:AT_ONCE]
    own = [each for site, base in bases() for each in _of_some_pages(site, base, ids)]
    subjects = [f"page-{pk}" for pk in ids]
    stored = PreparedAnswer.objects.filter(subject__in=subjects).values_list("key", flat=True)
    storage.forget(set(stored).difference(_key(each.url) for each in own))
    yield from own
    for site, base in bases():
        public = PublicContent(site, timezone.now())
        for addresses, scope in _of_sites:
            if by_worker or scope in scopes:
                yield from (Wanted(SITE, base + path) for path in addresses(public))


def _page_id(scope: str) -> int | None:
    kind, _dash, pk = scope.partition("-")
    return int(pk) if kind == "page" and pk.isdecimal() else None


def bases() -> list[tuple[Site, str]]:
    """The sites, and under which scheme and host each is asked.

    Without those that share their host's name with another: there, the port decides as well.
    """
    sites = list(Site.objects.select_related("root_page"))
    found = [(site, _base(site)) for site in sites]
    default = [site for site in sites if site.is_default_site]
    named = {base: [site for site in sites if site.hostname == _host(base)] for _, base in found}
    return [
        (site, base)
        for site, base in found
        if (named[base] or default) == [site] and validate_host(_host(base), _allowed())
    ]


def _base(site: Site) -> str:
    if site.is_default_site:
        return settings.PUBLIC_URL
    port = "" if site.port in (80, 443) else f":{site.port}"
    return f"{urlsplit(settings.PUBLIC_URL).scheme}://{site.hostname}{port}"


def _host(base: str) -> str:
    return urlsplit(base).hostname or ""


def _allowed() -> list[str]:
    # What Django itself allows a developer (`HttpRequest.get_host`).
    own = [".localhost", "127.0.0.1", "[::1]"] if settings.DEBUG else []
    return settings.ALLOWED_HOSTS or own


def _of_some_pages(site: Site, base: str, ids: Sequence[int]) -> Iterator[Wanted]:
    """What is asked about those of these pages that the public sees on a site."""
    public = PublicContent(site, timezone.now())
    for model, addresses in sorted(_of_pages.items(), key=lambda item: item[0].api_type):
        rows = public.pages(model).filter(pk__in=ids).select_related("locale")
        for page in rows.only("pk", "slug", "url_path", "locale__language_code").order_by("pk"):
            for path in (*addresses(page, public), *_resolved(page, public)):
                yield Wanted(f"page-{page.pk}", base + path)


def _resolved(page: Page, public: PublicContent) -> Iterator[str]:
    path = public.path_of(page.url_path)
    if path is not None:
        yield f"{reverse('resolve')}?{urlencode({'path': path})}"


def everything() -> Iterator[Wanted]:
    """All answers that are worth preparing; pages in batches, however many there are."""
    for site, base in bases():
        public = PublicContent(site, timezone.now())
        for addresses, _scope in _of_sites:
            yield from (Wanted(SITE, base + path) for path in addresses(public))
        last = 0
        while ids := _page_ids(last):
            yield from _of_some_pages(site, base, ids)
            last = ids[-1]


def _page_ids(after: int) -> list[int]:
    rows = Page.objects.filter(pk__gt=after, live=True).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def tidy() -> int:
    """Forget what is no longer right, or was made by another release; how many there were."""
    gone, last = 0, ""
    rows = PreparedAnswer.objects.order_by("key").values_list("key", "url")
    while batch := list(rows.filter(key__gt=last)[:AT_ONCE]):
        last = batch[-1][0]
        gone += storage.forget(
            [key for key, url in batch if key != _key(url) or not _lies_right(key)]
        )
    return gone


def make(wanted: Iterable[Wanted], most: int | None = None) -> int:
    """Make and store answers, but for those that lie there and are right; how many are new.

    An answer that is no longer public is forgotten.
    """
    made = 0
    for each in wanted:
        key = _key(each.url)
        if made == most:
            break
        if key is None or _lies_right(key):
            continue
        answer = ask(each.url)
        if answer is None:
            storage.forget([key])
            continue
        storage.store([storage.Prepared(key, each.subject, each.url, answer)])
        made += 1
    return made


def renew(keys: Iterable[str]) -> int:
    """Make stored answers anew that are no longer right; how many were."""
    stored = PreparedAnswer.objects.filter(key__in=list(keys))
    rows = list(stored.values_list("key", "subject", "url"))
    storage.forget([key for key, _subject, url in rows if key != _key(url)])
    return make([Wanted(subject, url) for _old, subject, url in rows])


def _key(url: str) -> str | None:
    question = question_of(url)
    return storage.key_of(question) if question is not None else None


def _lies_right(key: str) -> bool:
    content = PreparedAnswer.objects.filter(key=key).values_list("content", flat=True).first()
    answer = storage.read(content) if content is not None else None
    return answer is not None and is_right(answer)


def is_right(answer: StoredResponse) -> bool:
    """Whether a prepared answer is what would be rendered now, in one query."""
    if answer.changes_at is not None and answer.changes_at <= timezone.now():
        return False
    now = state(answer.scopes)
    return now is not None and now.fingerprint == answer.fingerprint

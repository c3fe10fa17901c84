"""Choose which responses are prerendered, and render them.

They are those that a frontend requests first: of each page, its own response and what `resolve/`
returns for its path; of each site, lists and settings. Apps register their paths. After a change,
the responses about it are rendered; a worker also renders all others that depend on it.
Nothing happens unless `PRERENDER` is set.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.urls import reverse
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page, Site

from cms.delivery.conf import delivery_settings
from cms.delivery.models import PrerenderedDependency, PrerenderedResponse
from cms.delivery.prerender import storage
from cms.delivery.prerender.internal_client import cache_key_of, get_public
from cms.delivery.task_worker import has_worker
from cms.publishing.conf import address_settings
from cms.publishing.visibility import PublicContent
from cms.versions.dependencies import SITE

BATCH_SIZE: Final = 50
"""How many responses a task renders before it leaves the rest to the next one."""
MAX_RENDERED_BY_SAVE: Final = 8
"""How many are rendered while an editor waits for a save, if there is no worker."""
TASK_PRIORITY: Final = -10
"""Below the default of 0."""

PagePaths = Callable[[Any, PublicContent], Iterable[str]]
SitePaths = Callable[[PublicContent], Iterable[str]]


class Target(NamedTuple):
    """A URL to prerender, and the dependency key of what its response is about."""

    subject: str
    url: str


_page_paths: dict[type[Any], PagePaths] = {}
_site_paths: list[tuple[SitePaths, str | None]] = []


def no_paths(page: Any, public: PublicContent) -> Iterator[str]:
    """Return none: for a page type of which only `resolve/` is prerendered."""
    return iter(())


def register_page(model: type[Page], paths: PagePaths = no_paths) -> None:
    """Prerender `paths(page, public)` and what `resolve/` returns, for each page of a type.

    Paths are absolute, without a host.
    """
    _page_paths[model] = paths


def register_site(paths: SitePaths, *, at_once_with: str | None = None) -> None:
    """Prerender `paths(public)` for each site.

    A save renders them only if the dependency key `at_once_with` has changed; a worker always.
    """
    _site_paths.append((paths, at_once_with))


def endpoint_path(name: str, public: PublicContent, locale: str, **kwargs: str) -> str:
    """Return the path of an endpoint, with `locale` unless it is the site's default."""
    path = reverse(name, kwargs=kwargs or None)
    return path if locale == public.default_locale else f"{path}?{urlencode({'locale': locale})}"


def is_enabled() -> bool:
    """Return whether responses are prerendered, and read when they are requested."""
    return bool(delivery_settings.PRERENDER and delivery_settings.ANSWERS_STORED)


def refresh(changed: set[str]) -> None:
    """Render what changed dependency keys have outdated: a few responses, or all by a worker."""
    if not changed or not is_enabled():
        return
    if not has_worker():
        render(_targets_of(changed, by_worker=False), MAX_RENDERED_BY_SAVE)
        return
    pages = sorted(key for key in changed if _page_id(key))
    others = sorted(changed.difference(pages))
    for start in range(0, len(pages), BATCH_SIZE):
        refresh_all.enqueue(pages[start : start + BATCH_SIZE])
    if others:
        refresh_all.enqueue(others)


@task(priority=TASK_PRIORITY)
def refresh_all(changed: list[str], after: str = "", is_continuation: bool = False) -> None:
    """Render responses about what has changed, then those that depend on it, in batches."""
    if not is_continuation:
        render(_targets_of(set(changed), by_worker=True))
    keys, left = _dependants(changed, after)
    _render_again(keys)
    if left:
        refresh_all.enqueue(left, keys[-1], is_continuation=True)


def _dependants(changed: list[str], after: str) -> tuple[list[str], list[str]]:
    """Return the next BATCH_SIZE responses, and the dependency keys that may have more.

    Those of the first dependency key begin after the response `after`.
    """
    keys: list[str] = []
    for position, scope in enumerate(changed):
        rows = PrerenderedDependency.objects.filter(scope=scope, answer_id__gt=after)
        found = rows.order_by("answer_id").values_list("answer_id", flat=True)
        keys += found[: BATCH_SIZE - len(keys)]
        if len(keys) == BATCH_SIZE:
            return keys, changed[position:]
        after = ""
    return keys, []


def _targets_of(changed: set[str], *, by_worker: bool) -> Iterator[Target]:
    """Yield the changed pages' targets, then the sites'; delete those of pages that are gone."""
    ids = sorted(filter(None, map(_page_id, changed)))[:BATCH_SIZE]
    own = [each for site, origin in site_origins() for each in _page_targets(site, origin, ids)]
    subjects = [f"page-{pk}" for pk in ids]
    stored = PrerenderedResponse.objects.filter(subject__in=subjects).values_list("key", flat=True)
    storage.delete(set(stored).difference(_key(each.url) for each in own))
    yield from own
    for site, origin in site_origins():
        public = PublicContent(site, timezone.now())
        for paths, at_once_with in _site_paths:
            if by_worker or at_once_with in changed:
                yield from (Target(SITE, origin + path) for path in paths(public))


def _page_id(dependency: str) -> int | None:
    kind, _dash, pk = dependency.partition("-")
    return int(pk) if kind == "page" and pk.isdecimal() else None


def site_origins() -> list[tuple[Site, str]]:
    """Return sites with the scheme and host under which their responses are requested.

    Sites that share a hostname are left out: there, the port decides as well.
    """
    sites = list(Site.objects.select_related("root_page"))
    found = [(site, _origin(site)) for site in sites]
    default = [site for site in sites if site.is_default_site]
    by_origin = {
        origin: [site for site in sites if site.hostname == _host(origin)] for _, origin in found
    }
    return [
        (site, origin)
        for site, origin in found
        if (by_origin[origin] or default) == [site]
        and validate_host(_host(origin), _allowed_hosts())
    ]


def _origin(site: Site) -> str:
    if site.is_default_site:
        return address_settings.PUBLIC_URL
    port = "" if site.port in (80, 443) else f":{site.port}"
    return f"{urlsplit(address_settings.PUBLIC_URL).scheme}://{site.hostname}{port}"


def _host(origin: str) -> str:
    return urlsplit(origin).hostname or ""


def _allowed_hosts() -> list[str]:
    # As `HttpRequest.get_host` does.
    local = [".localhost", "127.0.0.1", "[::1]"] if settings.DEBUG else []
    return settings.ALLOWED_HOSTS or local


def _page_targets(site: Site, origin: str, ids: Sequence[int]) -> Iterator[Target]:
    """Yield the targets of those of these pages that are public on a site."""
    public = PublicContent(site, timezone.now())
    for model, paths in sorted(_page_paths.items(), key=lambda item: item[0].api_type):
        rows = public.pages(model).filter(pk__in=ids).select_related("locale")
        for page in rows.only("pk", "slug", "url_path", "locale__language_code").order_by("pk"):
            for path in (*paths(page, public), *_resolve_path(page, public)):
                yield Target(f"page-{page.pk}", origin + path)


def _resolve_path(page: Page, public: PublicContent) -> Iterator[str]:
    path = public.path_of(page.url_path)
    if path is not None:
        yield f"{reverse('resolve')}?{urlencode({'path': path})}"


def all_targets() -> Iterator[Target]:
    """Yield everything that is prerendered; pages are read in batches."""
    for site, origin in site_origins():
        public = PublicContent(site, timezone.now())
        for paths, _at_once_with in _site_paths:
            yield from (Target(SITE, origin + path) for path in paths(public))
        last = 0
        while ids := _page_ids(last):
            yield from _page_targets(site, origin, ids)
            last = ids[-1]


def _page_ids(after: int) -> list[int]:
    rows = Page.objects.filter(pk__gt=after, live=True).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:BATCH_SIZE])


def delete_outdated() -> int:
    """Delete responses that are outdated or from another release; return how many there were."""
    deleted, last = 0, ""
    rows = PrerenderedResponse.objects.order_by("key").values_list("key", "url")
    while batch := list(rows.filter(key__gt=last)[:BATCH_SIZE]):
        last = batch[-1][0]
        deleted += storage.delete(
            [key for key, url in batch if key != _key(url) or not _is_stored(key)]
        )
    return deleted


def render(targets: Iterable[Target], limit: int | None = None) -> int:
    """Render and store targets that have no current response; return how many were rendered.

    A stored response is deleted if its target is no longer public.
    """
    rendered = 0
    for target in targets:
        key = _key(target.url)
        if rendered == limit:
            break
        if key is None or _is_stored(key):
            continue
        response = get_public(target.url)
        if response is None:
            storage.delete([key])
            continue
        storage.store(key, target.subject, target.url, response)
        rendered += 1
    return rendered


def _render_again(keys: Iterable[str]) -> None:
    """Render stored responses that are outdated."""
    stored = PrerenderedResponse.objects.filter(key__in=list(keys))
    rows = list(stored.values_list("key", "subject", "url"))
    storage.delete([key for key, _subject, url in rows if key != _key(url)])
    render([Target(subject, url) for _key, subject, url in rows])


def _key(url: str) -> str | None:
    cache_key = cache_key_of(url)
    return storage.key_of(cache_key) if cache_key is not None else None


def _is_stored(key: str) -> bool:
    """Return whether a current response is stored under a primary key."""
    content = PrerenderedResponse.objects.filter(key=key).values_list("content", flat=True).first()
    response = storage.deserialize(content) if content is not None else None
    return response is not None and response.is_current(timezone.now().timestamp())

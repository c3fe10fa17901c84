"""Plan what loading a file creates, changes and publishes, and find what prevents it.

A plan is made without writing anything; `load` carries it out.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock
from wagtail.models import Site

from cms.promotion_file import body_html
from cms.promotion_file.changes import describe_changes
from cms.promotion_file.fields import (
    CALL_TO_ACTION,
    COMPARED,
    IMAGE,
    Entry,
    changed_locations,
    merge,
    read_entries,
    value_at,
)
from cms.promotion_file.model_fields import fill, model_errors
from cms.promotion_file.problems import InvalidFile, Location, Problem
from cms.promotion_file.records import SavedPromotion, default_record, of_site
from cms.promotion_file.references import References
from promotions.models import Promotion

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"


@dataclass(frozen=True)
class LoadOptions:
    """The site to load into, whether to publish, and the user; None has every permission."""

    site: Site
    publish: bool = False
    user: Any = None


@dataclass
class Step:
    """What loading does to one promotion of the file.

    `before` is its latest saved version, or the model's defaults; `unsupported` holds the errors of
    its body; `changed` holds the locations that differ; `draft` is the promotion with the changes,
    if it is written or published.
    """

    index: int
    saved: SavedPromotion | None
    before: Entry
    after: Entry
    unsupported: tuple[str, ...]
    changed: list[tuple[str, ...]] = field(default_factory=list)
    draft: Promotion | None = None
    publishes: bool = False

    @property
    def key(self) -> str:
        """Return the key after loading."""
        return str(self.after["key"])

    @property
    def outcome(self) -> str:
        """Return `created`, `changed` or `unchanged`."""
        if self.saved is None:
            return CREATED
        return CHANGED if self.changed else UNCHANGED

    @property
    def changes(self) -> list[str]:
        """Return a line for each change of an existing promotion."""
        return describe_changes(self.before, self.after) if self.outcome == CHANGED else []


@dataclass(frozen=True)
class Plan:
    """The steps in the order of the file, and all saved promotions of the site."""

    steps: list[Step]
    saved: list[SavedPromotion]

    def count(self, outcome: str) -> int:
        """Return the number of promotions with an outcome."""
        return sum(step.outcome == outcome for step in self.steps)

    @property
    def fingerprint(self) -> str:
        """Return a hash that is equal for plans with the same changes to the same versions."""
        done = [(step.before, step.after, step.outcome, step.publishes) for step in self.steps]
        return sha256(json.dumps(done, sort_keys=True).encode()).hexdigest()

    @property
    def published(self) -> int:
        """Return the number of promotions that are published."""
        return sum(step.publishes for step in self.steps)


def make_plan(document: Any, options: LoadOptions, *, lock: bool = False) -> Plan:
    """Return the plan for a JSON document; raise `InvalidFile` with all problems in it.

    `lock` locks the promotions of the site until the transaction ends.
    """
    entries, problems = read_entries(document)
    references = References(options.site, options.user)
    saved = of_site(options.site, lock=lock)
    known = _by_key(saved, {entry["key"] for entry in entries if "key" in entry})
    fresh = default_record(options.site, references.default_locale)
    steps = [
        _step(index, entry, known.get(entry.get("key", "")), fresh)
        for index, entry in enumerate(entries)
        if entry
    ]
    references.load(step.after for step in steps if step.changed)
    taken = {each.row.key for each in saved}
    found = [problem for step in steps for problem in _prepare(step, options, references, taken)]
    problems += _without_consequences(found, problems)
    if problems:
        raise InvalidFile(problems)
    return Plan(steps, saved)


def _by_key(saved: list[SavedPromotion], keys: set[str]) -> dict[str, SavedPromotion]:
    """Return the promotions by the keys that a file may use: those of latest versions first.

    A promotion whose draft has a new key is also found by its published key, as in an older file,
    unless the file uses the new key too.
    """
    latest = {each.record["key"]: each for each in saved}
    own = {each.row.key: each for each in saved if each.record["key"] not in keys}
    return own | latest


def _step(index: int, entry: Entry, saved: SavedPromotion | None, fresh: Entry) -> Step:
    before = saved.record if saved is not None else fresh
    after = merge(before, entry)
    content = after["content"] = dict(after["content"])
    unsupported: tuple[str, ...] = ()
    # A stored body that does not change is not checked again.
    if content["body"] != before["content"]["body"]:
        body = body_html.parse_body(content["body"])
        content["body"], unsupported = body.html, body.unsupported
    if button := value_at(after, CALL_TO_ACTION):
        button = {**button, "url": body_html.normalize_url(button["url"])}
        content["call_to_action"] = button if any(button.values()) else None
    if sorted(after["audience"]["topics"]) == before["audience"]["topics"]:
        after["audience"] = {**after["audience"], "topics": before["audience"]["topics"]}
    changed = list(COMPARED) if saved is None else changed_locations(before, after)
    return Step(index, saved, before, after, unsupported, changed)


def _name_image(step: Step, references: References) -> None:
    """Complete the reference to an image, so that another way to name it is no change."""
    wanted = value_at(step.after, IMAGE)
    if IMAGE not in step.changed or wanted is None:
        return
    if image := references.image(wanted):
        step.after["content"]["image"] = {**wanted, **references.name_of(image)}
    if step.saved is not None:
        step.changed = changed_locations(step.before, step.after)


def _prepare(
    step: Step, options: LoadOptions, references: References, taken: set[str]
) -> Iterator[Problem]:
    """Fill the draft of a step, and yield what prevents loading it."""
    _name_image(step, references)
    for message in step.unsupported:
        yield Problem((step.index, "content", "body"), message)
    row = step.saved.row if step.saved is not None else None
    is_public = row is not None and row.live and not row.has_unpublished_changes
    step.publishes = options.publish and not (is_public and not step.changed)
    if not step.changed and not step.publishes:
        return
    _restore_own_key(step)
    yield from _obstacles(step, options)
    if row is None and step.key in taken:
        message = _("Another promotion of this site has this key.")
        yield Problem((step.index, "key"), message)
    draft = step.draft = (
        row.get_latest_revision_as_object() if row else Promotion(site=options.site, live=False)
    )
    missing = list(fill(draft, step.after, step.changed, references))
    reported = {place for place, _message in missing}
    invalid = [(place, message) for place, message in model_errors(draft) if place not in reported]
    for place, message in [*missing, *invalid]:
        yield Problem((step.index, *place), message)


def _restore_own_key(step: Step) -> None:
    """Replace a draft's key that belongs to another promotion before anything is written."""
    if step.saved is not None and step.saved.refused_key:
        step.before = {**step.before, "key": step.saved.refused_key}
        step.changed = changed_locations(step.before, step.after)


def _obstacles(step: Step, options: LoadOptions) -> Iterator[Problem]:
    user, row = options.user, step.saved.row if step.saved is not None else None
    wanted = "change" if row is not None else "add"
    if user is not None and step.changed and not user.has_perm(f"promotions.{wanted}_promotion"):
        messages = {
            "add": _("You may not add promotions."),
            "change": _("You may not change promotions."),
        }
        yield Problem((step.index,), messages[wanted])
    if user is not None and step.publishes and not user.has_perm("promotions.publish_promotion"):
        yield Problem((step.index,), _("You may not publish promotions."))
    lock = row.get_lock() if row is not None else None
    if lock is not None and (user is None or lock.for_user(user)):
        message = _("This promotion is locked; unlock it before loading it.")
        if isinstance(lock, WorkflowLock):
            message = _("This promotion waits for a review; finish or cancel that first.")
        yield Problem((step.index,), message)


def _without_consequences(found: list[Problem], before: list[Problem]) -> list[Problem]:
    """Return the problems that do not follow from a value already reported."""
    reported = [problem.location for problem in before if len(problem.location) > 1]
    return [
        problem for problem in found if not any(_overlap(problem.location, at) for at in reported)
    ]


def _overlap(first: Location, second: Location) -> bool:
    """Return whether one location contains the other, within one promotion."""
    shared = min(len(first), len(second))
    return shared > 1 and first[:shared] == second[:shared]

"""What would loading a file create, change and publish, and what stands in its way?

A plan is made without writing anything; `saving` carries it out.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import WorkflowLock
from wagtail.models import Site

from cms.promotion_file import bodies, changes
from cms.promotion_file.filling import complaints, fill
from cms.promotion_file.finding import Targets
from cms.promotion_file.layout import (
    CALL_TO_ACTION,
    IMAGE,
    LEAVES,
    Entry,
    changed,
    entries,
    merged,
    part,
)
from cms.promotion_file.problems import Path, Problem, Refused
from cms.promotion_file.saved import Saved, new_record, of_site
from promotions.models import Promotion

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"


@dataclass(frozen=True)
class Order:
    """How a file is to be loaded; `user` is None for the command, which may do everything."""

    site: Site
    publish: bool = False
    user: Any = None


@dataclass
class Step:
    """What becomes of one promotion of the file.

    `before` is its latest saved version, the model's defaults where there is none; `losses` is
    what its text would lose; `draft` is the promotion with the changes, where it has to be
    written or published.
    """

    number: int
    saved: Saved | None
    before: Entry
    after: Entry
    losses: tuple[str, ...]
    leaves: list[tuple[str, ...]] = field(default_factory=list)
    draft: Promotion | None = None
    publishes: bool = False

    @property
    def key(self) -> str:
        """The key."""
        return str(self.after["key"])

    @property
    def outcome(self) -> str:
        """`created`, `changed` or `unchanged`."""
        if self.saved is None:
            return CREATED
        return CHANGED if self.leaves else UNCHANGED

    @property
    def words(self) -> list[str]:
        """What changes, in words; nothing for what is new."""
        return changes.in_words(self.before, self.after) if self.outcome == CHANGED else []


@dataclass(frozen=True)
class Plan:
    """The steps in the order of the file, and everything that is saved before them."""

    steps: list[Step]
    saved: list[Saved]

    def count(self, outcome: str) -> int:
        """How many promotions have an outcome."""
        return sum(step.outcome == outcome for step in self.steps)

    @property
    def fingerprint(self) -> str:
        """The same for two plans that do the same to the same versions."""
        done = [(step.before, step.after, step.outcome, step.publishes) for step in self.steps]
        return sha256(json.dumps(done, sort_keys=True).encode()).hexdigest()

    @property
    def published(self) -> int:
        """How many promotions are published."""
        return sum(step.publishes for step in self.steps)


def make_plan(document: Any, order: Order, *, lock: bool = False) -> Plan:
    """The plan for a JSON document; raises `Refused` with everything that is wrong in it.

    `lock` keeps others from changing the promotions of the site until the transaction ends.
    """
    given, problems = entries(document)
    targets = Targets(order.site, order.user)
    saved = of_site(order.site, lock=lock)
    known = _named(saved, {entry["key"] for entry in given if "key" in entry})
    fresh = new_record(order.site, targets.default_locale)
    steps = [
        _step(number, entry, known.get(entry.get("key", "")), fresh)
        for number, entry in enumerate(given)
        if entry
    ]
    targets.load(step.after for step in steps if step.leaves)
    taken = {each.row.key for each in saved}
    found = [problem for step in steps for problem in _settle(step, order, targets, taken)]
    problems += _not_said_already(found, problems)
    if problems:
        raise Refused(problems)
    return Plan(steps, saved)


def _named(saved: list[Saved], keys: set[str]) -> dict[str, Saved]:
    """What the keys of a file name: latest versions, then promotions that keep the key until then.

    A promotion whose draft has been given a new key is still found by the one that is published,
    as in a file from before, unless the file names it by the new one as well.
    """
    latest = {each.record["key"]: each for each in saved}
    own = {each.row.key: each for each in saved if each.record["key"] not in keys}
    return own | latest


def _step(number: int, entry: Entry, saved: Saved | None, fresh: Entry) -> Step:
    before = saved.record if saved is not None else fresh
    after = merged(before, entry)
    content = after["content"] = dict(after["content"])
    losses: tuple[str, ...] = ()
    # What is saved already has nothing to lose.
    if content["body"] != before["content"]["body"]:
        body = bodies.read(content["body"])
        content["body"], losses = body.html, body.losses
    if button := part(after, CALL_TO_ACTION):
        button = {**button, "url": bodies.address(button["url"])}
        content["call_to_action"] = button if any(button.values()) else None
    if sorted(after["audience"]["topics"]) == before["audience"]["topics"]:
        after["audience"] = {**after["audience"], "topics": before["audience"]["topics"]}
    leaves = list(LEAVES) if saved is None else changed(before, after)
    return Step(number, saved, before, after, losses, leaves)


def _name_image(step: Step, targets: Targets) -> None:
    """Call a picture by its whole name, so that one named in another way is no change."""
    wanted = part(step.after, IMAGE)
    if IMAGE not in step.leaves or wanted is None:
        return
    if image := targets.image(wanted):
        step.after["content"]["image"] = {**wanted, **targets.name_of(image)}
    if step.saved is not None:
        step.leaves = changed(step.before, step.after)


def _settle(step: Step, order: Order, targets: Targets, taken: set[str]) -> Iterator[Problem]:
    """Fill the draft of a step, and find what stands in its way."""
    _name_image(step, targets)
    for loss in step.losses:
        yield Problem((step.number, "content", "body"), loss)
    row = step.saved.row if step.saved is not None else None
    is_public = row is not None and row.live and not row.has_unpublished_changes
    step.publishes = order.publish and not (is_public and not step.leaves)
    if not step.leaves and not step.publishes:
        return
    _give_its_own_key(step)
    yield from _forbidden(step, order)
    if row is None and step.key in taken:
        message = _("Another promotion of this site has this key.")
        yield Problem((step.number, "key"), message)
    draft = step.draft = (
        row.get_latest_revision_as_object() if row else Promotion(site=order.site, live=False)
    )
    missing = list(fill(draft, step.after, step.leaves, targets))
    places = {place for place, _message in missing}
    refused = [(place, message) for place, message in complaints(draft) if place not in places]
    for place, message in [*missing, *refused]:
        yield Problem((step.number, *place), message)


def _give_its_own_key(step: Step) -> None:
    """What is written does not take the key of another promotion, as the draft before would."""
    if step.saved is not None and step.saved.refused_key:
        step.before = {**step.before, "key": step.saved.refused_key}
        step.leaves = changed(step.before, step.after)


def _forbidden(step: Step, order: Order) -> Iterator[Problem]:
    user, row = order.user, step.saved.row if step.saved is not None else None
    wanted = "change" if row is not None else "add"
    if user is not None and step.leaves and not user.has_perm(f"promotions.{wanted}_promotion"):
        messages = {
            "add": _("You may not add promotions."),
            "change": _("You may not change promotions."),
        }
        yield Problem((step.number,), messages[wanted])
    if user is not None and step.publishes and not user.has_perm("promotions.publish_promotion"):
        yield Problem((step.number,), _("You may not publish promotions."))
    lock = row.get_lock() if row is not None else None
    if lock is not None and (user is None or lock.for_user(user)):
        message = _("This promotion is locked; unlock it before loading it.")
        if isinstance(lock, WorkflowLock):
            message = _("This promotion waits for a review; finish or cancel that first.")
        yield Problem((step.number,), message)


def _not_said_already(found: list[Problem], before: list[Problem]) -> list[Problem]:
    """Without what follows from a value that is already said to be wrong."""
    said = [problem.at for problem in before if len(problem.at) > 1]
    return [problem for problem in found if not any(_meet(problem.at, at) for at in said)]


def _meet(first: Path, second: Path) -> bool:
    """Whether one place holds the other, within one promotion."""
    shared = min(len(first), len(second))
    return shared > 1 and first[:shared] == second[:shared]

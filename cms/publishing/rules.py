"""Validate every revision before it is published, by whatever way.

Wagtail validates a page only in the editor's form. Approval, bulk publishing and schedules would
publish an unfinished draft, without validating any of its blocks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from taggit.models import ItemBase
from wagtail.blocks import ListBlock, StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Comment

Labels = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishingError:
    """One error in content: the field, the labels that lead to the place, and the message."""

    field: str
    place: Labels
    message: str

    def __str__(self) -> str:
        """Return for example `Body, block 2, Image: This field is required.`"""
        return ": ".join(filter(None, (", ".join(self.place), self.message)))


class NotPublishable(ValidationError):
    """A revision was not published, because of the `reasons`; nothing was written."""

    def __init__(self, content: Any, reasons: Iterable[PublishingError]) -> None:
        self.content = content
        self.reasons = tuple(reasons)
        errors: dict[str, list[str]] = {}
        for reason in self.reasons:
            errors.setdefault(reason.field, []).append(str(reason))
        super().__init__(errors)

    def __str__(self) -> str:
        return "; ".join(str(reason) for reason in self.reasons)


class PublishingRulesMixin:
    """Mixin before Wagtail's `DraftStateMixin`: publish or schedule valid revisions only."""

    has_schedule: ClassVar[bool] = True
    """Whether the form has fields for going live and expiry."""

    def publish(
        self, revision: Any, user: Any = None, *args: Any, validate: bool = True, **kwargs: Any
    ) -> Any:
        """Publish or schedule a revision; raise `NotPublishable` if it is not valid.

        Its dates are validated only if a `user` publishes it: a scheduled revision that is due may
        be due to expire as well. `validate=False` is for imports, which publish a page as it is.
        """
        if validate:
            content = revision.as_object()
            errors = publishing_errors(content)
            if user is not None and self.has_schedule:
                errors += _schedule_errors(content)
            if errors:
                raise NotPublishable(content, errors)
        return super().publish(revision, user, *args, **kwargs)  # type: ignore[misc]


def publishing_errors(content: Any) -> list[PublishingError]:
    """Return every error for which content (an instance with its children) cannot be published.

    These are the errors of its fields, its `clean`, its blocks and the rows of its inline panels,
    each once. Validation in a form does not count: it belongs in the model or the block.
    """
    errors = list(_row_errors(content))
    for relation in get_all_child_relations(type(content)):
        # Comments are not published, and tags have no fields to fill in.
        if issubclass(relation.related_model, (Comment, ItemBase)):
            continue
        name = relation.get_accessor_name()
        label = capfirst(relation.related_model._meta.verbose_name)
        for number, child in enumerate(getattr(content, name).all(), start=1):
            for error in _row_errors(child, exclude={relation.field.name}):
                place = (f"{label} {number}", *error.place)
                errors.append(PublishingError(name, place, error.message))
    return list(dict.fromkeys(errors))


def _row_errors(row: Any, exclude: Iterable[str] = ()) -> Iterator[PublishingError]:
    try:
        row.full_clean(exclude=set(exclude))
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            for message in messages:
                yield PublishingError(name, _label(row, name), message)
    for field in row._meta.concrete_fields:
        if isinstance(field, StreamField):
            value = getattr(row, field.name)
            for place, message in _block_errors(field.stream_block, value):
                yield PublishingError(field.name, (*_label(row, field.name), *place), message)


def _label(row: Any, name: str) -> Labels:
    if name == NON_FIELD_ERRORS:
        return ()
    try:
        return (str(capfirst(row._meta.get_field(name).verbose_name)),)
    except FieldDoesNotExist:
        return (name,)


def _schedule_errors(content: Any) -> Iterator[PublishingError]:
    go_live, expiry = content.go_live_at, content.expire_at
    if expiry and expiry < timezone.now():
        message = _("Expiry date/time must be in the future.")
        yield PublishingError("expire_at", _label(content, "expire_at"), message)
    elif expiry and go_live and go_live > expiry:
        message = _("Go live date/time must be before expiry date/time")
        yield PublishingError("go_live_at", _label(content, "go_live_at"), message)


def _block_errors(block: Any, value: Any) -> Iterator[tuple[Labels, str]]:
    """Yield every error of a block: the labels that lead to its place, and the message."""
    try:
        block.clean(value)
    except ValidationError as error:
        yield from _errors_in(error, block, value)


def _errors_in(error: Any, block: Any, value: Any) -> Iterator[tuple[Labels, str]]:
    """Split the error of a block into the errors of the blocks in it."""
    # The message of an error with parts only says that there are parts.
    own = getattr(error, "non_block_errors", None)
    for message in error.messages if own is None else ValidationError(own.as_data()).messages:
        yield (), message
    for labels, part, child, child_value in _errors_of_children(error, block, value):
        for place, message in _errors_in(part, child, child_value):
            # An image block contains an image that contains an image: one label is enough.
            inner = place[1:] if place[:1] == labels[-1:] else place
            yield (*labels, *inner), message


def _errors_of_children(
    error: Any, block: Any, value: Any
) -> Iterator[tuple[Labels, Any, Any, Any]]:
    """Yield labels, error, block and value of each block within a block that has an error."""
    for key, part in (getattr(error, "block_errors", None) or {}).items():
        if isinstance(block, StreamBlock):
            child = value[key]
            labels = (_("block %(number)d") % {"number": key + 1}, str(child.block.label))
            yield labels, part, child.block, child.value
        elif isinstance(block, ListBlock):
            item = block.normalize(value)[key]
            yield (_("item %(number)d") % {"number": key + 1},), part, block.child_block, item
        else:
            child = block.child_blocks[key]
            inner = value.get(key) if isinstance(value, Mapping) else None
            yield (str(child.label),), part, child, inner
    for row, cells in (getattr(error, "cell_errors", None) or {}).items():
        for column, part in cells.items():
            numbers = {"row": row + 1, "column": column + 1}
            cell = value.row_data[row]["values"][column]
            label = _("row %(row)d, column %(column)d") % numbers
            yield (label,), part, value.columns[column]["block"], cell

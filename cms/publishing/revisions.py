"""What do rows become with the content of versions, without a query for each of them?

`with_content_json` does it for one row, and asks the database for each thing that the version
points at, to leave out what was deleted since. Here all of that is asked for at once.
"""

import copy
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import DO_NOTHING, SET_NULL, ForeignKey, prefetch_related_objects
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations, model_from_serializable_data
from wagtail.models import COMMENTS_RELATION_NAME, Page, TranslatableMixin

Content = dict[str, Any]

OF_THE_ROW: Final = frozenset(
    ("alias_of", "content_type", "latest_revision", "live_revision", "locale", "locked_by", "owner")
)
"""What no version says of its content: these stay those of the row."""


def restored(rows: list[Any], contents: list[Content]) -> list[Any]:
    """The rows, all of one type, each with the content of a version; none is to be saved."""
    if not rows:
        return []
    if isinstance(rows[0], TranslatableMixin) and not isinstance(rows[0], Page):
        prefetch_related_objects(rows, "locale")
    targets = _Targets(type(rows[0]), contents)
    return [_restored(row, content, targets) for row, content in zip(rows, contents, strict=True)]


def _pointers(model: type[Any]) -> list[Any]:
    """The foreign keys whose values a version says, but for that to the row of a parent class."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and not field.remote_field.parent_link
    ]


class _Targets:
    """What the contents of one type of row point at, as far as it is still there."""

    def __init__(self, model: type[Any], contents: Iterable[Content]) -> None:
        self.own = [field for field in _pointers(model) if field.name not in OF_THE_ROW]
        self.lists = [f for f in model._meta.many_to_many if isinstance(f, ParentalManyToManyField)]
        self.children = {
            relation.get_accessor_name(): relation.related_model
            for relation in get_all_child_relations(model)
            if relation.get_accessor_name() != COMMENTS_RELATION_NAME
        }
        asked: defaultdict[type[Any], set[Any]] = defaultdict(set)
        listed: defaultdict[str, set[Any]] = defaultdict(set)
        for content in contents:
            self._ask(self.own, content, asked)
            for name, child in self.children.items():
                for data in content.get(name) or ():
                    self._ask(_pointers(child), data, asked)
            for field in self.lists:
                listed[field.name].update(content.get(field.name) or ())
        self._present = {
            target: set(target._default_manager.filter(pk__in=pks).values_list("pk", flat=True))
            for target, pks in asked.items()
        }
        self._listed = {
            field.name: field.related_model._default_manager.in_bulk(listed[field.name])
            for field in self.lists
            if listed[field.name]
        }

    def _ask(self, fields: list[Any], content: Content, asked: dict[type[Any], set[Any]]) -> None:
        for field in fields:
            if (value := content.get(field.name)) is not None:
                asked[field.related_model].add(field.target_field.to_python(value))

    def value(self, field: Any, content: Content) -> Any:
        """What a foreign key points at; None where that is gone."""
        value = content.get(field.name)
        if value is None or field.remote_field.on_delete is DO_NOTHING:
            return value
        value = field.target_field.to_python(value)
        return value if value in self._present[field.related_model] else None

    def listed(self, field: Any, content: Content) -> list[Any]:
        """The rows of a list of them, without those that are gone."""
        found = self._listed.get(field.name, {})
        return [found[pk] for pk in content[field.name] if pk in found]

    def children_of(self, model: type[Any], content: list[Content]) -> list[Any]:
        """What belongs to a row, without that which pointed at something that is gone."""
        fields, kept = _pointers(model), []
        for data in content:
            values = {field: self.value(field, data) for field in fields if field.name in data}
            if not any(
                value is None and data[field.name] and field.remote_field.on_delete is not SET_NULL
                for field, value in values.items()
            ):
                kept.append({**data, **{field.name: value for field, value in values.items()}})
        make = getattr(model, "from_serializable_data", None)
        if make is not None:
            return [make(data, check_fks=False) for data in kept]
        return [model_from_serializable_data(model, data, check_fks=False) for data in kept]


def _restored(row: Any, content: Content, targets: _Targets) -> Any:
    pointers = {field.name for field in _pointers(type(row))}
    lists = {field.name for field in targets.lists}
    taken = {*pointers, *lists, *targets.children}
    rest = {name: value for name, value in content.items() if name not in taken}
    planned = _quiet(row).with_content_json({**rest, COMMENTS_RELATION_NAME: []})
    for field in targets.own:
        if field.name in content:
            setattr(planned, field.attname, targets.value(field, content))
    for field in targets.lists:
        if field.name in content:
            getattr(planned, field.name).set(targets.listed(field, content))
    for name, model in targets.children.items():
        if name in content:
            setattr(planned, name, targets.children_of(model, content[name]))
    if hasattr(row, "latest_revision_id"):
        planned.latest_revision_id = row.latest_revision_id
    return planned


def _quiet(row: Any) -> Any:
    """A copy of a row that asks for nothing of what no answer shows: parent, comments, drafts."""
    quiet = copy.copy(row)
    quiet._cluster_related_objects = {COMMENTS_RELATION_NAME: []}
    if isinstance(row, Page):
        # Where a version stands is told by its row, whatever parent it is given.
        quiet._cached_parent_obj = row
    elif hasattr(row, "latest_revision_id"):
        quiet._state.fields_cache["latest_revision"] = None
    return quiet

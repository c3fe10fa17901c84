"""Give rows the content of revisions, in a fixed number of queries.

Wagtail's `with_content_json` does it for one row, with a query for each row that the revision
refers to, to leave out what has been deleted since. Here these are loaded all at once.
"""

import copy
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import DO_NOTHING, SET_NULL, ForeignKey, prefetch_related_objects
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import get_all_child_relations, model_from_serializable_data
from wagtail.models import COMMENTS_RELATION_NAME, Page, TranslatableMixin

RevisionContent = dict[str, Any]

_FIELDS_OF_ROW: Final = frozenset(
    ("alias_of", "content_type", "latest_revision", "live_revision", "locale", "locked_by", "owner")
)
"""Fields that are not content: these keep the values of the row."""


def with_contents(rows: list[Any], contents: list[RevisionContent]) -> list[Any]:
    """Return copies of rows of one type with the contents of revisions; never save them."""
    if not rows:
        return []
    if isinstance(rows[0], TranslatableMixin) and not isinstance(rows[0], Page):
        prefetch_related_objects(rows, "locale")
    targets = _Targets(type(rows[0]), contents)
    return [
        _with_content(row, content, targets) for row, content in zip(rows, contents, strict=True)
    ]


def _foreign_keys(model: type[Any]) -> list[Any]:
    """Return the foreign keys of a model without that to the row of a parent class."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and not field.remote_field.parent_link
    ]


class _Targets:
    """The rows that contents of one model refer to, as far as they still exist."""

    def __init__(self, model: type[Any], contents: Iterable[RevisionContent]) -> None:
        self.own = [field for field in _foreign_keys(model) if field.name not in _FIELDS_OF_ROW]
        self.lists = [f for f in model._meta.many_to_many if isinstance(f, ParentalManyToManyField)]
        self.children = {
            relation.get_accessor_name(): relation.related_model
            for relation in get_all_child_relations(model)
            if relation.get_accessor_name() != COMMENTS_RELATION_NAME
        }
        wanted: defaultdict[type[Any], set[Any]] = defaultdict(set)
        listed: defaultdict[str, set[Any]] = defaultdict(set)
        for content in contents:
            self._collect(self.own, content, wanted)
            for name, child in self.children.items():
                for data in content.get(name) or ():
                    self._collect(_foreign_keys(child), data, wanted)
            for field in self.lists:
                listed[field.name].update(content.get(field.name) or ())
        self._present = {
            target: set(target._default_manager.filter(pk__in=pks).values_list("pk", flat=True))
            for target, pks in wanted.items()
        }
        self._listed = {
            field.name: field.related_model._default_manager.in_bulk(listed[field.name])
            for field in self.lists
            if listed[field.name]
        }

    def _collect(
        self, fields: list[Any], content: RevisionContent, wanted: dict[type[Any], set[Any]]
    ) -> None:
        for field in fields:
            if (value := content.get(field.name)) is not None:
                wanted[field.related_model].add(field.target_field.to_python(value))

    def value(self, field: Any, content: RevisionContent) -> Any:
        """Return the value of a foreign key; None if its target has been deleted."""
        value = content.get(field.name)
        if value is None or field.remote_field.on_delete is DO_NOTHING:
            return value
        value = field.target_field.to_python(value)
        return value if value in self._present[field.related_model] else None

    def listed(self, field: Any, content: RevisionContent) -> list[Any]:
        """Return the rows of a many-to-many field that still exist."""
        existing = self._listed.get(field.name, {})
        return [existing[pk] for pk in content[field.name] if pk in existing]

    def children_of(self, model: type[Any], content: list[RevisionContent]) -> list[Any]:
        """Return the child objects of a row, without those whose target has been deleted."""
        fields, complete = _foreign_keys(model), []
        for data in content:
            values = {field: self.value(field, data) for field in fields if field.name in data}
            if not any(
                value is None and data[field.name] and field.remote_field.on_delete is not SET_NULL
                for field, value in values.items()
            ):
                complete.append({**data, **{field.name: value for field, value in values.items()}})
        make = getattr(model, "from_serializable_data", None)
        if make is not None:
            return [make(data, check_fks=False) for data in complete]
        return [model_from_serializable_data(model, data, check_fks=False) for data in complete]


def _with_content(row: Any, content: RevisionContent, targets: _Targets) -> Any:
    foreign_keys = {field.name for field in _foreign_keys(type(row))}
    lists = {field.name for field in targets.lists}
    relations = {*foreign_keys, *lists, *targets.children}
    rest = {name: value for name, value in content.items() if name not in relations}
    scheduled = _without_queries(row).with_content_json({**rest, COMMENTS_RELATION_NAME: []})
    for field in targets.own:
        if field.name in content:
            setattr(scheduled, field.attname, targets.value(field, content))
    for field in targets.lists:
        if field.name in content:
            getattr(scheduled, field.name).set(targets.listed(field, content))
    for name, model in targets.children.items():
        if name in content:
            setattr(scheduled, name, targets.children_of(model, content[name]))
    if hasattr(row, "latest_revision_id"):
        scheduled.latest_revision_id = row.latest_revision_id
    return scheduled


def _without_queries(row: Any) -> Any:
    """Return a copy of a row that loads no parent, comments or drafts: no response shows them."""
    duplicate = copy.copy(row)
    duplicate._cluster_related_objects = {COMMENTS_RELATION_NAME: []}
    if isinstance(row, Page):
        # Any parent will do: `url_path` is taken from the row.
        duplicate._cached_parent_obj = row
    elif hasattr(row, "latest_revision_id"):
        duplicate._state.fields_cache["latest_revision"] = None
    return duplicate

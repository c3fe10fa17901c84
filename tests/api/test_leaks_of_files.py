"""Are the pictures and documents of private collections absent from every endpoint?"""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction

from cms.content.images import renditions
from tests.api.marked_site import INHERITED, MARK, found_in, world
from tests.factories import DocumentFactory, ImageFactory, picture

__all__ = ["world"]


def marked_image(collection: Any = None) -> Any:
    file = picture()
    file.name = f"{MARK}-picture.png"
    kept = {"collection": collection} if collection else {}
    image = ImageFactory(title=f"{MARK} image", file=file, **kept)
    renditions.make_renditions([image])
    return image


def private_collection(kind: str, inherited: bool) -> Collection:
    outer = Collection.get_first_root_node().add_child(name="Private")
    inner = outer.add_child(name="Inner") if inherited else outer
    restriction = CollectionViewRestriction.objects.create(
        collection=outer, restriction_type=kind, password="sesame" if kind == "password" else ""
    )
    if kind == "groups":
        restriction.groups.add(Group.objects.create(name="Readers"))
    return inner


@pytest.mark.parametrize("inherited", [False, True])
@pytest.mark.parametrize("kind", INHERITED)
def test_an_image_in_a_private_collection_is_nowhere(world, get, kind, inherited):
    world.point_at(images=[marked_image(private_collection(kind, inherited))])
    assert found_in(get) == []


def test_an_image_outside_private_collections_is_found(world, get):
    private_collection("login", inherited=False)
    world.point_at(images=[marked_image()])
    assert {"site/ {}", "home/ {}", "articles/public/ {}", "authors/ {}"} < set(found_in(get))
    assert "promotions/active/ {}" in found_in(get)


def marked_document(collection: Any = None) -> Any:
    kept = {"collection": collection} if collection else {}
    document = DocumentFactory(title=f"{MARK} leaflet", **kept)
    document.file.name = f"documents/{MARK}.txt"
    document.save()
    return document


@pytest.mark.parametrize("inherited", [False, True])
@pytest.mark.parametrize("kind", INHERITED)
def test_a_document_in_a_private_collection_is_nowhere(world, get, kind, inherited):
    world.point_at(documents=[marked_document(private_collection(kind, inherited))])
    assert found_in(get) == []


def test_a_document_outside_private_collections_is_found(world, get):
    world.point_at(documents=[marked_document()])
    assert {"site/ {}", "home/ {}", "articles/public/ {}"} < set(found_in(get))

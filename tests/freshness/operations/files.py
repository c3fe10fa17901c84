"""What editors do to images, documents and collections, and providers to embeds."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.embeds.models import Embed
from wagtail.images.forms import get_image_form
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

from cms.content.images import renditions
from cms.content.models import ContentImage, ContentRendition
from tests.factories import DocumentFactory, ImageFactory, picture, stream, text
from tests.freshness.operations.kinds import ANY, CHANGED, SAME, Step, operation
from tests.freshness.operations.pages import edited
from tests.freshness.world import World


@operation
def an_image_is_replaced(world: World) -> Iterator[Step]:
    colour = world.random.choice(["teal", "navy", "olive", "maroon"])
    size = world.random.choice([(400, 300), (410, 310), (420, 310)])
    image = world.image
    new = SimpleUploadedFile(world.new("hills").replace(" ", "-") + ".png", _drawn(size, colour))
    given = {"title": "Hills", "collection": image.collection_id, "tags": ""}
    form = get_image_form(ContentImage)(given, {"file": new}, instance=image)
    assert form.is_valid(), form.errors
    form.save()
    yield CHANGED


def _drawn(size: tuple[int, int], colour: str) -> bytes:
    return bytes(picture(*size, colour).read())


@operation
def the_title_of_an_image_is_edited(world: World) -> Iterator[Step]:
    image = world.image
    image.title = world.new("Hills")
    image.save()
    yield SAME


@operation
def a_focal_point_is_moved(world: World) -> Iterator[Step]:
    image = world.image
    # One whose file was replaced has none.
    image.focal_point_x = 50 + ((image.focal_point_x or 0) + 7) % 200
    image.focal_point_y = image.focal_point_y or 75
    image.focal_point_width = image.focal_point_height = 10
    image.save()
    yield CHANGED
    ContentImage.objects.filter(pk=image.pk).update(focal_point_y=40 + world.serial % 90)
    world.serial += 1
    yield ANY


@operation
def an_image_is_deleted(world: World) -> Iterator[Step]:
    image = ImageFactory(title="Passing")
    edited(world.article("walk"), hero_image=image, hero_alt=world.new("Passing"))
    yield CHANGED
    image.delete()
    yield CHANGED


@operation
def an_image_is_moved_into_a_private_collection(world: World) -> Iterator[Step]:
    image = world.image
    image.collection = world.private_collection()
    image.save()
    yield CHANGED
    ContentImage.objects.filter(pk=image.pk).update(collection=world.ids["public"])
    yield CHANGED


@operation
def a_collection_becomes_private_and_public(world: World) -> Iterator[Step]:
    public = Collection.objects.get(pk=world.ids["public"])
    restriction = CollectionViewRestriction.objects.create(
        collection=public, restriction_type="login"
    )
    yield CHANGED
    restriction.delete()
    yield CHANGED


@operation
def a_collection_is_moved_into_a_private_one(world: World) -> Iterator[Step]:
    Collection.objects.get(pk=world.ids["public"]).move(world.private_collection(), "sorted-child")
    yield CHANGED
    public = Collection.objects.get(pk=world.ids["public"])
    public.move(Collection.get_first_root_node(), "sorted-child")
    yield CHANGED


@operation
def groups_may_do_something_with_a_collection(world: World) -> Iterator[Step]:
    group, _new = Group.objects.get_or_create(name="Guests")
    made = GroupCollectionPermission.objects.create(
        group=group,
        collection_id=world.ids["public"],
        permission=Permission.objects.get(
            codename="choose_image", content_type__app_label="content"
        ),
    )  # fmt: skip
    yield SAME
    made.delete()
    yield SAME
    closed = CollectionViewRestriction.objects.create(
        collection_id=world.ids["public"], restriction_type="groups"
    )
    closed.groups.add(group)
    yield CHANGED
    closed.delete()
    yield CHANGED


@operation
def renditions_are_deleted_and_made_again(world: World) -> Iterator[Step]:
    ContentRendition.objects.filter(image=world.ids["image"]).delete()
    yield CHANGED
    renditions.make_renditions([world.image])
    yield CHANGED


@operation
def a_document_is_replaced(world: World) -> Iterator[Step]:
    document = world.document
    name = world.new("leaflet").replace(" ", "-")
    document.file = ContentFile(b"Another leaflet.", name=f"{name}.txt")
    document.save()
    yield CHANGED


@operation
def a_document_is_moved_into_a_private_collection(world: World) -> Iterator[Step]:
    document = world.document
    document.collection = world.private_collection()
    document.save()
    yield CHANGED
    documents = get_document_model().objects.filter(pk=document.pk)
    documents.update(collection=world.ids["public"])
    yield CHANGED


@operation
def a_document_is_deleted(world: World) -> Iterator[Step]:
    document: Any = DocumentFactory(title="Passing")
    link = f'<a linktype="document" id="{document.pk}">leaflet</a>'
    edited(world.article("guide"), body=stream(text(f"Take the {link} with you.")))
    yield CHANGED
    document.delete()
    yield CHANGED


@operation
def a_provider_says_something_else(world: World) -> Iterator[Step]:
    Embed.objects.update(title=world.new("A film"))
    yield CHANGED

"""Does the menu of the admin mark one place only as the one where somebody is?"""

from itertools import permutations

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.menu import admin_menu


@pytest.mark.django_db
def test_no_name_of_an_entry_begins_with_the_name_of_another(rf: RequestFactory) -> None:
    # Wagtail marks every entry whose name is the beginning of that of the current one.
    # The entries of snippets are there once the addresses of the admin are.
    request = rf.get(reverse("wagtailadmin_home"))
    request.user = User.objects.create_superuser("Mira")
    names = [item.name for item in admin_menu.menu_items_for_request(request)]

    assert {"promotions", "promotion-file"} <= set(names)
    assert [pair for pair in permutations(names, 2) if pair[0].startswith(pair[1])] == []

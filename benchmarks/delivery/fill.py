"""`python -m benchmarks.delivery.fill 1000`: fill the database of DATABASE_URL for reads.

It makes the tables, adds articles up to that number, prerenders responses, and prints what a
benchmark has to know as JSON. Called again, it goes on; prerendered responses stay current unless
the new articles change something in them.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import django

from benchmarks.databases import name_of

if TYPE_CHECKING:
    from cms.delivery.prerender.prerendering import Target

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")


def main() -> None:
    """Fill, prerender, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=int)
    parser.add_argument("--prerender", type=int, help="lists, then so many pages; else all of them")
    options = parser.parse_args()
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from articles.models import Topic

    # Where the tables are there, it would tell that anything may have changed.
    if Topic._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    from wagtail.contrib.redirects.models import Redirect

    from articles.models import ArticleIndexPage
    from benchmarks.delivery import calendar
    from benchmarks.delivery.library import Library, named_site
    from benchmarks.delivery.loading import Loader
    from cms.delivery.prerender import prerendering
    from promotions.models import Promotion

    site, index = named_site(), ArticleIndexPage.objects.select_related("locale").get()
    loader = Loader(index, Library(index.locale))
    loader.fill_up_to(options.articles)
    if not Promotion.objects.exists():
        calendar.fill(site, index.locale)
    prerendering.render(of_pages(prerendering.all_targets(), options.prerender))
    # As after any change elsewhere: prerendered responses are then checked by their own versions.
    Redirect.objects.update_or_create(
        old_path="/elsewhere",
        defaults={"redirect_link": f"https://elsewhere.example/{loader.count}"},
    )
    filled = {"database": name_of(connection), "first_page": loader.first_page}
    json.dump(filled, sys.stdout)


def of_pages(wanted: "Iterator[Target]", most: int | None) -> "Iterator[Target]":
    """What is wanted of sites, and of no more than so many pages."""
    subjects: set[str] = set()
    for each in wanted:
        subjects.add(each.subject)
        # Whatever is of a site has one subject.
        if most is not None and len(subjects) > most + 1:
            return
        yield each


main()

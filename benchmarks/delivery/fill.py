"""`python -m benchmarks.delivery.fill 1000`: fill the database of DATABASE_URL for reads.

It migrates, adds what is missing up to so many articles, prepares their answers, and tells on
standard output, as JSON, what a benchmark has to know. Called again, it goes on.
"""

import argparse
import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")


def main() -> None:
    """Fill, prepare, tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=int)
    parser.add_argument("--without-preparing", action="store_true")
    asked = parser.parse_args()
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from articles.models import ArticleIndexPage
    from benchmarks.delivery import calendar
    from benchmarks.delivery.library import Library, named_site
    from benchmarks.delivery.loading import Loader
    from promotions.models import Promotion

    site, index = named_site(), ArticleIndexPage.objects.select_related("locale").get()
    loader = Loader(index, Library(index.locale))
    loader.fill_up_to(asked.articles)
    if not Promotion.objects.exists():
        calendar.fill(site, index.locale)
    if not asked.without_preparing:
        call_command("prepare_answers", stdout=sys.stderr)
    version = ".".join(map(str, connection.get_database_version()))
    told = {"database": f"{connection.display_name} {version}", "first_page": loader.first_page}
    json.dump(told, sys.stdout)


main()

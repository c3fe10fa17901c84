"""The figures of one database: `python -m benchmarks.one_database`, JSON on standard output.

The database is that of DATABASE_URL; it must be empty. `make bench` makes such databases.
"""

import json
import os
import sys

import django

from benchmarks.databases import name_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")


def main() -> None:
    """Migrate, fill, measure, print."""
    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import override_settings

    from benchmarks import offers, promotions

    call_command("migrate", verbosity=0)
    offers.fill()
    with override_settings(ROOT_URLCONF="benchmarks.plain_view"):
        found = promotions.figures()
    json.dump({"database": name_of(connection), "figures": found}, sys.stdout)


main()

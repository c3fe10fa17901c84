"""Dump all promotions of a site as a file; loading it changes nothing."""

import json

from wagtail.models import Site

from cms.promotion_file.records import of_site


def dump(site: Site) -> str:
    """Return the latest saved version of each promotion as indented JSON, by key, all fields."""
    records = [each.record for each in of_site(site)]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"

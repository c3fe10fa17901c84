"""Which file holds all promotions of a site, such that loading it changes nothing?"""

import json

from wagtail.models import Site

from cms.promotion_file.saved import of_site


def dumped(site: Site) -> str:
    """The latest saved version of each, sorted by key, every field present; JSON, indented."""
    records = [each.record for each in of_site(site)]
    return json.dumps(records, ensure_ascii=False, indent=2) + "\n"

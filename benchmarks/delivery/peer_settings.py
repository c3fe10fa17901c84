"""With which settings do the peers run? The project's own, and what the peers need besides."""

from cms.settings import *  # noqa: F403
from cms.settings import INSTALLED_APPS

# First: v3 makes its schemas of the fields that models have when the apps of Wagtail get ready.
INSTALLED_APPS = ["benchmarks.delivery", *INSTALLED_APPS, "wagtail.api.v2", "wagtail.api.v3"]
ROOT_URLCONF = "benchmarks.delivery.peer_urls"

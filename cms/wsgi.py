"""The WSGI application: the cache in front of Django."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
if settings.SECRET_KEY.startswith("replace-me"):
    # Anyone who knows this key from .env.example could sign a session of any user.
    raise ImproperlyConfigured("SECRET_KEY is the one of .env.example. Choose a random one.")
_django = get_wsgi_application()

# Imported after Django is set up: it reads settings and models.
from cms.delivery.cache.application import CacheApplication  # noqa: E402

application = CacheApplication(_django)

"""Every setting, read from the environment; environments differ by values, not by code.

Defaults are safe for production: without SECRET_KEY nothing starts, and DEBUG is off.
`.env.example` lists each variable in one line.
"""

import zoneinfo
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from cms.api.conf import OPENAPI
from cms.environment import Environment, media_storage, purge_backends, task_backend

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(BASE_DIR)

# --- Security ---------------------------------------------------------------

SECRET_KEY = env.text("SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Put a long random value into the environment or into .env."
    )
DEBUG = env.flag("DEBUG", default=False)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
# PORT is what `make run` serves on, so that what it hands out leads back to it.
PUBLIC_URL = env.text("PUBLIC_URL", f"http://localhost:{env.text('PORT', '8000')}").rstrip("/")
FRONTEND_URL = env.text("FRONTEND_URL").rstrip("/")

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=not DEBUG)
if env.flag("TRUST_FORWARDED_PROTO", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# A browser drops a secure cookie on plain HTTP, so behind a plain-HTTP test they are not secure.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = (
    PUBLIC_URL.startswith("https://") or SECURE_SSL_REDIRECT
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if "://" in PUBLIC_URL else []
# The preview panel shows the built-in preview in a frame of the admin itself.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# --- Applications -----------------------------------------------------------

INSTALLED_APPS = [
    # Before wagtail: our publish_scheduled command and start page take the place of its own.
    "cms",
    "cms.content",
    "cms.tokens",
    "cms.delivery",
    "cms.api",
    "home",
    "articles",
    "promotions",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.delivery.middleware.StoredHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.delivery.middleware.DeliveryMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cms.publishing.admin.RefusalMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- Database and cache -----------------------------------------------------

_database = env.database("DATABASE_URL")
# A connection that lives between requests: opening one costs more than most reads. Each thread
# that serves holds one, so the server's threads are counted (docs/how-to/deploy.md).
_database["CONN_MAX_AGE"] = None
_database["CONN_HEALTH_CHECKS"] = True
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        # Writers wait for each other, in seconds, instead of failing half way through.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DATABASES = {"default": _database}

_cache = env.cache("CACHE_URL")
if _cache["BACKEND"].endswith("RedisCache"):
    _cache["BACKEND"] = "cms.delivery.cache.redis_backend.ForgivingRedisCache"
    # In seconds: a cache that takes longer than the database is none.
    _timeouts = {"socket_connect_timeout": 0.25, "socket_timeout": 0.5}
    _cache["OPTIONS"] = {**_timeouts, **_cache.get("OPTIONS", {})}
CACHES = {
    "default": _cache,
    # Wagtail looks here for a rendition before it asks the database.
    "renditions": {
        **_cache,
        "KEY_PREFIX": f"{_cache.get('KEY_PREFIX', '')}renditions",
        "TIMEOUT": 60 * 60,
    },
}

# Answers of the API, made once (docs/reference/api.md): off only to measure or to look for a fault.
API_PREFIX = "/api/"  # not "/api/v1/": every path below is ours, and a wrong one is a problem too
ANSWERS_STORED = env.flag("ANSWERS_STORED", default=True)
ANSWERS_IN_MEMORY = env.whole_number("ANSWERS_IN_MEMORY", default=64)
# Renders responses after each change into the database (docs/how-to/prerender-responses.md).
PRERENDER = env.flag("PRERENDER", default=False)

# --- CDNs and tasks ---------------------------------------------------------

# Each is told to forget the tags of what has changed (docs/how-to/purge-a-cdn.md).
PURGE_BACKENDS = purge_backends(
    cloudflare=(env.text("CLOUDFLARE_ZONE_ID"), env.text("CLOUDFLARE_API_TOKEN")),
    fastly=(env.text("FASTLY_SERVICE_ID"), env.text("FASTLY_API_TOKEN")),
    urls=env.words("PURGE_URL"), token=env.text("PURGE_TOKEN"),
    method=env.text("PURGE_METHOD"), header=env.text("PURGE_HEADER"),
)  # fmt: skip
# What follows a save is done by the server before it answers, or by `manage.py db_worker`.
TASKS = {"default": {"BACKEND": task_backend(by_worker=env.flag("TASK_WORKER", default=False))}}

# --- Files ------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
MEDIA_URL = env.text("MEDIA_URL", "/media/").rstrip("/") + "/"
MEDIA_ROOT = env.text("MEDIA_ROOT", str(BASE_DIR / "media"))
MEDIA_BUCKET = env.text("MEDIA_BUCKET")
STORAGES: dict[str, dict[str, object]] = {
    "default": media_storage(MEDIA_BUCKET, env.text("MEDIA_ENDPOINT_URL"), MEDIA_URL),
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o644

# --- People, languages, time ------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "wagtailadmin_login"
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
]
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True
# Zones come from the pinned tzdata and never from the machine, so that all servers agree.
zoneinfo.reset_tzpath(to=())
TIME_ZONE = env.time_zone("SITE_TIME_ZONE", default="UTC")

# --- Email ------------------------------------------------------------------

vars().update(env.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "wellspring@localhost")

# --- Wagtail ----------------------------------------------------------------

WAGTAIL_SITE_NAME = "Wellspring"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
# Nobody else is told who works here, not even by a hash of their address.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.publishing.workflows.publish_approved"
WAGTAILIMAGES_IMAGE_MODEL = "content.ContentImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.content.images.forms.ImageForm"
# No SVG: it can carry scripts. No HEIC: no browser but one shows it.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# For the largest phone cameras (8192 × 6144); a few kilobytes can hold as many, and take seconds to
# decode. The pixels of all frames of an animation count together. Wagtail's default is 128 million.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 51 * 1_000_000
# Documents are sent by cms/content/documents.py, wherever files lie; never by an address of theirs.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend"}}
# Nothing is fetched from outside while an editor works.
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
# Each preview puts a draft away under a new token, so not with every keystroke. In milliseconds.
WAGTAIL_AUTO_UPDATE_PREVIEW_INTERVAL = 1000

# --- API --------------------------------------------------------------------

# For drf-spectacular's own commands: this project has no other API.
SPECTACULAR_SETTINGS = {
    **OPENAPI,
    # It would describe the admin's own endpoints too; `manage.py openapi --check` looks at ours.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.log_level("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # Each save and each task: the admin's own history says the same in better words.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}

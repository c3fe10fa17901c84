"""All settings, read from the environment; environments differ by values, not by code.

Defaults are safe for production: DEBUG is off, and nothing starts without SECRET_KEY.
`.env.example` documents each variable in one line.
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
# PORT is the port of `make run`; the default address must include it.
PUBLIC_URL = env.text("PUBLIC_URL", f"http://localhost:{env.text('PORT', '8000')}").rstrip("/")
FRONTEND_URL = env.text("FRONTEND_URL").rstrip("/")

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", default=not DEBUG)
if env.flag("TRUST_FORWARDED_PROTO", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 0 if DEBUG else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# Browsers drop secure cookies on plain HTTP, so a test on plain HTTP needs insecure ones.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = (
    PUBLIC_URL.startswith("https://") or SECURE_SSL_REDIRECT
)
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if "://" in PUBLIC_URL else []
# The preview panel shows the built-in preview in a frame of the admin.
X_FRAME_OPTIONS = "SAMEORIGIN"
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# --- Applications -----------------------------------------------------------

INSTALLED_APPS = [
    # Before wagtail: the publish_scheduled command replaces Wagtail's.
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
# Persistent connections: opening one costs more than most reads. Each server thread holds one, so
# their number is limited (docs/how-to/deploy.md).
_database["CONN_MAX_AGE"] = None
_database["CONN_HEALTH_CHECKS"] = True
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        # Writers wait for each other (in seconds) instead of failing halfway through.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DATABASES = {"default": _database}

_cache = env.cache("CACHE_URL")
if _cache["BACKEND"].endswith("RedisCache"):
    _cache["BACKEND"] = "cms.delivery.cache.redis_backend.ForgivingRedisCache"
    # In seconds: a cache slower than the database is useless.
    _timeouts = {"socket_connect_timeout": 0.25, "socket_timeout": 0.5}
    _cache["OPTIONS"] = {**_timeouts, **_cache.get("OPTIONS", {})}
CACHES = {
    "default": _cache,
    # Wagtail looks for a rendition here before it queries the database.
    "renditions": {
        **_cache,
        "KEY_PREFIX": f"{_cache.get('KEY_PREFIX', '')}renditions",
        "TIMEOUT": 60 * 60,
    },
}

# Caches responses of the API (docs/reference/api.md); switch it off only to measure or to debug.
API_PREFIX = "/api/"  # not "/api/v1/": errors of all paths below are problem details
ANSWERS_STORED = env.flag("ANSWERS_STORED", default=True)
ANSWERS_IN_MEMORY = env.whole_number("ANSWERS_IN_MEMORY", default=64)
# Renders responses after each change into the database (docs/how-to/prerender-responses.md).
PRERENDER = env.flag("PRERENDER", default=False)

# --- CDNs and tasks ---------------------------------------------------------

# The surrogate keys of changed content are purged in each (docs/how-to/purge-a-cdn.md).
PURGE_BACKENDS = purge_backends(
    cloudflare=(env.text("CLOUDFLARE_ZONE_ID"), env.text("CLOUDFLARE_API_TOKEN")),
    fastly=(env.text("FASTLY_SERVICE_ID"), env.text("FASTLY_API_TOKEN")),
    urls=env.words("PURGE_URL"), token=env.text("PURGE_TOKEN"),
    method=env.text("PURGE_METHOD"), header=env.text("PURGE_HEADER"),
)  # fmt: skip
# Tasks after a save run in the server before it responds, or in `manage.py db_worker`.
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

# --- Users, languages, time -------------------------------------------------

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
# Use the pinned tzdata and never that of the operating system, so that all servers agree.
zoneinfo.reset_tzpath(to=())
TIME_ZONE = env.time_zone("SITE_TIME_ZONE", default="UTC")

# --- Email ------------------------------------------------------------------

vars().update(env.email("EMAIL_URL"))
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "wellspring@localhost")

# --- Wagtail ----------------------------------------------------------------

WAGTAIL_SITE_NAME = "Wellspring"
WAGTAILADMIN_BASE_URL = PUBLIC_URL
# Send no hashes of users' email addresses to Gravatar.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.publishing.workflows.publish_approved"
WAGTAILIMAGES_IMAGE_MODEL = "content.ContentImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.content.images.forms.ImageForm"
# No SVG: it can contain scripts. No HEIC: only one browser supports it.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
# Enough for the largest phone cameras (8192 × 6144). A file of a few kilobytes can have as many and
# take seconds to decode. All frames of an animation count. Wagtail's default is 128 million.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 51 * 1_000_000
# cms/content/documents.py serves documents from any storage; their files have no public URL.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "pptx", "txt", "xlsx", "zip"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend"}}
# Make no requests to other servers from the admin.
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
# In milliseconds. Each preview saves a draft under a new token, so not with every keystroke.
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
        # Logs every save and task, which the history in the admin shows too.
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}

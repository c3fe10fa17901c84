"""Which settings do the tests run with? Those of the project, under an environment of their own.

Only the database and the cache come from outside: DATABASE_URL and CACHE_URL, where set.
"""

import os
import re
from pathlib import Path

_LISTED = Path(__file__).parent.parent / ".env.example"
for _name in re.findall(r"^([A-Z_]+)=", _LISTED.read_text("utf-8"), re.MULTILINE):
    if _name not in ("DATABASE_URL", "CACHE_URL"):
        os.environ.pop(_name, None)
os.environ["ENV_FILE"] = os.devnull
os.environ["SECRET_KEY"] = "only-for-tests-" + "0123456789" * 4
os.environ["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
os.environ["SECURE_SSL_REDIRECT"] = "false"
if os.environ.get("CACHE_URL", "").startswith("redis"):
    # A Redis database for each worker: tests empty theirs.
    _worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    os.environ["CACHE_URL"] = f"{os.environ['CACHE_URL'].rstrip('/')}/{_worker}"

from cms.settings import *  # noqa: E402, F403
from cms.settings import STORAGES  # noqa: E402

# The admin's templates ask for hashed names only after collectstatic.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

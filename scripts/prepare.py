"""Prepare to serve: check that the port is free, migrate the database, load the demo content.

One process does all of it, because starting Django takes most of the time.
"""

import os
import socket
import sys
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")


def require_free_port(port: str) -> None:
    """Exit if the port is in use: Granian would share it, and each server get half the requests."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except (OSError, OverflowError, ValueError) as error:
            sys.exit(f"PORT={port} cannot be served on ({error}). Another one: PORT=9000 make run")


require_free_port(os.environ.get("PORT", "8000"))
try:
    django.setup()
    call_command("migrate", verbosity=0, skip_checks=False)
    call_command("load_demo")
except ImproperlyConfigured as mistake:
    sys.exit(f"Settings: {mistake}")
except CommandError as error:
    sys.exit(str(error))

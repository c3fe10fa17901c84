#!/usr/bin/env python
"""How is a management command run?"""

import os
import sys
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings")
    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except ImproperlyConfigured as mistake:
        sys.exit(f"Settings: {mistake}")
    execute_from_command_line(sys.argv)

"""Write a .env with settings for development, unless there is one."""

import secrets
from pathlib import Path

ENV = Path(".env")
TEXT = f"""\
# For development on this machine, written by `make run`. Every variable: .env.example
SECRET_KEY={secrets.token_urlsafe(50)}
DEBUG=true
"""

if not ENV.exists():
    ENV.touch(mode=0o600)
    ENV.write_text(TEXT)
    print("Wrote .env with settings for development.")

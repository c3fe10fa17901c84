"""An S3-compatible server with the bucket that docs/how-to/deploy.md describes."""

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.conf import settings

from tests.processes import free_port, running

BUCKET = "wellspring-media"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "somebody",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_DEFAULT_REGION": "us-east-1",
}


def documented_policy() -> str:
    """The policy of the bucket, as the guide shows it."""
    guide = Path(settings.BASE_DIR, "docs/how-to/deploy.md").read_text("utf-8")
    (policy,) = re.findall(r"```json\n(.*?)```", guide, re.DOTALL)
    assert json.loads(policy)["Statement"][0]["Principal"] == "*"
    return str(policy)


@contextmanager
def bucket_settings(log: Path) -> Iterator[dict[str, str]]:
    """The environment of a server whose uploads lie in a bucket, which lasts as long."""
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with (
        log.open("wb") as output,
        running(command, port, stdout=output, stderr=output),
        pytest.MonkeyPatch.context() as patched,
    ):
        for name, value in CREDENTIALS.items():
            patched.setenv(name, value)
        client: Any = boto3.client("s3", endpoint_url=endpoint)
        client.create_bucket(Bucket=BUCKET)
        client.put_bucket_policy(Bucket=BUCKET, Policy=documented_policy())
        yield {
            **CREDENTIALS,
            "MEDIA_BUCKET": BUCKET,
            "MEDIA_ENDPOINT_URL": endpoint,
            "MEDIA_URL": f"{endpoint}/{BUCKET}/",
        }

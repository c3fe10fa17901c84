"""Storage of uploads in an S3-compatible bucket."""

from typing import BinaryIO

from botocore.exceptions import ClientError
from storages.backends.s3 import S3Storage
from storages.utils import clean_name


class BucketStorage(S3Storage):
    """S3 storage that can also stream a file."""

    def stream(self, name: str) -> tuple[BinaryIO, int]:
        """Return the content of a file, to be read once from start to end, and its size in bytes.

        `open()` holds the whole file in memory before it returns the first byte. Raise
        FileNotFoundError if the bucket has no such file.
        """
        try:
            response = self.bucket.Object(self._normalize_name(clean_name(name))).get()
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 404:
                raise FileNotFoundError(name) from error
            raise
        return response["Body"], response["ContentLength"]

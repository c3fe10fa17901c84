"""The settings of the API, with the defaults of a project that does not set them."""

from typing import Any, Final

from django.conf import settings

from cms.delivery.conf import delivery_settings

OPENAPI: Final[dict[str, Any]] = {
    "DESCRIPTION": (
        "Reads for frontends. Instants are RFC 3339 in UTC with whole seconds. Every answer has "
        "a strong ETag and a Cache-Control that never reaches past the next scheduled change. "
        "Errors are RFC 9457 problems; an unknown query parameter is one."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "previewToken": {
                "type": "http",
                "scheme": "bearer",
                "description": "A preview token, for reads with `at`; made in the admin's "
                "settings or by `manage.py preview_token`.",
            }
        }
    },
    "PREPROCESSING_HOOKS": ["cms.api.openapi.schema.only_delivery"],
    # Enumerations stay where they are used: the names made up for them would not be stable.
    "POSTPROCESSING_HOOKS": [],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATION_PARAMETERS": False,
}
"""Settings of drf-spectacular for our document; SPECTACULAR_SETTINGS stay the project's own."""


class ApiSettings:
    """Read from Django's settings at each access, so that tests can override them."""

    @property
    def API_TITLE(self) -> str:
        """The title of the OpenAPI document and of the page that shows it."""
        return str(getattr(settings, "API_TITLE", "Wellspring"))

    @property
    def openapi(self) -> dict[str, Any]:
        """The settings with which the OpenAPI document is generated."""
        prefix = delivery_settings.API_PREFIX.rstrip("/")
        return {**OPENAPI, "TITLE": self.API_TITLE, "SCHEMA_PATH_PREFIX": prefix}


api_settings = ApiSettings()

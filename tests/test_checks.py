"""Does `manage.py check` name the variable of each mistake in the settings?"""

from typing import Any

import pytest
from django.core.checks import CheckMessage

from cms import checks

PRODUCTION = {
    "DEBUG": False,
    "PUBLIC_URL": "https://cms.example.com",
    "FRONTEND_URL": "https://www.example.com",
    "ALLOWED_HOSTS": ["cms.example.com"],
    "SECURE_SSL_REDIRECT": True,
    "MEDIA_BUCKET": "pictures",
    "MEDIA_URL": "https://media.example.com/",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}},
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}


def found() -> list[CheckMessage]:
    return [
        *checks.check_addresses(),
        *checks.check_media(),
        *checks.check_hosts(),
        *checks.check_deployment(),
    ]


def set_all(settings: Any, **changed: Any) -> None:
    for name, value in {**PRODUCTION, **changed}.items():
        setattr(settings, name, value)


def test_good_settings_pass(settings: Any) -> None:
    set_all(settings)
    assert found() == []


@pytest.mark.parametrize(
    ("variable", "changed"),
    [
        ("PUBLIC_URL", {"PUBLIC_URL": "cms.example.com"}),
        ("PUBLIC_URL", {"PUBLIC_URL": "ftp://cms.example.com"}),
        ("PUBLIC_URL", {"PUBLIC_URL": "https://cms.example.com/cms"}),
        ("PUBLIC_URL", {"PUBLIC_URL": "https://cms.example.com:port"}),
        ("PUBLIC_URL", {"PUBLIC_URL": "http://localhost:8000"}),
        ("PUBLIC_URL", {"PUBLIC_URL": "http://cms.example.com"}),
        ("FRONTEND_URL", {"FRONTEND_URL": "//www.example.com"}),
        ("FRONTEND_URL", {"FRONTEND_URL": "https://www.example.com?draft=1"}),
        ("DEBUG", {"DEBUG": True}),
        ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": []}),
        ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": ["other.example.com"]}),
        ("MEDIA_URL", {"MEDIA_URL": "/media/"}),
        (
            "CACHE_URL",
            {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}},
        ),
        ("EMAIL_URL", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
    ],
)
def test_mistake_is_reported_by_its_variable(
    settings: Any, variable: str, changed: dict[str, Any]
) -> None:
    set_all(settings, **changed)
    messages = found()
    assert messages, "nothing was reported"
    assert variable in str(messages[0].msg)
    assert all(message.hint and message.id for message in messages)


def test_developer_on_this_machine_hears_nothing_without_deploy(settings: Any) -> None:
    set_all(settings, DEBUG=True, PUBLIC_URL="http://localhost:8000", ALLOWED_HOSTS=[])
    assert [*checks.check_addresses(), *checks.check_media(), *checks.check_hosts()] == []

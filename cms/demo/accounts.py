"""The user accounts of the demo."""

from dataclasses import dataclass
from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

KNOWN_PASSWORD = "wellspring-demo"  # noqa: S105 - meant to be known, on machines in DEBUG only


@dataclass(frozen=True)
class Account:
    """A user name and its group; without a group it is a superuser."""

    name: str
    group: str = ""


ACCOUNTS = [
    Account("admin"),
    Account("editor", "Editors"),
    Account("reviewer", "Medical reviewers"),
    Account("promotions", "Promotions managers"),
]


def password() -> str:
    """Return the known password if DEBUG is on, else a random one."""
    return KNOWN_PASSWORD if settings.DEBUG else token_urlsafe(15)


def create_missing(secret: str) -> list[str]:
    """Create the missing accounts with this password, and return their names.

    An existing account keeps its password, groups and permissions.
    """
    return [account.name for account in ACCOUNTS if _create(account, secret)]


def _create(account: Account, secret: str) -> bool:
    model = get_user_model()
    if model._default_manager.filter(username=account.name).exists():
        return False
    email = f"{account.name}@example.com"
    if not account.group:
        model._default_manager.create_superuser(account.name, email, secret)
        return True
    user = model._default_manager.create_user(account.name, email, secret)
    group, _new = Group.objects.get_or_create(name=account.group)
    user.groups.add(group)
    return True

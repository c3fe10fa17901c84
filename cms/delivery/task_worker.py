"""Whether background tasks have a worker of their own."""

from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.immediate import ImmediateBackend


def has_worker() -> bool:
    """Return whether tasks run in another process than the one that enqueues them."""
    return not isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], ImmediateBackend)

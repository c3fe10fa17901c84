"""Let one thread of this process render a response while the others wait for it."""

from threading import Event, Lock


class Rendering:
    """A response that a thread is rendering. `failed` is True until the thread sets it."""

    __slots__ = ("_finished", "failed")

    def __init__(self) -> None:
        self.failed = True
        self._finished = Event()

    def wait(self, seconds: float) -> bool:
        """Wait until it is finished, for `seconds` at most; return whether it is."""
        return self._finished.wait(max(0.0, seconds))

    def finish(self) -> None:
        """Wake all waiting threads."""
        self._finished.set()


class SingleFlight:
    """The renderings in progress, by cache key."""

    def __init__(self) -> None:
        self._in_progress: dict[str, Rendering] = {}
        self._lock = Lock()

    def start_or_join(self, key: str) -> tuple[Rendering, bool]:
        """Return the rendering of a key, and whether the caller has started it.

        Whoever starts it must call `finish`.
        """
        with self._lock:
            rendering = self._in_progress.get(key)
            if rendering is not None:
                return rendering, False
            rendering = self._in_progress[key] = Rendering()
            return rendering, True

    def finish(self, key: str, rendering: Rendering) -> None:
        """End a rendering that the caller has started."""
        with self._lock:
            self._in_progress.pop(key, None)
        rendering.finish()

"""Which answers does this process hold? Those asked for last, as many as fit into a given size."""

from collections import OrderedDict
from threading import Lock
from typing import Final

from cms.delivery.cache.stored_response import Answer

# One answer may not push out most of the others.
LARGEST_SHARE: Final = 8


class Memory:
    """Answers by their question, the one that nobody has asked for longest forgotten first.

    `capacity` is in bytes and counts the answers in each coding that they have been made in. For
    use by many threads at once.
    """

    def __init__(self, capacity: int) -> None:
        self.capacity = capacity
        self.size = 0
        self._held: OrderedDict[str, tuple[Answer, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: str) -> Answer | None:
        """The answer to a question."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def put(self, key: str, answer: Answer) -> None:
        """Hold an answer; or, where it is held already, count the codings made since."""
        size = answer.size + 2 * len(key)
        with self._lock:
            self._forget(key)
            if size * LARGEST_SHARE > self.capacity:
                return
            self._held[key] = (answer, size)
            self.size += size
            while self.size > self.capacity:
                _oldest, (_answer, freed) = self._held.popitem(last=False)
                self.size -= freed

    def _forget(self, key: str) -> None:
        found = self._held.pop(key, None)
        if found is not None:
            self.size -= found[1]

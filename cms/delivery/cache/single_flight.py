"""Is somebody in this process already making the answer that I need?"""

from threading import Event, Lock


class Flight:
    """An answer that is being made. `failed`: nobody knows yet whether it can be made."""

    __slots__ = ("_landed", "failed")

    def __init__(self) -> None:
        self.failed = True
        self._landed = Event()

    def wait(self, seconds: float) -> bool:
        """Until it is made, or given up, but no longer than that; whether it is over."""
        return self._landed.wait(max(0.0, seconds))

    def land(self) -> None:
        """Let everybody go on who waits."""
        self._landed.set()


class SingleFlight:
    """What is being made at the moment, by question."""

    def __init__(self) -> None:
        self._under_way: dict[str, Flight] = {}
        self._lock = Lock()

    def join(self, key: str) -> tuple[Flight, bool]:
        """The flight of a question, and whether it is the caller who makes the answer."""
        with self._lock:
            flight = self._under_way.get(key)
            if flight is not None:
                return flight, False
            flight = self._under_way[key] = Flight()
            return flight, True

    def land(self, key: str, flight: Flight) -> None:
        """End a flight that the caller leads."""
        with self._lock:
            self._under_way.pop(key, None)
        flight.land()

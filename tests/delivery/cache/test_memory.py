"""The responses in memory stay within their limit, whatever is requested at once."""

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from cms.delivery.cache.memory import Memory
from cms.delivery.cache.single_flight import SingleFlight
from cms.delivery.cache.stored_response import ENCODING_OVERHEAD, RequestHeaders, StoredResponse

KIB = 1024


def answer(length: int = KIB) -> StoredResponse:
    return StoredResponse(200, [("Content-Type", "application/json")], b"x" * length)


def test_the_one_asked_for_longest_ago_goes_first():
    one = answer()
    memory = Memory(16 * one.size)
    for number in range(15):
        memory.put(f"{number}", answer())
    memory.get("0")
    memory.put("new", answer())
    assert (memory.get("0") is not None, memory.get("1"), memory.get("new") is not None) == (
        True, None, True,
    )  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 40_000)), max_size=60))
def test_its_size_is_the_sum_of_what_it_holds_and_never_more_than_its_capacity(puts):
    memory = Memory(128 * KIB)
    for number, length in puts:
        memory.put(f"{number}", answer(length))
        held = {f"{key}": memory.get(f"{key}") for key in range(10)}
        sizes = [found.size + 2 * len(key) for key, found in held.items() if found is not None]
        assert memory.size == sum(sizes) <= memory.capacity
        assert len(memory) == len(sizes)


def test_a_flood_of_questions_only_pushes_out():
    memory = Memory(256 * KIB)
    for number in range(2_000):
        memory.put(f"/api/v1/articles/?search={number}" * 9, answer(300))
    assert memory.size <= memory.capacity
    assert 0 < len(memory) < 100


def test_the_codings_made_later_are_counted():
    memory, held = Memory(256 * KIB), answer(20 * KIB)
    memory.put("a", held)
    before = memory.size
    held.respond(RequestHeaders("GET", "gzip"), 0)
    memory.put("a", held)
    assert memory.size == before + len(held.encoded_bodies["gzip"].body) + ENCODING_OVERHEAD


def test_what_is_too_large_or_for_no_memory_at_all_is_not_held():
    memory = Memory(64 * KIB)
    memory.put("a", answer(100))
    memory.put("a", answer(20 * KIB))
    assert (memory.get("a"), memory.size) == (None, 0)
    off = Memory(0)
    off.put("a", answer(1))
    assert len(off) == off.size == 0


def test_threads_at_once_leave_the_sum_right():
    memory = Memory(200 * KIB)

    def work(seed: int) -> None:
        for number in range(500):
            key = f"{(seed * 31 + number * 7) % 40}"
            if memory.get(key) is None or number % 3 == 0:
                memory.put(key, answer(number * 5))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    keys = [f"{number}" for number in range(40)]
    held = [(key, memory.get(key)) for key in keys]
    assert memory.size == sum(each.size + 2 * len(key) for key, each in held if each) > 0


def test_one_leads_and_the_others_wait_until_it_lands():
    flights = SingleFlight()
    flight, leads = flights.start_or_join("a")
    assert leads
    assert flights.start_or_join("a") == (flight, False)
    assert flights.start_or_join("b")[1]
    assert not flight.wait(0.001)
    flights.finish("a", flight)
    assert flight.wait(0)
    again, leads = flights.start_or_join("a")
    assert leads
    assert again is not flight

"""The throttle: a few tries are free, then each costs more; memory stays bounded."""

from hypothesis import given
from hypothesis import strategies as st

from gate.throttle import (
    FORGOTTEN_AFTER,
    FREE,
    LONGEST_WAIT,
    Throttle,
    address_key,
    name_key,
)

KEYS = [name_key("lan"), address_key("10.0.0.7")]


def test_the_first_tries_are_free_and_then_each_waits_longer() -> None:
    throttle, now, waits = Throttle(), 0.0, []
    for _ in range(FREE):
        assert throttle.wait(KEYS, now) == 0
    for _ in range(12):
        waits.append(throttle.wait(KEYS, now))
        now += waits[-1]
        assert throttle.wait(KEYS, now) == 0
    assert waits == sorted(waits)
    assert waits[0] == 1
    assert waits[-1] == LONGEST_WAIT


@given(st.lists(st.floats(0, 400), max_size=60))
def test_nobody_gets_more_tries_than_the_waits_allow(pauses: list[float]) -> None:
    throttle, now, admitted = Throttle(), 0.0, []
    for pause in pauses:
        now += pause
        if throttle.wait(KEYS, now) == 0:
            admitted.append(now)
    for first, last in zip(admitted, admitted[FREE + 8 :], strict=False):
        assert last - first > 100  # 13 tries take minutes, however they are spread


@given(st.integers(1, 200))
def test_tries_sent_at_once_all_count(sent: int) -> None:
    throttle = Throttle()
    admitted = [throttle.wait(KEYS, 0.0) for _ in range(sent)].count(0)
    assert admitted == min(sent, FREE)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=300))
def test_memory_is_bounded_whoever_tries(tries: list[tuple[int, int]]) -> None:
    throttle = Throttle(most=50)
    for number, (name, place) in enumerate(tries):
        throttle.wait(
            [name_key(str(name)), address_key(f"10.0.{place // 256}.{place % 256}")], number
        )
        assert len(throttle) <= 50


def test_one_name_from_many_places_and_many_names_from_one_are_both_slowed() -> None:
    throttle = Throttle()
    for place in range(FREE):
        assert throttle.wait([name_key("lan"), address_key(f"10.0.0.{place}")], 0) == 0
    assert throttle.wait([name_key("lan"), address_key("10.0.0.99")], 0) > 0
    for name in range(FREE):
        assert throttle.wait([name_key(f"u{name}"), address_key("10.9.9.9")], 0) == 0
    assert throttle.wait([name_key("another"), address_key("10.9.9.9")], 0) > 0
    assert throttle.wait([name_key("another"), address_key("10.9.9.8")], 0) == 0


def test_ones_own_password_does_not_clear_the_address() -> None:
    throttle, mine = Throttle(), [name_key("mine"), address_key("10.0.0.7")]
    for guess in range(FREE - 1):
        assert throttle.wait([name_key(f"u{guess}"), address_key("10.0.0.7")], 0) == 0
        assert throttle.wait(mine, 0) == 0
        throttle.succeeded(mine)
    assert throttle.wait([name_key("last"), address_key("10.0.0.7")], 0) == 0
    assert throttle.wait([name_key("more"), address_key("10.0.0.7")], 0) > 0


def test_it_is_forgotten_in_time() -> None:
    throttle = Throttle()
    for _ in range(FREE):
        throttle.wait(KEYS, 0.0)
    assert throttle.wait(KEYS, 0.5) > 0
    assert throttle.wait(KEYS, FORGOTTEN_AFTER + 1) == 0


def test_a_network_of_ipv6_is_one_address() -> None:
    assert address_key("2001:db8::1") == address_key("2001:db8::ffff")
    assert address_key("2001:db8::1") != address_key("2001:db8:0:1::1")
    assert address_key("::ffff:10.0.0.7") != address_key("::ffff:10.0.0.8")
    assert address_key("testclient")

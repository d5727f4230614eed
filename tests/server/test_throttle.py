"""The throttle: a few tries are free, then each costs more; memory stays bounded; who knows a
name cannot lock its owner out, and gets fewer than twenty guesses an hour."""

from hypothesis import given
from hypothesis import strategies as st

from server.auth.throttle import (
    FORGOTTEN_AFTER,
    FREE,
    HOUR,
    LONGEST_WAIT,
    PATIENCE,
    Attempt,
    Throttle,
    build_address_key,
)

FROM_HOME = Attempt("lan", "10.0.0.7", device="hers")
AWAY = Attempt("lan", "203.0.113.5")
AWAY_PATIENT = Attempt("lan", "203.0.113.5", patient=True)
FEWER_THAN = 20


def guess_from(number: int, *, patient: bool = False) -> Attempt:
    return Attempt("lan", f"10.{number // 65536}.{number // 256 % 256}.{number % 256}", "", patient)


def test_the_first_tries_are_free_and_then_each_waits_longer() -> None:
    throttle, now, waits = Throttle(), 0.0, []
    for _ in range(FREE):
        assert throttle.admit(FROM_HOME, now) == 0
    for _ in range(12):
        waits.append(throttle.admit(FROM_HOME, now))
        now += waits[-1]
        assert throttle.admit(FROM_HOME, now) == 0
    assert waits == sorted(waits)
    assert waits[0] == 1
    assert waits[-1] == LONGEST_WAIT


@given(st.lists(st.floats(0, 400), max_size=60), st.sampled_from([FROM_HOME, AWAY]))
def test_nobody_gets_more_tries_than_the_waits_allow(pauses: list[float], attempt: Attempt) -> None:
    throttle, now, admitted = Throttle(), 0.0, []
    for pause in pauses:
        now += pause
        if throttle.admit(attempt, now) == 0:
            admitted.append(now)
    for first, last in zip(admitted, admitted[FREE + 8 :], strict=False):
        assert last - first > 100  # 13 tries take minutes, however they are spread


@given(st.integers(1, 200))
def test_tries_sent_at_once_all_count(sent: int) -> None:
    throttle = Throttle()
    admitted = [throttle.admit(AWAY, 0.0) for _ in range(sent)].count(0)
    assert admitted == min(sent, FREE)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=300))
def test_memory_is_bounded_whoever_tries(tries: list[tuple[int, int]]) -> None:
    throttle = Throttle(most=50)
    for number, (name, place) in enumerate(tries):
        throttle.admit(Attempt(str(name), f"10.0.{place // 256}.{place % 256}"), number)
        assert len(throttle) <= 50


@given(st.lists(st.tuples(st.floats(0, 300), st.booleans()), min_size=50, max_size=400))
def test_from_a_new_address_each_time_a_name_is_guessed_fewer_than_twenty_times_an_hour(
    guesses: list[tuple[float, bool]],
) -> None:
    throttle, now, admitted = Throttle(), 0.0, []
    for number, (pause, patient) in enumerate(guesses):
        now += pause
        if throttle.admit(guess_from(number, patient=patient), now) == 0:
            admitted.append(now)
    for first, last in zip(admitted, admitted[FEWER_THAN - 1 :], strict=False):
        assert last - first >= HOUR


def test_a_thousand_guesses_keep_the_owner_out_of_neither_her_own_device_nor_another() -> None:
    throttle = Throttle()
    admitted = [throttle.admit(guess_from(number), number) for number in range(1000)].count(0)
    assert 0 < admitted < FEWER_THAN
    assert throttle.admit(FROM_HOME, 1000) == 0
    assert throttle.admit(AWAY, 1000) == PATIENCE
    for number in range(30):  # goes on while she waits
        assert throttle.admit(guess_from(number), 1000 + number) > 0
    assert throttle.admit(AWAY_PATIENT, 1000 + PATIENCE) == 0


def test_a_name_that_is_guessed_at_keeps_no_other_out_and_its_owner_may_bring_a_code() -> None:
    throttle = Throttle()
    for number in range(100):
        throttle.admit(guess_from(number), 0)
    assert throttle.admit(Attempt("hoa", "203.0.113.9"), 0) == 0
    assert throttle.admit(Attempt("lan", "203.0.113.9", by_code=True), 0) == 0


def test_many_names_from_many_addresses_are_slowed_too() -> None:
    throttle = Throttle()
    tries = [Attempt(f"u{number}", f"10.1.{number // 256}.{number % 256}") for number in range(999)]
    admitted = [throttle.admit(attempt, number / 1000) for number, attempt in enumerate(tries)]
    assert admitted.count(0) <= 300
    assert throttle.admit(FROM_HOME, 2) == 0


def test_many_names_from_one_address_are_slowed() -> None:
    throttle = Throttle()
    for number in range(FREE):
        assert throttle.admit(Attempt(f"u{number}", "10.9.9.9"), 0) == 0
    assert throttle.admit(Attempt("another", "10.9.9.9"), 0) > 0
    assert throttle.admit(Attempt("another", "10.9.9.8"), 0) == 0


def test_ones_own_password_does_not_clear_the_address() -> None:
    throttle, mine = Throttle(), Attempt("mine", "10.0.0.7")
    for guess in range(FREE - 1):
        assert throttle.admit(Attempt(f"u{guess}", "10.0.0.7"), 0) == 0
        assert throttle.admit(mine, 0) == 0
        throttle.take_back(mine)
    assert throttle.admit(Attempt("last", "10.0.0.7"), 0) == 0
    assert throttle.admit(Attempt("more", "10.0.0.7"), 0) > 0


def test_it_is_forgotten_in_time() -> None:
    throttle = Throttle()
    for _ in range(FREE):
        throttle.admit(AWAY, 0.0)
    assert throttle.admit(AWAY, 0.5) > 0
    assert throttle.admit(AWAY, FORGOTTEN_AFTER + 1) == 0


def test_a_network_of_ipv6_is_one_address() -> None:
    assert build_address_key("2001:db8::1") == build_address_key("2001:db8::ffff")
    assert build_address_key("2001:db8::1") != build_address_key("2001:db8:0:1::1")
    assert build_address_key("::ffff:10.0.0.7") != build_address_key("::ffff:10.0.0.8")
    assert build_address_key("testclient")


def test_guesses_at_made_up_names_leave_a_one_time_code_its_way_in() -> None:
    throttle = Throttle()
    for number in range(1000):
        throttle.admit(Attempt(f"nobody{number}", f"203.0.{number // 250}.{number % 250}"), number)
    assert throttle.admit(Attempt("lan", "198.51.100.7", by_code=True), 1000) == 0

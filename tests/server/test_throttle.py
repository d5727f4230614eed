"""The throttle: a few tries are free, then each costs more; memory stays bounded; who knows a
name cannot lock its owner out, and gets fewer than twenty guesses an hour."""

import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.auth.throttle import (
    COMPUTED_FOR_NOBODY,
    DEVICE_BUDGET,
    FORGOTTEN_AFTER,
    FREE,
    HOUR,
    LONGEST_WAIT,
    NETWORKS,
    PATIENCE,
    WHOLE_BUDGET,
    Attempt,
    Throttle,
    build_address_key,
)

FROM_HOME = Attempt("lan", "10.0.0.7", device="hers")
AWAY = Attempt("lan", "203.0.113.5")
AWAY_PATIENT = Attempt("lan", "203.0.113.5", patient=True)
FEWER_THAN = 20
PAUSES = (0.0, 0.0, 1.0, 30.0, 240.0, 900.0)


def guess_from(number: int, *, patient: bool = False) -> Attempt:
    return Attempt("lan", f"10.{number // 65536}.{number // 256 % 256}.{number % 256}", "", patient)


def test_the_first_tries_are_free_and_then_each_waits_longer() -> None:
    throttle, now, waits = Throttle(), 0.0, []
    for _ in range(FREE):
        assert throttle.admit(FROM_HOME, now) == 0
    for _ in range(9):
        waits.append(throttle.admit(FROM_HOME, now))
        now += waits[-1]
        assert throttle.admit(FROM_HOME, now) == 0
    assert waits == sorted(waits)
    assert waits[0] == 1
    assert waits[-1] == 2.0 ** (len(waits) - 1) < LONGEST_WAIT
    for _ in range(DEVICE_BUDGET - FREE - 9):
        now += LONGEST_WAIT
        assert throttle.admit(FROM_HOME, now) == 0
    assert throttle.admit(FROM_HOME, now + LONGEST_WAIT) > LONGEST_WAIT


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


def count_most_in_an_hour(attempts: Iterable[Attempt], chance: random.Random) -> int:
    """How many of these tries are admitted in the worst hour, made now and then."""
    throttle, now, admitted = Throttle(), 0.0, list[float]()
    throttle.remember_network("lan", "203.0.113.9")
    for attempt in attempts:
        now += chance.choice(PAUSES)
        if throttle.admit(attempt, now) == 0:
            admitted.append(now)
    return max(sum(first <= at < first + HOUR for at in admitted) for first in admitted)


@pytest.mark.parametrize("seed", range(8))
def test_wherever_it_comes_from_a_name_is_guessed_fewer_than_twenty_times_an_hour(
    seed: int,
) -> None:
    chance = random.Random(seed)
    tries = [guess_from(number, patient=chance.random() < 0.5) for number in range(400)]
    inside = [replace(one, address=f"203.0.113.{chance.randrange(256)}") for one in tries]
    chosen = [chance.choice(pair) for pair in zip(tries, inside, strict=True)]
    assert 0 < count_most_in_an_hour(chosen, chance) < FEWER_THAN


@pytest.mark.parametrize("seed", range(8))
def test_a_second_factor_is_guessed_fewer_than_twenty_times_an_hour_from_known_devices_too(
    seed: int,
) -> None:
    chance = random.Random(seed)
    tries = [
        replace(
            guess_from(number, patient=chance.random() < 0.5),
            device=chance.choice(["", f"stolen {number}"]),
            second="lan",
        )
        for number in range(400)
    ]
    assert 0 < count_most_in_an_hour(tries, chance) < FEWER_THAN


def test_who_guesses_codes_from_elsewhere_leaves_the_known_device_its_tries() -> None:
    throttle = Throttle()
    for number in range(200):
        throttle.admit(replace(guess_from(number, patient=True), second="lan"), 0)
    assert throttle.admit(replace(guess_from(999, patient=True), second="lan"), 0) > PATIENCE
    assert throttle.admit(replace(FROM_HOME, second="lan"), 0) == 0


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


def test_a_new_device_in_a_network_she_came_in_from_needs_no_patience() -> None:
    throttle = Throttle()
    throttle.remember_network("lan", "203.0.113.200")
    throttle.remember_network("lan", "2001:db8::7")
    for number in range(1000):
        throttle.admit(guess_from(number, patient=True), number / 10)
    assert throttle.admit(guess_from(2000, patient=True), 101) > 60
    assert throttle.admit(AWAY, 101) == 0
    assert throttle.admit(replace(AWAY, address="2001:db8::ffff"), 101) == 0
    assert throttle.admit(replace(AWAY, name="hoa"), 101) == 0  # at once
    others = Attempt("minh", "203.0.113.5")
    for number in range(50):
        throttle.admit(replace(guess_from(number), name="minh"), 101)
    assert throttle.admit(others, 101) == PATIENCE  # it is near to lan only


def test_a_person_has_a_few_near_networks_and_the_one_unused_longest_goes() -> None:
    throttle = Throttle()
    for number in range(NETWORKS + 1):
        throttle.remember_network("lan", f"198.51.{number}.1")
    for number in range(50):
        throttle.admit(guess_from(number), 0)
    assert throttle.admit(replace(AWAY, address="198.51.0.9"), 0) == PATIENCE
    assert throttle.admit(replace(AWAY, address="198.51.1.9"), 0) == 0


def test_a_network_that_is_used_again_stays_near() -> None:
    throttle = Throttle()
    for number in (*range(NETWORKS), 0, NETWORKS):
        throttle.remember_network("lan", f"198.51.{number}.1")
    for number in range(50):
        throttle.admit(guess_from(number), 0)
    assert throttle.admit(replace(AWAY, address="198.51.1.9"), 0) == PATIENCE
    assert throttle.admit(replace(AWAY, address="198.51.0.9"), 0) == 0


def test_many_names_from_many_addresses_are_slowed_too() -> None:
    throttle = Throttle()
    tries = [Attempt(f"u{number}", f"10.1.{number // 256}.{number % 256}") for number in range(999)]
    admitted = [throttle.admit(attempt, number / 1000) for number, attempt in enumerate(tries)]
    assert admitted.count(0) == WHOLE_BUDGET
    assert throttle.admit(FROM_HOME, 2) == 0
    assert throttle.admit(AWAY, 2) == PATIENCE
    for attempt in tries:  # and each of them waits, too
        throttle.admit(replace(attempt, patient=True), 2 + PATIENCE)
    assert throttle.admit(AWAY_PATIENT, 2 + PATIENCE) == 0


def test_made_up_names_are_answered_alike_and_take_nothing_from_people() -> None:
    throttle = Throttle()
    for number in range(5000):
        made_up = Attempt(f"nobody{number}", f"10.2.{number // 256}.{number % 256}", is_nobody=True)
        assert throttle.admit(replace(made_up, patient=number % 2 == 0), number / 50) == 0
        assert throttle.may_compute(made_up, number / 50) == (number < COMPUTED_FOR_NOBODY)
    assert throttle.admit(AWAY, 101) == 0
    assert throttle.may_compute(AWAY, 101)


@given(st.lists(st.tuples(st.floats(0, 300), st.booleans(), st.integers(0, 5)), max_size=80))
def test_nobody_learns_from_the_waits_whether_a_name_is_a_persons(
    tries: list[tuple[float, bool, int]],
) -> None:
    throttles, now = (Throttle(), Throttle()), 0.0
    for pause, patient, place in tries:
        now += pause
        attempt = guess_from(place, patient=patient)
        real, made_up = attempt, replace(attempt, is_nobody=True)
        assert throttles[0].admit(real, now) == throttles[1].admit(made_up, now)


def test_a_flood_of_addresses_and_made_up_names_does_not_make_a_names_tries_forgotten() -> None:
    throttle = Throttle(most=100)
    while throttle.admit(guess_from(1, patient=True), 0) == 0:
        pass
    for number in range(200):
        throttle.admit(guess_from(number, patient=True), 0)
    for number in range(1000):
        throttle.admit(Attempt(f"n{number}", f"10.3.{number // 256}.9", is_nobody=True), 0)
    assert throttle.admit(guess_from(5000, patient=True), 1) > PATIENCE


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
    assert throttle.admit(AWAY_PATIENT, 0.5) > 0
    assert throttle.admit(AWAY_PATIENT, FORGOTTEN_AFTER + 1) == 0
    assert throttle.admit(AWAY, FORGOTTEN_AFTER + 2) == PATIENCE
    assert throttle.admit(AWAY, HOUR + 1) == 0


def test_a_network_of_ipv6_is_one_address() -> None:
    assert build_address_key("2001:db8::1") == build_address_key("2001:db8::ffff")
    assert build_address_key("2001:db8::1") != build_address_key("2001:db8:0:1::1")
    assert build_address_key("::ffff:10.0.0.7") != build_address_key("::ffff:10.0.0.8")
    assert build_address_key("::ffff:10.0.0.7") == build_address_key("10.0.0.7")
    assert build_address_key("testclient")
    throttle = Throttle()
    tries = [Attempt(f"u{number}", f"2001:db8::{number:x}") for number in range(50)]
    assert [throttle.admit(attempt, 0) for attempt in tries].count(0) == FREE


def test_guesses_at_made_up_names_leave_a_one_time_code_its_way_in() -> None:
    throttle = Throttle()
    for number in range(1000):
        throttle.admit(Attempt(f"nobody{number}", f"203.0.{number // 250}.{number % 250}"), number)
    assert throttle.admit(Attempt("lan", "198.51.100.7", by_code=True), 1000) == 0

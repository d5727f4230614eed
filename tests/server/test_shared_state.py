"""Two processes that serve one database know the same of forms, tries, and who went out."""

import subprocess
import sys

from sqlalchemy import Engine

from actions.accounts.held_sign_ins import find_last_step, hold_sign_out, is_ended, use_step
from actions.paths import get_path_beside
from actions.shared_state import FILE, load_shared_secret, open_shared_state
from models.soundness import BROKEN, STOPPED, allow_writing, find_stop, share_stops
from server.auth.providers import RedirectStore
from server.auth.throttle import FREE, HOUR, Attempt, SharedThrottle
from server.bounded_cache import SharedCache
from tests.house.tracked import HOUSE
from tests.province import NOW

GUESS = Attempt("lan", "203.0.113.5")
ELSEWHERE = """
import sys
from sqlalchemy import make_url
from actions.accounts.held_sign_ins import is_ended, use_step
from actions.paths import get_path_beside
from actions.shared_state import load_shared_secret
from models.soundness import STOPPED, share_stops, stop_writing
url = make_url(sys.argv[1])
share_stops(url, get_path_beside(url, STOPPED))
print(load_shared_secret(url).hex(), is_ended(url, "her token"), use_step(url, 1, 100))
stop_writing(url)
"""


def run_elsewhere(engine: Engine) -> list[str]:
    """What another process knows, which then meets damage."""
    command = [sys.executable, "-c", ELSEWHERE, str(engine.url)]
    done = subprocess.run(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.split()


def test_another_process_knows_the_secret_a_sign_out_a_used_code_and_stops_with_us(
    engine: Engine,
) -> None:
    share_stops(engine.url, get_path_beside(engine.url, STOPPED))
    hold_sign_out(engine.url, "her token", now=NOW)
    assert use_step(engine.url, 1, 100)
    assert find_stop(engine.url) is None
    secret = load_shared_secret(engine.url).hex()
    assert run_elsewhere(engine) == [secret, "True", "False"]
    assert not is_ended(engine.url, "another token")
    assert find_last_step(engine.url, 1) == 100
    stop = find_stop(engine.url)
    assert stop is not None
    assert stop.code == BROKEN
    allow_writing(engine.url)
    assert find_stop(engine.url) is None


def test_the_file_is_its_owners_alone(engine: Engine) -> None:
    load_shared_secret(engine.url)
    assert get_path_beside(engine.url, FILE).stat().st_mode & 0o77 == 0


def test_tries_at_two_processes_count_together(engine: Engine) -> None:
    first, second = SharedThrottle(engine.url), SharedThrottle(engine.url)
    admitted = [throttle.admit(GUESS, 1000.0) for throttle in (first, second) * FREE].count(0)
    assert admitted == FREE
    second.take_back(GUESS)
    assert first.admit(GUESS, 1000.0) == 0


def test_a_network_she_came_in_from_is_near_at_every_process(engine: Engine) -> None:
    first, second = SharedThrottle(engine.url), SharedThrottle(engine.url)
    first.remember_network("lan", "203.0.113.7")
    for number in range(10):  # others use up the budget of whoever tries at once
        second.admit(Attempt("lan", f"10.0.{number}.1"), 1000.0)
    assert second.admit(Attempt("lan", "10.0.77.1"), 1000.0) > 0
    assert second.admit(GUESS, 1000.0) == 0


def test_addresses_are_forgotten_after_a_while(engine: Engine) -> None:
    throttle = SharedThrottle(engine.url)
    throttle.admit(GUESS, 1000.0)
    throttle.admit(Attempt("minh", "198.51.100.1"), 1000.0 + 3 * HOUR)
    assert b"203.0.113.5" not in read_everything(engine)


def read_everything(engine: Engine) -> bytes:
    """The keys of all that is shared."""
    with open_shared_state(engine.url) as state:
        rows = state._connection.execute("SELECT key FROM shared").fetchall()
    return "\n".join(key for (key,) in rows).encode()


def test_where_nothing_can_be_kept_each_process_counts_its_own(
    engine: Engine,
) -> None:
    throttle = SharedThrottle(engine.url)
    get_path_beside(engine.url, FILE).write_bytes(b"no database at all" * 100)
    assert [throttle.admit(GUESS, 1000.0) for _ in range(FREE + 1)].count(0) == FREE


def test_who_signed_out_at_one_process_is_out_at_the_other(engine: Engine) -> None:
    first, second = SharedCache("ended", 2), SharedCache("ended", 2)
    for cache in (first, second):
        cache.share(engine.url)
    first.keep("her mark", "")
    assert second.has("her mark")
    assert not second.has("another mark")
    for mark in ("b", "c"):
        first.keep(mark, "")
    assert not second.has("her mark")


def test_who_comes_back_from_the_provider_to_another_process_is_led_on(engine: Engine) -> None:
    first, second = RedirectStore(), RedirectStore()
    for store in (first, second):
        store.share(engine.url)
    first.keep("word", "/dia-chi?nam=2026")
    assert second.take("word") == "/dia-chi?nam=2026"
    assert second.take("word") == "/"

"""Once: a call is computed once for all who make it, and never given for another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from unittest.mock import MagicMock

import pandas as pd
import pytest
from sqlalchemy import Engine

from actions.permissions import Actor
from locales.words import words_in
from models.users import UserRole
from pages.app.screens import SCREENS
from pages.components import cache
from pages.components.cache import once
from pages.components.visit import Structure, Visit
from tests.pages.asked import forget
from tests.pages.watching import opened, tables, written

CALLS: list[str] = []
EACH_ROLE = [
    pytest.param(screen.name, role, id=f"{screen.name} {role}")
    for screen in SCREENS
    for role in UserRole
    if role in screen.roles
]


@dataclass(frozen=True)
class Choice:
    code: str
    most: int


def describe(*values: object, word: str = "") -> str:
    CALLS.append(word)
    return f"{values!r} {word}"


def read_reader(visit: Visit) -> tuple[object, ...]:
    return visit.actor.user_id, visit.actor.role, visit.actor.unit_code, visit.now, visit.screen


@pytest.fixture(autouse=True)
def forgotten() -> None:
    forget()
    CALLS.clear()


def build_visit(engine: Engine) -> Visit:
    return Visit(
        engine=engine,
        actor=Actor("binh", UserRole.UNIT_OFFICER, "SYT", user_id=7),
        words=words_in("vi"),
        today=date(2026, 12, 20),
        year=2026,
        as_of=date(2026, 12, 19),
        structure=Structure.THEN,
        version=1,
        sample=False,
        now=datetime(2026, 12, 20, tzinfo=UTC),
        screen="overview",
    )


@pytest.mark.parametrize(
    "same",
    [(1, "x"), (Choice("a", 3),), (date(2026, 1, 1), None), ((1, ("b", Structure.NOW)),)],
)
def test_the_same_call_is_computed_once(same: tuple[object, ...]) -> None:
    assert once(describe, *same, word="w") == once(describe, *same, word="w")
    assert CALLS == ["w"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (1, 1.0),
        ("then", Structure.THEN),
        (date(2026, 1, 1), datetime(2026, 1, 1)),
        (Choice("a", 3), Choice("a", 4)),
        (Choice("a", 3), ("a", 3)),
        (("ab", "c"), ("a", "bc")),
        (words_in("vi"), words_in("en")),
    ],
)
def test_another_argument_is_another_call(one: object, other: object) -> None:
    assert once(describe, one) == describe(one)
    assert once(describe, other) == describe(other)
    assert len(CALLS) == 4


def test_a_frame_is_the_same_only_as_itself() -> None:
    frame = pd.DataFrame({"a": [1]})
    once(describe, frame)
    once(describe, frame)
    assert len(CALLS) == 1
    once(describe, frame.copy())
    once(describe, frame.copy())  # the first copy is gone: nothing is taken for it
    assert len(CALLS) == 3


def test_answers_of_frames_that_are_gone_make_room_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "ANSWERS", cache.SingleFlightCache(3))
    once(describe, "kept", word="kept")
    for _ in range(9):
        once(describe, pd.DataFrame({"a": [1]}))
    once(describe, "kept", word="kept")
    assert CALLS.count("kept") == 1


def test_what_may_hold_more_than_its_key_is_no_call() -> None:
    held = 3
    for function in (partial(describe, held), lambda: describe(held), str):
        with pytest.raises(TypeError, match="function"):
            once(function)


@pytest.mark.parametrize("argument", [[1], {"a": 1}, pd.Series([1]), MagicMock(spec=Engine)])
def test_what_may_change_is_no_argument(argument: object) -> None:
    with pytest.raises(TypeError, match="key"):
        once(describe, argument)


@pytest.mark.parametrize(
    "other",
    [
        {"version": 2},
        {"year": 2025},
        {"as_of": date(2026, 12, 1)},
        {"today": date(2026, 12, 21)},
        {"words": words_in("en")},
        {"structure": Structure.NOW},
        {"actor": Actor("lan", UserRole.LEADER)},
        {"actor": Actor("lan", UserRole.UNIT_OFFICER, "STC")},
    ],
)
def test_another_visit_is_counted_for_itself(engine: Engine, other: dict[str, object]) -> None:
    visit = build_visit(engine)
    once(describe, visit)
    once(describe, replace(visit, **other))  # type: ignore[arg-type]  # each is its own kind
    assert len(CALLS) == 2


def test_readers_of_one_role_and_unit_share_and_no_person_is_in_the_answer(
    engine: Engine,
) -> None:
    visit = build_visit(engine)
    colleague = replace(visit, actor=Actor("lan", UserRole.UNIT_OFFICER, "SYT", user_id=8))
    assert once(read_reader, visit) == (None, UserRole.UNIT_OFFICER, "SYT", None, "")
    once(describe, visit)
    once(describe, colleague)
    assert len(CALLS) == 1


@contextmanager
def computed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """The keys of what was computed while it lasts."""
    keys: list[object] = []
    get = cache.SingleFlightCache.get

    def note(self: cache.SingleFlightCache, key: object, count: object) -> object:
        def compute() -> object:
            keys.append(key)
            return count()  # type: ignore[operator]  # as the cache calls it

        return get(self, key, compute)  # type: ignore[arg-type]  # keys are hashable

    with monkeypatch.context() as patch:
        patch.setattr(cache.SingleFlightCache, "get", note)
        yield keys


@pytest.mark.parametrize(("name", "role"), EACH_ROLE)
def test_a_screen_drawn_again_computes_nothing_anew(
    watched: Engine, name: str, role: UserRole, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(watched, name, role=role)
    with computed(monkeypatch) as keys:
        opened(watched, name, role=role)
    assert keys == []


CHOICES = [  # a screen, and two choices of it that show different things
    ("overview", UserRole.LEADER, {"tu-ngay": "2026-12-10"}, {"tu-ngay": "2026-12-04"}),
    ("overview", UserRole.LEADER, {"chi-so": "qua-han"}, {"chi-so": "hoan-thanh"}),
    ("agencies", UserRole.LEADER, {"nhom": "tat-ca"}, {"nhom": "xa"}),
    ("agencies", UserRole.LEADER, {"don-vi": "SYT"}, {"don-vi": "STC"}),
    ("tasks", UserRole.LEADER, {"viec": "T1"}, {"viec": "T2"}),
    ("addresses", UserRole.SECRETARIAT, {"xa": "X1"}, {"xa": "X2"}),
    ("addresses", UserRole.SECRETARIAT, {"muc": "doi-tuong"}, {"muc": "chang-duong"}),
    ("chasing", UserRole.SECRETARIAT, {"buoc": "all"}, {"buoc": "waiting"}),
    ("catalogue", UserRole.SECRETARIAT, {"tim": "x"}, {"tim": "so"}),
    ("overdue", UserRole.LEADER, {"nam": "2026"}, {"nam": "2025"}),
]


def read_screen(engine: Engine, name: str, role: UserRole, asked: dict[str, str]) -> str:
    app = opened(engine, name, role=role, asked=asked)
    return written(app) + tables(app)


@pytest.mark.parametrize(("name", "role", "first", "then"), CHOICES)
def test_another_choice_shows_what_it_shows_whoever_asks_first(
    watched: Engine, name: str, role: UserRole, first: dict[str, str], then: dict[str, str]
) -> None:
    of_itself = read_screen(watched, name, role, then)
    forget()
    other = read_screen(watched, name, role, first)
    assert read_screen(watched, name, role, then) == of_itself
    assert other != of_itself


def test_a_reader_who_may_not_know_an_address_is_given_no_count_of_who_may(watched: Engine) -> None:
    of_itself = read_screen(watched, "addresses", UserRole.LEADER, {})
    forget()
    exact = read_screen(watched, "addresses", UserRole.SECRETARIAT, {})
    assert read_screen(watched, "addresses", UserRole.LEADER, {}) == of_itself
    assert exact != of_itself

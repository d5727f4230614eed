"""Step 0018: of an earlier batch whose it is, as far as the journal says so without doubt; a
person whose name is the program's own gets another."""

import json
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Engine, text
from sqlmodel import col, select

from models import Batch, Entry, Unit, User
from models.database import open_database, reading, writing
from models.migrations import migrate
from tests.models.rows import AT, row

OFFICER, CLERK = "unit_officer", "secretariat"
SYT, STC = 1, 2
Facts = dict[str, object]


def facts(role: str = OFFICER, unit: str | None = "SYT") -> Facts:
    return {"name": "X", "role": role, "unit": unit, "state": "enabled"}


# In the journal's order: who, verb, subject, before, after.
JOURNAL: list[tuple[str, str, str, Facts, Facts]] = [
    ("x", "add_user", "user an", {}, facts()),
    ("an", "receive", "batch 11", {}, {}),
    ("x", "change_user", "user an", facts(), facts(unit="STC")),
    ("an", "receive", "batch 12", {}, {}),
    ("x", "add_user", "people", {}, {"be": facts(CLERK, None), "hai": facts()}),
    ("x", "give_code", "people", {}, {"be": {"password": "to be set anew"}}),
    ("be", "receive", "batch 13", {}, {}),
    ("hai", "receive", "batch 14", {}, {}),
    ("x", "change_user", "user hai", facts(unit="STC"), facts(unit="SYT")),
    ("x", "add_user", "user terminal", {}, facts()),
    ("terminal", "receive", "batch 15", {}, {}),
    ("nobody", "receive", "batch 16", {}, {}),
    ("be", "receive", "batch 17", {}, {}),
    ("new", "receive", "batch 19", {}, {}),
    ("x", "add_user", "user new", {}, facts()),
]
# Of each batch by whom it says it was received, and what becomes known: the receiver's name, the
# unit's number.
BATCHES: dict[int, tuple[str, tuple[str | None, int | None]]] = {
    11: ("an", ("an", SYT)),
    12: ("an", ("an", STC)),  # recorded before the move, by a clock that was set back after it
    13: ("be", ("be", None)),
    14: ("hai", (None, None)),  # the journal contradicts itself
    15: ("terminal", (None, None)),  # the person, or whoever sat at the terminal
    16: ("nobody", (None, None)),  # there is no such user
    17: ("an", (None, None)),  # by another than the journal says
    18: ("an", (None, None)),  # the journal has nothing of it
    19: ("new", (None, None)),  # before there was such a user
}
NAMES = {
    "terminal": "truoc-la.terminal.21",  # the first choice is taken
    "trial-leader": "truoc-la.trial-leader",
    "truoc-la.terminal": "truoc-la.terminal",
    "an": "an",
}


def fill(engine: Engine) -> None:
    """A database of the step before, with these users, entries and batches."""
    migrate(engine)
    people = {"an": 11, "be": 12, "hai": 13, "new": 14, "truoc-la.terminal": 20}
    with writing(engine) as session:
        for table in (Unit, User):
            session.add(row(table))
        session.add(row(Unit, id=STC, code="STC"))
        session.flush()
        session.add_all(make_user(number, code) for code, number in people.items())
        for number, (code, _) in BATCHES.items():
            at = AT - timedelta(days=9) if number == 12 else AT + timedelta(minutes=number)
            told = {"token": str(number), "received_by": code, "recorded_at": at}
            session.add(row(Batch, id=number, **told))
    migrate(engine, to="0017")
    with writing(engine) as session:
        session.add_all([make_user(21, "terminal"), make_user(22, "trial-leader")])
        for place, (actor, verb, subject, before, after) in enumerate(JOURNAL):
            digests = {"previous": f"{place:064}", "digest": f"{place + 1:064}"}
            texts = {"before": json.dumps(before), "after": json.dumps(after)}
            told = {"actor": actor, "verb": verb, "subject": subject, **texts, **digests}
            session.add(row(Entry, id=place + 1, **told))


def make_user(number: int, code: str) -> User:
    return row(User, id=number, code=code, email=None, subject=None)


def find_owners(engine: Engine) -> dict[int, tuple[str | None, int | None]]:
    with reading(engine) as session:
        statement = select(Batch.id, User.code, Batch.unit_id).join(
            User, col(User.id) == col(Batch.receiver_id), isouter=True
        )
        return {number or 0: (code, unit) for number, code, unit in session.exec(statement)}


def test_what_the_journal_says_without_doubt_is_kept(empty_engine: Engine) -> None:
    fill(empty_engine)
    expected = {number: owner for number, (_, owner) in BATCHES.items()}
    migrate(empty_engine)
    assert find_owners(empty_engine) == expected
    migrate(empty_engine, to="0017")
    migrate(empty_engine)
    assert find_owners(empty_engine) == expected


def test_a_name_of_the_program_is_nobodys_any_more(empty_engine: Engine) -> None:
    fill(empty_engine)
    migrate(empty_engine)
    with reading(empty_engine) as session:
        codes = dict(session.exec(select(User.id, User.code)).all())
    numbers = {"terminal": 21, "trial-leader": 22, "truoc-la.terminal": 20, "an": 11}
    assert {name: codes[number] for name, number in numbers.items()} == NAMES


def test_a_code_that_several_units_bore_is_the_units_of_the_day(empty_engine: Engine) -> None:
    fill(empty_engine)
    begun, ended = date(2018, 1, 1), date(2026, 12, 1)
    with writing(empty_engine) as session:
        session.get_one(Unit, SYT).valid_to = ended
        session.add(row(Unit, id=9, code="SYT", valid_from=ended))
        assert session.get_one(Unit, SYT).valid_from == begun
    migrate(empty_engine)
    assert find_owners(empty_engine)[11] == ("an", 9)  # received on 10/12


def test_names_too_long_to_be_kept_whole_are_free_ones_too(empty_engine: Engine) -> None:
    long = f"trial-{'x' * 58}"
    stem = f"truoc-la.{long}"[:64]
    migrate(empty_engine, to="0017")
    taken = {30: stem, 31: f"{stem[:50]}.40", 32: f"{stem[:40]}.40.2"}
    with writing(empty_engine) as session:
        session.add_all(make_user(number, code) for number, code in taken.items())
        session.add_all([make_user(40, long), make_user(41, f"{long[:-1]}y")])
    migrate(empty_engine)
    with reading(empty_engine) as session:
        codes = dict(session.exec(select(User.id, User.code)).all())
    assert codes == {**taken, 40: f"{stem[:40]}.40.3", 41: f"{stem[:50]}.41"}


def test_a_kept_file_is_not_written_a_second_time(tmp_path: Path) -> None:
    file = tmp_path / "large.db"
    engine = open_database(f"sqlite:///{file}")
    migrate(engine, to="0017")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO batch (id, token, file_name, digest, content, size_bytes, layout,"
                " received_on, received_by, rows_new, rows_changed, rows_unchanged, rows_left,"
                " recorded_at) VALUES (1, 't', 'a.xlsx', 'd', randomblob(8000000), 8000000,"
                " 'results', '2026-12-10', 'an', 0, 0, 0, 0, '2026-12-10 02:00:00')"
            )
        )
    engine.dispose()
    before = file.stat().st_size
    migrate(engine)
    engine.dispose()
    assert file.stat().st_size - before < 1_000_000

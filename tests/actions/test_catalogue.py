"""Loading the catalogue: once or twice the same, refused at the cell, told once."""

import csv
import io
import json
import shutil
from collections import Counter
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from actions.catalogue.load import CatalogueCounts, load_catalogue
from actions.permissions import Actor
from actions.refusals import Refused
from actions.reminders.contacts import set_contacts
from models import Assignment, Entry, Task, Unit, UserRole
from models.database import reading
from models.settings import read_data_version
from models.tasks import find_assignments_due
from tests.conftest import NOW

ADMINISTRATOR = Actor("quan-tri", UserRole.ADMINISTRATOR)
SOURCE = Path(__file__).parents[2] / "catalogue"
ONE_ROW_A_LINE = ("units", "successions", "tasks", "periods")

# Bodies the plan gives a clause of their own with many parts: Health (III.4), Education (III.6).
NAMED_AT_LENGTH = {"SYT": 16, "SGDDT": 15}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogue that a test may spoil."""
    return Path(shutil.copytree(SOURCE, tmp_path / "catalogue"))


def load(engine: Engine, folder: Path) -> CatalogueCounts:
    return load_catalogue(engine, ADMINISTRATOR, folder, now=NOW)


def rows_of(file: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))


def write(file: Path, rows: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)


def put(file: Path, key: str, *, column: str, value: str) -> int:
    """Write `value` into the first line that begins with `key`; answers its number."""
    rows = rows_of(file)
    number = next(i for i, row in enumerate(rows) if ",".join(row).startswith(key))
    rows[number][rows[0].index(column)] = value
    write(file, rows)
    return number + 1


def test_loading_twice_keeps_what_loading_once_kept(each_engine: Engine, folder: Path) -> None:
    first, second = load(each_engine, folder), load(each_engine, folder)
    for name in ONE_ROW_A_LINE:
        assert getattr(first, name) == len(rows_of(folder / f"{name}.csv")) - 1
    assert first.assignments > 1000  # groups were worked out to units
    kept = ("units", "successions", "tasks", "assignments", "periods")
    assert (first.new, first.changed) == (sum(getattr(first, name) for name in kept), 0)
    assert second == replace(first, new=0)


def test_one_journal_entry_a_load(engine: Engine, folder: Path) -> None:
    counts = load(engine, folder)
    with reading(engine) as session:
        entry = session.exec(select(Entry)).one()
        assert read_data_version(session) == 2
    assert (entry.verb, entry.subject, entry.actor) == ("load_catalogue", "catalogue", "quan-tri")
    assert json.loads(entry.before)["units"] == 0
    assert json.loads(entry.after) == asdict(counts)


def test_a_changed_cell_changes_one_row(engine: Engine, folder: Path) -> None:
    load(engine, folder)
    put(folder / "tasks.csv", "TET_SUAT", column="title_vi", value="Tết ấm áp")
    counts = load(engine, folder)
    assert (counts.new, counts.changed) == (0, 1)
    with reading(engine) as session:
        task = session.exec(select(Task).where(Task.code == "TET_SUAT")).one()
    assert task.title_vi == "Tết ấm áp"


def test_ending_a_unit_ends_its_duties(engine: Engine, folder: Path) -> None:
    load(engine, folder)
    put(folder / "units.csv", "SNGV,", column="valid_to", value="2026-01-01")
    counts = load(engine, folder)
    assert (counts.new, counts.changed) == (0, 11)  # the unit and its ten duties
    assert spans(engine, "SNGV") == {(date(2018, 7, 9), date(2026, 1, 1))}


def test_a_line_left_out_is_not_deleted(engine: Engine, folder: Path) -> None:
    load(engine, folder)
    kept = [row for row in rows_of(folder / "periods.csv") if row[0] != "2019"]
    write(folder / "periods.csv", kept)
    assert load(engine, folder).periods == 8


def spans(engine: Engine, code: str) -> set[tuple[date, date | None]]:
    """The first and end day of every duty of a unit code."""
    asked = select(Assignment).join(Unit).where(Unit.code == code)
    with reading(engine) as session:
        return {(given.valid_from, given.valid_to) for given in session.exec(asked)}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("STP", {("2018-07-09", None)}),
        ("SLDTBXH", {("2018-07-09", "2025-07-01")}),  # ended with its body
        ("SNNMT", {("2025-07-01", None)}),  # began with its body
        ("044", {("2018-07-09", "2020-03-01")}),
        ("049", {("2018-07-09", "2020-03-01"), ("2020-03-01", "2025-07-01")}),
        ("01273", {("2025-07-01", None)}),  # Thục Phán; Hợp Giang stood under a district
        ("01267", set()),  # Sông Hiến: a commune under a district
        ("SYT", {("2018-07-09", None), ("2025-07-01", None)}),  # III.7 came later
    ],
)
def test_a_duty_holds_while_plan_and_body_both_hold(
    engine: Engine, folder: Path, code: str, expected: set[tuple[str, str | None]]
) -> None:
    load(engine, folder)
    found = {(str(start), str(end) if end else None) for start, end in spans(engine, code)}
    assert found == expected


def test_nobody_drowns_in_tasks(engine: Engine, folder: Path) -> None:
    load(engine, folder)
    with reading(engine) as session:
        due = Counter(find_assignments_due(session, [2026])["unit_id"])
        units = [unit for unit in session.exec(select(Unit)) if due[unit.id]]
    owed = {unit.code: due[unit.id] for unit in units}
    kinds = {unit.code: unit.kind for unit in units}
    departments = {code: n for code, n in owed.items() if kinds[code] == "department"}
    committees = {owed[code] for code, kind in kinds.items() if kind == "committee"}
    assert {code: n for code, n in departments.items() if not 6 <= n <= 13} == NAMED_AT_LENGTH
    assert committees == {17}
    assert len(departments) == 15


@pytest.mark.parametrize(
    ("file", "key", "column", "value"),
    [
        ("units.csv", "SNV,", "valid_from", "09/07/2018"),
        ("units.csv", "SNV,", "valid_to", "2018-07-09"),  # ends on the day it begins
        ("units.csv", "SNV,", "level", "village"),
        ("units.csv", "SNV,", "name_vi", ""),
        ("units.csv", "SNV,", "short_vi", "S" * 81),
        ("units.csv", "SNV,", "position", "hai"),
        ("units.csv", "01273,2025", "lat", "nan"),
        ("units.csv", "01273,2025", "valid_from", "2025-06-30"),  # Hợp Giang still bore it
        ("successions.csv", "abolish,", "from_code", "09999"),
        ("successions.csv", "merge,", "to_code", "09999"),
        ("successions.csv", "merge,", "to_code", ""),  # a day without a code
        ("tasks.csv", "TET_SUAT", "movement", "yes"),
        ("tasks.csv", "TET_SUAT", "adds_up", "total"),
        ("tasks.csv", "TET_SUAT", "code", "QT_LUOT"),  # said twice
        ("periods.csv", "2020", "year", "2019"),
        ("periods.csv", "2020", "data_to", "2018-12-14"),
        ("periods.csv", "2020", "last_day", "2018-12-14"),
        ("assignments.csv", "TET_SUAT,HCTD", "task_code", "TET"),
        ("assignments.csv", "TET_SUAT,HCTD", "body", "@everyone"),
        ("assignments.csv", "TET_SUAT,HCTD", "valid_to", "2018-01-01"),
        ("assignments.csv", "MT_GIAMSAT,MTTQ", "role", "lead"),  # the Front is asked, never ordered
    ],
)
def test_a_cell_that_cannot_stand_is_refused_where_it_is(
    engine: Engine, folder: Path, file: str, key: str, column: str, value: str
) -> None:
    line = put(folder / file, key, column=column, value=value)
    with pytest.raises(Refused) as refused:
        load(engine, folder)
    facts = refused.value.facts
    assert refused.value.code == "catalogue_malformed"
    assert (facts["file"], facts["line"], facts["column"]) == (file, line, column)
    assert value in str(facts["value"])
    with reading(engine) as session:  # all or nothing
        assert session.exec(select(Unit)).all() == []
        assert session.exec(select(Entry)).all() == []


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        (b"year,data_from,data_to,last_day\n", 1, "weekend_rolls"),
        (b"year,data_from,data_to,last_day,weekend_rolls,x\n", 1, "x"),
        (b"", 1, "year"),
        (b"year,data_from,data_to,last_day,weekend_rolls\n2019,2018-12-15\n", 2, ""),
        (b"\xff\xfe", 0, ""),  # not UTF-8
        (None, 0, ""),  # no such file
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    engine: Engine, folder: Path, written: bytes | None, line: int, column: str
) -> None:
    (folder / "periods.csv").unlink()
    if written is not None:
        (folder / "periods.csv").write_bytes(written)
    with pytest.raises(Refused) as refused:
        load(engine, folder)
    facts = refused.value.facts
    assert (facts["file"], facts["line"], facts["column"]) == ("periods.csv", line, column)


def test_the_same_duty_said_twice_is_refused(engine: Engine, folder: Path) -> None:
    rows = rows_of(folder / "assignments.csv")
    write(folder / "assignments.csv", [*rows, rows[1]])
    with pytest.raises(Refused) as refused:
        load(engine, folder)
    assert refused.value.facts["line"] == len(rows) + 1


def test_a_leader_may_not_load(engine: Engine, folder: Path) -> None:
    with pytest.raises(Refused) as refused:
        load_catalogue(engine, Actor("lanh-dao", UserRole.LEADER), folder, now=NOW)
    assert refused.value.code == "not_allowed"


def test_an_empty_contact_keeps_what_the_office_told(engine: Engine, folder: Path) -> None:
    load(engine, folder)
    with reading(engine) as session:
        number = session.exec(select(Unit.id).where(Unit.code == "SYT")).one()
    set_contacts(engine, {number or 0: "0206 000 0000"}, actor=ADMINISTRATOR, now=NOW)
    put(folder / "units.csv", "SYT,", column="position", value="7")
    assert load(engine, folder).changed == 1
    with reading(engine) as session:
        unit = session.exec(select(Unit).where(Unit.code == "SYT")).one()
    assert (unit.contact, unit.position) == ("0206 000 0000", 7)


@pytest.mark.parametrize("word", ["xóa", "XOA", "clear"])
def test_a_word_clears_a_contact(engine: Engine, folder: Path, word: str) -> None:
    put(folder / "units.csv", "SYT,", column="contact", value="0206 111 1111")
    put(folder / "units.csv", "STC,", column="contact", value=word)  # a new unit has none to clear
    load(engine, folder)
    put(folder / "units.csv", "SYT,", column="contact", value=word)
    assert load(engine, folder).changed == 1
    with reading(engine) as session:
        told = session.exec(select(Unit.contact).where(col(Unit.code).in_(["SYT", "STC"]))).all()
    assert told == [None, None]
    assert load(engine, folder).changed == 0


def test_a_contact_in_the_file_takes_its_place(engine: Engine, folder: Path) -> None:
    load(engine, folder)
    put(folder / "units.csv", "SYT,", column="contact", value="0206 111 1111")
    assert load(engine, folder).changed == 1
    with reading(engine) as session:
        assert session.exec(select(Unit.contact).where(Unit.code == "SYT")).one() == "0206 111 1111"

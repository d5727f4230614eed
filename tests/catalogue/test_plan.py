"""The catalogue against the plan: every clause has its task, every named body its duty."""

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from actions.catalogue.files import load_rows, parse_lines
from actions.catalogue.lines import PeriodLine
from actions.catalogue.load import load_catalogue
from actions.permissions import Actor
from models import Assignment, Level, Role, Succession, SuccessionKind, Task, Unit, UserRole
from models.database import open_database, reading
from models.units import find_unit
from tests.conftest import NOW

FOLDER = Path(__file__).parents[2] / "catalogue"
IN_2018, IN_2026 = date(2018, 12, 14), date(2026, 12, 14)

# The plan's clauses, and the bodies each of them names.
NAMED = [
    ("II.1", IN_2018, ["HCTD", "SNV", "MTTQ", "TDTN", "DPTTH", "BCB", "040", "044"]),
    ("II.1", IN_2026, ["HCTD", "SNNMT", "MTTQ", "TDTN", "BPTTH", "01273", "01822"]),
    ("II.2", IN_2018, ["HCTD"]),
    ("II.3", IN_2018, ["HCTD"]),
    ("III.1", IN_2018, ["HCTD"]),
    ("III.2", IN_2018, ["SNV"]),
    ("III.3", IN_2018, ["STC"]),
    ("III.4", IN_2018, ["SYT"]),
    ("III.5", IN_2018, ["SGTVT"]),
    ("III.5", IN_2026, ["SXD"]),
    ("III.6", IN_2018, ["SGDDT"]),
    ("III.7", IN_2018, ["SLDTBXH"]),
    ("III.7", IN_2026, ["SYT", "SNNMT", "SGDDT", "01273"]),
    ("III.8", IN_2018, ["DPTTH", "BCB"]),
    ("III.8", IN_2026, ["BPTTH"]),
    ("III.9", IN_2018, ["TDTN"]),
    ("III.10", IN_2018, ["MTTQ"]),
    ("III.11", IN_2018, ["SNV", "STP", "SKHDT", "BDT", "VPUBND"]),
    ("III.12", IN_2018, ["040", "042", "043", "044", "045", "046", "047", "048", "049", "050"]),
    ("III.12", IN_2018, ["051", "052", "053"]),
    ("III.12", IN_2026, ["01273", "01279", "01288", "01822"]),
    ("III.13", IN_2018, ["SNV", "SLDTBXH", "040", "053", "HCTD"]),
    ("III.13", IN_2026, ["SNV", "SDTTG", "01273", "01822", "HCTD"]),
]


@pytest.fixture(scope="module")
def session(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The catalogue as loaded."""
    file = shutil.copy(sqlite_template, tmp_path_factory.mktemp("catalogue"))
    engine = open_database(f"sqlite:///{file}")
    load_catalogue(engine, Actor("admin", UserRole.ADMINISTRATOR), FOLDER, now=NOW)
    with reading(engine) as opened:
        yield opened
    engine.dispose()


def held(start: date, end: date | None, day: date) -> bool:
    return start <= day and (end is None or day < end)


def units_on(session: Session, day: date) -> list[Unit]:
    return [
        unit for unit in session.exec(select(Unit)) if held(unit.valid_from, unit.valid_to, day)
    ]


def duties(session: Session, day: date) -> list[tuple[Task, Unit, Assignment]]:
    """Who owes what on a day."""
    asked = (
        select(Task, Unit, Assignment)
        .join(Assignment, col(Assignment.task_id) == col(Task.id))
        .join(Unit, col(Unit.id) == col(Assignment.unit_id))
    )
    return [row for row in session.exec(asked) if held(row[2].valid_from, row[2].valid_to, day)]


@pytest.mark.parametrize(("clause", "day", "codes"), NAMED)
def test_each_body_a_clause_names_has_its_duty(
    session: Session, clause: str, day: date, codes: list[str]
) -> None:
    bound = {unit.code for task, unit, _ in duties(session, day) if task.clause == clause}
    assert set(codes) <= bound


def test_every_clause_is_there_and_every_task_is_somebodys(session: Session) -> None:
    clauses = {task.clause for task in session.exec(select(Task))}
    assert clauses == {clause for clause, _, _ in NAMED}
    for day in (IN_2018, IN_2026):
        given = {task.code for task, _, _ in duties(session, day)}
        assert given == set(session.exec(select(Task.code)))


def test_nine_movements_seven_activities_one_report(session: Session) -> None:
    tasks = session.exec(select(Task)).all()
    assert [task.clause for task in tasks if task.movement] == ["II.2"] * 9
    assert {task.activity for task in tasks if task.activity} == set("abcdđeg")
    assert [task.code for task in tasks if task.reporting] == ["BC_NAM"]


def test_a_movement_is_counted_once_in_the_total_of_money(session: Session) -> None:
    tasks = session.exec(select(Task)).all()
    assert {task.code for task in tasks if task.money == "counts"} == {
        "CTXH_LN",  # holds Tết, the Month, the addresses, the cows
        "KCB_ND",
        "PN_HO",
    }
    assert not [
        task.code for task in tasks if task.measure_vi == "đơn vị máu" and task.money != "none"
    ]


@pytest.mark.parametrize("day", [IN_2018, IN_2026])
def test_the_front_and_the_youth_union_are_only_asked(session: Session, day: date) -> None:
    roles = [(unit.code, given.role) for _, unit, given in duties(session, day)]
    assert {role for code, role in roles if code in ("MTTQ", "TDTN")} == {Role.REQUESTED}


@pytest.mark.parametrize(
    ("day", "codes", "role"),
    [
        (IN_2018, {"SNV", "044"}, Role.COORDINATE),
        (IN_2026, {"SNV", "01273"}, Role.COORDINATE),
        (IN_2026, {"MTTQ", "TDTN", "BPTTH"}, Role.REQUESTED),
    ],
)
def test_who_owes_the_yearly_report(
    session: Session, day: date, codes: set[str], role: Role
) -> None:
    owed = {unit.code: given.role for task, unit, given in duties(session, day) if task.reporting}
    assert {owed[code] for code in codes} == {role}
    assert "HCTD" not in owed  # the Red Cross does not report to itself


@pytest.mark.parametrize(
    ("day", "districts", "communes"),
    [
        (date(2018, 7, 9), 13, 199),
        (date(2020, 1, 31), 13, 199),
        (date(2020, 2, 1), 13, 161),  # communes merged a month before districts
        (date(2020, 2, 29), 13, 161),
        (date(2020, 3, 1), 10, 161),
        (date(2025, 6, 30), 10, 161),
        (date(2025, 7, 1), 0, 56),
    ],
)
def test_how_many_areas_there_were(
    session: Session, day: date, districts: int, communes: int
) -> None:
    counted = Counter(unit.level for unit in units_on(session, day))
    assert (counted[Level.DISTRICT], counted[Level.COMMUNE]) == (districts, communes)


def test_a_commune_names_the_district_of_its_day(session: Session) -> None:
    for day in (date(2018, 7, 9), date(2020, 2, 1), date(2020, 3, 1), date(2025, 6, 30)):
        areas = units_on(session, day)
        districts = {unit.code for unit in areas if unit.level == Level.DISTRICT}
        parents = {unit.parent_code for unit in areas if unit.level == Level.COMMUNE}
        assert parents == districts


@pytest.mark.parametrize(
    ("code", "day", "name"),
    [
        ("01273", date(2025, 6, 30), "Phường Hợp Giang"),
        ("01273", date(2025, 7, 1), "Phường Thục Phán"),  # the code was given again
        ("049", date(2020, 2, 29), "Huyện Quảng Uyên"),
        ("049", date(2020, 3, 1), "Huyện Quảng Hòa"),
        ("01537", IN_2026, "Xã Lý Quốc"),  # permuted in some published lists
        ("01558", IN_2026, "Xã Hạ Lang"),
        ("01561", IN_2026, "Xã Vinh Quý"),
        ("01447", date(2020, 1, 31), "Thị trấn Hùng Quốc"),
        ("01447", date(2020, 2, 1), "Thị trấn Trà Lĩnh"),
    ],
)
def test_who_bore_a_code(session: Session, code: str, day: date, name: str) -> None:
    unit = find_unit(session, code, day)
    assert unit is not None
    assert unit.name_vi == name


def test_a_commune_moved_with_its_district(session: Session) -> None:
    before = find_unit(session, "01474", date(2020, 2, 29))
    after = find_unit(session, "01474", date(2020, 3, 1))
    assert (before and before.parent_code, after and after.parent_code) == ("046", "049")


def test_each_commune_of_2020_went_to_exactly_one_of_2025(session: Session) -> None:
    last = {unit.id for unit in units_on(session, date(2025, 6, 30)) if unit.level == Level.COMMUNE}
    first = {unit.id for unit in units_on(session, date(2025, 7, 1)) if unit.level == Level.COMMUNE}
    merged = [row for row in session.exec(select(Succession)) if row.from_unit_id in last]
    assert Counter(row.from_unit_id for row in merged) == Counter(last)
    assert {row.to_unit_id for row in merged} == first
    assert {row.kind for row in merged} == {SuccessionKind.MERGE}


def test_successions_join_spans_that_meet_on_their_day(session: Session) -> None:
    units = {unit.id: unit for unit in session.exec(select(Unit))}
    for row in session.exec(select(Succession)):
        assert units[row.from_unit_id].valid_to == row.on_day
        if row.to_unit_id is None:
            assert (row.kind, row.certainty) == (SuccessionKind.ABOLISH, "unknown")
        else:
            heir = units[row.to_unit_id]
            assert held(heir.valid_from, heir.valid_to, row.on_day)


def test_nothing_ends_without_a_word_on_what_became_of_it(session: Session) -> None:
    ended = {unit.id for unit in session.exec(select(Unit)) if unit.valid_to}
    assert ended == set(session.exec(select(Succession.from_unit_id)))


def test_what_nobody_knows_is_marked_as_unknown(session: Session) -> None:
    rows = session.exec(select(Succession)).all()
    assert Counter(row.certainty for row in rows)["unknown"] == 24
    assert all(row.note for row in rows if row.certainty != "solid")
    changed_2025 = [unit for unit in session.exec(select(Unit)) if unit.level == Level.PROVINCE]
    moved = [unit for unit in changed_2025 if date(2025, 7, 1) in (unit.valid_from, unit.valid_to)]
    assert {unit.certainty for unit in moved} == {"recalled"}


def test_today_s_communes_lie_in_the_province(session: Session) -> None:
    for unit in units_on(session, IN_2026):
        if unit.level == Level.COMMUNE:
            assert unit.lat is not None
            assert unit.lon is not None
            assert 22.3 < unit.lat < 23.2
            assert 105.2 < unit.lon < 106.9


def test_no_unit_owes_a_task_twice_on_one_day(session: Session) -> None:
    for day in (IN_2018, date(2020, 12, 14), date(2024, 12, 14), IN_2026):
        owed = Counter((task.code, unit.id) for task, unit, _ in duties(session, day))
        assert set(owed.values()) == {1}


def test_periods_run_from_15_december_to_14_december() -> None:
    periods = parse_lines(PeriodLine, load_rows(FOLDER, PeriodLine.file), [])
    assert [period.year for period in periods] == list(range(2019, 2027))
    for period in periods:
        assert period.data_from == date(period.year - 1, 12, 15)
        assert period.data_to == period.last_day == date(period.year, 12, 14)
        assert not period.weekend_rolls

"""Made-up provinces for the oracles: some 30 units, four years, every oddity that occurs."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from models.snapshots import Duties, Register
from tests.indicators import tables

YEARS = (2023, 2024, 2025, 2026)
AS_OF_DAYS = (date(2026, 6, 1), date(2026, 12, 14), date(2026, 12, 15), date(2027, 1, 20))
BODIES = tuple(range(1, 16))
COMMUNES = tuple(range(101, 116))
NEWER_COMMUNES = (113, 114, 115)
WITH_A_REGISTER = COMMUNES[2:]
SILENT = (106, 111)  # nobody reports their help; commitments of earlier years run on in them
STATUSES = ("done", "done", "done", "done_late", "in_progress", "not_started", "nil", "")

Row = dict[str, object]


@dataclass(frozen=True)
class Province:
    """What is owed and known, and the register, of one made-up province."""

    duties: Duties
    register: Register


@cache
def province(seed: int) -> Province:
    """The same province for the same seed."""
    chance = Random(seed)
    as_of = chance.choice(AS_OF_DAYS)
    assignments = _assignments(chance)
    submissions = _submissions(chance)
    drawn = {
        "assignments": assignments,
        "submissions": submissions,
        "results": _results(chance, assignments, submissions),
        "extensions": _extensions(chance),
    }
    catalogue = tables.catalogue(units=_drawn(_units()), periods=_drawn(_periods()))
    frames = {noun: tables.frame(noun, _drawn(rows)) for noun, rows in drawn.items()}
    duties = Duties(as_of, catalogue, reminders=tables.frame("reminders"), **frames)
    dossiers = _dossiers(chance)
    return Province(
        duties=duties,
        register=Register(
            as_of=as_of,
            catalogue=catalogue,
            dossiers=tables.frame("dossiers", _drawn(dossiers)),
            supports=tables.frame("supports", _drawn(_supports(chance))),
            returns=tables.frame("returns", _drawn(_standing(submissions))),
        ),
    )


def _drawn(rows: list[Row]) -> str:
    if not rows:
        return ""
    lines = [list(rows[0]), *[[str(cell) for cell in row.values()] for row in rows]]
    return "\n".join("|".join(line).join("||") for line in lines)


def _periods() -> list[Row]:
    return [
        {
            "year": year,
            "data_from": f"{year - 1}-12-15",
            "data_to": f"{year}-12-14",
            "last_day": f"{year}-12-14",
        }
        for year in YEARS
    ]


def _units() -> list[Row]:
    bodies = [
        {"unit_id": unit, "code": f"S{unit}", "level": "province", "kind": "department"}
        | {"position": unit, "valid_from": "2018-07-09"}
        for unit in BODIES
    ]
    communes = [
        {"unit_id": unit, "code": f"X{unit}", "level": "commune", "kind": "committee"}
        | {"position": unit, "valid_from": _commune_start(unit)}
        for unit in COMMUNES
    ]
    return [*bodies, *communes]


def _commune_start(unit: int) -> str:
    return "2025-07-01" if unit in NEWER_COMMUNES else "2020-02-01"


def _assignments(chance: Random) -> list[Row]:
    requested = {unit for unit in BODIES if chance.random() < 0.2}
    owed = [(task, unit) for task in (1, 2, 3, 4, 5) for unit in (*BODIES, *COMMUNES)]
    kept = [pair for pair in owed if pair[0] == 1 or chance.random() < 0.8]
    return [
        {
            "year": year,
            "assignment_id": number,
            "task_id": task,
            "unit_id": unit,
            "role": "requested" if unit in requested else "coordinate",
        }
        for year in YEARS
        for number, (task, unit) in enumerate(kept, start=1)
    ]


def _extensions(chance: Random) -> list[Row]:
    return [
        {"unit_id": unit, "year": year, "extended_to": date(year, 12, chance.randint(16, 31))}
        for year in YEARS
        for unit in BODIES
        if chance.random() < 0.1
    ]


def _submissions(chance: Random) -> list[Row]:
    sent = [
        (year, unit)
        for year in YEARS
        for unit in (*BODIES, *COMMUNES)
        for _ in range(chance.choice((0, 1, 1, 1, 2, 3)))
    ]
    chance.shuffle(sent)
    return [
        {
            "submission_id": number,
            "unit_id": unit,
            "year": year,
            "sent_on": chance.choice((_near(chance, year), "")),
            "received_on": _near(chance, year),
            "nil": "yes" if chance.random() < 0.1 else "no",
            "sent_back": "yes" if chance.random() < 0.25 else "no",
        }
        for number, (year, unit) in enumerate(sent, start=1)
    ]


def _standing(submissions: list[Row]) -> list[Row]:
    """Whose report of each year stands: one that was not sent back does."""
    told = [row for row in submissions if row["unit_id"] not in SILENT]
    kept = {_whose(row) for row in told if row["sent_back"] == "no"}
    return [{"year": year, "unit_id": unit} for year, unit in sorted(kept, key=str)]


def _near(chance: Random, year: int) -> str:
    """A day around the deadline of `year`."""
    return str(date(year, 12, 14) + timedelta(days=chance.randint(-8, 12)))


def _results(chance: Random, assignments: list[Row], submissions: list[Row]) -> list[Row]:
    sent: dict[tuple[object, object], list[object]] = {}
    for submission in submissions:
        sent.setdefault(_whose(submission), []).append(submission["submission_id"])
    told = [row for row in assignments if _whose(row) in sent and chance.random() < 0.85]
    return [
        _result(chance, number, row) | {"submission_id": chance.choice(sent[_whose(row)])}
        for number, row in enumerate(told, start=1)
    ]


def _whose(row: Row) -> tuple[object, object]:
    return row["year"], row["unit_id"]


def _result(chance: Random, number: int, owed: Row) -> Row:
    year = int(str(owed["year"]))
    return {
        "result_id": number,
        "assignment_id": owed["assignment_id"],
        "year": year,
        "status": chance.choice(STATUSES),
        "done_on": chance.choice((_near(chance, year), "")),
        "quantity": chance.choice(("", 0, chance.randint(1, 90))),
        "value_vnd": chance.choice(("", 0, chance.randint(1, 90) * 100_000)),
        "row": number + 1,
    }


def _dossiers(chance: Random) -> list[Row]:
    return [
        {
            "year": year,
            "address_id": address,
            "commune_id": commune_of(address),
            "kind": "person" if address % 3 else "household",
            "reviewed_on": chance.choice(("", _near(chance, year))),
        }
        | _way(Random(f"{address} {year}"), year)
        | {"row": address + 1}
        for year in YEARS
        for address in range(1, 61)
        if chance.random() < 0.85
    ]


def commune_of(address: int) -> int:
    """Where an address is: every commune but the first two keeps a register."""
    return WITH_A_REGISTER[address % len(WITH_A_REGISTER)]


def _way(chance: Random, year: int) -> Row:
    """How far an address has come, and what it needs; drawn apart from all the rest."""
    status = chance.choice(("", "surveyed", "confirmed", "supported", "closed"))
    return {
        "categories": chance.choice(("", "poor", "disabled", "disabled;poor")),
        "needs": chance.choice(("", "food", "food;health")),
        "confirmed_on": chance.choice(("", f"{year}-03-02")),
        "status": status,
        "closed_on": _near(chance, year) if status == "closed" else "",
        "closed_reason": chance.choice(("risen", "moved")) if status == "closed" else "",
    }


def _supports(chance: Random) -> list[Row]:
    return [_support(chance, number) for number in range(1, 241)]


def _support(chance: Random, number: int) -> Row:
    year = chance.choice(YEARS)
    in_period = chance.random() < 0.8
    address = chance.randint(1, 66)  # 61 to 66 have no dossier at all
    in_period = in_period and commune_of(address) not in SILENT
    given = date(year if in_period else year - 1, chance.randint(1, 11), 5)
    unit = chance.choice((*BODIES, ""))
    return {
        "year": year,
        "support_id": number,
        "address_id": address,
        "supporter_unit_id": unit,
        "supporter_kind": "" if unit else Random(number).choice(("", "enterprise", "person")),
        "supporter_key": f"S{unit}" if unit else chance.choice(("ba la", "ong ba")),
        "kind": chance.choice(("regular", "one_off")) if in_period else "regular",
        "value_vnd": chance.choice(("", 0, chance.randint(1, 50) * 100_000)),
        "given_on": given,
        "until": chance.choice(("", date(year, 12, 20))) if in_period else date(year, 12, 1),
        "in_period": "yes" if in_period else "no",
        "row": number + 1,
    }

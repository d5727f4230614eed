"""The terminal's figures, due reports, registers and yearly reports against an independent
recount of the database file: all years, three days each, on the sample and on made-up provinces.

The three days: after the year, within it, and before a reorganisation.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook
from sqlmodel import Session

import cli.figures
import cli.register
import cli.registers
import cli.reports
import documents.yearly_report.charts
from documents.overview.standing import PlanRatios, compute_ratios
from documents.printing.records import to_records
from documents.yearly_report.report import ReportFigure, collect_figures
from indicators.completion import completion
from indicators.coverage import coverage
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from indicators.structure import Homes, find_homes
from indicators.timeliness import timeliness
from locales.words import words_in
from models.database import ADDRESS_VARIABLE, open_database
from models.snapshots import Catalogue, Duties, Records, Register, read_records
from oversight import main
from tests.oracles.independent import (
    DONE,
    STATES,
    Recount,
    Row,
    count_completion,
    count_coverage,
    count_grand_total,
    count_timeliness,
    count_totals,
    count_way,
    find_share,
)
from tests.oracles.made_up import LAST_DAY, YEARS, MadeUp

SAMPLE, SAMPLE_DAY = "sample", date(2026, 12, 20)
SEEDS = ("seed 1", "seed 2")
PLACES = [(SAMPLE, year) for year in range(2019, 2027)]
PLACES += [(seed, year) for seed in SEEDS for year in YEARS]
WRITTEN = {(SAMPLE, 2020), (SAMPLE, 2026), (SEEDS[0], 2025)}  # whose workbooks are read too
LEAST = 5  # counts of addresses under it are hidden, and the others rounded to its multiples
VIETNAMESE = words_in("vi")
Said = dict[str, Any]  # Any: what JSON holds


class Office:
    """A database file, the terminal over it, and the recount of it."""

    def __init__(self, file: Path, last_day: date) -> None:
        self.file, self.last_day = file, last_day
        self.recount = Recount(file)
        self.records: Records | None = None
        self.homes: Homes | None = None

    def ask(self, *words: str) -> Said:
        """What the terminal answers as JSON. The register's rows, and where its addresses were
        recorded to be, are the same on every day: they are read once."""
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as out:
            patch.setenv(ADDRESS_VARIABLE, f"sqlite:///{self.file}")
            patch.chdir(self.file.parent)  # where a paper is written
            patch.setattr(cli.register, "read_records", self._read_once)
            patch.setattr(cli.register, "find_homes", self._find_once)
            assert main([*words, "--json"]) == 0
        answer: Said = json.loads(out.getvalue())
        return answer

    def _read_once(self, session: Session) -> Records:
        self.records = self.records or read_records(session)
        return self.records

    def _find_once(self, recorded: pd.DataFrame, catalogue: Catalogue) -> Homes:
        self.homes = self.homes or find_homes(recorded, catalogue)
        return self.homes

    def choose_days(self, year: int) -> list[date]:
        """A day after the year, one within it, one before a reorganisation or the last; of a
        made-up province also the last of all, when rules had been changed."""
        ends = self.recount.find_rows("SELECT date(valid_to, '-1 day') AS eve FROM main.unit")
        eves = sorted(str(row["eve"]) for row in ends if row["eve"])
        begins, last = f"{year - 1}-12-15", f"{year}-12-14"
        within = [eve for eve in eves if begins <= eve <= last]
        later = [eve for eve in eves if eve > last]
        eve = [*within[-1:], *later, last][0]
        after = min(date(year + 1, 1, 20), self.last_day)
        days = [after, date(year, 6, 20), date.fromisoformat(eve)]
        return days if self.last_day == SAMPLE_DAY else [*days, self.last_day]


@pytest.fixture(scope="module")
def offices(
    tmp_path_factory: pytest.TempPathFactory, sample_file: Path, sqlite_template: Path
) -> Iterator[dict[str, Office]]:
    """The sample and the made-up provinces, each as it is first asked for."""
    made = Offices(tmp_path_factory.mktemp("offices"), {SAMPLE: sample_file}, sqlite_template)
    yield made
    for office in made.values():
        office.recount.close()


class Offices(dict[str, Office]):
    """Each office by its name."""

    def __init__(self, folder: Path, files: Mapping[str, Path], template: Path) -> None:
        super().__init__()
        self.folder, self.files, self.template = folder, files, template

    def __missing__(self, name: str) -> Office:
        place = self.folder / name.replace(" ", "-")
        place.mkdir()
        file = Path(copyfile(self.files.get(name, self.template), place / "oversight.db"))
        if name not in self.files:
            engine = open_database(f"sqlite:///{file}")
            MadeUp(engine, place / "catalogue", int(name.split()[-1])).write()
            engine.dispose()
        self[name] = Office(file, SAMPLE_DAY if name in self.files else LAST_DAY)
        return self[name]


def find_differences(place: str, counted: Mapping[str, object], said: Mapping[str, object]) -> Said:
    """What the terminal says otherwise than the recount, or not at all."""
    return {
        f"{place} {name}": (value, said.get(name, "nothing said"))
        for name, value in counted.items()
        if name not in said or not is_same(value, said[name])
    }


def is_same(counted: object, said: object) -> bool:
    """The same value; a share within what a machine can tell."""
    if isinstance(counted, float) and isinstance(said, int | float):
        return abs(counted - said) < 1e-9
    return counted == said


@pytest.mark.parametrize(("name", "year"), PLACES)
def test_figures(
    offices: dict[str, Office], name: str, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the province; of every unit by what the terminal counts from; and of some as it is
    asked for them."""
    known: list[tuple[Duties, Register]] = []

    def note(duties: Duties, register: Register, *, unit_id: int | None = None) -> PlanRatios:
        known[:] = [(duties, register)]
        return compute_ratios(duties, register, unit_id=unit_id)

    monkeypatch.setattr(cli.figures, "compute_ratios", note)
    office, wrong = offices[name], {}
    for day in office.choose_days(year):
        recount = office.recount.look(year, day)
        said = office.ask("figures", "--year", str(year), "--as-of", str(day))
        wrong |= compare_units(recount, *known[0])
        counted = {
            "completion": count_completion(recount.find_duties()),
            "timeliness": count_timeliness(recount.find_reports()),
            "coverage": count_coverage(recount.find_addresses()),
        }
        for figure, facts in counted.items():
            wrong |= find_differences(f"{day} {figure}", facts, said[figure])
    wrong |= compare_own_figures(office, year, day)
    assert wrong == {}


def compare_units(recount: Recount, duties: Duties, register: Register) -> Said:
    """Coverage of every commune in being, completion and timeliness of every body."""
    units = {row["id"]: row for row in recount.find_units()}
    addresses, results, reports = (
        group_rows(rows, field)
        for rows, field in (
            (recount.find_addresses(), "commune_id"),
            (recount.find_duties(), "unit_id"),
            (recount.find_reports(), "unit_id"),
        )
    )
    communes = [number for number, row in units.items() if row["level"] == "commune"]
    unplaced = [None] if None in addresses else []
    places = [*communes, *unplaced] if addresses else []
    counted = {
        "coverage": {place: count_coverage(addresses.get(place, [])) for place in places},
        "completion": {unit: count_completion(rows) for unit, rows in results.items()},
        "timeliness": {unit: count_timeliness(rows) for unit, rows in reports.items()},
    }
    said = {
        "coverage": read_frame(coverage(register), "commune_id"),
        "completion": read_frame(completion(list_due_results(duties), by=("unit_id",)), "unit_id"),
        "timeliness": read_frame(timeliness(list_due_reports(duties), by=("unit_id",)), "unit_id"),
    }
    wrong: Said = {}
    for figure, rows in counted.items():
        if set(said[figure]) != set(rows):
            wrong[f"units of {figure}"] = (set(rows), set(said[figure]))
        for unit, facts in rows.items():
            place = f"{recount.day} {figure} {units[unit]['code'] if unit else 'unplaced'}"
            wrong |= find_differences(place, facts, said[figure].get(unit, {}))
    return wrong


def compare_own_figures(office: Office, year: int, day: date) -> Said:
    """What `figures --unit` says of the first and the last commune, and of a district."""
    recount = office.recount
    units = recount.find_units()
    chosen = [row for row in units if row["level"] == "district"][:1]
    communes = [row for row in units if row["level"] == "commune"]
    chosen += [communes[0], communes[-1]]
    own = group_rows(recount.find_addresses(), "commune_id")
    wrong: Said = {}
    for unit in chosen:
        parts = [one["id"] for one in communes if one["parent_code"] == unit["code"]]
        of_a_district = parts if unit["level"] == "district" else []
        places = [unit["id"], *of_a_district]
        addresses = [row for place in places for row in own.get(place, [])]
        asked = ("--year", str(year), "--as-of", str(day), "--unit", unit["code"])
        said = office.ask("figures", *asked)
        owed = [row for row in recount.find_duties() if row["unit_id"] == unit["id"]]
        facts = count_completion(owed) if owed else {}
        place = f"{day} {unit['code']}"
        wrong |= find_differences(f"{place} completion", facts, said["completion"])
        wrong |= find_differences(f"{place} coverage", count_coverage(addresses), said["coverage"])
    return wrong


def group_rows(rows: Sequence[Row], field: str) -> dict[object, list[Row]]:
    """The rows by what stands in `field`."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[field], []).append(row)
    return groups


def read_frame(frame: pd.DataFrame, field: str) -> dict[object, Said]:
    """The rows of a figure of one year by what stands in `field`, as JSON would hold them; a row
    of nothing but missing facts says no more than its place."""
    rows = to_records(frame.drop(columns="year", errors="ignore"))
    return {row.pop(field): row for row in rows}


@pytest.mark.parametrize(("name", "year"), PLACES)
def test_due_reports(offices: dict[str, Office], name: str, year: int) -> None:
    office, wrong = offices[name], {}
    for day in office.choose_days(year):
        reports = office.recount.look(year, day).find_reports()
        said = office.ask("due", "--year", str(year), "--as-of", str(day))["reports"]
        assert [row["code"] for row in said] == [row["code"] for row in reports], day
        for row, report in zip(said, reports, strict=True):
            facts = {field: report[field] for field in ("obligation", "state", "due_on", "days")}
            facts |= {"nil": bool(report["nil"]), "document_no": report["document_no"]}
            wrong |= find_differences(f"{day} {row['code']}", facts, row)
    assert wrong == {}


@pytest.mark.parametrize(("name", "year"), PLACES)
def test_registers(
    offices: dict[str, Office],
    name: str,
    year: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office, wrong = offices[name], {}
    for number, day in enumerate(office.choose_days(year)):
        recount = office.recount.look(year, day)
        if (name, year) not in WRITTEN or number:  # a workbook takes longer than all the rest
            monkeypatch.setattr(cli.registers, "build_supervision_book", lambda *_: b"")
        folder = tmp_path / str(day)
        words = ("registers", "--year", str(year), "--as-of", str(day), "--out", str(folder))
        said = office.ask(*words)
        found = compare_registers(recount, Path(said["open_data"]))
        if (name, year) in WRITTEN and not number:
            found |= compare_workbook(recount, Path(said["supervision"]))
        wrong |= {f"{day} {place}": what for place, what in found.items()}
    assert wrong == {}


def compare_registers(recount: Recount, open_data: Path) -> dict[str, Any]:
    """What the tables of the open data tell otherwise than the recount."""
    with ZipFile(open_data) as archive:
        tables = {
            entry.removesuffix(".csv"): read_csv(archive.read(entry))
            for entry in archive.namelist()
            if entry.endswith(".csv")
        }
    wrong = compare_reports(recount, tables["due_reports"])
    duties = recount.find_duties()
    wrong |= compare_completion(duties, tables["completion_by_agency"], "code", "unit_code")
    wrong |= compare_completion(duties, tables["completion_by_task"], "task_code", "task_code")
    wrong |= compare_money(duties, tables["mobilised_by_movement"])
    return wrong | compare_communes(recount, tables["coverage_by_commune"])


@pytest.mark.parametrize(("name", "year"), PLACES)
def test_yearly_report(
    offices: dict[str, Office], name: str, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = offices[name]
    printed: dict[str, ReportFigure] = {}
    monkeypatch.setattr(
        cli.reports,
        "PAPERS",
        {"txt": lambda made, _: bytes(printed.update(collect_figures(made)) or 0)},
    )
    monkeypatch.setattr(documents.yearly_report.charts, "build_paper_spec", lambda *_: {})
    for day in office.choose_days(year):
        printed.clear()
        office.ask("report", "--year", str(year), "--as-of", str(day), "--to", "1", "--replace")
        counted = count_report(office.recount, year, day)
        wrong = {
            key: (counted[key], figure.value)
            for key, figure in printed.items()
            if key in counted and not is_same(counted[key], figure.value)
        }
        unknown = [
            key
            for key, figure in printed.items()
            if key not in counted and "|commune=" not in key and figure.value is not None
        ]
        assert (wrong, unknown) == ({}, []), day


def count_report(recount: Recount, year: int, day: date) -> Said:
    """What the yearly report of `year` may print, by the keys of its figures; a ratio's or a
    sum's of the year before bears that year."""
    before = [year - 1] if year - 1 in recount.find_years() else []
    counted: Said = {}
    for each in [*before, year]:
        mark = "" if each == year else f"|year={each}"
        counted |= {
            f"{key}{mark}": value for key, value in count_year(recount.look(each, day)).items()
        }
    return counted


def count_year(recount: Recount) -> Said:
    """The figures of one year, by the keys that a report gives them."""
    duties, reports = recount.find_duties(), recount.find_reports()
    addresses, agencies = recount.find_addresses(), recount.find_agencies()
    owed = [row for row in reports if row["obligation"] == "required"]
    asked = [row for row in reports if row["obligation"] == "requested"]
    themes = {row["theme"] for row in reports}  # whose tasks are the yearly report and its making
    timely, covered = count_timeliness(reports), count_coverage(addresses)
    linked = sum(row["addresses"] > 0 for row in agencies)
    known = sum(row["addresses"] > 0 or row["unreported"] == 0 for row in agencies)
    counted = {
        "reports_owed": len(owed),
        "received": timely["received"],
        "reports_in_time": timely["in_time"],
        "reports_late": timely["late"],
        "reports_missing": timely["missing"],
        "reports_awaited": timely["awaited"],
        "received_share": timely["received_share"],
        "in_time_share": timely["in_time_share"],
        "reports_overdue": sum(row["state"] == "overdue" for row in owed),
        "reports_sent_back": sum(row["state"] == "sent_back" for row in owed),
        "reports_unasked": recount.count_unasked(),
        "requested_asked": len(asked),
        "requested_came": sum(row["state"] == "received" for row in asked),
        "requested_silent": sum(row["state"] == "awaited" for row in asked),
        "requested_sent_back": sum(row["state"] == "sent_back" for row in asked),
        "synthesis_done": sum(
            row["theme"] in themes and row["obligation"] == "required" and row["state"] in DONE
            for row in duties
        ),
        "addresses": covered["whole"],
        "addresses_helped": covered["part"],
        "addresses_nobody": covered.get("nobody"),
        "addresses_closed": covered.get("closed_unhelped"),
        "addresses_unreported": covered.get("unreported"),
        "addresses_several": covered.get("several"),
        "addresses_committed": covered.get("committed"),
        "coverage": covered["share"],
        "committed_share": covered.get("committed_share"),
        "visits": covered.get("visits"),
        "agencies_linked": linked,
        "agencies_asked": known,
        "agencies_left_out": len(agencies) - known,
        "link_share": find_share(linked, known) if covered["whole"] else None,
        "grand_total": count_grand_total(duties),
        **{f"stage_{stage}": count for stage, count in count_way(addresses).items()},
        **name_completion(duties, ""),
    }
    for row in duties:  # a committee is of its level, another body of its kind
        row["group"] = row["level"] if row["kind"] == "committee" else row["kind"]
    fields = {"unit": "code", "theme": "theme", "activity": "activity", "group": "group"}
    for dimension, field in fields.items():
        codes = {row[field] for row in duties}
        codes |= {row["code"] for row in owed} if dimension == "unit" else set()
        for code in codes:
            rows = [row for row in duties if row[field] == code]
            counted |= name_completion(rows, f"|{dimension}={code or 'none'}")
    for code, total in count_totals(duties).items():
        counted |= {f"{key}|task={code}": total[key] for key in ("quantity", "told_by", "nil_by")}
        if total["nil_by"] and not total["told_by"] and not total["quantity"]:
            counted[f"quantity|task={code}"] = None  # told as nil
        value = None if total["money"] == "none" else total["value_vnd"]
        counted[f"value|task={code}"] = value
    did_well = {
        row["code"]
        for row in owed
        if row["state"] == "in_time" and counted.get(f"completion|unit={row['code']}") == 1
    }
    return counted | {"units_did_well": len(did_well)}


def name_completion(duties: Sequence[Row], mark: str) -> Said:
    """Completion under the keys of a report."""
    facts = count_completion(duties)
    names = ("whole", "part", "in_time", "not_reported", "assigned", "done_all", "progress", "nil")
    due = [row for row in duties if row["due"] and row["obligation"] == "required"]
    facts["not_reported"] = sum(row["state"] == "not_reported" for row in due)
    named = {f"{name}{mark}": facts[name] for name in names}
    shares = {"completion": facts["share"], "done_in_time_share": facts["in_time_share"]}
    return named | {f"{name}{mark}": value for name, value in shares.items()}


def read_csv(content: bytes) -> list[dict[str, str]]:
    """The rows of a table of open data."""
    return [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]


def write_cell(value: object) -> str:
    """As open data write a value: shares to four digits, nothing where there is none."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(round(value, 4))
    return str(value).lower() if isinstance(value, bool) else str(value)


def compare_reports(recount: Recount, table: list[dict[str, str]]) -> Said:
    """Due reports: a row for each unit in being, also those that owe none."""
    owed = {row["code"]: row for row in recount.find_reports()}
    assert [row["unit_code"] for row in table] == [row["code"] for row in recount.find_units()]
    wrong: Said = {}
    for row in table:
        report = owed.get(row["unit_code"])
        facts = {"report_state": "not_required", "obligation": "not_asked", "days_late": ""}
        if report:
            waits = (report["obligation"], report["state"]) == ("requested", "awaited")
            facts = {
                "report_state": "requested" if waits else report["state"],
                "obligation": report["obligation"],
                "days_late": write_cell(report["days"]),
                "due_on": report["due_on"],
                "extended": write_cell(bool(report["extended"])),
                "nil": write_cell(bool(report["nil"])),
                "received_on": write_cell(report["received_on"]),
            }
        wrong |= find_differences(f"due_reports {row['unit_code']}", facts, row)
    return wrong


def compare_completion(
    duties: Sequence[Row], table: list[dict[str, str]], field: str, column: str
) -> Said:
    """Completion by agency or by task, required and requested apart."""
    said = {(row[column], row["obligation"]): row for row in table}
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in duties:
        groups.setdefault((row[field], row["obligation"]), []).append(row)
    wrong: Said = {}
    for key, rows in groups.items():
        if key[1] == "requested":
            continue
        facts = count_completion([row | {"obligation": "required"} for row in rows])
        names = {"assigned": "assigned", "done_of_assigned": "done_all", "progress": "progress"}
        names |= {f"state_{state}": state for state in STATES}
        if key[1] == "required":
            names |= {"fallen_due": "whole", "done_of_due": "part", "in_time_of_due": "in_time"}
            names |= {"completion": "share", "completion_in_time": "in_time_share"}
        written = {name: write_cell(facts[fact]) for name, fact in names.items()}
        wrong |= find_differences(f"{column} {key}", written, said.get(key, {}))
    unasked = {row[column] for row in table if row["obligation"] == "not_asked"}
    both = {code: "not asked" for code, _ in groups if code in unasked}
    return wrong | both


def compare_money(duties: Sequence[Row], table: list[dict[str, str]]) -> Said:
    """The money of each task, and what of it counts."""
    totals, wrong = count_totals(duties), {}
    for row in table:
        total = totals[row["task_code"]]
        counts = total["money"] == "counts"
        facts = {
            "value_vnd": write_cell(total["value_vnd"]),
            "counted_vnd": write_cell(total["value_vnd"] if counts else None),
            "returns_told": str(total["told_by"]),
            "returns_nil": str(total["nil_by"]),
        }
        wrong |= find_differences(f"mobilised {row['task_code']}", facts, row)
    return wrong


def compare_communes(recount: Recount, table: list[dict[str, str]]) -> Said:
    """Coverage by commune as everybody may read it: nought is told, what is under five never,
    all else as its nearest multiple of five; and the parts of the whole add up as printed. While
    no list of addresses at all has come, the table is empty."""
    communes = {row["code"]: row["id"] for row in recount.find_units() if row["level"] == "commune"}
    placed = group_rows(recount.find_addresses(), "commune_id")
    wrong: Said = {}
    told = [row for row in table if row["unit_code"]]
    if [row["unit_code"] for row in told] != ([*communes] if placed else []):
        wrong["communes"] = ([*communes], [row["unit_code"] for row in told])
    for row in told:
        own = placed.get(communes.get(row["unit_code"]), [])
        facts = count_coverage(own)
        names = {"addresses": "whole", "nobody": "nobody", "several": "several"}
        names |= {"help_unreported": "unreported"}
        for name, fact in names.items():
            if row[name] and not is_published(facts.get(fact) or 0, int(row[name])):
                wrong[f"commune {row['unit_code']} {name}"] = (facts.get(fact), row[name])
        parts = [row[name] for name in ("helped", "nobody", "closed_unhelped")]
        if all(parts) and sum(map(int, parts)) != int(row["addresses"]):
            wrong[f"commune {row['unit_code']} parts"] = (row["addresses"], parts)
        if not own and row["addresses_code"] != "no_data":
            wrong[f"commune {row['unit_code']}"] = ("no register", row["addresses_code"])
    return wrong


def is_published(counted: int, told: int) -> bool:
    """May `told` stand for what was counted?"""
    if counted < LEAST:
        return told == counted == 0
    return told % LEAST == 0 and abs(told - counted) <= LEAST // 2


def compare_workbook(recount: Recount, file: Path) -> Said:
    """The register of statuses: the words of each report and of each result."""
    say, wrong = VIETNAMESE.say, {}
    book = load_workbook(file, read_only=True)
    _, reports, results, _ = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    place = {heading: at for at, heading in enumerate(reports[0])}
    found = {row[0]: row for row in reports[1:]}
    for report in recount.find_reports():
        row, state = found.get(report["code"]), report["state"]
        if report["obligation"] == "requested" and state in ("awaited", "received"):
            key = "open.state.requested" if state == "awaited" else "open.state.received"
        else:
            key = f"report_state.{state}"
        told = row and (row[place["Trạng thái"]], row[place["Số ngày quá hạn"]])
        if told != (say(key), report["days"]):
            wrong[f"sheet of reports {report['code']}"] = (say(key), report["days"], told)
    headings = [*results[0]]
    column = headings.index("Trạng thái")
    said = {(row[0], row[3]): row[column] for row in results[1:]}
    counted = {
        (row["code"], row["task_code"]): say(f"state.{row['state']}")
        for row in recount.find_duties()
    }
    return wrong | find_differences("sheet of results", counted, said)

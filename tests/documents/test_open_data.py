"""Open data: what is hidden, absent, nil, nought and not asked are never one another, and
nothing tells of a household."""

import csv
import io
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine

from documents.open_data.datasets import build_csv, build_open_data
from documents.open_data.fields import FILES, list_columns
from documents.open_data.frames import build_open_frames
from documents.open_data.registers import YearData
from indicators.change.steps import DaySnapshot
from indicators.coverage import ACROSS, coverage
from indicators.disclosure.published import suppress_coverage
from tests.documents.registered import read, registered, unpacked
from tests.documents.reports import HOSTILE
from tests.indicators.tables import AFTER, duties, register


def small(**drawn: str) -> YearData:
    """A register drawn as tables: 2025, six days after it fell due."""
    owed = duties(AFTER, assignments=ASKED, results=TOLD, submissions=SENT)
    return YearData(2025, DaySnapshot(owed, register(AFTER, **drawn)), 5)


ASKED = """
| assignment_id | task_id | unit_id | role       |
| 1             | 2       | 1       | coordinate |
| 2             | 2       | 2       | coordinate |
| 3             | 4       | 1       | coordinate |
| 4             | 5       | 2       | coordinate |
| 5             | 2       | 3       | requested  |
| 6             | 1       | 1       | coordinate |
| 7             | 1       | 3       | requested  |
"""
SENT = """
| submission_id | unit_id | received_on |
| 1             | 1       | 2025-12-01  |
| 3             | 3       | 2025-12-18  |
"""
TOLD = """
| result_id | assignment_id | submission_id | status | value_vnd |
| 1         | 1             | 1             | done   | 0         |
| 3         | 3             | 1             | nil    |           |
"""


def cell(of: YearData, file: str, *, key: str, is_: str, wanted: str) -> list[str]:
    rows = read(of, file)
    return rows.loc[rows[key] == is_, wanted].tolist()


def test_each_file_has_the_columns_that_its_dictionary_tells(engine: Engine) -> None:
    files = unpacked(registered(engine))
    told = list(csv.DictReader(io.StringIO(files["dictionary.csv"])))
    for name in FILES:
        heading = files[f"{name}.csv"].splitlines()[0].split(",")
        assert heading == list_columns(name)
        assert heading == [one["field"] for one in told if one["file"] == name]
    assert all(one["meaning_vi"] and one["meaning_en"] and one["unit"] for one in told)


def test_every_code_in_the_files_is_explained(engine: Engine) -> None:
    of = registered(engine)
    told = list(csv.DictReader(io.StringIO(unpacked(of)["codes.csv"])))
    known = {(one["field"], one["code"]) for one in told}
    fields = {field for field, _ in known}
    for frame in build_open_frames(of).values():
        for name in fields & {*frame.columns}:
            assert {(name, code) for code in frame[name].dropna()} <= known


def test_nought_nil_no_data_and_not_asked_are_told_apart() -> None:
    of = small()
    value = ["value_vnd", "value_vnd_code"]
    money = read(of, "mobilised_by_movement").set_index("task_code")[value]
    assert money.loc["TET"].tolist() == ["0", "value"]
    assert money.loc["HOI_VIEN"].tolist() == ["", "nil"]
    tasks = read(of, "completion_by_task").set_index(["task_code", "obligation"])
    assert tasks.loc[("HOI_VIEN", "required"), "completion_code"] == "nil"
    assert tasks.loc[("HMTN", "not_asked"), "assigned_code"] == "not_asked"
    assert tasks.loc[("HMTN", "not_asked"), "assigned"] == ""
    assert tasks.loc[("KE_HOACH", "required"), "completion"] == "0"
    assert tasks.loc[("KE_HOACH", "required"), "state_not_reported"] == "1"


def test_a_requested_body_is_never_judged_or_late() -> None:
    of = small()
    owed = read(of, "due_reports").set_index("unit_code")
    assert owed.loc["TDTN", ["report_state", "days_late"]].tolist() == ["received", ""]
    assert owed.loc["STC", "report_state"] == "not_required"
    done = read(of, "completion_by_agency").set_index("unit_code")
    assert done.loc["TDTN", ["completion", "completion_code"]].tolist() == ["", "requested"]
    assert done.loc["01273", "completion_code"] == "not_asked"
    assert "01288" not in done.index  # was no unit any more


def test_coverage_is_what_everybody_may_read() -> None:
    many = "".join(
        f"| {place} | {place} | {11 if place < 60 else 12} |\n" for place in range(1, 63)
    )
    helped = "".join(f"| {place} | {place} | K{place} |\n" for place in range(1, 31))
    of = small(
        dossiers=f"| address_id | code | commune_id |\n{many}",
        supports=f"| support_id | address_id | code |\n{helped}",
    )
    rows = read(of, "coverage_by_commune").set_index("unit_code")
    register = of.known.register
    told = suppress_coverage(coverage(register), coverage(register, ACROSS), least=5)
    told = told.set_index("commune_id")
    assert rows.loc["01279", "helped_code"] == "hidden"  # 3 addresses there
    assert rows.loc["01279", "addresses"] == ""
    for code, commune in (("01273", 11), ("01279", 12)):
        for name, counted in (("addresses", "whole"), ("nobody", "nobody"), ("several", "several")):
            shown = told.at[commune, counted]
            assert rows.loc[code, name] == ("" if shown is pd.NA else str(shown))
    assert set(rows["last_review_code"]) <= {"hidden", "no_data"}


def test_a_commune_without_a_register_has_no_data_and_is_not_hidden(engine: Engine) -> None:
    rows = read(registered(engine), "coverage_by_commune").set_index("unit_code")
    assert rows.loc["X3", "addresses_code"] == "no_data"
    assert rows.loc["X1", "addresses_code"] == "hidden"
    # the report of X2 was sent back, and nobody told of help there
    assert rows.loc["X2", ["addresses_code", "coverage_code"]].tolist() == ["unreported"] * 2
    assert rows.loc["X2", "help_unreported_code"] == "hidden"


def test_nothing_names_an_address_or_a_contact(engine: Engine) -> None:
    whole = "\n".join(unpacked(registered(engine)).values())
    assert "BIMAT" not in whole
    assert "Văn phòng SXD" not in whole


def test_the_same_data_give_the_same_bytes_and_say_that_they_are_made_up(engine: Engine) -> None:
    of = registered(engine, sample=True)
    assert build_open_data(of) == build_open_data(replace(of))
    assert set(read(of, "due_reports")["sample"]) == {"true"}
    assert "SỐ LIỆU MINH HỌA" in unpacked(of)["dictionary.md"]


@pytest.mark.parametrize("said", HOSTILE)
def test_no_text_is_run_or_breaks_its_row(said: str) -> None:
    (row,) = csv.reader(io.StringIO(build_csv([[said, 1.5, None]]).decode("utf-8-sig")))
    assert row[1:] == ["1.5", ""]
    assert not row[0].startswith(("=", "+", "-", "@"))
    assert said.split()[-1].strip("\x00\x1b\ud800")[:20] in row[0]


def test_an_empty_year_has_its_headings() -> None:
    bare = duties(date(2025, 12, 20))
    of = YearData(2025, DaySnapshot(bare, register(AFTER)), 5)
    files = unpacked(of)
    assert files["mobilised_by_movement.csv"].splitlines() == [
        ",".join(list_columns("mobilised_by_movement"))
    ]
    assert set(read(of, "due_reports")["report_state"]) == {"not_required"}

"""A typed form: its rows are the blank's, and the file of it is read as what was typed."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Engine
from sqlmodel import select

from actions.returns.drafts import DraftEntry
from documents.returns.blank_owed import list_due_tasks
from documents.returns.blank_register import StoredRows
from documents.returns.typed_form import (
    FormRow,
    build_added_row,
    build_typed_file,
    list_register_rows,
    list_result_rows,
    list_typed_fields,
)
from intake.headers.layouts import ADDRESSES, RESULTS, SUPPORTS, Layout
from intake.pipeline import read_tables
from intake.tables import Upload
from locales.catalogues import LANGUAGES
from locales.words import words_in
from models import Unit
from models.database import reading
from models.snapshots import read_duties
from tests.province import GOOD, TODAY, looked_at, received

VI = words_in("vi")


def list_rows(engine: Engine, language: str = "vi") -> list[FormRow]:
    """The form of Sở Y tế."""
    with reading(engine) as session:
        duties = read_duties(session, [2025, 2026], TODAY)
        unit = session.exec(select(Unit).where(Unit.code == "SYT")).one()
    due_tasks = list_due_tasks(duties, 2026, unit_id=unit.id)
    return list_result_rows(due_tasks, words_in(language), unit=(unit.id or 0, "SYT"))


def entries(**typed: Mapping[str, str]) -> dict[str, DraftEntry]:
    return {key: DraftEntry(key, values, {}, 1) for key, values in typed.items()}


def read_cells(
    layout: Layout, rows: list[FormRow], typed: dict[str, DraftEntry]
) -> list[list[str]]:
    """The file's cells, a list for each row."""
    (table,) = read_tables(Upload("a.csv", build_typed_file(layout, rows, typed, VI).content))
    return [[str(cell) for cell in row] for row in table.cells.to_numpy().tolist()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_is_read_as_such_without_a_finding(province: Engine, language: str) -> None:
    typed = entries(
        HM_TV={"status": "done", "done_on": "2026-12-01", "percent": "100", "quantity": "12"},
        YT_TT={"status": "nil"},
    )
    file = build_typed_file(RESULTS, list_rows(province, language), typed, words_in(language))
    arrival = looked_at(province, file.content).arrival
    assert [finding.code for finding in arrival.findings] == []
    assert arrival.rows is not None and arrival.plan is not None
    assert arrival.plan.new == 2
    frame = arrival.rows.frame
    assert {key: number for number, key in file.row_keys.items()} == {"YT_TT": 2, "HM_TV": 3}
    assert (frame.at[3, "status"], frame.at[3, "quantity"]) == ("done", 12)
    assert frame.at[3, "done_on"].date() == date(2026, 12, 1)
    assert arrival.plan.writes.at[2, "status"] == "nil"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_nobody_touched_changes_nothing(province: Engine, language: str) -> None:
    received(province, GOOD)
    rows = list_rows(province, language)
    assert {row.key: row.stands for row in rows}["HM_TV"]
    file = build_typed_file(RESULTS, rows, {}, words_in(language))
    arrival = looked_at(province, file.content).arrival
    assert arrival.plan is not None
    assert (arrival.plan.new, arrival.plan.changed, arrival.plan.left) == (0, 0, 0)
    assert arrival.plan.unchanged == 3


def test_what_was_emptied_is_cleared_and_the_rest_stays(province: Engine) -> None:
    received(province, GOOD)
    file = build_typed_file(RESULTS, list_rows(province), entries(YT_TT={"value_vnd": ""}), VI)
    plan = looked_at(province, file.content).arrival.plan
    assert plan is not None
    (changed,) = plan.writes.to_dict("records")
    assert pd.isna(changed["value_vnd"])
    assert changed["quantity"] == 3


def test_a_number_is_shown_so_that_it_is_read_as_itself(province: Engine) -> None:
    exact = GOOD.replace(b",40,5,", b",0.5%,1.1250,")
    received(province, exact)
    (row,) = [row for row in list_rows(province) if row.key == "KCB_LN"]
    assert (row.stored["percent"], row.stored["quantity"]) == ("0,5%", "1,1250")
    file = build_typed_file(RESULTS, list_rows(province), {}, VI)
    arrival = looked_at(province, file.content).arrival
    assert arrival.plan is not None and arrival.plan.changed == 0


def test_an_address_that_is_kept_has_its_code_fixed_and_a_new_one_asks_for_it() -> None:
    frame = pd.DataFrame(
        {
            **{field.name: [None] for field in ADDRESSES.fields},
            "code": ["DC-1"],
            "commune_id": [5],
            "household_size": [4],
            "categories": ["poor;ill"],
            "surveyed_on": [pd.Timestamp(2026, 3, 2)],
        }
    )
    rows = list_register_rows(
        ADDRESSES, StoredRows(frame, TODAY, {5: "01273"}), VI, unit_code="01273"
    )
    (row,) = rows
    assert row.stored == {
        "household_size": "4", "categories": "poor;ill", "surveyed_on": "2026-03-02",
    }  # fmt: skip
    assert "code" not in [field.name for field in list_typed_fields(ADDRESSES, row)]
    typed = entries(**{"+1": {"code": "DC-2", "household_size": "3"}, "DC-1": {"hamlet": "Nà Ca"}})
    added = build_added_row(ADDRESSES, typed["+1"], VI, unit_code="01273")
    assert "code" in [field.name for field in list_typed_fields(ADDRESSES, added)]
    cells = read_cells(ADDRESSES, [*rows, added], typed)
    assert cells[1][:3] == ["DC-1", "01273", "Nà Ca"]
    assert "Hộ nghèo; Người mắc bệnh hiểm nghèo" in cells[1]
    assert cells[2][:2] == ["DC-2", "01273"]


@pytest.mark.parametrize(("supporter", "unit"), [("", "SYT"), ("Công ty A", "")])
def test_help_is_the_units_own_unless_another_is_named(supporter: str, unit: str) -> None:
    typed = entries(**{"+1": {"address_code": "DC-1", "supporter_name": supporter}})
    added = build_added_row(SUPPORTS, typed["+1"], VI, unit_code="SYT")
    assert read_cells(SUPPORTS, [added], typed)[1][:3] == ["DC-1", unit, supporter]

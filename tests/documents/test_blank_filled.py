"""Every blank of every kind of unit, filled in as its own words say, reads without a finding."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import Engine

from actions.returns.receive import Letter, preview_file
from documents.returns.blank import build_blank_csv, build_blank_form, build_blank_workbook
from documents.returns.blank_owed import Row
from intake.headers.layouts import ADDRESSES, RESULTS, SUPPORTS, Layout
from intake.pipeline import Arrival
from intake.tables import Upload
from locales.words import words_in
from models.database import reading
from models.snapshots import read_duties
from models.units import find_unit
from tests.province import CLERK, TODAY, received

WORDS = words_in("vi")
# A department, a commune, a ward, a requested body, and the Red Cross itself.
UNITS = ("SYT", "01273", "01288", "MTTQ", "TDTN", "HCTD")
REGISTER = b"code,commune_code,surveyed_on\nDC-1,01273,01/03/2026\n"
ADDRESS: Row = {
    "code": "DC-2",
    "commune_code": "01273",
    "kind": WORDS.say("choice.kind.household"),
    "household_size": 4,
    "surveyed_on": "01/03/2026",
}
SUPPORT: Row = {
    "address_code": "DC-1",
    "supporter_unit_code": "SYT",
    "kind": WORDS.say("choice.kind.one_off"),
    "form": WORDS.say("choice.form.money"),
    "value_vnd": 500000,
    "given_on": "01/05/2026",
}
FEW = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def examined(engine: Engine, content: bytes) -> Arrival:
    return preview_file(engine, Upload("form", content), Letter(TODAY), actor=CLERK).arrival


def blank(engine: Engine, code: str, kind: str = "xlsx") -> bytes:
    with reading(engine) as session:
        unit = find_unit(session, code, TODAY)
        duties = read_duties(session, [2025, 2026], TODAY)
    assert unit is not None and unit.id is not None
    return build_blank_form(RESULTS, duties, WORDS, unit=(unit.id, code), year=2026, kind=kind)


def filled(content: bytes, status: str, quantity: int) -> tuple[bytes, int]:
    """The blank with every row answered, and how many rows it has."""
    book = load_workbook(io.BytesIO(content))
    form = book.worksheets[0]
    places = {str(cell.value): int(cell.column or 0) for cell in form[1]}
    rows = form.max_row
    for line in range(2, rows + 1):
        form.cell(line, places["Tình trạng"]).value = WORDS.say(f"choice.status.{status}")
        form.cell(line, places["Số lượng"]).value = quantity
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue(), rows - 1


@pytest.mark.parametrize("code", UNITS)
def test_results_of_every_kind_of_unit(province: Engine, code: str) -> None:
    content, rows = filled(blank(province, code), "in_progress", 12)
    arrival = examined(province, content)
    assert rows > 0
    assert arrival.findings == ()
    assert arrival.plan is not None and arrival.plan.new == rows


@given(status=st.sampled_from(["done", "done_late", "in_progress"]), quantity=st.integers(0, 999))
@FEW
def test_whatever_is_filled_in(province: Engine, status: str, quantity: int) -> None:
    content, rows = filled(blank(province, "SYT"), status, quantity)
    arrival = examined(province, content)
    assert arrival.findings == ()
    assert arrival.plan is not None and arrival.plan.new == rows


@pytest.mark.parametrize(("layout", "row"), [(ADDRESSES, ADDRESS), (SUPPORTS, SUPPORT)])
def test_the_other_forms(province: Engine, layout: Layout, row: Row) -> None:
    for made in (build_blank_workbook, build_blank_csv):
        before = REGISTER if layout is SUPPORTS else None
        if before is not None and made is build_blank_workbook:
            received(province, before)
        arrival = examined(province, made(layout, WORDS, [row]))
        assert arrival.findings == ()
        assert arrival.plan is not None and arrival.plan.new == 1


def test_a_blank_left_empty_says_that_nothing_is_filled_in(province: Engine) -> None:
    for kind in ("xlsx", "csv"):
        arrival = examined(province, blank(province, "SYT", kind))
        assert [one.code for one in arrival.findings] == ["file.nothing_filled"]


def test_sent_twice_is_once(province: Engine) -> None:
    content, rows = filled(blank(province, "SYT"), "done", 12)
    assert received(province, content).new == rows
    again = examined(province, content)
    assert again.plan is not None and (again.plan.new, again.plan.changed) == (0, 0)

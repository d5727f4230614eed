"""A code of an address, however its letters were typed, is the one in the register; one that
differs by capital letters alone is asked about."""

import io

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from actions.returns.receive import Letter, preview_file
from intake.findings import Outcome
from intake.tables import Upload
from models.addresses import find_current_dossiers
from models.database import reading
from tests.intake.broken import ADDRESSES, GOOD_ADDRESS, GOOD_SUPPORT, SUPPORTS, lines
from tests.province import OFFICER, TODAY, looked_at, received


def registered(engine: Engine, *codes: str) -> None:
    received(engine, lines(ADDRESSES, *([one, *GOOD_ADDRESS[1:]] for one in codes))())


def sent(code: str, hamlet: str = "Xóm 9") -> bytes:
    return lines(ADDRESSES, [code, GOOD_ADDRESS[1], hamlet, *GOOD_ADDRESS[3:]])()


@pytest.mark.parametrize(
    "written",
    ["\u0410-001", "А\u200b-001", " A-001 ", "'A-001", '="A-001"', "Ａ-００１", "A‐001"]
    + [f"A{dash}001" for dash in "‑–—−－"]
    + ["A – 001"],
)
def test_it_is_known_however_its_letters_were_typed(province: Engine, written: str) -> None:
    registered(province, "A-001")
    plan = looked_at(province, sent(written)).arrival.plan
    assert plan is not None and (plan.new, plan.changed) == (0, 1)
    received(province, sent(written))
    with reading(province) as session:
        (hamlet,) = find_current_dossiers(session, ["A-001"])["hamlet"]
    assert hamlet == "Xóm 9"


def test_a_number_of_a_workbook_is_known(province: Engine) -> None:
    registered(province, "101")
    book = Workbook()
    form = book.worksheets[0]
    form.append(ADDRESSES)
    form.append([101.0, *GOOD_ADDRESS[1:2], "Xóm 9", *GOOD_ADDRESS[3:]])
    kept = io.BytesIO()
    book.save(kept)
    plan = looked_at(province, kept.getvalue(), name="a.xlsx").arrival.plan
    assert plan is not None and (plan.new, plan.changed) == (0, 1)


def test_small_letters_for_capital_ones_are_asked_about(province: Engine) -> None:
    registered(province, "A-001")
    arrival = looked_at(province, sent("a-001")).arrival
    (told,) = [one for one in arrival.findings if one.code == "register.address_alike"]
    assert (told.row, told.column, told.value) == (2, "code", "a-001")
    assert arrival.outcome == Outcome.ASK


def test_two_rows_of_one_file_that_differ_so_are_asked_about(province: Engine) -> None:
    content = lines(ADDRESSES, *([one, *GOOD_ADDRESS[1:]] for one in ("B-1", "B-2", "b-1")))()
    found = looked_at(province, content).arrival.findings
    assert [one.row for one in found if one.code == "register.address_alike"] == [4]


def test_what_stands_in_the_register_as_written_is_not_asked_about(province: Engine) -> None:
    received(province, lines(ADDRESSES, ["C-1", *GOOD_ADDRESS[1:]], ["c-1", *GOOD_ADDRESS[1:]])())
    found = looked_at(province, sent("c-1")).arrival.findings
    assert not [one for one in found if one.code == "register.address_alike"]


@pytest.mark.parametrize("written", ["dc-01273-0021", "DC-1273-21", "dc 1273 21", "DC–01273–21"])
def test_one_without_its_zeros_or_dashes_is_asked_about(province: Engine, written: str) -> None:
    registered(province, "DC-01273-0021", "DC-01273-0022")
    arrival = looked_at(province, sent(written)).arrival
    (told,) = [one for one in arrival.findings if one.code == "register.address_alike"]
    assert told.facts["other"] == "DC-01273-0021"
    help_given = lines(SUPPORTS, [written, *GOOD_SUPPORT[1:]])()
    arrival = looked_at(province, help_given).arrival
    (told,) = [one for one in arrival.findings if one.code.startswith("register.address")]
    assert (told.code, told.facts["read_as"]) == ("register.address_read_as", "DC-01273-0021")
    assert arrival.plan is not None and arrival.plan.new == 1


def test_an_officer_is_not_told_of_others_codes(province: Engine) -> None:
    registered(province, "DC-01273-0021")
    help_given = lines(SUPPORTS, ["DC-1273-21", *GOOD_SUPPORT[1:]])()
    upload = Upload("syt.csv", help_given)
    arrival = preview_file(province, upload, Letter(TODAY), actor=OFFICER).arrival
    codes = {one.code for one in arrival.findings if one.code.startswith("register.address")}
    assert codes == {"register.address_to_confirm"}

"""A workbook received sheet by sheet: a batch each, undone each by itself."""

from sqlalchemy import Engine

from actions.returns.receive import Choices, Letter, Preview, Receipt, preview_sheets, receive
from actions.returns.undo import undo
from intake.tables import Upload
from models import Batch
from models.database import reading
from tests.actions.returns import CLERK, DAY, at, told
from tests.intake.files import workbook

RESULTS = ["period", "unit_code", "task_code", "status", "quantity"]
BOOK = Upload(
    "cả năm.xlsx",
    workbook(
        {
            "Trợ giúp": [
                ["address_code", "supporter_unit_code", "kind", "form", "given_on"],
                ["A-001", "SYT", "one_off", "money", "08/05/2026"],
            ],
            "Y tế": [RESULTS, ["2026", "SYT", "HM_DK", "done", 12]],
            "Tài chính": [RESULTS, ["2026", "STC", "HM_DK", "done", 7]],
            "Sổ": [["code", "commune_code", "surveyed_on"], ["A-001", "01273", "01/03/2026"]],
        }
    ),
)


def seen(engine: Engine) -> dict[str, Preview]:
    found = preview_sheets(engine, BOOK, Letter(DAY), actor=CLERK)
    return {str(one.arrival.sheet): one for one in found}


def kept(engine: Engine, sheet: str) -> Receipt:
    chosen = seen(engine)[sheet]
    return receive(engine, chosen, Choices(confirm=True), actor=CLERK, now=at(DAY))


def test_addresses_come_first_and_help_to_them_after(each_province: Engine) -> None:
    assert list(seen(each_province)) == ["Sổ", "Trợ giúp", "Y tế", "Tài chính"]
    for sheet in seen(each_province):
        assert kept(each_province, sheet).new == 1
    assert told(each_province, DAY, "quantity") == {"SYT/HM_DK": 12, "STC/HM_DK": 7}
    with reading(each_province) as session:
        sheets = [session.get_one(Batch, number).sheet for number in (1, 2, 3, 4)]
    assert sorted(str(one) for one in sheets) == sorted(seen(each_province))


def test_only_the_sheet_received_before_is_the_same_again(province: Engine) -> None:
    kept(province, "Y tế")
    again = {
        sheet: "file.same_again" in {finding.code for finding in one.arrival.findings}
        for sheet, one in seen(province).items()
    }
    assert [sheet for sheet, same in again.items() if same] == ["Y tế"]


def test_one_sheet_is_undone_by_itself(province: Engine) -> None:
    first = kept(province, "Y tế")
    kept(province, "Tài chính")
    undo(province, first.batch_id, actor=CLERK, now=at(DAY, 20))
    assert told(province, DAY, "quantity") == {"STC/HM_DK": 7}

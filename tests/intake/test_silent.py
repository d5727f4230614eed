"""Rows that say nothing are told and not counted; a status left out is asked about or remarked."""

import pytest

from intake.findings import Outcome
from tests.intake.register import arrived, said

HEAD = "period,unit_code,task_code,status,done_on,percent,quantity,note\n"
SUPPORT = "address_code,supporter_unit_code,kind,form,value_vnd,given_on\n"
STORED = """
| result_id | assignment_id | year | status |
| 1         | 101           | 2026 | {}     |
"""


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("results", f"{HEAD}2026,SYT,HM_DK,,,,,\n2026,SYT,TET_SUAT,,,,,\n"),
        ("results", f"{HEAD}2026,SYT,HM_DK, , , , , \n"),
        ("results", "period,unit_code,task_code\n2026,SYT,HM_DK\n"),
        ("results", "Kỳ,Mã đơn vị,Mã nhiệm vụ,Số liệu kỳ trước,Ghi chú\n2026,SYT,HM_DK,12,\n"),
        ("supports", f"{SUPPORT}A-001,SYT,,,,\nA-002,SYT,,,,\n"),
    ],
)
def test_a_file_that_says_nothing_has_nothing_to_receive(form: str, text: str) -> None:
    came = arrived(text, form)
    assert [code for code, _, _ in said(came)] == ["file.nothing_filled"]
    assert (came.outcome, came.plan) == (Outcome.NOTHING, None)


def test_only_the_unit_whose_row_says_something_has_reported() -> None:
    came = arrived(f"{HEAD}2026,SYT,HM_DK,,,,,\n2026,SYT,TET_SUAT,,,,,\n2026,STC,HM_DK,done,,,,\n")
    assert said(came) == [("row.says_nothing", 2, None), ("row.says_nothing", 3, None)]
    assert [one.value for one in came.findings] == ["SYT · HM_DK", "SYT · TET_SUAT"]
    assert came.plan is not None
    assert came.plan.returns["unit_id"].tolist() == [2]
    assert (came.plan.new, came.plan.unchanged, came.plan.left) == (1, 0, 0)


@pytest.mark.parametrize("word", ["không phát sinh", "-", "xóa", "chưa thực hiện"])
def test_a_word_in_one_cell_is_a_report(word: str) -> None:
    came = arrived(f"{HEAD}2026,SYT,HM_DK,{word},,,,\n")
    assert came.plan is not None and len(came.plan.returns) == 1


def test_a_row_at_fault_is_not_silent() -> None:
    came = arrived(f"{HEAD}2026,SYT,XXX,,,,,\n2026,STC,HM_DK,done,,,,\n")
    assert said(came) == [("register.task_unknown", 2, "task_code")]


@pytest.mark.parametrize(
    ("cells", "stored", "code", "status"),
    [
        (",01/12/2026,,,", "", "row.status_concluded", "done"),
        (",,100,,", "", "row.status_concluded", "done"),
        (",,40,,", "", "row.status_concluded", "in_progress"),
        (",,0,,", "", "row.status_concluded", "not_started"),
        (",01/12/2026,40,,", "", "row.status_missing", None),  # which of the two is right?
        (",,,12,", "", "row.status_missing", None),
        (",,,,sắp xong", "", "row.status_missing", None),
        (",01/12/2026,,,", "in_progress", "row.status_concluded", "done"),
        (",,60,,", "in_progress", None, None),  # what is stored stays
        (",01/12/2026,,,", "done", None, None),
        (",,,12,", "in_progress", None, None),
    ],
)
def test_a_status_left_out(cells: str, stored: str, code: str | None, status: str | None) -> None:
    kept = STORED.format(stored) if stored else ""
    came = arrived(f"{HEAD}2026,SYT,HM_DK,{cells}\n", stored=kept)
    met = [one for one in came.findings if one.code.startswith("row.status")]
    assert [(one.code, one.column) for one in met] == ([(code, "status")] if code else [])
    assert came.plan is not None
    kept_as = came.plan.writes["status"].dropna().tolist()
    assert kept_as == ([status or stored] if status or stored else [])
    if status:
        assert met[0].facts["read_as"] == status


def test_an_empty_row_still_lists_its_task() -> None:
    came = arrived(
        f"{HEAD}2026,SYT,TET_SUAT,done,,,,\n2026,SYT,HM_DK,,,,,\n", stored=STORED.format("done")
    )
    assert "table.row_not_resent" not in {one.code for one in came.findings}
    assert len(came.unsent_rows) == 0


def test_a_task_that_is_listed_no_longer_is_asked_about() -> None:
    came = arrived(f"{HEAD}2026,SYT,TET_SUAT,done,,,,\n", stored=STORED.format("done"))
    assert ("table.row_not_resent", None, None) in said(came)
    assert came.unsent_rows[["stored_id", "named"]].to_numpy().tolist() == [
        [1, "Hiến máu tình nguyện"]
    ]

"""Tables as offices draw them: what they say once is read in every row, and asked about."""

import pytest
from sqlalchemy import Engine

from actions.returns.receive import Letter, preview_file
from intake.cells.marks import Mark
from intake.pipeline import Arrival, detect_layout
from intake.redaction.kept_copy import redact_upload
from intake.tables import Upload
from tests.intake.files import workbook
from tests.intake.other_kinds import web_page
from tests.intake.register import arrival, arrived, said
from tests.province import CLERK, TODAY

TICKED = [
    ["period", "unit_code", "task_code", "Hoàn thành", "Đang thực hiện", "Chưa thực hiện"],
    ["2026", "SYT", "HM_DK", "x", "", ""],
    ["2026", "SYT", "TET_SUAT", "", "✓", ""],
]


def text(rows: list[list[str]]) -> str:
    return "\n".join(map(",".join, rows))


def values(found: Arrival, name: str) -> list[object]:
    assert found.rows is not None
    return found.rows.frame[name].tolist()


def test_a_key_written_once_holds_for_the_rows_below_it() -> None:
    found = arrived(
        "period,unit_code,task_code,status\n2026,SYT,HM_DK,done\n,,TET_SUAT,done\n"
        ",STC,HM_DK,done\nTổng cộng,,,\n"
    )
    assert values(found, "unit_code") == ["SYT", "SYT", "STC"]
    assert {("value.key_repeated", 3, "unit_code"), ("value.key_repeated", 3, "period")} <= {
        *said(found)
    }


def test_a_key_left_out_among_keys_of_every_row_is_missing() -> None:
    found = arrived(
        "period,unit_code,task_code,status\n2026,SYT,HM_DK,done\n2026,,TET_SUAT,done\n"
        "2026,STC,HM_DK,done\n"
    )
    assert ("value.missing", 3, "period") not in said(found)
    assert ("value.key_repeated", 3, "period") not in said(found)
    assert ("value.key_repeated", 3, "unit_code") in said(found)
    again = arrived(
        "period,unit_code,task_code,status\n2026,SYT,HM_DK,done\n2026,SYT,TET_SUAT,done\n"
        "2026,,HM_DK,done\n"
    )
    assert ("value.missing", 4, "unit_code") in said(again)


def test_who_signs_below_is_no_row_of_the_unit_above() -> None:
    found = arrived(
        "period,unit_code,task_code,status\n2026,SYT,HM_DK,done\n,,TET_SUAT,done\n"
        ",,Người lập biểu,CHỦ TỊCH\n,,Lê Lập,Hoàng Ký\n"
    )
    assert values(found, "unit_code") == ["SYT", "SYT"]


def test_help_of_a_giver_without_a_unit_is_not_the_unit_above() -> None:
    found = arrived(
        "address_code,supporter_unit_code,supporter_name,supporter_kind,kind,form,given_on\n"
        "A-001,SYT,,,one_off,money,01/05/2026\n"
        "A-002,,Quỹ Thử,organisation,one_off,money,01/05/2026\n",
        "supports",
    )
    assert [one for one in said(found) if one[0] == "value.key_repeated"] == []


def test_ticks_in_columns_are_the_states_of_their_rows() -> None:
    found = arrived(text(TICKED))
    assert values(found, "status") == ["done", "in_progress"]
    assert ("column.status_by_ticks", None, None) in said(found)


@pytest.mark.parametrize(
    "tick",
    [
        *"xXvV✓✔√☑✅✗☒●■+*1üþ",
        *("1.0", "có", "Có", "co", "yes", "TRUE", "(x)", "[x]", "[X]", "x.", "xx", "v/"),
    ],
)
def test_every_usual_mark_is_a_tick(tick: str) -> None:
    found = arrived(text([TICKED[0], [*TICKED[1][:3], "", tick, ""]]))
    assert values(found, "status") == ["in_progress"]
    (asked,) = (one for one in found.findings if one.code == "column.status_by_ticks")
    assert asked.facts["ticks"] == (tick,)


def test_beside_checks_a_cross_says_no() -> None:
    rows = [[*TICKED[1][:3], "✗", "✓", "✗"], [*TICKED[2][:3], "✓", "✗", "✗"]]
    assert values(arrived(text([TICKED[0], *rows])), "status") == ["in_progress", "done"]


def test_boxes_are_ticked_or_not() -> None:
    book = workbook({"A": [TICKED[0], [*TICKED[1][:3], False, True, False]]})
    assert values(arrival(book), "status") == ["in_progress"]


def test_states_below_one_heading_are_ticked() -> None:
    heads = [
        ["period", "unit_code", "task_code", "Tình trạng", "", "", "Số lượng"],
        ["", "", "", "Hoàn thành (đánh dấu x)", "Đang thực hiện", "Không phát sinh", ""],
    ]
    rows = [[*TICKED[1][:3], "x", "", "", "12"], [*TICKED[2][:3], "", "", "x", ""]]
    found = arrived(text([*heads, *rows]))
    assert found.rows is not None
    assert found.rows.frame["status"].tolist()[0] == "done"
    assert found.rows.marks["status"].tolist() == [Mark.VALUE, Mark.NIL]


def test_two_ticks_in_a_row_are_no_state() -> None:
    found = arrived(text([*TICKED[:2], ["2026", "SYT", "TET_SUAT", "x", "x", ""]]))
    assert ("value.not_a_choice", 3, "status") in said(found)


def test_words_among_ticks_leave_the_columns_as_they_are() -> None:
    found = arrived(text([*TICKED[:2], ["2026", "SYT", "TET_SUAT", "một phần", "", ""]]))
    assert ("column.status_by_ticks", None, None) not in said(found)


def test_the_kept_copy_reads_as_the_file_did() -> None:
    for content in (workbook({"KQ": TICKED}), web_page(TICKED)):
        upload = Upload("a", content)
        kept = Upload("a.xlsx", redact_upload(upload, detect_layout(upload)))
        before, after = (detect_layout(each) for each in (upload, kept))
        assert after.table.cells[after.columns["status"]].tolist() == (
            before.table.cells[before.columns["status"]].tolist()
        )


@pytest.mark.parametrize(
    ("title", "name", "place"),
    [
        ("KẾT QUẢ NĂM 2026", "bc.csv", "titles"),
        ("Kỳ báo cáo: 2026", "bc.csv", "titles"),
        ("KẾT QUẢ", "SYT_2026.csv", "file_name"),
    ],
)
def test_a_period_said_once_is_every_rows(title: str, name: str, place: str) -> None:
    content = f"{title}\nunit_code,task_code,status\nSYT,HM_DK,done\n".encode()
    found = detect_layout(Upload(name, content))
    assert found.table.cells[found.columns["period"]].tolist()[2:] == ["2026"]
    (question,) = [one for one in found.findings if one.code == "file.period_stated"]
    assert question.facts["places"] == (place,)


@pytest.mark.parametrize(
    "title",
    ["Cao Bằng, ngày 10 tháng 12 năm 2026", "NĂM 2025 VÀ NĂM 2026", "So với năm 2025", "KẾT QUẢ"],
)
def test_a_year_that_may_be_another_is_no_period(title: str, province: Engine) -> None:
    content = f"{title}\nunit_code,task_code,status\nSYT,HM_TV,done\n".encode()
    seen = preview_file(province, Upload("bc.csv", content), Letter(TODAY), actor=CLERK)
    assert [one.code for one in seen.arrival.findings] == ["file.missing_columns"]


def test_tasks_across_are_named_with_the_way_that_helps(province: Engine) -> None:
    content = workbook({"KQ": [["Đơn vị", "HM_TV", "YT_TT"], ["Sở Y tế", 12, 3]]})
    seen = preview_file(province, Upload("bc.xlsx", content), Letter(TODAY), actor=CLERK)
    (refusal,) = seen.arrival.findings
    assert (refusal.code, len(refusal.facts["tasks"])) == ("file.tasks_across", 2)


def test_sections_numbered_in_roman_are_titles() -> None:
    found = arrived(
        "STT,period,unit_code,task_code,status\nI,,,Hiến máu,\n1,2026,SYT,HM_DK,done\n"
        "II,,,Tết,\n1,2026,SYT,TET_SUAT,done\n"
    )
    assert values(found, "status") == ["done", "done"]
    assert {("row.passed_over", 2, None), ("row.passed_over", 4, None)} <= {*said(found)}

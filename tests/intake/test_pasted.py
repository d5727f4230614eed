"""A table pasted from a mail: its columns are parted by tabs, or by blanks alone."""

import pytest

from intake.findings import Finding
from intake.pipeline import detect_layout, read_tables
from intake.tables import Unreadable, Upload
from tests.intake.register import arrival

ALIGNED = """Kính gửi Hội, đơn vị gửi kết quả năm 2026:

Mã đơn vị   Mã nhiệm vụ     Trạng thái     Số lượng   Ghi chú
SYT         HM_TV           hoàn thành           12   đã tập huấn
SYT         YT_TT           hoàn thành        1.250
SYT         KCB_LN                                5   đang làm

Trân trọng!
"""


def test_columns_that_blanks_part_are_read_at_their_places() -> None:
    (table,) = read_tables(Upload("dan.txt", ALIGNED.encode()))
    assert table.cells.loc[4:6].to_numpy().tolist() == [
        ["SYT", "HM_TV", "hoàn thành", "12", "đã tập huấn"],
        ["SYT", "YT_TT", "hoàn thành", "1.250", ""],
        ["SYT", "KCB_LN", "", "5", "đang làm"],
    ]
    (question,) = table.findings
    assert question.code == "file.columns_by_blanks"
    assert question.facts == {"shown": "SYT | HM_TV | hoàn thành | 12 | đã tập huấn"}


def test_a_piece_between_two_columns_is_refused_at_its_line() -> None:
    text = ALIGNED.replace(
        "KCB_LN                                5", "KCB_LN           1 2 3 4 5 6 7    5"
    )
    with pytest.raises(Unreadable) as refusal:
        detect_layout(Upload("dan.txt", text.encode()))
    assert (refusal.value.finding.code, refusal.value.finding.facts) == (
        "file.columns_unclear",
        {"row": 6},
    )


def test_tabs_part_columns_as_they_did() -> None:
    text = "period\tunit_code\ttask_code\tnote\n2026\tSYT\tHM_TV\thai  khoảng  trắng\n"
    (table,) = read_tables(Upload("dan.txt", text.encode()))
    assert (table.delimiter, table.cells.iloc[1, 3]) == ("tab", "hai  khoảng  trắng")


@pytest.mark.parametrize(
    "text",
    [
        "Trong kỳ báo cáo, đơn vị không phát sinh hoạt động nào.",
        "period,unit_code,task_code,status\n\nTrong kỳ không phát sinh",
        "SỞ Y TẾ\nKhông có nội dung gì phát sinh trong năm 2026",
    ],
)
def test_a_nil_return_in_words_is_shown_where_to_record_it(text: str) -> None:
    assert [finding.code for finding in find_all(text)] == ["file.nil_in_prose"]


def find_all(text: str) -> tuple[Finding, ...]:
    try:
        return arrival(text.encode()).findings
    except Unreadable as fault:
        return (fault.finding,)

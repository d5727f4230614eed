"""What tells a person is taken out of free text; units, places, documents and amounts stay."""

import csv
from pathlib import Path

import pytest

from intake.personal_details import without_personal_details
from locales.findings import build_finding_sentence
from locales.words import words_in
from tests.house.tracked import HOUSE
from tests.intake.files import workbook
from tests.intake.register import arrival, arrived, references, said


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("liên hệ 0912345678.", "liên hệ …."),
        ("ĐT 0912.345.678, ông A", "ĐT …, ông A"),
        ("0912 34 56 78", "…"),
        ("+84 912 345 678", "…"),
        ("0206.3852.123", "…"),
        ("CCCD 004200000001", "CCCD …"),
        ("004 200 000 001", "…"),
        ("cmnd số 123456789", "cmnd số …"),
        ("tel:912345678", "tel:…"),
        ("84912345678", "…"),
        ("gọi 84 912 345 678", "gọi …"),
        ("84.912.345.678", "…"),
        ("+84(0)912345678", "…"),
        ("SĐT 0 9 1 2 3 4 5 6 7 8", "SĐT …"),
        ("hộ chiếu B1234567", "hộ chiếu …"),
        ("STK 8300205123456 Agribank", "STK … Agribank"),
        ("TK ngân hàng: 101234567", "TK ngân hàng: …"),
        ("nhận qua 0101234567890 tại Vietcombank", "nhận qua … tại Vietcombank"),
        ("12345678901234", "…"),
        ("BHYT HN4040012345678", "BHYT …"),
        ("thẻ BHYT: GD 4 01 0012345678", "thẻ BHYT: …"),
        ("sinh năm 1985", "sinh năm …"),
        ("SN 1985, xóm 3", "SN …, xóm 3"),
        ("Ngày sinh: 12-3-1985", "Ngày sinh: …"),
        ("Hộ ông Nguyễn Văn A", "Hộ ông …"),
        ("hộ bà Nông Thị Thử, xóm Nà Cáp", "hộ bà …, xóm Nà Cáp"),
        ("chị Lan", "chị …"),
        ("Sùng A Páo nhận 2 suất", "… nhận 2 suất"),
        ("NGUYỄN VĂN A", "…"),
        ("nguyễn văn a", "…"),
        ("Nguyễn Văn A mắc HIV, đã khám", "… …, đã khám"),
        ("Hộ ông Nông Tý bị ung thư phổi", "Hộ ông … …"),
        ("Nông Thị Thử (1950), 123456789", "… (…), …"),
    ],
)
def test_it_is_taken_out(text: str, kept: str) -> None:
    assert without_personal_details(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "trị giá 250000000 đồng",
        "250.000.000đ",
        "100.000.000.000 đồng",
        "01.12.2026 10 suất",
        "từ 09.12.2026 đến 10/12/2026",
        "QĐ 012345678/QĐ-UBND",
        "mã DC-0001",
        "0,123456789",
        "1234567890",
        "trị giá 84.912.345.678 đồng",
        "ngân hàng CSXH cho vay 500000000",
        "số liệu 20261214093045",
        "không phát sinh năm 2026",
        "học sinh 2026",
        "giấy khai sinh năm 2026",
        "Chỉ thị 18/CT-TTg ngày 09/7/2018",
        "Số 123/BC-UBND, Cao Bằng, ngày 12 tháng 12 năm 2026",
        "khám bệnh ung thư cho 30 hộ nghèo",
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
        "Sở Nông Nghiệp Và Phát Triển Nông Thôn",
        "Đoàn TNCS Hồ Chí Minh",
        "Trường THPT Bế Văn Đàn, đường Hoàng Văn Thụ",
        "Công ty TNHH Hoàng Anh Gia Lai",
        "Bà Mẹ Việt Nam Anh hùng",
        "ủng hộ Quỹ Vì Người Nghèo",
        "DANH SÁCH HỘ NGHÈO XÃ ĐÀM THỦY",
        "Mã Địa Chỉ Nhân Đạo",
        "ông Nô-en",
    ],
)
def test_amounts_days_and_codes_stay(text: str) -> None:
    assert without_personal_details(text) == text


def test_the_cell_is_told_and_the_number_is_nowhere() -> None:
    came = arrived(
        "period,unit_code,task_code,status,note\n2026,SYT,HM_DK,done,gọi 0912345678 nhé\n"
    )
    assert said(came) == [("value.personal", 2, "note")]
    assert came.rows is not None
    assert came.rows.frame["note"].tolist() == ["gọi … nhé"]
    assert [one.value for one in came.findings] == ["gọi … nhé"]
    assert "số điện thoại" in build_finding_sentence(came.findings[0], words_in("vi"))


def test_nothing_of_the_catalogue_is_taken_for_a_person() -> None:
    """Names of units, communes and tasks, of all days."""
    texts = {
        cell
        for name in ("units", "tasks", "successions", "assignments")
        for row in csv.reader(
            Path(HOUSE, "catalogue", f"{name}.csv").read_text("utf-8").split("\n")
        )
        for cell in row
    }
    assert len(texts) > 500
    assert [text for text in texts if without_personal_details(text) != text] == []


def test_a_value_at_fault_is_not_quoted_where_it_tells_a_person() -> None:
    came = arrived(
        "period,unit_code,task_code,status,note\n2026,SYT,HM_DK,hỏi ông Nông Văn Thử 0912345678,\n"
    )
    assert said(came) == [("value.not_a_choice", 2, "status")]
    told = build_finding_sentence(came.findings[0], words_in("vi"))
    assert "Nông" not in told and "0912" not in told and "hỏi ông … …" in told


def test_a_number_that_lost_its_nought_in_a_workbook_is_one_too() -> None:
    """A spreadsheet keeps 0912345678 as 912345678; a round sum is a sum."""
    rows = [["Mã địa chỉ", "Mã xã", "Xóm"], ["A-001", "01273", 912345678], ["A-002", "01273", 5e8]]
    came = arrival(workbook({"Sổ": rows}), references("addresses"))
    assert ("value.personal", 2, "hamlet") in said(came)
    assert came.rows is not None
    assert came.rows.frame["hamlet"].tolist() == ["…", "500000000"]

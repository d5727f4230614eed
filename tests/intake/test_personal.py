"""Telephones and identity numbers are taken out of free text; amounts and codes stay."""

import pytest

from intake.personal_numbers import without_personal_numbers
from tests.intake.register import arrived, said


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
    ],
)
def test_it_is_taken_out(text: str, kept: str) -> None:
    assert without_personal_numbers(text) == kept


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
    ],
)
def test_amounts_days_and_codes_stay(text: str) -> None:
    assert without_personal_numbers(text) == text


def test_the_cell_is_told_and_the_number_is_nowhere() -> None:
    came = arrived(
        "period,unit_code,task_code,status,note\n2026,SYT,HM_DK,done,gọi 0912345678 nhé\n"
    )
    assert said(came) == [("value.personal_number", 2, "note")]
    assert came.rows is not None
    assert came.rows.frame["note"].tolist() == ["gọi … nhé"]
    assert [one.value for one in came.findings] == ["gọi … nhé"]

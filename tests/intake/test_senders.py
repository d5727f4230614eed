"""Whose a file is that has no column of units: by its name, its sheet, the lines above."""

from datetime import date

import pytest

from intake.checks.senders import guess_sender
from intake.pipeline import detect_layout
from intake.tables import Upload
from tests.intake.broken import GOOD_WITHOUT_UNIT, WITHOUT_UNIT, without_unit, workbook
from tests.intake.register import references

DAY = date(2026, 12, 14)
NOBODY = (None, "")


def sender_of(name: str, content: bytes) -> tuple[str | None, str]:
    """Whom the file is taken to be from, and by what."""
    found = guess_sender(detect_layout(Upload(name, content)), name, references().book, DAY)
    return found.sender, found.sender_by


@pytest.mark.parametrize(
    ("name", "above", "sender"),
    [
        ("Báo cáo Sở Y tế 2026.csv", [], ("SYT", "by_name")),
        ("bc_so-y-te_nam_2026.csv", [], ("SYT", "by_name")),
        ("Bieu 2026 - SYT - So Y te.csv", [], ("SYT", "by_name")),
        ("01273-ket-qua.csv", [], ("01273", "by_name")),  # Thục Phán bears the code now
        ("a.csv", ["UBND TỈNH CAO BẰNG", "SỞ TÀI CHÍNH"], ("STC", "by_title")),
        ("a.csv", ["Đơn vị báo cáo: UBND phường Thục Phán"], ("01273", "by_title")),
        ("so y te.csv", ["SỞ Y TẾ"], ("SYT", "by_name")),  # both say the same
        ("a.csv", ["SỞ Y TẾ", "Kính gửi: Sở Tài chính"], ("SYT", "by_title")),
        ("so y te.csv", ["SỞ TÀI CHÍNH"], NOBODY),  # they contradict each other
        ("so y te, so tai chinh.csv", [], NOBODY),  # two are named
        ("Xã Quang Trung.csv", [], NOBODY),  # two communes are called that
        ("SLDTBXH.csv", [], NOBODY),  # it is no more
        ("ket qua 2026 lan 2.csv", ["BÁO CÁO KẾT QUẢ NĂM 2026"], NOBODY),
    ],
)
def test_who_sent_it(name: str, above: list[str], sender: tuple[str | None, str]) -> None:
    assert sender_of(name, without_unit(*above)()) == sender


def test_a_sheet_may_be_called_by_its_sender() -> None:
    content = workbook(**{"P. Thục Phán": [WITHOUT_UNIT, GOOD_WITHOUT_UNIT]})()
    assert sender_of("a.xlsx", content) == ("01273", "by_sheet")

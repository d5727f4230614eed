"""Recipients: one a line of the setting, found again by what a person would type."""

import pytest

from documents.yearly_report.recipients import build_code, find_recipient, read_recipients
from locales.words import words_in

LONG = "Sở " + "Nghiêng Ngả " * 17


@pytest.mark.parametrize(
    ("setting", "codes"),
    [
        ("Tỉnh ủy", ["tinh-uy"]),
        ("A & B <x> | trung-uong", ["a-b-x"]),
        ("\n".join(["Một", "Hai", "Ba", "Bốn", "Năm", "Một"]), ["mot", "hai", "ba", "bon", "nam"]),
    ],
)
def test_recipients_are_the_lines_of_the_setting(setting: str, codes: list[str]) -> None:
    told = read_recipients({"paper.report_recipients": setting}, words_in("vi"))
    assert [one.code for one in told] == codes


def test_a_long_name_has_a_short_code_of_its_own() -> None:
    assert len(build_code(LONG)) <= 40
    assert build_code(LONG) != build_code(LONG + "x")


def test_a_recipient_is_found_by_its_template_or_the_beginning_of_its_code() -> None:
    told = read_recipients({}, words_in("vi"))
    assert [find_recipient(told, asked) for asked in ("tinh", "uy-ban", "1", "")] == [
        told[1],
        told[1],
        told[0],
        None,
    ]

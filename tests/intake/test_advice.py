"""What a sentence advises is read without the finding that advised it."""

import re

import pytest

from locales.catalogues import LANGUAGES
from locales.findings import build_finding_sentence
from locales.words import words_in
from tests.intake.builders import file_with
from tests.intake.register import arrival, arrived

ADVICE = re.compile(r"(?:ví dụ|such as) ([\d/]+)")
HEAD = "period,unit_code,task_code,status\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("quantity", "nhiều"),
        ("quantity", "1.234"),
        ("quantity", "2tr5"),
        ("done_on", "hôm qua"),
        ("done_on", "14/13"),
        ("period", "năm nay"),
    ],
)
def test_the_advised_value_is_taken(field: str, cell: str, language: str) -> None:
    came = arrival(file_with(**{field: cell}))
    large = "value.above_limit"  # "2tr5" is a large quantity too
    (told,) = [one for one in came.findings if one.column == field and one.code != large]
    advised = ADVICE.search(build_finding_sentence(told, words_in(language)))
    assert advised is not None, told.code
    again = arrival(file_with(**{field: advised[1]}))
    assert not [one for one in again.findings if one.code == told.code]
    assert not [one for one in again.findings if one.column == field and one.severity == "ask"]


@pytest.mark.parametrize(
    ("row", "near"),
    [
        ("2026,SYTT,HM_DK,done", "SYT – Sở Y tế"),
        ("2026,Sở Y,HM_DK,done", "SYT – Sở Y tế"),
        ("2026,SYT,HMDK1,done", "HM_DK – Hiến máu tình nguyện"),
    ],
)
def test_what_is_unknown_is_told_with_what_lies_nearest(row: str, near: str) -> None:
    (told,) = [one for one in arrived(f"{HEAD}{row}\n").findings if "unknown" in one.code]
    assert near in build_finding_sentence(told, words_in("vi"))


@pytest.mark.parametrize(
    ("row", "advised"),
    [
        ("2062,SYT,HM_DK,done", "danh mục có các kỳ từ 2025 đến 2026"),
        ("2062,SYT,HM_DK,done", "Gần nhất: 2026"),
        ("26,SYT,HM_DK,done", "Hãy ghi bốn chữ số, ví dụ 2026"),
        ("2026,Sở Y tế,HM_DK,done", "Lần sau nên ghi mã SYT"),
        ("2026,STC,TET_SUAT,done", "(Tết Nhân ái) không giao cho Sở Tài chính trong kỳ 2026"),
        ("2026,SYT,,done", "dòng nào cũng phải có nội dung này"),
    ],
)
def test_a_sentence_tells_what_to_write_instead(row: str, advised: str) -> None:
    (told, *_) = arrived(f"{HEAD}{row}\n").findings
    assert advised in build_finding_sentence(told, words_in("vi"))


def test_a_day_too_many_of_a_month_is_told_with_the_last_one() -> None:
    came = arrived(f"{HEAD.strip()},done_on\n2026,SYT,HM_DK,done,31/11/2026\n")
    assert "tháng đó hết ở ngày 30/11/2026" in build_finding_sentence(
        came.findings[0], words_in("vi")
    )


def test_nothing_is_suggested_for_what_is_like_nothing() -> None:
    (told,) = arrived(f"{HEAD}2026,@@@,HM_DK,done\n").findings
    assert "Gần nhất" not in build_finding_sentence(told, words_in("vi"))


def test_rows_that_contradict_each_other_name_each_other() -> None:
    came = arrived(f"{HEAD}2026,SYT,HM_DK,done\n2026,STC,HM_DK,done\n2026,SYT,HM_DK,not_started\n")
    told = build_finding_sentence(came.findings[0], words_in("vi"))
    assert "“HM_DK” của Sở Y tế được ghi ở các dòng 2, 4" in told

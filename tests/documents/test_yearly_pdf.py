"""The yearly report as PDF: everything that the report says, marked while it is a draft."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from documents.printing.official import clean_text
from documents.printing.typefaces import OUR_MARKS
from documents.yearly_report.pdf import build_yearly_pdf, collect_content
from documents.yearly_report.report import (
    Block,
    ClerkText,
    ReportHeading,
    ReportParagraph,
    ReportTable,
)
from locales.words import words_in
from tests.documents.reports import HOSTILE, VI, bare, chart, hostile, rich, units


def told(record: Any) -> list[str]:
    """Every text in what the template is given."""
    if isinstance(record, str):
        return [record]
    inside = record.values() if isinstance(record, dict) else record
    return [text for each in inside for text in told(each)] if _holds(record) else []


def _holds(record: object) -> bool:
    return isinstance(record, dict | list | tuple)


def pages(paper: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", paper))


@pytest.mark.parametrize(
    ("number", "day", "sample", "marks"),
    [
        ("", None, False, ["DỰ THẢO"]),
        ("7", None, True, ["DỰ THẢO", "SỐ LIỆU MINH HỌA"]),
        ("", date(2027, 1, 5), False, ["DỰ THẢO"]),
        ("7", date(2027, 1, 5), True, ["SỐ LIỆU MINH HỌA"]),
        ("7", date(2027, 1, 5), False, []),
    ],
)
def test_a_draft_and_a_sample_are_marked(
    number: str, day: date | None, sample: bool, marks: list[str]
) -> None:
    report = replace(rich(1), document_no=number, dated=day, sample=sample)
    assert collect_content(report, VI)["marks"] == marks


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_is_tagged_has_its_language_an_outline_and_the_same_bytes(language: str) -> None:
    made = [build_yearly_pdf(rich(2), words_in(language)) for _ in range(2)]
    assert made[0] == made[1]
    assert b"/MarkInfo" in made[0]
    assert f"/Lang ({language})".encode() in made[0].replace(b"/Lang(", b"/Lang (")
    assert b"/Outlines" in made[0]
    assert pages(made[0]) >= 5


@pytest.mark.parametrize(
    "blocks",
    [
        (ReportHeading(2, "1. Trước mục"), ReportParagraph("a")),
        (ReportHeading(1, ""), ReportHeading(1, "I"), ReportHeading(2, "1.")),
        (replace(chart("c", 2), alt="", title=""),),
        (ReportTable("t", "", ("", ""), (), (1, 1)),),
        (ClerkText("o", ""), ReportParagraph("")),
    ],
    ids=["a level left out", "empty headings", "no words", "no rows", "empty texts"],
)
def test_it_is_archival_whatever_is_left_empty(blocks: tuple[Block, ...]) -> None:
    for report in (replace(bare(), blocks=blocks), rich(1)):
        paper = build_yearly_pdf(report, VI)
        assert b"pdfuaid" in paper
        assert b"pdfaid" in paper


def test_signs_without_a_face_cost_the_archival_mark_but_no_text() -> None:
    assert b"pdfuaid" not in build_yearly_pdf(replace(bare(), about="Hỗ trợ 😀"), VI)


@pytest.mark.parametrize("said", [OUR_MARKS, "D" * 200, "Ẵ Ợ Ữ ₫ − …"])
def test_letters_are_roboto_and_only_marks_come_from_another_face(said: str) -> None:
    paper = build_yearly_pdf(replace(bare(), about=said), VI)
    faces = set(re.findall(rb"/BaseFont */[A-Z]{6}\+([A-Za-z]+)", paper))
    assert faces == ({b"Roboto", b"DejaVuSansMono"} if said == OUR_MARKS else {b"Roboto"})
    assert b"pdfuaid" in paper


def test_letters_are_carried_along() -> None:
    paper = build_yearly_pdf(rich(1), VI)
    named = set(re.findall(rb"/BaseFont */(?:[A-Z]{6}\+)?([\w-]+)", paper))
    assert any(name.startswith(b"Roboto") for name in named)
    described = len(re.findall(rb"/Type ?/FontDescriptor", paper))
    assert len(re.findall(rb"/FontFile[23]", paper)) == described > 0


@pytest.mark.parametrize("said", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_shown_and_never_run(said: str) -> None:
    report = hostile(said)
    shown = told(collect_content(report, VI))
    assert sum(clean_text(said).upper() in text.upper() for text in shown) >= 40
    assert build_yearly_pdf(report, VI).startswith(b"%PDF")


def test_nothing_and_a_thousand_rows_are_set() -> None:
    assert pages(build_yearly_pdf(bare(), VI)) >= 1
    assert pages(build_yearly_pdf(replace(bare(), blocks=(units(1000),)), VI)) > 15


def test_one_recipient_and_five() -> None:
    for names in (("Sở Y tế",), ("A", "B", "C", "D", "E")):
        assert collect_content(replace(bare(), addressees=names), VI)["addressees"] == list(names)

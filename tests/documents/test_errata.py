"""Errata: only what reads otherwise, each with its cause and its file."""

from dataclasses import replace

import pandas as pd
import pytest

from documents.yearly_report.errata import (
    ChangeSources,
    Erratum,
    Source,
    build_errata_addendum,
    build_errata_rows,
    find_errata,
    parse_errata,
    serialise_errata,
)
from documents.yearly_report.issues import PrintedFigure
from documents.yearly_report.report import ReportFigure, ReportTable, ValueState
from locales.words import words_in

VI = words_in("vi")
ROWS = pd.DataFrame(
    [
        ("result", 2026, "SYT", "HM", "correction", "syt-2.xlsx", "Biểu", 7),
        ("result", 2026, "STC", "HM", "return", "stc.csv", None, 2),
        ("result", 2025, "SYT", "HM", "return", "old.csv", None, 9),
        ("address", 2026, "01273", None, "return", "dc.csv", None, 4),
        ("report", 2026, "STC", None, "return", "stc.csv", None, None),
    ],
    columns=["subject", "year", "unit", "task", "cause", "file_name", "sheet", "row"],
).assign(clause=None, theme=None, activity=None)
BEHIND = ChangeSources(ROWS, {"SYT": "Sở Y tế"}, {"syt-2.xlsx": (12, "2026-12-28")})


def one(key: str, text: str, known: ValueState = ValueState.KNOWN) -> dict[str, PrintedFigure]:
    return {key: PrintedFigure(ReportFigure(key, f"nhãn {key}", None, text, known), "Biểu 1")}


@pytest.mark.parametrize(
    ("key", "files"),
    [
        ("completion|unit=SYT", ["syt-2.xlsx"]),
        ("completion", ["syt-2.xlsx", "stc.csv"]),
        ("quantity|task=HM|year=2025", ["old.csv"]),
        ("received", ["stc.csv"]),
    ],
)
def test_a_figure_names_the_returns_that_moved_it(key: str, files: list[str]) -> None:
    (found,) = find_errata(one(key, "50 %"), one(key, "60 %"), BEHIND, year=2026)
    assert (found.before, found.after, found.place) == ("50 %", "60 %", "Biểu 1")
    assert [source.file for source in found.sources] == files


def test_in_words_the_file_the_sheet_the_row_and_the_receipt_are_named() -> None:
    key = "completion|unit=SYT"
    told = find_errata(one(key, "50 %"), one(key, "60 %"), BEHIND, year=2026)
    (row,) = build_errata_rows(told, VI)
    assert row[-1] == (
        "đơn vị sửa số đã báo cáo (1 dòng) "
        "(Sở Y tế, syt-2.xlsx, Biểu, dòng 7, lần nhận 12, ngày 28/12/2026)"
    )


def test_what_vanished_and_what_appeared_are_told() -> None:
    gone, come = find_errata(one("a", "5"), one("b", "7"), year=2026)
    assert (gone.before, gone.after) == ("5", None)
    assert (come.before, come.after) == (None, "7")
    assert [row[2:4] for row in build_errata_rows((gone, come), VI)] == [
        ("5", "không còn"),
        ("chưa có", "7"),
    ]


def test_what_reads_the_same_is_no_erratum() -> None:
    assert find_errata(one("a", "5"), one("a", "5"), BEHIND, year=2026) == ()


def test_without_a_row_behind_it_it_was_recounted_or_erased() -> None:
    (found,) = find_errata(one("x|unit=GONE", "5"), one("x|unit=GONE", "6"), BEHIND, year=2026)
    assert [source.cause for source in found.sources] == ["recounted"]
    erased = replace_erased(2)
    key = "coverage|commune=09999"
    (found,) = find_errata(one(key, "5"), one(key, "4"), erased, year=2026)
    assert found.sources == (Source("register"),)  # whose it was is not told
    (found,) = find_errata(one("addresses", "5"), one("addresses", "4"), erased, year=2025)
    assert found.sources == (Source("erased"),)


REGISTER = pd.DataFrame(
    [
        ("address", 2026, "01273", None, cause, "dc.csv", "Sheet1", 970 + place)
        for place, cause in enumerate(["withdrawn", "correction", "correction", *["return"] * 15])
    ],
    columns=ROWS.columns[:8],
).assign(clause=None, theme=None, activity=None)
OF_THE_REGISTER = "sổ địa chỉ nhân đạo thay đổi sau khi công bố"


@pytest.mark.parametrize("key", ["addresses|commune=01273", "addresses", "visits"])
def test_how_many_addresses_came_changed_or_left_is_told_to_nobody(key: str) -> None:
    behind = ChangeSources(REGISTER, {"01273": "X. Ngọc Đào"}, {"dc.csv": (45, "2026-11-20")})
    told = find_errata(one(key, "95"), one(key, "110"), behind, year=2026)
    (row,) = build_errata_rows(told, VI)
    assert row[2:] == ("95", "110", OF_THE_REGISTER)
    (table,) = build_errata_addendum(told, VI, number="III", issue=2).blocks
    assert isinstance(table, ReportTable)
    assert table.rows[0][-1].text == OF_THE_REGISTER
    assert "Ngọc Đào" not in serialise_errata(told) and "dc.csv" not in serialise_errata(told)


def test_of_an_issue_kept_with_counts_no_more_is_told() -> None:
    sources = (
        Source("withdrawn", "X. Ngọc Đào", "dc.csv", "Sheet1", 979, 1, 45, "2026-11-20"),
        Source("return", "X. Ngọc Đào", "dc.csv", "Sheet1", 970, 15, 45, "2026-11-20"),
        Source("erased", rows=3),
    )
    kept = (Erratum("addresses|commune=01273", "Địa chỉ", "Phụ lục", "95", "110", sources, 2),)
    (row,) = build_errata_rows(parse_errata(serialise_errata(kept)), VI)
    assert row[-1] == OF_THE_REGISTER


def test_rows_of_the_register_stand_behind_no_other_figure() -> None:
    """A commune's task moved by the catalogue alone: its addresses are no reason for that."""
    told = find_errata(one("part|unit=01273", "5"), one("part|unit=01273", "6"), BEHIND, year=2026)
    assert [source.cause for source in told[0].sources] == ["recounted"]


def test_who_sees_figures_and_no_files_is_named_none() -> None:
    key = "completion|unit=SYT"
    told = find_errata(one(key, "50 %"), one(key, "60 %"), BEHIND, year=2026)
    (row,) = build_errata_rows(told, VI, files=False)
    assert row[-1] == "đơn vị sửa số đã báo cáo (1 dòng) (Sở Y tế)"


def replace_erased(count: int) -> ChangeSources:
    return BEHIND._replace(erased=count)


def test_they_are_kept_and_printed_as_an_addendum() -> None:
    told = find_errata(one("completion", "5"), one("completion", "6"), BEHIND, year=2026)
    assert parse_errata(serialise_errata(told)) == told
    assert parse_errata(None) == ()
    assert replace(told[0], more=1).more == 1
    (table,) = build_errata_addendum(told, VI, number="III", issue=2).blocks
    assert isinstance(table, ReportTable)
    assert [cell.text for cell in table.rows[0]][2:4] == ["5", "6"]
    assert "lần 1" in table.title
    (empty,) = build_errata_addendum((), VI, number="III", issue=2).blocks
    assert isinstance(empty, ReportTable)
    assert empty.note == "Không có số liệu nào thay đổi."

"""The package of an issue opens, is the same twice, and its figures can be read again."""

import csv
import io
from zipfile import ZipFile

import pytest

from documents.yearly_report.issues import (
    build_issue_name,
    build_package,
    collect_printed_figures,
    extract_paper,
    list_digests,
    parse_figures,
    serialise_figures,
)
from documents.yearly_report.report import YearlyReport, collect_figures
from tests.documents.reports import HOSTILE, VI, bare, hostile, rich

REPORTS = [rich(), bare(), hostile(HOSTILE[0]), hostile(HOSTILE[3]), hostile(HOSTILE[8])]


@pytest.mark.parametrize("report", REPORTS, ids=["rich", "bare", "signs", "formula", "control"])
def test_every_figure_is_kept_as_it_was_printed(report: YearlyReport) -> None:
    kept = parse_figures(serialise_figures(report))
    assert kept == collect_printed_figures(report)
    assert {key: one.figure for key, one in kept.items()} == collect_figures(report)


def test_the_papers_and_the_figures_are_in_one_package_each_time_the_same() -> None:
    report = rich(1)
    made = build_package(report, VI)
    assert made == build_package(report, VI)
    name = build_issue_name(report.year, report.recipient, report.issue)
    with ZipFile(io.BytesIO(made)) as archive:
        names = archive.namelist()
        table = archive.read("figures.csv").decode("utf-8-sig")
    assert names == [f"{name}.pdf", f"{name}.docx", f"{name}.xlsx", "figures.csv"]
    assert (extract_paper(made, "pdf") or b"").startswith(b"%PDF")
    assert extract_paper(made, "odt") is None
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["key"] for row in rows] == list(collect_printed_figures(report))
    assert len(dict(list_digests(made))) == 5


def test_no_cell_of_the_figures_begins_like_a_formula() -> None:
    made = build_package(hostile(HOSTILE[3]), VI)
    with ZipFile(io.BytesIO(made)) as archive:
        table = archive.read("figures.csv").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(table)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@"))]

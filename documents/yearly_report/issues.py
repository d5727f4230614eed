"""An issue's papers as one package, and the figures behind them as they are kept."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from typing import NamedTuple
from zipfile import ZipFile

from documents.printing.packing import build_zip
from documents.printing.xlsx_cells import FORMULA_SIGNS
from documents.yearly_report.docx import build_yearly_docx
from documents.yearly_report.pdf import build_yearly_pdf
from documents.yearly_report.report import (
    ReportFigure,
    ReportHeading,
    ReportTable,
    ValueState,
    YearlyReport,
    list_blocks,
    list_figures,
)
from documents.yearly_report.xlsx import build_yearly_xlsx
from locales.words import Words

PAPERS = {"pdf": build_yearly_pdf, "docx": build_yearly_docx, "xlsx": build_yearly_xlsx}
FIGURES = "figures.csv"
COLUMNS = ("key", "place", "label", "value", "known", "text")


class PrintedFigure(NamedTuple):
    """A figure as it was printed, and where: the table or the heading it stands under."""

    figure: ReportFigure
    place: str


def collect_printed_figures(report: YearlyReport) -> dict[str, PrintedFigure]:
    """Every figure of the report by its key, at the first place it is printed."""
    figures: dict[str, PrintedFigure] = {}
    place = ""
    for block in list_blocks(report):
        if isinstance(block, ReportHeading):
            place = block.text
        figure_place = block.title if isinstance(block, ReportTable) else place
        for figure in list_figures(block):
            figures.setdefault(figure.key, PrintedFigure(figure, figure_place))
    return figures


def serialise_figures(report: YearlyReport) -> str:
    """The figures as JSON, the same text for the same report."""
    records = {
        key: {
            "place": printed.place,
            "label": printed.figure.label,
            "value": printed.figure.value,
            "known": printed.figure.known.value,
            "text": printed.figure.text,
        }
        for key, printed in collect_printed_figures(report).items()
    }
    return json.dumps(records)


def parse_figures(figures_json: str) -> dict[str, PrintedFigure]:
    """What `serialise_figures` wrote."""
    return {
        key: PrintedFigure(
            ReportFigure(
                key, record["label"], record["value"], record["text"], ValueState(record["known"])
            ),
            record.get("place", ""),
        )
        for key, record in json.loads(figures_json).items()
    }


def build_package(report: YearlyReport, words: Words) -> bytes:
    """The report as PDF, DOCX and XLSX and its figures as CSV, in one ZIP; the same report,
    the same bytes. File names are of codes."""
    name = build_issue_name(report.year, report.recipient, report.issue)
    papers = [(f"{name}.{ending}", write(report, words)) for ending, write in PAPERS.items()]
    return build_zip([*papers, (FIGURES, build_figures_csv(serialise_figures(report)))])


def build_issue_name(year: int, recipient: str, number: int) -> str:
    """What the papers of an issue are called: bao-cao-2026-committee-lan-1."""
    return f"bao-cao-{year}-{recipient}-lan-{number}"


def build_figures_csv(figures_json: str) -> bytes:
    """The figures as a table with a header; text never begins like a formula."""
    stream = io.StringIO(newline="")
    table = csv.writer(stream)
    table.writerow(COLUMNS)
    for key, (figure, place) in parse_figures(figures_json).items():
        row = (key, place, figure.label, figure.value, figure.known.value, figure.text)
        table.writerow([_neutralise_formula(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig", "replace")


def _neutralise_formula(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell


def extract_paper(content: bytes, ending: str) -> bytes | None:
    """The paper that ends so in an issue's package; None where it has none."""
    with ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith(f".{ending}")]
        return archive.read(names[0]) if names else None


def list_digests(content: bytes) -> Iterator[tuple[str, str]]:
    """The package's own sha-256 under "", then each file's in it by name."""
    yield "", hashlib.sha256(content).hexdigest()
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, hashlib.sha256(archive.read(name)).hexdigest()

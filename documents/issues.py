"""An issue's papers as one package, and the figures behind them as they are kept."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from typing import NamedTuple
from zipfile import ZipFile

from documents.cells import FORMULA_SIGNS
from documents.packing import packed
from documents.yearly import Figure, Heading, Known, Table, YearlyReport, blocks_of, figures_in
from documents.yearly_docx import yearly_docx
from documents.yearly_pdf import yearly_pdf
from documents.yearly_xlsx import yearly_xlsx
from locales.words import Words

PAPERS = {"pdf": yearly_pdf, "docx": yearly_docx, "xlsx": yearly_xlsx}
FIGURES = "figures.csv"
COLUMNS = ("key", "place", "label", "value", "known", "text")


class Printed(NamedTuple):
    """A figure as it was printed, and where: the table or the heading it stands under."""

    figure: Figure
    place: str


def printed(report: YearlyReport) -> dict[str, Printed]:
    """Every figure of the report by its key, at the first place it is printed."""
    found: dict[str, Printed] = {}
    place = ""
    for block in blocks_of(report):
        if isinstance(block, Heading):
            place = block.text
        where = block.title if isinstance(block, Table) else place
        for figure in figures_in(block):
            found.setdefault(figure.key, Printed(figure, where))
    return found


def kept_figures(report: YearlyReport) -> str:
    """The figures as JSON, the same text for the same report."""
    told = {
        key: {
            "place": one.place,
            "label": one.figure.label,
            "value": one.figure.value,
            "known": one.figure.known.value,
            "text": one.figure.text,
        }
        for key, one in printed(report).items()
    }
    return json.dumps(told)


def figures_kept(kept: str) -> dict[str, Printed]:
    """What `kept_figures` wrote."""
    return {
        key: Printed(
            Figure(key, one["label"], one["value"], one["text"], Known(one["known"])),
            one.get("place", ""),
        )
        for key, one in json.loads(kept).items()
    }


def package(report: YearlyReport, words: Words) -> bytes:
    """The report as PDF, DOCX and XLSX and its figures as CSV, in one ZIP; the same report,
    the same bytes. File names are of codes."""
    name = name_of(report.year, report.recipient, report.issue)
    papers = [(f"{name}.{ending}", write(report, words)) for ending, write in PAPERS.items()]
    return packed([*papers, (FIGURES, figures_csv(kept_figures(report)))])


def name_of(year: int, recipient: str, number: int) -> str:
    """What the papers of an issue are called: bao-cao-2026-committee-lan-1."""
    return f"bao-cao-{year}-{recipient}-lan-{number}"


def figures_csv(kept: str) -> bytes:
    """The figures as a table with a header; text never begins like a formula."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(COLUMNS)
    for key, (figure, place) in figures_kept(kept).items():
        row = (key, place, figure.label, figure.value, figure.known.value, figure.text)
        table.writerow([_inert(cell) for cell in row])
    return written.getvalue().encode("utf-8-sig", "replace")


def _inert(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell


def paper_in(content: bytes, ending: str) -> bytes | None:
    """The paper that ends so in an issue's package; None where it has none."""
    with ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if name.endswith(f".{ending}")]
        return archive.read(names[0]) if names else None


def digests(content: bytes) -> Iterator[tuple[str, str]]:
    """The package's own sha-256 under "", then each file's in it by name."""
    yield "", hashlib.sha256(content).hexdigest()
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, hashlib.sha256(archive.read(name)).hexdigest()

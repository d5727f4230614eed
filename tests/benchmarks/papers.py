"""How long papers take to print, beside the bare library writing the same text in the same run:
100 letters with their drafts, and a report of twelve pages with six charts as DOCX, PDF and
XLSX. `python -m tests.benchmarks.papers` prints the figures.

The bare side knows nothing of the decree: paragraphs, tables and pictures one after another
with python-docx; the same charts by vl-convert; the same texts by Typst; the same cells by
openpyxl. Charts are drawn anew by both sides each time.
"""

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from time import perf_counter, process_time

import typst
import vl_convert
from docx import Document
from openpyxl import Workbook

from documents.printing import chart_pictures, typst_pages
from documents.printing.official import Official, Picture, TextTable, list_texts
from documents.reminders.batch import MailingOptions, build_package
from documents.reminders.cases import ReminderCase
from documents.reminders.letters import LetterContext, build_letter
from documents.yearly_report.docx import build_yearly_docx, build_yearly_paper
from documents.yearly_report.pdf import build_yearly_pdf, collect_content
from documents.yearly_report.report import ReportTable, list_blocks
from documents.yearly_report.xlsx import build_yearly_xlsx
from indicators.chasing import Lack
from locales.words import words_in
from models.snapshots import Duties
from tests.documents.reports import rich

LETTERS, CHARTS, TIMES = 100, 6, 5
AIMS = {
    "letters": 2.0,
    "docx": 1.5,
    "pdf": 1.5,
    "xlsx": 6.0,
}  # xlsx: 70 ms, of which half is reading it again
VI = words_in("vi")
DAY = date(2026, 12, 20)
POST = MailingOptions(now=datetime(2026, 12, 20, 2, tzinfo=UTC))
REPORT = rich(CHARTS - 1)  # and one in the annex
Work = Callable[[], object]


@dataclass(frozen=True)
class Pair:
    """The seconds of each run, ours and the bare library's, by the processor's clock."""

    ours: list[float]
    bare: list[float]

    @property
    def ratio(self) -> float:
        """The median run's."""
        return median(one / other for one, other in zip(self.ours, self.bare, strict=True))


def measured(name: str, *, times: int = TIMES, letters: int = LETTERS) -> Pair:
    """Print one kind of paper, ours and bare in turn, once before the clock runs."""
    ours, bare = _works(letters)[name]
    told: tuple[list[float], list[float]] = ([], [])
    for number in range(times + 1):
        for work, kept in zip((ours, bare), told, strict=True):
            seconds = _timed(work)
            if number:
                kept.append(seconds)
    return Pair(*told)


def _works(letters: int) -> dict[str, tuple[Work, Work]]:
    cases = [_case(number) for number in range(letters)]
    desk = LetterContext({}, VI)
    papers = [build_letter(case, desk) for case in cases]
    return {
        "letters": (lambda: [_bundled(case, desk) for case in cases], lambda: _bare(papers)),
        "docx": (lambda: _anew(lambda: build_yearly_docx(REPORT, VI)), _bare_docx),
        "pdf": (lambda: _anew(lambda: build_yearly_pdf(REPORT, VI)), _bare_pdf),
        "xlsx": (lambda: build_yearly_xlsx(REPORT, VI), _bare_xlsx),
    }


def _timed(work: Work) -> float:
    before = process_time()
    work()
    return process_time() - before


def _anew(work: Work) -> object:
    chart_pictures._draw_svg_of.cache_clear()
    chart_pictures._draw_png_of.cache_clear()
    return work()


def _case(number: int) -> ReminderCase:
    return ReminderCase(
        unit_id=number,
        code=f"{number:05}",
        name=f"Ủy ban nhân dân xã Mẫu {number}",
        year=2026,
        lack=Lack.TASKS,
        requested=False,
        due_on=date(2026, 12, 14),
        extended=False,
        overdue_days=0,
        until=date(2026, 12, 25),
        as_of=DAY,
        step="now",
        channel="letter",
        rung_days=1,
        rung_on=DAY,
        tasks=tuple(f"Nhiệm vụ thứ {place} của Kế hoạch" for place in range(8)),
    )


def _bundled(case: ReminderCase, desk: LetterContext) -> object:
    nothing: Duties = None  # no blank is enclosed, so nothing is asked of it
    return build_package(case, desk, nothing, POST)


def _bare(papers: list[Official]) -> None:
    for paper in papers:
        plain = Document()
        for text in list_texts(paper):
            plain.add_paragraph(text)
        plain.save(io.BytesIO())


def _drawn() -> Iterator[str]:
    """Every chart of the report, as SVG."""
    for block in list_blocks(REPORT):
        spec = getattr(block, "spec", None)
        if spec:
            yield vl_convert.vegalite_to_svg(spec, vl_version="6.4")


def _bare_docx() -> None:
    pictures = iter([vl_convert.svg_to_png(svg, scale=2.4, ppi=72) for svg in _drawn()])
    paper = PAPER
    plain = Document()
    for block in (*paper.body, *(block for annex in paper.annexes for block in annex.body)):
        if isinstance(block, TextTable):
            rows = [block.headings, *block.rows, *((block.total,) if block.total else ())]
            table = plain.add_table(rows=len(rows), cols=len(block.headings))
            for line, row in zip(table.rows, rows, strict=True):
                for cell, text in zip(line.cells, row, strict=True):
                    cell.text = text
        elif isinstance(block, Picture):
            plain.add_picture(io.BytesIO(next(pictures)))
        else:
            plain.add_paragraph(getattr(block, "text", "") or getattr(block, "prompt", ""))
    plain.save(io.BytesIO())


def _bare_pdf() -> None:
    told = collect_content(REPORT, VI)
    parts = []
    pictures = iter(list(_drawn()))
    for block in _blocks(told):
        if block["kind"] == "table":
            cells = [*block["headings"], *(cell for row in block["rows"] for cell in row)]
            cells += block["total"] or []
            shown = ", ".join(_quoted(cell) for cell in cells)
            parts.append(f"#table(columns: {len(block['headings'])}, {shown})")
        elif block["kind"] == "chart":
            parts.append(f'#image(bytes({_quoted(next(pictures))}), format: "svg")')
        else:
            parts.append(f"#par({_quoted(block['text'])})")
    typst.compile("\n".join(parts).encode(), format="pdf", font_paths=typst_pages._load_fonts())


def _blocks(told: dict) -> list[dict]:
    return [*told["blocks"], *(block for one in told["addenda"] for block in one["blocks"])]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _bare_xlsx() -> None:
    book = Workbook()
    for table in (block for block in list_blocks(REPORT) if isinstance(block, ReportTable)):
        sheet = book.create_sheet()
        sheet.append(table.headings)
        for row in (*table.rows, *((table.total,) if table.total else ())):
            sheet.append([cell.figure.value if cell.figure else cell.text for cell in row])
    book.save(io.BytesIO())


PAPER = build_yearly_paper(REPORT, VI)


def main(names: list[str]) -> None:
    """Print the ratio of each kind of paper, and its aim."""
    for name in names or AIMS:
        begun = perf_counter()
        pair = measured(name)
        print(
            f"{name}: {median(pair.ours):.2f} s, bare {median(pair.bare):.2f} s: "
            f"{pair.ratio:.2f} times (aim {AIMS[name]}; {perf_counter() - begun:.0f} s)"
        )


if __name__ == "__main__":
    main(sys.argv[1:])

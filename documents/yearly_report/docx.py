"""The yearly report as DOCX, in the form of Decree 30/2020, to be completed in Word and signed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from documents.printing.chart_pictures import draw_png, draw_svg, measure_svg
from documents.printing.decree30 import build_official_docx
from documents.printing.decree30_page import TEXT_WIDTH
from documents.printing.official import (
    Annex,
    Blank,
    Caption,
    Note,
    Official,
    Picture,
    TextTable,
    clean_text,
)
from documents.printing.official import Block as Printed
from documents.printing.official import PaperHeading as Headed
from documents.printing.official import Paragraph as Said
from documents.yearly_report.report import (
    Block,
    Chart,
    ClerkText,
    ReportHeading,
    ReportParagraph,
    ReportTable,
    YearlyReport,
)
from locales.words import Words

PIXEL = 25.4 / 96  # mm: a chart is not blown up beyond its own letters
TALLEST = 200.0  # mm


def build_yearly_docx(report: YearlyReport, words: Words) -> bytes:
    """The report as a file; `words` are those of its fixed phrases. The same report gives the
    same bytes. RuntimeError where a text that was put in is not in the file; Undrawable where
    a chart is none."""
    return build_official_docx(build_yearly_paper(report, words), words)


def build_yearly_paper(report: YearlyReport, words: Words) -> Official:
    """The report as an official paper. The clerk's paragraphs that are still empty are marked;
    tables and charts are numbered through the whole report."""
    printer = _BlockConverter(words)
    return Official(
        head=report.head,
        symbol=report.head.symbol(words.say("print.kind_symbol")),
        year=report.dated.year if report.dated else report.as_of.year,
        kind=words.say("print.kind"),
        about=format_about(report, words),
        addressees=report.addressees,
        body=tuple(printer.build_blocks(report.blocks)),
        copies=report.copies,
        number=report.document_no,
        dated=report.dated,
        annexes=tuple(
            Annex(addendum.number, addendum.title, tuple(printer.build_blocks(addendum.blocks)))
            for addendum in report.addenda
        ),
        mark=words.say("print.sample") if report.sample else "",
        draft=words.say("print.draft") if is_draft(report) else "",
        proof=report.anchor,
    )


def is_draft(report: YearlyReport) -> bool:
    return not (clean_text(report.document_no) and report.dated)


def format_about(report: YearlyReport, words: Words) -> str:
    """What it is about, and which issue where there was one before."""
    if report.issue == 1:
        return report.about
    return words.say("print.again", about=report.about, issue=report.issue)


def split_paragraphs(own: ClerkText) -> list[str]:
    """The clerk's paragraphs; none where nothing was written yet."""
    return [line.strip() for line in own.text.splitlines() if line.strip()]


def build_text_table(table: ReportTable) -> TextTable:
    """The table as text, as wide as a page of the decree."""
    widths = tuple(TEXT_WIDTH * width / sum(table.widths) for width in table.widths)
    texts = tuple(tuple(cell.text for cell in line) for line in table.lines)
    rows, total = (texts[:-1], texts[-1]) if table.total else (texts, None)
    return TextTable(table.headings, rows, widths, table.numeric, total)


class _BlockConverter:
    """Blocks of a report as blocks of an official paper; counts tables and charts."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._numbers = {"table": count(1), "chart": count(1)}

    def build_blocks(self, blocks: Sequence[Block]) -> Iterator[Printed]:
        for block in blocks:
            match block:
                case ReportHeading():
                    yield Headed(block.level, block.text)
                case ReportParagraph():
                    yield Said(block.text)
                case ClerkText():
                    lines = split_paragraphs(block)
                    yield from map(Said, lines) if lines else (Blank(block.prompt),)
                case ReportTable():
                    yield from self._build_table(block)
                case Chart():
                    yield from self._build_chart(block)

    def _build_table(self, table: ReportTable) -> Iterator[Printed]:
        yield self._build_caption("table", table.title)
        yield build_text_table(table)
        if not table.rows:
            yield Note(self._words.say("print.no_rows"))
        if table.note:
            yield Note(table.note)

    def _build_chart(self, chart: Chart) -> Iterator[Printed]:
        across, down = measure_svg(draw_svg(chart.spec))
        width = min(TEXT_WIDTH, across * PIXEL, TALLEST * across / down)
        yield Picture(draw_png(chart.spec, width=width), chart.alt, width)
        yield replace(self._build_caption("chart", chart.title), above=bool(chart.note))
        if chart.note:
            yield Note(chart.note)

    def _build_caption(self, kind: str, title: str) -> Caption:
        return Caption(self._words.say(f"print.{kind}"), next(self._numbers[kind]), title)

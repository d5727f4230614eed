"""The yearly report as PDF, for reading on a screen and on paper."""

import json
from collections.abc import Iterator, Sequence
from itertools import count

from documents.printing.chart_pictures import draw_svg, measure_svg
from documents.printing.column_widths import fit_columns
from documents.printing.decree30 import format_annex_number
from documents.printing.official import OPEN, clean_text, fill_open, pad_number
from documents.printing.typefaces import replace_undrawable_signs
from documents.printing.typst_pages import render_pdf
from documents.yearly_report.docx import (
    PIXEL,
    TALLEST,
    build_text_table,
    format_about,
    is_draft,
    split_paragraphs,
)
from documents.yearly_report.report import (
    Block,
    Chart,
    ClerkText,
    ReportHeading,
    ReportParagraph,
    ReportTable,
    YearlyReport,
    is_unwritten,
)
from locales.words import Words

Record = dict[str, object]
SHORT = 72  # letters
ROBOTO = 0.75  # its letters are wider, and the table on a page for reading may be smaller
HEAD_WORDS = ("country", "motto", "to", "copies")  # as on every paper of the decree


def build_yearly_pdf(report: YearlyReport, words: Words) -> bytes:
    """The report as pages; a report without a number and a day bears the mark of a draft. The
    same report gives the same bytes. It is PDF/UA-1 and PDF/A-2a, but for one with signs that
    our typefaces have not (emoji): those are kept as text, and shown as boxes. Undrawable where
    a chart is none."""
    data = collect_content(report, words)
    data_json = json.dumps(data, ensure_ascii=False)
    return render_pdf("yearly", data, archival=replace_undrawable_signs(data_json) == data_json)


def collect_content(report: YearlyReport, words: Words) -> Record:
    """All that the template shows, as JSON can hold it."""
    head, printer = report.head, _RecordBuilder(words)
    about = format_about(report, words)
    return {
        **_collect_issue(report, words),
        "language": words.language,
        "title": clean_text(about) or words.say("print.kind"),
        "short": _shorten(clean_text(about)),
        "about": fill_open(about),
        "kind": words.say("print.kind"),
        "superior": fill_open(head.superior).upper(),
        "issuer": fill_open(head.body).upper(),
        "as-of": words.say("print.as_of", day=report.as_of),
        "words": {
            "page": words.say("print.page", page="{page}", pages="{pages}"),
            "contents": words.say("print.contents"),
            **{name: words.say(f"paper.{name}") for name in HEAD_WORDS},
        },
        "addressees": [fill_open(name) for name in report.addressees],
        "copies": [
            *(f"{clean_text(name)};" for name in report.copies),
            words.say("paper.archive", drafter=fill_open(head.drafter)),
        ],
        "offices": [fill_open(office).upper() for office in head.signer_offices] or [OPEN],
        "signer": fill_open(head.signer_name),
        "proof": clean_text(report.anchor),
        "headings": sum(isinstance(block, ReportHeading) for block in report.blocks)
        + len(report.addenda),
        "blocks": list(printer.build_blocks(report.blocks)),
        "addenda": [
            {
                "title": ". ".join(
                    (format_annex_number(addendum.number, words), fill_open(addendum.title))
                ),
                "blocks": list(printer.build_blocks(addendum.blocks, under=1)),
            }
            for addendum in report.addenda
        ],
    }


def _collect_issue(report: YearlyReport, words: Words) -> Record:
    """Number and day, and the marks of what is no final report."""
    head, day = report.head, report.dated
    symbol = head.symbol(words.say("print.kind_symbol"))
    place = fill_open(head.place)
    marks = {"draft": is_draft(report), "sample": report.sample}
    on = day or report.as_of
    return {
        "day": {"year": on.year, "month": on.month, "day": on.day},
        "number": words.say("paper.number", number=pad_number(report.document_no), symbol=symbol),
        "dated": words.say("paper.dated", place=place, day=day)
        if day
        else words.say("paper.undated", place=place, year=report.as_of.year),
        "marks": [words.say(f"print.{mark}") for mark, is_set in marks.items() if is_set],
    }


def _shorten(text: str) -> str:
    """What fits in one line over a page."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


class _RecordBuilder:
    """Blocks as records for the template; counts tables and charts."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._numbers = {"table": count(1), "chart": count(1)}

    def build_blocks(self, blocks: Sequence[Block], *, under: int = 0) -> Iterator[Record]:
        """The blocks under a heading of the level `under`; no level is left out on the way
        down, whatever the report does."""
        above = under
        for block in blocks:
            match block:
                case ReportHeading():
                    above = min(above, block.level + under - 1)
                    above += 1
                    yield {"kind": "heading", "level": above, "text": fill_open(block.text)}
                case ReportParagraph():
                    yield {"kind": "text", "text": clean_text(block.text)}
                case ClerkText():
                    for line in split_paragraphs(block):
                        yield {"kind": "text", "text": clean_text(line)}
                    if is_unwritten(block):
                        yield {"kind": "open", "text": f"{OPEN} [{clean_text(block.prompt)}]"}
                case ReportTable():
                    yield self._build_table(block)
                case Chart():
                    yield self._build_chart(block)

    def _build_table(self, table: ReportTable) -> Record:
        grid = build_text_table(table)
        widths, points = fit_columns(grid)
        empty = "" if table.rows else self._words.say("print.no_rows")
        return {
            "kind": "table",
            "caption": self._build_caption("table", table.title),
            "headings": _clean_texts(grid.headings),
            "rows": [_clean_texts(row) for row in grid.rows],
            "total": _clean_texts(grid.total) if grid.total else None,
            "widths": widths,
            "points": points * ROBOTO,
            "numeric": sorted(table.numeric),
            "note": clean_text(f"{empty} {table.note}"),
        }

    def _build_chart(self, chart: Chart) -> Record:
        svg = draw_svg(chart.spec)
        across, down = measure_svg(svg)
        return {
            "kind": "chart",
            "caption": self._build_caption("chart", chart.title),
            "svg": svg,
            "width": min(across * PIXEL, TALLEST * across / down),
            "alt": clean_text(chart.alt) or fill_open(chart.title),
            "note": clean_text(chart.note),
        }

    def _build_caption(self, kind: str, title: str) -> str:
        kind_name = self._words.say(f"print.{kind}")
        return f"{kind_name} {next(self._numbers[kind])}. {clean_text(title)}"


def _clean_texts(row: Sequence[str]) -> list[str]:
    return [clean_text(text) for text in row]

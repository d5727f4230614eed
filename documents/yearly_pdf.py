"""The yearly report as PDF, for reading on a screen and on paper."""

import json
from collections.abc import Iterator, Sequence
from itertools import count

from documents.chart_pictures import draw_svg, measure_svg
from documents.column_widths import fit_columns
from documents.official import OPEN, clean_text, fill_open, pad_number
from documents.typefaces import replace_undrawable_signs
from documents.typst_pages import render_pdf
from documents.yearly import Block, Chart, Heading, Own, Paragraph, Table, YearlyReport
from documents.yearly_docx import PIXEL, TALLEST, about_of, grid_of, is_draft, own_lines
from locales.words import Words

Record = dict[str, object]
SHORT = 72  # letters
ROBOTO = 0.75  # its letters are wider, and the table on a page for reading may be smaller
HEAD_WORDS = ("country", "motto", "to", "copies")  # as on every paper of the decree


def yearly_pdf(report: YearlyReport, words: Words) -> bytes:
    """The report as pages; a report without a number and a day bears the mark of a draft. The
    same report gives the same bytes. It is PDF/UA-1 and PDF/A-2a, but for one with signs that
    our typefaces have not (emoji): those are kept as text, and shown as boxes. Undrawable where
    a chart is none."""
    said = content(report, words)
    written = json.dumps(said, ensure_ascii=False)
    return render_pdf("yearly", said, archival=replace_undrawable_signs(written) == written)


def content(report: YearlyReport, words: Words) -> Record:
    """All that the template shows, as JSON can hold it."""
    head, printer = report.head, _Printer(words)
    about = about_of(report, words)
    return {
        **_issued(report, words),
        "language": words.language,
        "title": clean_text(about) or words.say("print.kind"),
        "short": _shortened(clean_text(about)),
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
        "headings": _headings(report),
        "blocks": list(printer.printed(report.blocks)),
        "addenda": [
            {
                "title": _addendum(one.number, one.title, words),
                "blocks": list(printer.printed(one.blocks, under=1)),
            }
            for one in report.addenda
        ],
    }


def _issued(report: YearlyReport, words: Words) -> Record:
    """Number and day, and the marks of what is no final report."""
    head, day = report.head, report.dated
    symbol = head.symbol(words.say("print.kind_symbol"))
    place = fill_open(head.place)
    marks = [*(["draft"] if is_draft(report) else []), *(["sample"] if report.sample else [])]
    on = day or report.as_of
    return {
        "day": {"year": on.year, "month": on.month, "day": on.day},
        "number": words.say("paper.number", number=pad_number(report.document_no), symbol=symbol),
        "dated": words.say("paper.dated", place=place, day=day)
        if day
        else words.say("paper.undated", place=place, year=report.as_of.year),
        "marks": [words.say(f"print.{mark}") for mark in marks],
    }


def _shortened(text: str) -> str:
    """What fits in one line over a page."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


def _headings(report: YearlyReport) -> int:
    return sum(isinstance(block, Heading) for block in report.blocks) + len(report.addenda)


def _addendum(number: str, title: str, words: Words) -> str:
    named = words.say("paper.annex", number=clean_text(number)).strip()
    return f"{named}. {fill_open(title)}"


class _Printer:
    """Blocks as records for the template; counts tables and charts."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._numbers = {"table": count(1), "chart": count(1)}

    def printed(self, blocks: Sequence[Block], *, under: int = 0) -> Iterator[Record]:
        """The blocks under a heading of the level `under`; no level is left out on the way
        down, whatever the report does."""
        above = under
        for block in blocks:
            match block:
                case Heading():
                    above = min(above, block.level + under - 1)
                    above += 1
                    yield {"kind": "heading", "level": above, "text": fill_open(block.text)}
                case Paragraph():
                    yield {"kind": "text", "text": clean_text(block.text)}
                case Own():
                    yield from _own(block)
                case Table():
                    yield self._table(block)
                case Chart():
                    yield self._chart(block)

    def _table(self, table: Table) -> Record:
        grid = grid_of(table)
        widths, points = fit_columns(grid)
        empty = "" if table.rows else self._words.say("print.no_rows")
        return {
            "kind": "table",
            "caption": self._caption("table", table.title),
            "headings": _texts(grid.headings),
            "rows": [_texts(row) for row in grid.rows],
            "total": _texts(grid.total) if grid.total else None,
            "widths": widths,
            "points": points * ROBOTO,
            "numeric": sorted(table.numeric),
            "note": clean_text(f"{empty} {table.note}"),
        }

    def _chart(self, chart: Chart) -> Record:
        svg = draw_svg(chart.spec)
        across, down = measure_svg(svg)
        return {
            "kind": "chart",
            "caption": self._caption("chart", chart.title),
            "svg": svg,
            "width": min(across * PIXEL, TALLEST * across / down),
            "alt": clean_text(chart.alt) or fill_open(chart.title),
            "note": clean_text(chart.note),
        }

    def _caption(self, kind: str, title: str) -> str:
        said = self._words.say(f"print.{kind}")
        return f"{said} {next(self._numbers[kind])}. {clean_text(title)}"


def _own(own: Own) -> Iterator[Record]:
    lines = own_lines(own)
    for line in lines:
        yield {"kind": "text", "text": clean_text(line)}
    if not lines:
        yield {"kind": "open", "text": f"{OPEN} [{clean_text(own.prompt)}]"}


def _texts(row: Sequence[str]) -> list[str]:
    return [clean_text(text) for text in row]

"""The receipt: one page that a sender keeps as proof of what was received, and when."""

import io
from dataclasses import dataclass, field

import pandas as pd
from docx import Document
from docx.document import Document as Paper
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table

from documents.journal.anchors import format_anchor
from documents.printing.decree30_head import print_masthead
from documents.printing.letterheads import build_letterhead
from documents.printing.official import Letterhead, Official
from documents.printing.packing import rebuild_zip
from documents.printing.paragraphs import FONT, JUSTIFIED, LEFT, TextStyle, add_text, get_first_line
from documents.printing.xlsx_cells import clean_cell_text
from indicators.obligations import REQUIRED
from intake.headers.layouts import LAYOUTS
from locales.findings import name_layout
from locales.words import Words
from models import Batch
from models.batches import NIL
from models.journal import DatedAnchor
from models.spans import day_of

MOST_SENDERS = 12  # the page is one
REMARK, SIGNED = TextStyle(13, alignment=JUSTIFIED), TextStyle(13, bold=True)
FACT = TextStyle(12, alignment=LEFT), TextStyle(12, bold=True, alignment=LEFT)  # name, text
ANCHOR = TextStyle(10, alignment=LEFT)


@dataclass(frozen=True)
class Office:
    """What the office knows beside a batch: its letterhead, the full name of who received the
    file (else it is signed by the sign-in name), and what each report of the file is owed by:
    year, code, obligation and due_on of due reports. `corrected` tells of each cell that the
    office corrected. `sender` is the full name of the unit's officer who sent the file through
    the program; then nobody of the office received it, and nobody signs for that. `anchor` is
    the journal's newest."""

    head: Letterhead = field(default_factory=Letterhead)
    receiver: str = ""
    sender: str = ""
    due: pd.DataFrame | None = None
    corrected: tuple[str, ...] = ()
    anchor: DatedAnchor | None = None


def build_receipt(
    batch: Batch, senders: pd.DataFrame, words: Words, office: Office | None = None
) -> bytes:
    """The receipt of a batch as DOCX, laid out as Decree 30/2020 has official papers.

    `senders` are its units and years (code, name_vi, name_en, year); none where its form
    names none. The same batch and office always give the same bytes.
    """
    known_office = office or Office(build_letterhead({}, words))
    paper = Document()
    _set_up_page(paper)
    print_masthead(paper, _build_official(batch, known_office, words), words)
    _print_facts(paper, list_facts(batch, senders, words, office=known_office))
    for sentence in [*list_remarks(batch, words), *known_office.corrected]:
        line = add_text(paper.add_paragraph(), clean_cell_text(sentence), REMARK)
        line.paragraph_format.first_line_indent = Mm(12.7)
        line.paragraph_format.space_before = Pt(6)
    if not known_office.sender:
        _print_foot(paper, known_office.receiver or batch.received_by, words)
    if known_office.anchor is not None:
        anchor = format_anchor(known_office.anchor, words)
        line = add_text(paper.add_paragraph(), clean_cell_text(anchor), ANCHOR)
        line.paragraph_format.space_before = Pt(12)
    _set_properties(paper, batch, known_office, words=words)
    printed = io.BytesIO()
    paper.save(printed)
    return rebuild_zip(printed.getvalue())


def _build_official(batch: Batch, office: Office, words: Words) -> Official:
    """The receipt as an official paper: its number is the batch's, its day that of the record."""
    recorded = day_of(batch.recorded_at)
    return Official(
        head=office.head,
        symbol=office.head.symbol(words.say("receipt.symbol")),
        year=recorded.year,
        about=words.say("receipt.subject"),
        addressees=(),
        body=(),
        copies=(),
        kind=words.say("receipt.title"),
        number=str(batch.id or 0),
        dated=recorded,
    )


def list_facts(
    batch: Batch, senders: pd.DataFrame, words: Words, *, office: Office
) -> list[tuple[str, str]]:
    """What the receipt states, line by line: what it is called, and what it is."""
    forms = {layout.name: name_layout(layout, words) for layout in LAYOUTS}
    forms[NIL] = words.say("nil.receipt.form")
    years = sorted({int(year) for year in senders["year"]})
    texts = {
        "file": "" if batch.layout == NIL else batch.file_name,
        "digest": "" if batch.layout == NIL else batch.digest,
        "form": forms[batch.layout],
        "units": _format_units(senders, words),
        "period": ", ".join(str(year) for year in years),
        "document": _format_document(batch, words),
        "sent_on": words.say("receipt.day", day=batch.sent_on) if batch.sent_on else "",
        "received_on": words.say("receipt.day", day=batch.received_on),
        "timeliness": _format_timeliness(batch, senders, words, office=office),
        "recorded_at": words.say("receipt.moment", at=batch.recorded_at),
        "received_by": words.say("receipt.by_program", sender=office.sender)
        if office.sender
        else office.receiver or batch.received_by,
        "counts": "" if batch.layout == NIL else _format_counts(batch, words),
        "reason": batch.reason or "",
    }
    return [(words.say(f"receipt.{name}"), text) for name, text in texts.items() if text]


def list_remarks(batch: Batch, words: Words) -> list[str]:
    """What the receipt is good for, and what it is not."""
    declared = "nil.receipt.proof" if batch.document_no else "nil.receipt.proof_undocumented"
    sentences = [words.say(declared if batch.layout == NIL else "receipt.proof")]
    if batch.rows_left:
        key = "receipt.rows_left" if batch.layout == "results" else "receipt.rows_waiting"
        sentences.append(words.say(key, count=batch.rows_left))
    if batch.undone_at is not None:
        sentences.append(words.say("receipt.undone", at=batch.undone_at))
    return sentences


def _format_counts(batch: Batch, words: Words) -> str:
    return words.say(
        "receipt.rows",
        count=None,
        new=batch.rows_new,
        changed=batch.rows_changed,
        unchanged=batch.rows_unchanged,
        left=batch.rows_left,
    )


def _format_timeliness(batch: Batch, senders: pd.DataFrame, words: Words, *, office: Office) -> str:
    """Whether each report came in time: judged by the day it was sent, else received. Nothing is
    said of a body that is only asked, nor of a file that is no report."""
    if office.due is None or senders.empty:
        return ""
    due_reports = office.due[office.due["obligation"] == REQUIRED]
    due_reports = senders.merge(due_reports[["year", "code", "due_on"]], on=["year", "code"])
    days = [(batch.sent_on or batch.received_on) - last.date() for last in due_reports["due_on"]]
    late = [day.days for day in days if day.days > 0]
    lasts = sorted({last.date() for last in due_reports["due_on"]})
    if not days:
        return ""
    if late and len(late) < len(days):
        return words.say("receipt.partly_late", late=len(late), count=len(days))
    last = words.say("receipt.day", day=lasts[-1])
    if late:
        return words.say("receipt.late", count=max(late), last=last)
    return words.say("receipt.in_time", last=last)


def _format_units(senders: pd.DataFrame, words: Words) -> str:
    names = senders["name_vi" if words.language == "vi" else "name_en"]
    different = [str(name) for name in names.unique()]
    if len(different) <= MOST_SENDERS:
        return "; ".join(different)
    left = len(different) - MOST_SENDERS
    return words.say("receipt.more_units", count=left, units="; ".join(different[:MOST_SENDERS]))


def _format_document(batch: Batch, words: Words) -> str:
    number = batch.document_no or ""
    if batch.document_on is None:
        return number
    return words.say("receipt.document_of", number=number, day=batch.document_on).strip()


def _set_up_page(paper: Paper) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = page.right_margin = Mm(20)
    page.left_margin = Mm(30)
    normal_style = paper.styles["Normal"]
    normal_style.font.name, normal_style.font.size = FONT, Pt(13)
    fonts = normal_style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    normal_style.paragraph_format.space_after = Pt(0)


def _print_facts(paper: Paper, facts: list[tuple[str, str]]) -> None:
    paper.add_paragraph()
    table = _add_columns(paper, (50, 110), rows=len(facts))
    table.style = "Table Grid"
    for row, (name, text) in zip(table.rows, facts, strict=True):
        for cell, cell_text, style in zip(row.cells, (name, text), FACT, strict=True):
            add_text(get_first_line(cell), clean_cell_text(cell_text), style)


def _print_foot(paper: Paper, signer: str, words: Words) -> None:
    paper.add_paragraph()
    _, right = _add_columns(paper, (80, 80)).rows[0].cells
    add_text(get_first_line(right), clean_cell_text(words.say("receipt.signed")), SIGNED)
    for _ in range(4):
        right.add_paragraph()
    add_text(right.add_paragraph(), clean_cell_text(signer), SIGNED)


def _add_columns(paper: Paper, widths: tuple[int, int], *, rows: int = 1) -> Table:
    table: Table = paper.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _set_properties(paper: Paper, batch: Batch, office: Office, *, words: Words) -> None:
    about = paper.core_properties
    about.title = f"{words.say('receipt.title')} {batch.id}"
    about.author = about.last_modified_by = office.head.body
    about.comments = ""
    about.created = about.modified = batch.recorded_at.replace(tzinfo=None)

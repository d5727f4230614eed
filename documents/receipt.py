"""The receipt: one page that a sender keeps as proof of what was received, and when."""

import io

import pandas as pd
from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from documents.cells import shown
from documents.packing import repacked
from intake.layouts import LAYOUTS
from locales.findings import title
from locales.words import Words
from models import Batch
from models.batches import NIL

FONT = "Times New Roman"
MOST_SENDERS = 12  # the page is one
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def receipt_paper(batch: Batch, senders: pd.DataFrame, words: Words) -> bytes:
    """The receipt of a batch as DOCX, laid out as Decree 30/2020 has official papers.

    `senders` are its units and years (code, name_vi, name_en, year); none where its form
    names none. The same batch always gives the same bytes.
    """
    paper = Document()
    _page(paper)
    _head(paper, batch, words)
    for said, size in (("receipt.title", 14), ("receipt.subject", 13)):
        _line(paper.add_paragraph(), words.say(said), size=size, bold=True, alignment=CENTRE)
    _facts(paper, facts(batch, senders, words))
    for said in remarks(batch, words):
        told = _line(paper.add_paragraph(), said, alignment=WD_ALIGN_PARAGRAPH.JUSTIFY)
        told.paragraph_format.first_line_indent = Mm(12.7)
        told.paragraph_format.space_before = Pt(6)
    _foot(paper, batch, words)
    _stamp(paper, batch, words)
    printed = io.BytesIO()
    paper.save(printed)
    return repacked(printed.getvalue())


def facts(batch: Batch, senders: pd.DataFrame, words: Words) -> list[tuple[str, str]]:
    """What the receipt states, line by line: what it is called, and what it is."""
    forms = {layout.name: title(layout, words) for layout in LAYOUTS}
    forms[NIL] = words.say("nil.receipt.form")
    years = sorted({int(year) for year in senders["year"]})
    told = {
        "file": "" if batch.layout == NIL else batch.file_name,
        "digest": "" if batch.layout == NIL else batch.digest,
        "form": forms[batch.layout],
        "units": _units(senders, words),
        "period": ", ".join(str(year) for year in years),
        "document": _document(batch, words),
        "sent_on": words.say("receipt.day", day=batch.sent_on) if batch.sent_on else "",
        "received_on": words.say("receipt.day", day=batch.received_on),
        "recorded_at": words.say("receipt.moment", at=batch.recorded_at),
        "received_by": batch.received_by,
        "counts": "" if batch.layout == NIL else _counts(batch, words),
        "reason": batch.reason or "",
    }
    return [(words.say(f"receipt.{name}"), text) for name, text in told.items() if text]


def remarks(batch: Batch, words: Words) -> list[str]:
    """What the receipt is good for, and what it is not."""
    told = [words.say("nil.receipt.proof" if batch.layout == NIL else "receipt.proof")]
    if batch.rows_left:
        key = "receipt.rows_left" if batch.layout == "results" else "receipt.rows_waiting"
        told.append(words.say(key, count=batch.rows_left))
    if batch.undone_at is not None:
        told.append(words.say("receipt.undone", at=batch.undone_at))
    return told


def _counts(batch: Batch, words: Words) -> str:
    return words.say(
        "receipt.rows",
        count=None,
        new=batch.rows_new,
        changed=batch.rows_changed,
        unchanged=batch.rows_unchanged,
        left=batch.rows_left,
    )


def _units(senders: pd.DataFrame, words: Words) -> str:
    names = senders["name_vi" if words.language == "vi" else "name_en"]
    different = [str(name) for name in names.unique()]
    if len(different) <= MOST_SENDERS:
        return "; ".join(different)
    left = len(different) - MOST_SENDERS
    return words.say("receipt.more_units", count=left, units="; ".join(different[:MOST_SENDERS]))


def _document(batch: Batch, words: Words) -> str:
    number = batch.document_no or ""
    if batch.document_on is None:
        return number
    return words.say("receipt.document_of", number=number, day=batch.document_on).strip()


def _page(paper: Paper) -> None:
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin = page.bottom_margin = page.right_margin = Mm(20)
    page.left_margin = Mm(30)
    plain = paper.styles["Normal"]
    plain.font.name, plain.font.size = FONT, Pt(13)
    fonts = plain.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), FONT)
    plain.paragraph_format.space_after = Pt(0)


def _head(paper: Paper, batch: Batch, words: Words) -> None:
    """The issuing body and the number at the left; the country, its motto, the place and
    day at the right."""
    left, right = _columns(paper, (64, 96)).rows[0].cells
    _line(left.paragraphs[0], words.say("receipt.body"), size=12, bold=True, alignment=CENTRE)
    _rule(left, indent=16)
    number = words.say("receipt.number", number=f"{batch.id or 0:02}")
    _line(left.add_paragraph(), number, alignment=CENTRE)
    _line(right.paragraphs[0], words.say("receipt.country"), size=12, bold=True, alignment=CENTRE)
    _line(right.add_paragraph(), words.say("receipt.motto"), bold=True, alignment=CENTRE)
    _rule(right, indent=19)
    dated = words.say("receipt.dated", day=batch.recorded_at)
    _line(right.add_paragraph(), dated, italic=True, alignment=CENTRE)
    paper.add_paragraph()


def _facts(paper: Paper, told: list[tuple[str, str]]) -> None:
    paper.add_paragraph()
    table = _columns(paper, (50, 110), rows=len(told))
    table.style = "Table Grid"
    for row, (name, text) in zip(table.rows, told, strict=True):
        for cell, said, bold in zip(row.cells, (name, text), (False, True), strict=True):
            _line(cell.paragraphs[0], said, size=12, bold=bold)


def _foot(paper: Paper, batch: Batch, words: Words) -> None:
    paper.add_paragraph()
    _, right = _columns(paper, (80, 80)).rows[0].cells
    _line(right.paragraphs[0], words.say("receipt.signed"), bold=True, alignment=CENTRE)
    for _ in range(4):
        right.add_paragraph()
    _line(right.add_paragraph(), batch.received_by, bold=True, alignment=CENTRE)


def _columns(paper: Paper, widths: tuple[int, int], *, rows: int = 1) -> Table:
    table: Table = paper.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _line(
    paragraph: Paragraph,
    text: str,
    *,
    size: int = 13,
    bold: bool = False,
    italic: bool = False,
    alignment: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
) -> Paragraph:
    run = paragraph.add_run(shown(text))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    paragraph.alignment = alignment
    return paragraph


def _rule(cell: _Cell, *, indent: int) -> None:
    """A drawn line, `indent` millimetres from either side of the cell."""
    line = cell.add_paragraph()
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(indent)
    line.paragraph_format.line_spacing = Pt(4)
    border, edge = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        edge.set(qn(f"w:{name}"), value)
    border.append(edge)
    about = line.paragraph_format.element.get_or_add_pPr()
    about.insert_element_before(border, "w:spacing", "w:ind", "w:jc")  # Word wants its order


def _stamp(paper: Paper, batch: Batch, words: Words) -> None:
    about = paper.core_properties
    about.title = f"{words.say('receipt.title')} {batch.id}"
    about.author = about.last_modified_by = words.say("receipt.body")
    about.comments = ""
    about.created = about.modified = batch.recorded_at.replace(tzinfo=None)

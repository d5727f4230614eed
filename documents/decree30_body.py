"""The body of an official paper: grounds, headings, paragraphs, tables, pictures (cell 6)."""

import io
from collections.abc import Sequence

from docx.document import Document as Paper
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line

from documents.official import Basis, Block, Grid, Heading, Paragraph, Picture, printable
from documents.paragraphs import CENTRE, JUSTIFIED, LEFT, RIGHT, Set, columns, element, put

FIRST_LINE = 12.7  # mm
BETWEEN = Pt(6)
TEXT = Set(14, alignment=JUSTIFIED)
GROUND = Set(14, italic=True, alignment=JUSTIFIED)
SECTION = Set(14, bold=True, alignment=JUSTIFIED)
CELL, HEADED = 12, Set(12, bold=True)
CELL_MARGIN = "85"  # twentieths of a point: 1.5 mm


def body(paper: Paper, blocks: Sequence[Block]) -> None:
    """Every block, in its order."""
    for block in blocks:
        match block:
            case Basis():
                _text(paper, block.text, GROUND)
            case Paragraph():
                _text(paper, block.text, TEXT)
            case Heading():
                _heading(paper, block)
            case Grid():
                _grid(paper, block)
            case Picture():
                _picture(paper, block)


def _text(paper: Paper, text: str, how: Set) -> Line:
    line = put(paper.add_paragraph(), printable(text), how)
    line.paragraph_format.first_line_indent = Mm(FIRST_LINE)
    line.paragraph_format.space_after = BETWEEN
    return line


def _heading(paper: Paper, block: Heading) -> None:
    said = printable(block.text)
    line = _text(paper, said.upper() if block.level == 1 else said, SECTION)
    line.paragraph_format.keep_with_next = True
    outline = element("w:outlineLvl", val=str(block.level - 1))
    line.paragraph_format.element.get_or_add_pPr().append(outline)


def _grid(paper: Paper, block: Grid) -> None:
    """Lines around every cell; the headings once more on each page."""
    table = columns(paper, block.widths, rows=len(block.rows) + 1)
    table.style = "Table Grid"
    for side in table._tblPr.iter("{*}tblCellMar"):
        for margin in side:
            margin.set(next(iter(margin.attrib)), CELL_MARGIN)
    heading, *rows = table.rows
    heading._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for cell, text in zip(heading.cells, block.headings, strict=True):
        put(cell.paragraphs[0], printable(text), HEADED)
    for row, told in zip(rows, block.rows, strict=True):
        for place, (cell, text) in enumerate(zip(row.cells, told, strict=True)):
            side = RIGHT if place in block.numeric else LEFT
            put(cell.paragraphs[0], printable(text), Set(CELL, alignment=side))
    paper.add_paragraph().paragraph_format.line_spacing = BETWEEN


def _picture(paper: Paper, block: Picture) -> None:
    line = paper.add_paragraph()
    line.alignment = CENTRE
    line.paragraph_format.space_after = BETWEEN
    drawn = line.add_run().add_picture(io.BytesIO(block.png), width=Mm(block.width))
    drawn._inline.docPr.set("descr", printable(block.alt))

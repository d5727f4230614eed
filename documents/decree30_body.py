"""The body of an official paper: grounds, headings, paragraphs, tables, pictures (cell 6)."""

import io
from collections.abc import Sequence

from docx.document import Document as Paper
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line

from documents.decree30_grid import grid
from documents.decree30_page import BETWEEN, CAPTION, FIRST_LINE, HEADINGS, NUMBER_SIZE
from documents.official import (
    OPEN,
    Basis,
    Blank,
    Block,
    Caption,
    Grid,
    Heading,
    Note,
    Paragraph,
    Picture,
    printable,
)
from documents.paragraphs import CENTRE, JUSTIFIED, Set, element, put

TEXT = Set(14, alignment=JUSTIFIED)
GROUND = Set(14, italic=True, alignment=JUSTIFIED)
SECTION = Set(14, bold=True, alignment=JUSTIFIED)
NAMED, SMALL = Set(NUMBER_SIZE, bold=True), Set(12, italic=True, alignment=JUSTIFIED)


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
            case Blank():
                _blank(paper, block)
            case Caption():
                _caption(paper, block)
            case Note():
                _note(paper, block)
            case Grid():
                grid(paper, block)
            case Picture():
                _picture(paper, block)


def _text(paper: Paper, text: str, how: Set) -> Line:
    line = put(paper.add_paragraph(), printable(text), how)
    line.paragraph_format.first_line_indent = Mm(FIRST_LINE)
    line.paragraph_format.space_after = Pt(BETWEEN)
    return line


def _heading(paper: Paper, block: Heading) -> None:
    said = printable(block.text)
    line = paper.add_paragraph(style=HEADINGS[block.level - 1])
    put(line, said.upper() if block.level == 1 else said, SECTION)


def _blank(paper: Paper, block: Blank) -> None:
    line = _text(paper, f"{OPEN} [{printable(block.prompt)}]", TEXT)
    line.runs[0].font.highlight_color = WD_COLOR_INDEX.YELLOW


def _caption(paper: Paper, block: Caption) -> None:
    """Its number is a field: Word counts again where a table is put in or taken out."""
    line = paper.add_paragraph(style=CAPTION)
    kind = printable(block.kind)
    put(line, f"{kind} ", NAMED)
    number = put(line, str(block.number), NAMED).runs[-1]
    counted = element("w:fldSimple", instr=f" SEQ {kind.replace(' ', '_')} \\* ARABIC ")
    number._r.addprevious(counted)
    counted.append(number._r)
    put(line, f". {printable(block.text)}", NAMED)
    line.paragraph_format.keep_with_next = block.above


def _note(paper: Paper, block: Note) -> None:
    line = put(paper.add_paragraph(), printable(block.text), SMALL)
    line.paragraph_format.space_after = Pt(BETWEEN)


def _picture(paper: Paper, block: Picture) -> None:
    line = paper.add_paragraph()
    line.alignment = CENTRE
    line.paragraph_format.space_after = Pt(BETWEEN)
    line.paragraph_format.keep_with_next = True
    drawn = line.add_run().add_picture(io.BytesIO(block.png), width=Mm(block.width))
    drawn._inline.docPr.set("descr", printable(block.alt))

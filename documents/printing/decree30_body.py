"""The body of an official paper: headings, paragraphs, tables, pictures (cell 6)."""

import io
from collections.abc import Sequence

from docx.document import Document as Paper
from docx.enum.text import WD_COLOR_INDEX
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as Line

from documents.printing.decree30_grid import print_table
from documents.printing.decree30_page import BETWEEN, CAPTION, FIRST_LINE, HEADINGS, NUMBER_SIZE
from documents.printing.official import (
    OPEN,
    Blank,
    Block,
    Caption,
    Note,
    PaperHeading,
    Paragraph,
    Picture,
    TextTable,
    clean_text,
)
from documents.printing.paragraphs import CENTRE, JUSTIFIED, TextStyle, add_text, build_element

TEXT = TextStyle(14, alignment=JUSTIFIED)
SECTION = TextStyle(14, bold=True, alignment=JUSTIFIED)
NAMED, SMALL = TextStyle(NUMBER_SIZE, bold=True), TextStyle(12, italic=True, alignment=JUSTIFIED)


def print_body(paper: Paper, blocks: Sequence[Block]) -> None:
    for block in blocks:
        match block:
            case Paragraph():
                _print_text(paper, block.text, TEXT)
            case PaperHeading():
                text = clean_text(block.text)
                line = paper.add_paragraph(style=HEADINGS[block.level - 1])
                add_text(line, text.upper() if block.level == 1 else text, SECTION)
            case Blank():
                line = _print_text(paper, f"{OPEN} [{clean_text(block.prompt)}]", TEXT)
                line.runs[0].font.highlight_color = WD_COLOR_INDEX.YELLOW
            case Caption():
                _print_caption(paper, block)
            case Note():
                line = add_text(paper.add_paragraph(), clean_text(block.text), SMALL)
                line.paragraph_format.space_after = Pt(BETWEEN)
            case TextTable():
                print_table(paper, block)
            case Picture():
                _print_picture(paper, block)


def _print_text(paper: Paper, text: str, how: TextStyle) -> Line:
    line = add_text(paper.add_paragraph(), clean_text(text), how)
    line.paragraph_format.first_line_indent = Mm(FIRST_LINE)
    line.paragraph_format.space_after = Pt(BETWEEN)
    return line


def _print_caption(paper: Paper, block: Caption) -> None:
    """Its number is a field: Word counts again where a table is put in or taken out."""
    line = paper.add_paragraph(style=CAPTION)
    kind = clean_text(block.kind)
    add_text(line, f"{kind} ", NAMED)
    number = add_text(line, str(block.number), NAMED).runs[-1]
    number_field = build_element("w:fldSimple", instr=f" SEQ {kind.replace(' ', '_')} \\* ARABIC ")
    number._r.addprevious(number_field)
    number_field.append(number._r)
    add_text(line, f". {clean_text(block.text)}", NAMED)
    line.paragraph_format.keep_with_next = block.above


def _print_picture(paper: Paper, block: Picture) -> None:
    line = paper.add_paragraph()
    line.alignment = CENTRE
    line.paragraph_format.space_after = Pt(BETWEEN)
    line.paragraph_format.keep_with_next = True
    picture = line.add_run().add_picture(io.BytesIO(block.png), width=Mm(block.width))
    picture._inline.docPr.set("descr", clean_text(block.alt))

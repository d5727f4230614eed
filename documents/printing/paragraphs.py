"""Paragraphs of a DOCX: a line of text with its size and alignment, a drawn rule, a table
of fixed columns."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
LEFT, CENTRE = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
RIGHT, JUSTIFIED = WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY
RULE_HEIGHT = Pt(4)


@dataclass(frozen=True)
class TextStyle:
    """How a text is set: points, weight, slope."""

    size: float
    bold: bool = False
    italic: bool = False
    alignment: WD_ALIGN_PARAGRAPH = CENTRE


def add_text(paragraph: Paragraph, text: str, style: TextStyle) -> Paragraph:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(style.size), style.bold, style.italic
    paragraph.alignment = style.alignment
    return paragraph


def get_first_line(cell: _Cell) -> Paragraph:
    """The paragraph that every cell begins with."""
    first: Paragraph = cell.paragraphs[0]
    return first


def draw_rule(place: _Cell | Paper, *, length: float, within: float) -> Paragraph:
    """A drawn line of `length` mm in the middle of `within` mm."""
    line = place.add_paragraph()
    about = line.paragraph_format
    about.left_indent = about.right_indent = Mm(max(0.0, (within - length) / 2))
    about.space_before, about.line_spacing = Pt(2), RULE_HEIGHT
    border = build_element("w:pBdr")
    border.append(build_element("w:top", val="single", sz="6", space="0", color="000000"))
    # Word wants its own order of the parts
    about.element.get_or_add_pPr().insert_element_before(border, "w:spacing", "w:ind", "w:jc")
    return line


def add_columns(paper: Paper, widths: tuple[float, ...], *, rows: int = 1) -> Table:
    """A table without lines, of fixed columns in mm, flush with the text on both sides."""
    table: Table = paper.add_table(rows=rows, cols=len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    margins = build_element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(build_element(f"w:{side}", w="0", type="dxa"))
    about = table._tblPr
    about.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(build_element("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def set_outline_level(paragraph: Paragraph, level: int) -> Paragraph:
    """Listed in the outline at `level`, from 1 on."""
    about = paragraph.paragraph_format.element.get_or_add_pPr()
    about.append(build_element("w:outlineLvl", val=str(level - 1)))
    return paragraph


def build_element(name: str, **attributes: str) -> Any:  # python-docx leaves its elements untyped
    xml_element = OxmlElement(name)
    for attribute, value in attributes.items():
        xml_element.set(qn(f"w:{attribute}"), value)
    return xml_element

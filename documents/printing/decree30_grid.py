"""A table of an official paper: lines around every cell, its headings once more on each page,
no row parted between two. Written as XML at once: a table may have a thousand rows."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.document import Document as Paper
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from documents.printing.column_widths import fit_columns
from documents.printing.official import TextTable, clean_text

MARGIN, PADDING = 85, 28  # twentieths of a point: 1.5 mm and 0.5 mm
SMALL = 8  # rows of a table that is not parted between pages
GAP = Pt(6)
TABLE_PROPERTIES = (
    '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{width}" w:type="dxa"/>'
    '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>'
    f'<w:top w:w="{PADDING}" w:type="dxa"/><w:left w:w="{MARGIN}" w:type="dxa"/>'
    f'<w:bottom w:w="{PADDING}" w:type="dxa"/><w:right w:w="{MARGIN}" w:type="dxa"/>'
    '</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/></w:tblPr>'
)
ROW = "<w:trPr><w:cantSplit/></w:trPr>"
HEADING_ROW = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"


def print_table(paper: Paper, block: TextTable) -> None:
    """The table, and a small gap beneath."""
    sides = ["right" if place in block.numeric else "left" for place in range(len(block.widths))]
    fitting, size = fit_columns(block)
    widths = [Mm(width).twips for width in fitting]
    line = _RowBuilder(widths, size)
    centred = ["center"] * len(widths)
    rows = [line.build_row(block.headings, centred, bold=True, heading=True)]
    rows_with_next = _find_rows_with_next(block)
    rows += [
        line.build_row(row, sides, with_next=at in rows_with_next)
        for at, row in enumerate(block.rows)
    ]
    if block.total:
        rows.append(line.build_row(block.total, sides, bold=True))
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = TABLE_PROPERTIES.format(width=sum(widths)) + f"<w:tblGrid>{columns}</w:tblGrid>"
    table = parse_xml(f"<w:tbl {nsdecls('w')}>{properties}{''.join(rows)}</w:tbl>")
    gap = paper.add_paragraph()
    gap.paragraph_format.line_spacing = GAP
    gap._p.addprevious(table)


def _find_rows_with_next(block: TextTable) -> range:
    """The rows that stay with the next one: all of a small table, else the one above the
    total."""
    last = len(block.rows) if block.total else len(block.rows) - 1
    return range(0 if len(block.rows) <= SMALL else max(0, len(block.rows) - 1), last)


class _RowBuilder:
    def __init__(self, widths: Sequence[int], size: int) -> None:
        self._cells = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{{middle}}</w:tcPr><w:p><w:pPr>'
            for width in widths
        ]
        self._size = f'<w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'

    def build_row(
        self,
        texts: Sequence[str],
        sides: Sequence[str],
        *,
        bold: bool = False,
        heading: bool = False,
        with_next: bool = False,
    ) -> str:
        """One row. ValueError where it is not as wide as the table."""
        middle = '<w:vAlign w:val="center"/>' if heading else ""
        keep_next = "<w:keepNext/>" if with_next or heading else ""
        how = ("<w:b/><w:bCs/>" if bold else "") + self._size
        cells = [
            f'{cell.format(middle=middle)}{keep_next}<w:jc w:val="{side}"/></w:pPr><w:r><w:rPr>'
            f'{how}</w:rPr><w:t xml:space="preserve">{escape(clean_text(text))}</w:t></w:r></w:p>'
            "</w:tc>"
            for cell, side, text in zip(self._cells, sides, texts, strict=True)
        ]
        return f"<w:tr>{HEADING_ROW if heading else ROW}{''.join(cells)}</w:tr>"

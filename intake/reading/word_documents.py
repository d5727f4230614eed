"""Word documents (.docx), read from their own parts: paragraphs and tables in their order, and what
stands beside them. Run as a program, confined."""

import io
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, parse
from zipfile import ZipFile

from intake.reading.confined import run_reader
from intake.reading.extracts import Extract, Passage, convert_text
from intake.reading.grids import BROKEN, RAISED
from intake.reading.package_texts import Notes, collect_part_texts
from intake.reading.sheets import Merged
from intake.tables import MOST_COLUMNS, MOST_ROWS, Unreadable

CONTENT = "word/document.xml"
PLACES = (
    ("docProps/thumbnail", "pictures"),
    ("docProps/", "properties"),
    ("docMetadata/", "properties"),
    ("customXml/", "properties"),
    ("word/comments", "comments"),
    ("word/people", "comments"),
    ("word/header", "headers"),
    ("word/footer", "headers"),
    ("word/footnotes", "headers"),
    ("word/endnotes", "headers"),
    ("word/media/", "pictures"),
    ("word/charts/", "drawings"),
    ("word/diagrams/", "drawings"),
    ("word/drawings/", "drawings"),
    ("word/embeddings/", "embedded"),
    ("word/activeX/", "embedded"),
    ("word/vba", "embedded"),
    ("word/styles", "styles"),
    ("word/numbering", "styles"),
)
PLAIN = (CONTENT, "word/settings", "word/fontTable", "word/webSettings", "word/theme/")
WITHIN = frozenset({"sdt", "sdtContent", "smartTag", "customXml", "ins", "moveTo", "body"})
INLINE = WITHIN | {"hyperlink", "fldSimple", "r", "p", "dir", "bdo"}
DELETED = frozenset({"del", "moveFrom"})
DRAWN = frozenset({"drawing", "pict", "object", "AlternateContent", "txbxContent"})
OFF = frozenset({"0", "false", "off"})
# What two typefaces show for a letter: boxes and ticks.
SYMBOLS = {
    ("wingdings", "fc"): "✓",
    ("wingdings", "fe"): "☑",
    ("wingdings", "fd"): "☒",
    ("wingdings", "fb"): "✗",
    ("wingdings", "a8"): "☐",
    ("wingdings", "6f"): "☐",
    ("wingdings 2", "50"): "✓",
    ("wingdings 2", "52"): "☑",
    ("wingdings 2", "54"): "☒",
    ("wingdings 2", "4f"): "✗",
    ("wingdings 2", "a3"): "☐",
}
UNKNOWN_SYMBOL = "�"


def extract_document(content: bytes) -> Extract:
    """The paragraphs and tables of a document. Raises Unreadable."""
    notes = Notes()
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            left_out = collect_part_texts(archive, PLACES, PLAIN, notes)
            headers = [*_iter_headers(archive, notes)]
            with archive.open(CONTENT) as raw:
                body = parse(raw).getroot()
            passages = (*headers, *_iter_passages(body, notes))
            notes.doubtful += _iter_footnotes(archive)
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    drawn = {"drawings"} if "drawings" in notes.texts else set()
    return Extract(
        documents=(passages,),
        texts=notes.texts,
        left_out=tuple(sorted({*left_out} | drawn)),
        doubtful=tuple(notes.doubtful),
    )


def _iter_headers(archive: ZipFile, notes: Notes) -> Iterator[Passage]:
    """The lines at the head of its pages: they may say whose it is, or in what money counts."""
    texts: set[str] = set()
    for name in sorted(archive.namelist()):
        if name.startswith("word/header"):
            with archive.open(name) as raw:
                passages = [*_iter_passages(parse(raw).getroot(), notes)]
            for passage in passages:
                for row in passage.rows:
                    text = " ".join(str(cell) for cell in row if cell != "")
                    if text and text not in texts:
                        texts.add(text)
                        yield Passage([[text]])


def _iter_footnotes(archive: ZipFile) -> Iterator[str]:
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        if name in archive.namelist():
            with archive.open(name) as raw:
                for note in parse(raw).getroot():
                    if text := "".join(_iter_letters(note, Notes())).strip():
                        yield text


def _iter_passages(element: Element, notes: Notes) -> Iterator[Passage]:
    for child in element:
        name = _get_name(child)
        if name == "p":
            yield from _read_paragraph(child, notes)
        elif name == "tbl":
            yield from _read_table(child, notes)
        elif name in DELETED:
            _note_deleted(child, notes)
        elif name in WITHIN:
            yield from _iter_passages(child, notes)


def _read_paragraph(paragraph: Element, notes: Notes) -> Iterator[Passage]:
    text = convert_text("".join(_iter_letters(paragraph, notes)))
    if text != "":
        yield Passage([[text]])


def _read_table(table: Element, notes: Notes) -> Iterator[Passage]:
    """The table, and after it those that lie in its cells."""
    rows: list[list[Any]] = []
    hidden: set[int] = set()
    blocks: list[Merged] = []
    open_blocks: dict[int, tuple[int, int]] = {}  # by their column: the first row, the last column
    nested: list[Element] = []
    for line in _iter_lines(table, notes):
        if len(rows) >= MOST_ROWS:
            raise Unreadable("file.too_many_rows", most=MOST_ROWS)
        number = len(rows) + 1
        row: list[Any] = [""] * _get_number(line, "trPr", "gridBefore", default=0)
        below: dict[int, tuple[int, int]] = {}
        for cell in _iter_children(line, "tc"):
            column, width = len(row), _get_number(cell, "tcPr", "gridSpan", default=1)
            merge = _find(cell, "tcPr", "vMerge")
            if merge is not None:
                is_first = _get_value(merge) == "restart" or column not in open_blocks
                below[column] = (number, column + width - 1) if is_first else open_blocks[column]
            elif width > 1:
                blocks.append(Merged(column, number, column + width - 1, number))
            row.append(_join_cell(cell, notes, nested, number))
            row += [""] * (width - 1)
        blocks += _close_blocks(open_blocks, below, number)
        open_blocks = below
        if _find(line, "trPr", "hidden") is not None:
            hidden.add(number)
        if any(cell != "" for cell in row[MOST_COLUMNS:]):
            raise Unreadable("file.too_wide", most=MOST_COLUMNS)
        rows.append(row[:MOST_COLUMNS])
    blocks += _close_blocks(open_blocks, {}, len(rows) + 1)
    ordered = tuple(sorted(blocks, key=lambda block: (block.top, block.left)))
    yield Passage(rows, is_table=True, merged=ordered, hidden=frozenset(hidden))
    for inner in nested:
        yield from _read_table(inner, notes)


def _close_blocks(
    above: dict[int, tuple[int, int]], below: dict[int, tuple[int, int]], number: int
) -> list[Merged]:
    """The blocks that end above row `number`."""
    return [
        Merged(column, top, right, number - 1)
        for column, (top, right) in above.items()
        if below.get(column) != (top, right)
    ]


def _iter_lines(table: Element, notes: Notes) -> Iterator[Element]:
    """The rows of a table that were not deleted."""
    for line in _iter_children(table, "tr"):
        if _find(line, "trPr", "del") is None:
            yield line
        else:
            _note_deleted(line, notes)


def _iter_children(element: Element, name: str) -> Iterator[Element]:
    for child in element:
        found = _get_name(child)
        if found == name:
            yield child
        elif found in WITHIN:
            yield from _iter_children(child, name)


def _join_cell(cell: Element, notes: Notes, nested: list[Element], row: int) -> Any:
    """The text of a cell, its paragraphs on lines of their own."""
    paragraphs: list[str] = []
    pending = [*cell][::-1]
    while pending:
        child = pending.pop()
        name = _get_name(child)
        if name == "p":
            paragraphs.append("".join(_iter_letters(child, notes)))
        elif name == "tbl":
            nested.append(child)
        elif name in DELETED:
            _note_deleted(child, notes)
        elif name in WITHIN:
            pending += [*child][::-1]
    return convert_text("\n".join(paragraphs), row)


def _iter_letters(element: Element, notes: Notes) -> Iterator[str]:
    """The text that holds of a paragraph; what was deleted, struck out or hidden is noted."""
    for child in element:
        name = _get_name(child)
        if name == "r":
            text = "".join(_iter_run(child, notes))
            if _is_set(child, "strike") or _is_set(child, "dstrike"):
                notes.doubt(text)
            elif _is_set(child, "vanish"):
                notes.add("hidden_parts", text)
            else:
                yield text
        elif name in DELETED:
            _note_deleted(child, notes)
        elif name in DRAWN:
            notes.add("drawings", " ".join(child.itertext()))
        elif name in INLINE:
            yield from _iter_letters(child, notes)


def _iter_run(run: Element, notes: Notes) -> Iterator[str]:
    raised = _find(run, "rPr", "vertAlign")
    is_raised = raised is not None and _get_value(raised) == "superscript"
    for child in run:
        name = _get_name(child)
        if name == "t":
            yield (child.text or "").translate(RAISED) if is_raised else child.text or ""
        elif name in ("br", "cr"):
            yield "\n"
        elif name in ("tab", "ptab"):
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield _read_symbol(child)
        elif name in ("instrText", "delText", "delInstrText"):
            notes.add("hidden_parts", child.text or "")
        elif name in DRAWN:
            notes.add("drawings", " ".join(child.itertext()))


def _read_symbol(symbol: Element) -> str:
    values = {key.rpartition("}")[2]: value.casefold() for key, value in symbol.attrib.items()}
    letter = values.get("char", "").removeprefix("f0").removeprefix("00")
    return SYMBOLS.get((values.get("font", ""), letter), UNKNOWN_SYMBOL)


def _note_deleted(element: Element, notes: Notes) -> None:
    notes.doubt(" ".join(text.strip() for text in element.itertext() if text.strip()))


def _get_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _find(element: Element, *names: str) -> Element | None:
    found: Element | None = element
    for name in names:
        if found is None:
            return None
        found = next((child for child in found if _get_name(child) == name), None)
    return found


def _get_value(element: Element) -> str:
    values = (value for key, value in element.attrib.items() if key.endswith("}val"))
    return next(values, "")


def _get_number(element: Element, *names: str, default: int) -> int:
    found = _find(element, *names)
    text = "" if found is None else _get_value(found)
    return min(int(text), MOST_COLUMNS + 1) if text.isdecimal() and len(text) < 9 else default


def _is_set(run: Element, name: str) -> bool:
    found = _find(run, "rPr", name)
    return found is not None and _get_value(found) not in OFF


if __name__ == "__main__":
    from intake.reading import word_documents

    run_reader(word_documents.extract_document)

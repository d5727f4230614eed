"""Packages: what the parts of a workbook say besides the cells of its sheets: properties, comments
and their authors, names of sheets and of ranges, headers and footers, drawings, files in it. Read
as text, piece by piece; nothing in it is believed or run."""

import html
import io
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import IO
from zipfile import ZipFile

from intake.findings import Finding
from intake.privacy.personal_details import About, Redaction, redact
from intake.privacy.personal_numbers import Detail
from intake.privacy.strict_reading import redact_strictly
from intake.reading.grids import BROKEN, redact_titles
from intake.tables import Unreadable

CHUNK = 1024 * 1024
OVERLAP = 40_000
STRINGS = "xl/sharedStrings.xml"
MOST_READ = 4 * CHUNK  # of a part that is none of a sheet; what follows is left out unread
PLAIN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:core|app)\.xml|xl/workbook\.xml|"
    r"xl/_rels/workbook\.xml\.rels|xl/(?:styles|sharedStrings|theme/theme1|worksheets/sheet\d+)\.xml"
)
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# A part's name → where it stands, in a reader's words.
PLACES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), place)
    for pattern, place in (
        (r"docProps/thumbnail.*|xl/media/.*", "pictures"),
        (r"docProps/.*|customXml/.*|docMetadata/.*", "properties"),
        (r"xl/(?:comments[^/]*|comments/.*|threadedComments/.*|persons/.*)", "comments"),
        (r"xl/drawings/(?:vmlDrawing\d*|commentsDrawing\d*)\.vml", "comments"),  # their boxes
        (r"xl/drawings/.*|xl/(?:charts|diagrams|ctrlProps|activeX)/.*", "drawings"),
        (r"xl/embeddings/.*|xl/vbaProject.*|.*\.bin", "embedded"),
        (r"xl/(?:externalLinks|connections|queryTables|model).*", "links"),
        (r"xl/(?:pivotCache|pivotTables|slicers|slicerCaches|tables|timelines?).*", "tables"),
        (r"xl/revisions/.*", "revisions"),
        (r"xl/styles\.xml|xl/theme/.*", "styles"),
    )
)
MOST_STRINGS = CHUNK  # of the texts that cells share, looked through for what no cell shows
MOST_CELLS = 20 * CHUNK
# A picture's bytes are no text, and a printer's settings no file that somebody put in.
BINARY = re.compile(r".*\.(?:png|jpe?g|gif|emf|wmf|bmp|tiff?|bin|ole|xlsx?|docx?|pdf|zip)", re.I)
UNTOLD = re.compile(r".*\.rels|.*/printerSettings.*|\[Content_Types\]\.xml|.*/")
TAGS = re.compile(r"<[^>]*>")
TEXT = re.compile(r">([^<]+)<")
SAID = re.compile(
    r"""\s[\w:]*(?:name|author|displayName|descr|title|tooltip|target|display|location|ref|"""
    r"""prompt|promptTitle|error|errorTitle|alt|userId|val|formatCode|userName|text)=["']([^"']+)["']""",
    re.I,
)
PARAGRAPH = re.compile(r"<((?:a:p|text|si|w:p)\b.*?)</(?:a:p|text|si|w:p)>", re.S)
STRING = re.compile(r"<(?:\w+:)?t(?: [^>]*)?>([^<]+)</(?:\w+:)?t>")
SHEET_NAME = re.compile(r"""<(?:\w+:)?sheet\s[^>]*?\bname=["']([^"']*)["']""")
DEFINED = re.compile(r"<(?:\w+:)?definedName\s([^>]*)>([^<]*)<")
# What a workbook, and a sheet around its cells, is made of where it says nothing of its own.
BARE = frozenset(
    [
        "workbook",
        "workbookPr",
        "workbookProtection",
        "bookViews",
        "workbookView",
        "fileVersion",
        "sheets",
        "sheet",
        "definedNames",
        "calcPr",
        "worksheet",
        "sheetPr",
        "tabColor",
        "outlinePr",
        "pageSetUpPr",
        "dimension",
        "sheetViews",
        "sheetView",
        "pane",
        "selection",
        "sheetFormatPr",
        "cols",
        "col",
        "sheetData",
        "mergeCells",
        "mergeCell",
        "pageMargins",
        "pageSetup",
        "printOptions",
        "phoneticPr",
        "rowBreaks",
        "colBreaks",
        "brk",
    ]
)
ELEMENT = re.compile(r"<(?:\w+:)?(\w+)")
ATTRIBUTE = re.compile(r"""\s[\w:]+=["']([^"']{4,})["']""")
EXTRA = re.compile(r"<!--|<\?(?!xml )|extLst|External")
FORMULA = re.compile(r"<(?:\w+:)?f(?:\s[^>]*)?>([^<]*)<")
REMARK = re.compile(r"<!--(.*?)-->", re.S)
SHARED = re.compile(r"<(?:\w+:)?si\s*/>|<(?:\w+:)?si>(.*?)</(?:\w+:)?si>", re.S)
SHOWN = re.compile(r"""<(?:\w+:)?c\s[^>]*\bt=["']s["'][^>]*>\s*<(?:\w+:)?v>(\d+)<""")
WORDS_IN_FORMULA = re.compile(r"""<(?:\w+:)?f(?:\s[^>]*)?>[^<]*(?:"|&quot;|&#)|<!--""")
JOINED = re.compile(r"\"\s*[&,;]\s*\"|\"")  # what a formula puts together
SIGNED = frozenset({"comments", "headers", "properties", "sheet_names"})
END, END_BYTES = b"PK\x05\x06", 22
HEADED = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]*)<")
FIELD_CODES = re.compile(r'&(?:"[^"]*"|[A-Z]|\d+|K[0-9A-F]{6})')
NEUTRAL = re.compile(
    r"|openpyxl|Microsoft Excel(?: Compatible / Openpyxl [\d.]+)?|Worksheets|[\d.:TZ+\-]*|"
    r"true|false|Sheet ?\d*|Giám sát 18"
)


@dataclass(frozen=True)
class SideContent:
    """What a workbook holds beside its cells: by place what of it tells a person, the places
    that are not kept, whether there is nothing of the kind at all, and how many sheets it has."""

    personal: dict[str, tuple[Detail, ...]]
    left_out: tuple[str, ...]
    plain: bool
    sheets: int


def examine_side_content(content: bytes) -> SideContent:
    """Look through every part of a workbook. Raises Unreadable."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            side_content = _examine_archive(archive)
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault
    if content.startswith(b"PK\x03\x04") and content[-END_BYTES:].startswith(END):
        return side_content
    behind = content[content.rfind(END) + END_BYTES :].decode("utf-8", "replace")[:OVERLAP]
    found = redact(behind).details
    personal = side_content.personal | ({"behind_end": found} if found else {})
    left_out = (*side_content.left_out, *(["behind_end"] if behind.strip("\0 \r\n") else []))
    return replace(side_content, personal=personal, left_out=left_out, plain=False)


def list_side_findings(side_content: SideContent) -> Iterator[Finding]:
    """Findings that name the places and what kind of thing stands there, never the words."""
    if side_content.personal:
        kinds = {detail for details in side_content.personal.values() for detail in details}
        details = tuple(detail for detail in Detail if detail in kinds)
        places = tuple(side_content.personal)
        yield Finding("file.place_personal", facts={"places": places, "details": details})
    if side_content.left_out:
        yield Finding("file.parts_left_out", facts={"places": side_content.left_out})


def _examine_archive(archive: ZipFile) -> SideContent:
    details_by_place: dict[str, set[Detail]] = {}
    left_out: set[str] = set()
    plain = not any(member.comment or member.extra for member in archive.infolist())
    for name in archive.namelist():
        if SHEET.fullmatch(name):
            with archive.open(name) as raw:
                aside = _extract_around_cells(raw)
            formulas, remarks = _find_words_in_formulas(archive, name)
            left_out |= {"formulas"} if formulas else set()
            plain = plain and _is_bare(aside, BARE) and not formulas | remarks
            _note_details(details_by_place, "formulas", formulas)
            unseen = {*_extract_unseen(aside)} - {*map(html.unescape, SAID.findall(aside))}
            _note_details(details_by_place, "hidden_parts", remarks | unseen)
            headed = (FIELD_CODES.sub(" ", html.unescape(words)) for words in HEADED.findall(aside))
            _note_details(details_by_place, "headers", headed)
            _note_details(details_by_place, "sheet_parts", extract_texts(HEADED.sub("", aside)))
        elif name == "xl/workbook.xml":
            text = load_part(archive, name)
            titles = [html.unescape(words) for words in SHEET_NAME.findall(text)]
            named = [f"{words} {value}" for words, value in DEFINED.findall(text)]
            plain = plain and not named and redact_titles(titles) == titles and _is_bare(text, BARE)
            unseen = {*_extract_unseen(text)} - {*titles}
            _note_details(details_by_place, "hidden_parts", unseen)
            _note_details(details_by_place, "sheet_names", titles)
            _note_details(
                details_by_place,
                "defined_names",
                (html.unescape(words).replace('"', " ") for words in named),
            )
        elif not UNTOLD.fullmatch(name) and name != STRINGS:
            place = next((kind for known, kind in PLACES if known.fullmatch(name)), "others")
            texts = [] if BINARY.fullmatch(name) else list(extract_texts(load_part(archive, name)))
            _note_details(details_by_place, place, texts)
            if PLAIN.fullmatch(name) is None:
                left_out |= {place} - {"properties", "comments", "styles"}
            elif place == "properties":
                plain = plain and all(NEUTRAL.fullmatch(words.strip()) for words in texts)
            else:
                plain = plain and _is_bare(load_part(archive, name))
        elif name.endswith(".rels"):
            plain = plain and _is_bare(load_part(archive, name))
        if PLAIN.fullmatch(name) is None and SHEET.fullmatch(name) is None:
            plain = False
    _note_details(details_by_place, "unshown_texts", _extract_unshown_texts(archive))
    personal = {
        place: tuple(detail for detail in Detail if detail in details)
        for place, details in details_by_place.items()
        if details
    }
    sheets = sum(SHEET.fullmatch(name) is not None for name in archive.namelist())
    return SideContent(
        personal, tuple(sorted(left_out)), plain and not any(details_by_place.values()), sheets
    )


def _is_bare(text: str, elements: Collection[str] = ()) -> bool:
    """Does a part say nothing of its own: no comment or extension, no attribute that tells a
    person and, where `elements` are given, no other?"""
    if EXTRA.search(text) or (elements and not {*ELEMENT.findall(text)} <= {*elements}):
        return False
    return not any(redact(html.unescape(value)).details for value in {*ATTRIBUTE.findall(text)})


def _find_words_in_formulas(archive: ZipFile, name: str) -> tuple[set[str], set[str]]:
    """The words in a sheet's formulas, and the remarks among its cells, as far as they are
    different: a formula of figures alone says nothing."""
    formulas: set[str] = set()
    remarks: set[str] = set()
    with archive.open(name) as raw:
        tail = ""
        while piece := raw.read(CHUNK):
            text = tail + piece.decode("utf-8", "replace")
            if WORDS_IN_FORMULA.search(text):
                told = {html.unescape(formula) for formula in FORMULA.findall(text)}
                formulas |= {formula.replace('"', " ") for formula in told if '"' in formula}
                formulas |= {JOINED.sub("", formula) for formula in told if '"' in formula}
                remarks |= {*REMARK.findall(text)}
                formulas |= set() if formulas or remarks else {" "}
            tail = text[-OVERLAP:]
    return formulas, remarks


def _extract_unseen(text: str) -> Iterator[str]:
    """What a part says in remarks and attributes that no program shows."""
    yield from REMARK.findall(text)
    yield from (html.unescape(value) for value in {*ATTRIBUTE.findall(text)})


def _extract_unshown_texts(archive: ZipFile) -> Iterator[str]:
    """The texts that tell a person among those that cells share, where no cell shows them. Neither
    very many texts nor very large sheets are looked through for it."""
    names = [name for name in archive.namelist() if SHEET.fullmatch(name)]
    sizes = [archive.getinfo(name).file_size for name in names]
    if STRINGS not in archive.namelist() or sum(sizes) > MOST_CELLS:
        return
    if archive.getinfo(STRINGS).file_size > MOST_STRINGS:
        return
    shared = [
        html.unescape(" ".join(STRING.findall(match[1] or "")))
        for match in SHARED.finditer(load_part(archive, STRINGS))
    ]
    telling = {place: text for place, text in enumerate(shared) if redact(text).details}
    if telling:
        cells = (archive.read(name).decode("utf-8", "replace") for name in names)
        shown = {int(place) for text in cells for place in SHOWN.findall(text)}
        yield from (text for place, text in telling.items() if place not in shown)


def _note_details(
    details_by_place: dict[str, set[Detail]], place: str, texts: Iterable[str]
) -> None:
    for text in texts:
        read = read_signed if place in SIGNED else redact
        details_by_place.setdefault(place, set()).update(read(text).details)


def read_signed(text: str) -> Redaction:
    """The reading of what is mostly signed with a name, and never kept as it is."""
    return redact_strictly(text, about=About.ONE)


def load_part(archive: ZipFile, name: str) -> str:
    with archive.open(name) as raw:
        return raw.read(MOST_READ).decode("utf-8", "replace")


def extract_texts(text: str) -> Iterator[str]:
    """The words of a part, one by one and those of a paragraph together, and its attributes."""
    for match in TEXT.finditer(text):
        if match[1].strip():
            yield html.unescape(match[1])
    for match in SAID.finditer(text):
        yield html.unescape(match[1])
    for paragraph in PARAGRAPH.findall(text):
        yield html.unescape(TAGS.sub("", paragraph))


def _extract_around_cells(raw: IO[bytes]) -> str:
    """A sheet's part without its cells."""
    pieces, inside = [], False
    tail = ""
    while piece := raw.read(CHUNK):
        text = tail + piece.decode("utf-8", "replace")
        if not inside:
            start = text.find("sheetData")
            if start < 0:
                pieces.append(text[:-20])
                tail = text[-20:]
                continue
            pieces.append(text[:start])
            text, inside = text[start:], True
        end = text.rfind("sheetData>")
        if end > 0:
            rest = text[end:] + raw.read(MOST_READ).decode("utf-8", "replace")
            pieces.append(rest)
            return "".join(pieces)
        tail = text[-20:]
    return "".join([*pieces, "" if inside else tail])


def has_personal_string(content: bytes) -> bool:
    """Does any text that cells of a workbook share, be it shown in none, tell a person?"""
    with ZipFile(io.BytesIO(content)) as archive:
        if STRINGS not in archive.namelist():
            return False
        with archive.open(STRINGS) as raw:
            tail = ""
            while piece := raw.read(CHUNK):
                text = tail + piece.decode("utf-8", "ignore")  # a letter cut in two tells nobody
                if any(
                    redact(html.unescape(string[1])).details for string in STRING.finditer(text)
                ):
                    return True
                tail = text[-OVERLAP:]
    return False

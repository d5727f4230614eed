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
from intake.privacy.personal_details import redact
from intake.privacy.personal_numbers import Detail
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
NOT_TOLD = frozenset({"styles"})
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
WORDS_IN_FORMULA = re.compile(r"""<(?:\w+:)?f(?:\s[^>]*)?>[^<]*(?:"|&quot;|&#)|<!--""")
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
    ends_itself = content.startswith(b"PK\x03\x04") and content[-END_BYTES:].startswith(END)
    return side_content if ends_itself else replace(side_content, plain=False)


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
            plain = plain and _is_bare(aside, BARE) and not _has_words_in_formulas(archive, name)
            _note_details(
                details_by_place,
                "headers",
                (FIELD_CODES.sub(" ", words) for words in HEADED.findall(aside)),
            )
            _note_details(details_by_place, "sheet_parts", _extract_texts(HEADED.sub("", aside)))
        elif name == "xl/workbook.xml":
            text = _load_part(archive, name)
            titles = [html.unescape(words) for words in SHEET_NAME.findall(text)]
            named = [f"{words} {value}" for words, value in DEFINED.findall(text)]
            plain = plain and not named and redact_titles(titles) == titles and _is_bare(text, BARE)
            _note_details(details_by_place, "sheet_names", titles)
            _note_details(
                details_by_place,
                "defined_names",
                (html.unescape(words).replace('"', " ") for words in named),
            )
        elif not UNTOLD.fullmatch(name) and name != STRINGS:
            place = next((kind for known, kind in PLACES if known.fullmatch(name)), "others")
            texts = (
                [] if BINARY.fullmatch(name) else list(_extract_texts(_load_part(archive, name)))
            )
            _note_details(details_by_place, place, texts)
            if PLAIN.fullmatch(name) is None:
                left_out |= {place} - {"properties", "comments", "styles"}
            elif place == "properties":
                plain = plain and all(NEUTRAL.fullmatch(words.strip()) for words in texts)
            else:
                plain = plain and _is_bare(_load_part(archive, name))
        elif name.endswith(".rels"):
            plain = plain and _is_bare(_load_part(archive, name))
        if PLAIN.fullmatch(name) is None and SHEET.fullmatch(name) is None:
            plain = False
    personal = {
        place: tuple(detail for detail in Detail if detail in details)
        for place, details in details_by_place.items()
        if details and place not in NOT_TOLD
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


def _has_words_in_formulas(archive: ZipFile, name: str) -> bool:
    with archive.open(name) as raw:
        tail = ""
        while piece := raw.read(CHUNK):
            text = tail + piece.decode("utf-8", "replace")
            if WORDS_IN_FORMULA.search(text):
                return True
            tail = text[-OVERLAP:]
    return False


def _note_details(
    details_by_place: dict[str, set[Detail]], place: str, texts: Iterable[str]
) -> None:
    for text in texts:
        details_by_place.setdefault(place, set()).update(redact(text).details)


def _load_part(archive: ZipFile, name: str) -> str:
    with archive.open(name) as raw:
        return raw.read(MOST_READ).decode("utf-8", "replace")


def _extract_texts(text: str) -> Iterator[str]:
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

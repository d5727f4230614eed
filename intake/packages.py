"""Packages: what the parts of a workbook say besides the cells of its sheets: properties, comments
and their authors, names of sheets and of ranges, headers and footers, drawings, files in it. Read
as text, piece by piece; nothing in it is believed or run."""

import html
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO
from zipfile import ZipFile

from intake.findings import Finding
from intake.grids import BROKEN, show_titles
from intake.personal_details import redact
from intake.personal_numbers import Detail
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
ASIDE = re.compile(
    r"<(?:\w+:)?(headerFooter|dataValidations?|hyperlinks?|autoFilter|conditionalFormatting|"
    r"oddHeader|oddFooter|scenarios?|drawing|legacyDrawing|oleObjects|controls|picture|customSheetViews)\b"
)
HEADED = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]*)<")
FIELD_CODES = re.compile(r'&(?:"[^"]*"|[A-Z]|\d+|K[0-9A-F]{6})')
NEUTRAL = re.compile(
    r"|openpyxl|Microsoft Excel(?: Compatible / Openpyxl [\d.]+)?|Worksheets|[\d.:TZ+\-]*|"
    r"true|false|Sheet ?\d*|Giám sát 18"
)


@dataclass(frozen=True)
class Beside:
    """What a workbook holds beside its cells: by place what of it tells a person, the places
    that are not kept, whether there is nothing of the kind at all, and how many sheets it has."""

    personal: dict[str, tuple[Detail, ...]]
    left_out: tuple[str, ...]
    plain: bool
    sheets: int


def read_beside(content: bytes) -> Beside:
    """Look through every part of a workbook. Raises Unreadable."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            return _read_beside(archive)
    except BROKEN as fault:
        raise Unreadable("file.workbook_broken") from fault


def tell_beside(beside: Beside) -> Iterator[Finding]:
    """What is said of it, once of all places: which they are and of what kind, never the words."""
    if beside.personal:
        found = {detail for details in beside.personal.values() for detail in details}
        details = tuple(detail for detail in Detail if detail in found)
        places = tuple(beside.personal)
        yield Finding("file.place_personal", facts={"places": places, "details": details})
    if beside.left_out:
        yield Finding("file.parts_left_out", facts={"places": beside.left_out})


def _read_beside(archive: ZipFile) -> Beside:
    told: dict[str, set[Detail]] = {}
    left_out: set[str] = set()
    plain = not archive.comment
    for name in archive.namelist():
        if SHEET.fullmatch(name):
            with archive.open(name) as raw:
                aside = _around_cells(raw)
            plain = plain and ASIDE.search(aside) is None
            _note(told, "headers", (FIELD_CODES.sub(" ", one) for one in HEADED.findall(aside)))
            _note(told, "sheet_parts", _texts_of(HEADED.sub("", aside)))
        elif name == "xl/workbook.xml":
            text = _read(archive, name)
            titles = [html.unescape(one) for one in SHEET_NAME.findall(text)]
            named = [f"{one} {value}" for one, value in DEFINED.findall(text)]
            plain = plain and not named and show_titles(titles) == titles
            _note(told, "sheet_names", titles)
            _note(told, "defined_names", (html.unescape(one).replace('"', " ") for one in named))
        elif not UNTOLD.fullmatch(name) and name != STRINGS:
            place = next((one for known, one in PLACES if known.fullmatch(name)), "others")
            texts = [] if BINARY.fullmatch(name) else list(_texts_of(_read(archive, name)))
            _note(told, place, texts)
            if PLAIN.fullmatch(name) is None:
                plain = False
                left_out |= {place} - {"properties", "comments", "styles"}
            elif place == "properties":
                plain = plain and all(NEUTRAL.fullmatch(one.strip()) for one in texts)
        if BINARY.fullmatch(name):
            plain = False
    personal = {
        place: tuple(one for one in Detail if one in details)
        for place, details in told.items()
        if details and place not in NOT_TOLD
    }
    sheets = sum(SHEET.fullmatch(name) is not None for name in archive.namelist())
    return Beside(personal, tuple(sorted(left_out)), plain, sheets)


def _note(told: dict[str, set[Detail]], place: str, texts: Iterable[str]) -> None:
    for text in texts:
        told.setdefault(place, set()).update(redact(text).details)


def _read(archive: ZipFile, name: str) -> str:
    with archive.open(name) as raw:
        return raw.read(MOST_READ).decode("utf-8", "replace")


def _texts_of(text: str) -> Iterator[str]:
    """The words of a part, one by one and those of a paragraph together, and its attributes."""
    for found in TEXT.finditer(text):
        if found[1].strip():
            yield html.unescape(found[1])
    for met in SAID.finditer(text):
        yield html.unescape(met[1])
    for paragraph in PARAGRAPH.findall(text):
        yield html.unescape(TAGS.sub("", paragraph))


def _around_cells(raw: IO[bytes]) -> str:
    """A sheet's part without its cells."""
    kept, inside = [], False
    tail = ""
    while piece := raw.read(CHUNK):
        text = tail + piece.decode("utf-8", "replace")
        if not inside:
            start = text.find("sheetData")
            if start < 0:
                kept.append(text[:-20])
                tail = text[-20:]
                continue
            kept.append(text[:start])
            text, inside = text[start:], True
        end = text.rfind("sheetData>")
        if end > 0:
            rest = text[end:] + raw.read(MOST_READ).decode("utf-8", "replace")
            kept.append(rest)
            return "".join(kept)
        tail = text[-20:]
    return "".join([*kept, "" if inside else tail])


def holds_personal_string(content: bytes) -> bool:
    """Does any text that cells of a workbook share, be it shown in none, tell a person?"""
    with ZipFile(io.BytesIO(content)) as archive:
        if STRINGS not in archive.namelist():
            return False
        with archive.open(STRINGS) as raw:
            tail = ""
            while piece := raw.read(CHUNK):
                text = tail + piece.decode("utf-8", "ignore")  # a letter cut in two tells nobody
                if any(redact(html.unescape(one[1])).details for one in STRING.finditer(text)):
                    return True
                tail = text[-OVERLAP:]
    return False

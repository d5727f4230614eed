"""Spellings of headings: which field a heading means, and what unit of measure it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from intake.folding import folded
from intake.layouts import (
    ASIDES,
    LAYOUTS,
    PERSONAL_HEADINGS,
    SLIP_FAULT,
    SLIP_ROW,
    Field,
    Kind,
    Layout,
)

# What the heading of such a column says, whatever stands around it: "Hộ ông (bà)", "Sinh năm".
OF_A_PERSON = re.compile(
    r"\b(?:ho (?:va )?ten|ten (?:(?:chu |cua )?ho|nguoi|benh|doi tuong|nguoi duoc .*)|chu ho|"
    r"ho (?:ong|ba|dan)|ong ba|"
    r"lien (?:he|lac)|dai dien|nguoi (?:duoc|nhan|thu) .*|nguoi nhan|"
    r"(?:sinh|nam|ngay|thang) (?:ngay |nam |thang )*sinh|sinh (?:nam|ngay)|nam sinh|ngay sinh|tuoi|"
    r"bhyt|bhxh|bao hiem|tai khoan|tk|stk|ngan hang|dien thoai|sdt|dt|dtdd|di dong|zalo|"
    r"cccd|cmnd|cmt|cmtnd|can cuoc|dinh danh|ho chieu|giay to|benh(?! vien)|chan doan|"
    r"(?:full|first|last|family|head|household) name|name of|"
    r"phone|telephone|mobile|birth|born|insurance|bank|account|contact|passport|diagnosis|illness)\b"
)
PERSONAL = frozenset(folded(heading) for heading in PERSONAL_HEADINGS)
MEASURE = re.compile(
    r"[(\[].*?[)\]]|[,;:\-–]?\s*(?:ĐVT|đvt|Đvt|Đơn vị tính|đơn vị tính|unit)\b.*", re.S
)
STATED = re.compile(r"(?:ĐVT|Đơn vị tính|ĐV tính)\s*:?\s*(?P<unit>[^)\n;]+)", re.IGNORECASE)
SCALE_WORDS = (
    ("ty dong", 10**9),
    ("ti dong", 10**9),
    ("trieu", 10**6),
    ("trd", 10**6),
    ("tr d", 10**6),
    ("nghin", 10**3),
    ("ngan", 10**3),
    ("1000", 10**3),
    ("1 000", 10**3),
    ("million", 10**6),
    ("billion", 10**9),
    ("thousand", 10**3),
    ("ty", 10**9),
)
IN_DONG = re.compile(r"\b(dong|vnd)\b")
LONGEST_HEADING = 200
NUMBERED = re.compile(r"^\s*(?:\d{1,2}\s*[.)\-:]|[a-zA-Z]\s*[.)]|[IVX]{1,4}\s*[.)])\s*(?=\S)")
LINE_NUMBERS = frozenset({"stt", "tt", "so tt", "so thu tu", "no"})


@dataclass(frozen=True)
class Heading:
    """A heading understood: the field it means and what its numbers are counted in; `stated`
    where the heading itself says so, be it only đồng."""

    field: str
    scale: int = 1
    stated: bool = False


@cache
def known_headings(layout: Layout) -> dict[str, str]:
    """Folded heading → field name. A heading that two fields could claim is the earlier's."""
    known: dict[str, str] = {}
    for rank in range(2):
        for field in layout.fields:
            names = (field.name, field.vi, field.en) if rank == 0 else field.headings
            for name in filter(folded, names):
                known.setdefault(folded(name), field.name)
    return known


def meaning_of(layout: Layout, heading: str) -> Heading | None:
    """What `heading` means in the form, or None. "Trị giá (ĐVT: triệu đồng)" is the value,
    counted in millions."""
    return _meaning_of(layout, heading) if len(heading) <= LONGEST_HEADING else None


@lru_cache(maxsize=4000)
def _meaning_of(layout: Layout, heading: str) -> Heading | None:
    known = known_headings(layout)
    field = known.get(folded(heading))
    if field is None:
        bare = NUMBERED.sub("", MEASURE.sub(" ", heading))
        field = known.get(folded(bare)) or known.get(folded(NUMBERED.sub("", heading)))
    if field is None:
        return None
    if layout.field_named(field).kind != Kind.MONEY:
        return Heading(field)
    scale = scale_of(heading)
    return Heading(field, scale, stated=scale > 1 or IN_DONG.search(folded(heading)) is not None)


def forget_read_headings() -> None:
    """Forget the headings that senders wrote."""
    _meaning_of.cache_clear()


def scale_of(text: str) -> int:
    """The unit of money a heading or title names: 1 where it names none, or đồng."""
    said = folded(text)
    return next((scale for word, scale in SCALE_WORDS if re.search(rf"\b{word}\b", said)), 1)


def stated_scale(text: str) -> int:
    """The scale of a line that states the unit of a whole table ("ĐVT: triệu đồng")."""
    found = STATED.search(text)
    return scale_of(found["unit"]) if found else 1


def heading_hits(cells: Sequence[str]) -> int:
    """How many different fields of one form the cells name, at the best."""
    return max(len(fields_of(layout, cells)) for layout in LAYOUTS)


def fields_of(layout: Layout, cells: Sequence[str]) -> set[str]:
    """The fields that the cells name."""
    meanings = (meaning_of(layout, cell.strip().strip('"')) for cell in cells)
    return {one.field for one in meanings if one is not None}


def is_aside(heading: str, asides: Sequence[Field] = ASIDES) -> bool:
    """Is it a column that our own papers show beside the form's, or one that only numbers the
    lines, to be read past?"""
    if asides is ASIDES and folded(heading) in LINE_NUMBERS:
        return True
    return folded(heading) in {folded(name) for one in asides for name in (one.vi, one.en)}


def is_slip(headings: Sequence[str]) -> bool:
    """Are these the headings of a correction slip, which mends some rows and says nothing
    of the others?"""
    return any(is_aside(heading, [SLIP_ROW]) for heading in headings)


def is_of_a_slip(heading: str) -> bool:
    """Is it a column that a correction slip writes anew each time?"""
    return is_aside(heading, [SLIP_ROW, SLIP_FAULT])


def is_of_a_person(heading: str) -> bool:
    """Does the heading of a column that no form has look like one that the register must not
    hold, or say more closely whose it is: "Họ tên hộ"?"""
    return is_personal(heading) or OF_A_PERSON.search(folded(heading)) is not None


def is_personal(heading: str) -> bool:
    """Does the heading look like one the register must not hold?"""
    said = folded(heading)
    return said in PERSONAL or folded(MEASURE.sub(" ", heading)) in PERSONAL

"""Spellings of headings: which field a heading means, and what unit of measure it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from intake.headers.layouts import (
    ASIDES,
    LAYOUTS,
    PERSONAL_HEADINGS,
    SLIP_FAULT,
    SLIP_ROW,
    Field,
    Kind,
    Layout,
)
from intake.text.normalisation import normalise_text

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
PERSONAL = frozenset(normalise_text(heading) for heading in PERSONAL_HEADINGS)
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
def build_heading_table(layout: Layout) -> dict[str, str]:
    """Normalised heading → field name. A heading that two fields could claim is the earlier's."""
    known: dict[str, str] = {}
    for rank in range(2):
        for field in layout.fields:
            names = (field.name, field.vi, field.en) if rank == 0 else field.headings
            for name in filter(normalise_text, names):
                known.setdefault(normalise_text(name), field.name)
    return known


def find_meaning(layout: Layout, heading: str) -> Heading | None:
    """What `heading` means in the form, or None. "Trị giá (ĐVT: triệu đồng)" is the value,
    counted in millions."""
    return _look_up_meaning(layout, heading) if len(heading) <= LONGEST_HEADING else None


@lru_cache(maxsize=4000)
def _look_up_meaning(layout: Layout, heading: str) -> Heading | None:
    known = build_heading_table(layout)
    field = known.get(normalise_text(heading))
    if field is None:
        bare = NUMBERED.sub("", MEASURE.sub(" ", heading))
        field = known.get(normalise_text(bare)) or known.get(
            normalise_text(NUMBERED.sub("", heading))
        )
    if field is None:
        return None
    if layout.find_field(field).kind != Kind.MONEY:
        return Heading(field)
    scale = find_scale(heading)
    return Heading(
        field, scale, stated=scale > 1 or IN_DONG.search(normalise_text(heading)) is not None
    )


def forget_read_headings() -> None:
    """Forget the headings that senders wrote."""
    _look_up_meaning.cache_clear()


def find_scale(text: str) -> int:
    """The unit of money a heading or title names: 1 where it names none, or đồng."""
    words = normalise_text(text)
    return next((scale for word, scale in SCALE_WORDS if re.search(rf"\b{word}\b", words)), 1)


def find_stated_scale(text: str) -> int:
    """The scale of a line that states the unit of a whole table ("ĐVT: triệu đồng")."""
    match = STATED.search(text)
    return find_scale(match["unit"]) if match else 1


def count_heading_hits(cells: Sequence[str]) -> int:
    """How many different fields of one form the cells name, at the best."""
    return max(map(len, find_fields(cells).values()))


def find_fields(cells: Sequence[str]) -> dict[str, set[str]]:
    """The fields of each form, by its name, that the cells name."""
    headings = [cell.strip().strip('"') for cell in cells]
    return {
        layout.name: {
            meaning.field for meaning in find_meanings(layout, headings) if meaning is not None
        }
        for layout in LAYOUTS
    }


def find_meanings(layout: Layout, headings: Sequence[str]) -> list[Heading | None]:
    """What each heading means in the form; None where it means nothing there."""
    return [find_meaning(layout, heading) for heading in headings]


def is_aside(heading: str, asides: Sequence[Field] = ASIDES) -> bool:
    """Is it a column that our own papers show beside the form's, or one that only numbers the
    lines, to be read past?"""
    if asides is ASIDES and normalise_text(heading) in LINE_NUMBERS:
        return True
    return normalise_text(heading) in {
        normalise_text(name) for field in asides for name in (field.vi, field.en)
    }


def find_asides(headings: Sequence[str]) -> set[int]:
    """The columns that are such."""
    return {column for column, heading in enumerate(headings) if is_aside(heading)}


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
    return is_personal(heading) or OF_A_PERSON.search(normalise_text(heading)) is not None


def is_personal(heading: str) -> bool:
    """Does the heading look like one the register must not hold?"""
    words = normalise_text(heading)
    return words in PERSONAL or normalise_text(MEASURE.sub(" ", heading)) in PERSONAL

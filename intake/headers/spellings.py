"""Spellings of headings: which field a heading means, and what unit of measure it names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from intake.headers.figures import (
    Meaning,
    find_meaning_of_words,
    forget_read_words,
    join_meanings,
)
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
COLUMN_NUMBER = re.compile(r"[(\[]\s*\d{1,2}\s*(?:=[^)\]]*)?[)\]]")  # "(3)", "(5=3/4)"
LONGEST_HEADING = 200
MOST_UNREAD = 6  # words in brackets and behind "ĐVT"; with more it is an explanation
IN_DONG = re.compile(r"\b(dong|vnd)\b")
PERCENT = " phần trăm "
NAMING = frozenset({Kind.YEAR, Kind.UNIT, Kind.TASK, Kind.CODE})
COUNTED = frozenset({Kind.DAY, Kind.WHOLE, Kind.NUMBER, Kind.PERCENT, Kind.MONEY})
NUMBERED = re.compile(r"^\s*(?:\d{1,2}\s*[.)\-:]|[a-zA-Z]\s*[.)]|[IVX]{1,4}\s*[.)])\s*(?=\S)")
MEASURES = frozenset({"dvt", "don vi tinh", "dv tinh", "unit of measure"})
LINE_NUMBERS = frozenset({"stt", "tt", "so tt", "so thu tu", "no"})


NOTHING = Meaning()


@dataclass(frozen=True)
class Heading:
    """A heading understood: the field it means, and what it says of the figures. `stated` where it
    says what they are counted in, be it only đồng; `supposed` where it names no field, and the
    field is concluded from the rest."""

    field: str
    says: Meaning = NOTHING
    supposed: bool = False

    @property
    def scale(self) -> int:
        """What the column's numbers are counted in."""
        return self.says.scale

    @property
    def stated(self) -> bool:
        """Does the heading say so itself?"""
        return self.says.is_money or self.says.scale > 1


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
    bare = NUMBERED.sub("", COLUMN_NUMBER.sub(" ", heading))
    for text in (heading, bare):
        if (name := known.get(normalise_text(text))) is not None:
            return Heading(name, Meaning(is_money=IN_DONG.search(normalise_text(text)) is not None))
    outside = normalise_text(MEASURE.sub(" ", bare).replace("%", PERCENT))
    aside = _read_asides(bare)
    for spelling in _list_contained_spellings(layout, outside):
        rest = find_meaning_of_words(_remove_words(outside, spelling))
        kind = layout.find_field(known[spelling]).kind
        if (says := _join_if_fitting(kind, rest, aside)) is not None:
            return Heading(known[spelling], says)
    return None


def _read_asides(heading: str) -> Meaning:
    """What stands in brackets, and behind "ĐVT"."""
    return join_meanings([*map(find_meaning_of_words, MEASURE.findall(heading))])


def _list_contained_spellings(layout: Layout, words: str) -> list[str]:
    """The known headings among `words`, the longest first."""
    padded = f" {words} "
    contained = [spelling for spelling in build_heading_table(layout) if f" {spelling} " in padded]
    return sorted(contained, key=len, reverse=True)


def _remove_words(words: str, spelling: str) -> str:
    return f" {words} ".replace(f" {spelling} ", " ", 1).strip()


def _join_if_fitting(kind: Kind, rest: Meaning, aside: Meaning) -> Meaning | None:
    """What stands beside the name of a field of this kind and in brackets, as one; None where it
    says that the heading is none of that field."""
    if rest.unread or len(aside.unread) > MOST_UNREAD:
        return None
    if kind in NAMING:
        return None if rest.tells or aside.is_money else NOTHING
    if kind not in COUNTED and (aside.is_money or rest.tells):
        return None
    says = join_meanings([rest, aside])
    if kind == Kind.NUMBER and (says.is_money or says.is_percent):
        return replace(says, unread=(*says.unread, "%" if says.is_percent else "đồng"))
    return says if kind in COUNTED else replace(says, unread=())


def suppose_heading(heading: str) -> Heading | None:
    """What a heading that names no field means, where all it says is of which kind, year or unit
    its figures are: "Thực hiện", "Kế hoạch 2026 (triệu đồng)"."""
    if not heading or len(heading) > LONGEST_HEADING:
        return None
    bare = NUMBERED.sub("", COLUMN_NUMBER.sub(" ", heading))
    outside = find_meaning_of_words(MEASURE.sub(" ", bare))
    if outside.unread or not outside.tells_a_figure:
        return None
    says = join_meanings([outside, _read_asides(bare)])
    name = "value_vnd" if says.is_money else "percent" if says.is_percent else "quantity"
    return Heading(name, says, supposed=True)


def says_only_of_figures(text: str) -> bool:
    """Does a line's cell only say what is counted below or beside another heading: "2026",
    "Kế hoạch", "(triệu đồng)"?"""
    says = find_meaning_of_words(text)
    return says.tells and not says.unread


def forget_read_headings() -> None:
    """Forget the headings that senders wrote."""
    _look_up_meaning.cache_clear()
    forget_read_words()


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
    if asides is ASIDES and normalise_text(heading) in LINE_NUMBERS | MEASURES:
        return True
    return normalise_text(heading) in {
        normalise_text(name) for field in asides for name in (field.vi, field.en)
    }


def is_measure_heading(heading: object) -> bool:
    """Is it the heading of a column that says what each row counts?"""
    return normalise_text(str(heading)) in MEASURES


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

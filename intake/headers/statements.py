"""Statements: what lines above and below a table say of all its figures: the unit of money, the
year or part of it, the last day, whether they are planned. Found by what they state, however the
line is written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from intake.headers.figures import FigureKind, Meaning, find_meaning_of_words
from intake.tables import Table
from intake.text.normalisation import normalise_text

LONGEST_LINE = 300
MOST_LINES = 2000  # below a table
# What a line about units may say besides the unit.
ABOUT_AMOUNTS = re.compile(
    r"\b(?:ghi chu|luu y|chu thich|note|so tien|so lieu|tri gia|gia tri|kinh phi|cac|cot|bieu|"
    r"trong (?:bang|bieu)|bang nay|tien|bang|duoc)\b"
)
UNIT_MARK = re.compile(
    r"\b(?:dvt|don vi tinh|dv tinh|don vi|tinh (?:bang|theo)|unit|amounts? in)\b"
)
CLEAR_MARK = re.compile(r"\b(?:dvt|don vi tinh|dv tinh|tinh (?:bang|theo)|unit of measure)\b")
AMOUNT = re.compile(r"\d\s*(?:₫|đ\b|đồng|vnd|tỷ|tỉ|triệu|nghìn|ngàn)", re.IGNORECASE)
OF_A_THOUSAND = re.compile(r"\b1[. ]?000(?:[. ]?000)?\s*(?:đ|đồng|vnd)", re.IGNORECASE)
DAY = r"(?:ngay )?(?P<day>\d{1,2}) (?:thang )?(?P<month>\d{1,2}) (?:nam )?(?P<year>20\d\d)"
ANY_DAY = re.compile(rf"\b{DAY}\b")
UNTIL = re.compile(rf"\b(?:den|toi|until|as of)(?: het)? {DAY}\b")
UNTIL_MONTH = re.compile(
    r"\b(?:den|toi)(?: het)? thang (?P<month>\d{1,2})(?: nam)? (?P<year>20\d\d)\b"
)
OF_A_REPORT = re.compile(
    r"(?:[a-z0-9]{1,4} )?(?:bao cao|bieu|bang|so lieu|ket qua|tong hop|thong ke|ky|nam|quy|phu luc|"
    r"ke hoach|kh(?= ?(?:nam )?20\d\d| ?$)|du toan|report|results)\b.*"
)
OF_A_PLAN = re.compile(
    r"(?:[ivx\d]{1,4} )?"
    r"(?:ke hoach|kh(?= ?(?:nam )?20\d\d| ?$)|du toan|chi tieu|muc tieu|plan)\b.*"
)
OF_AN_ESTIMATE = re.compile(
    r"\b(?:uoc (?:tinh|dat|thuc hien)|so lieu uoc|so bo|chua chot|tam tinh)\b"
)
# As the names of files and sheets write it, often without blanks: "Q2", "quyII", "6T", "T3".
PART_IN_NAME = re.compile(
    r"\b(?:quy ?(?:iv|i{1,3}|[1-4])|q ?(?:iv|i{1,3}|[1-4])|(?:thang|t) ?(?:0?[1-9]|1[0-2])|"
    r"(?:0?[1-9]|1[01]) ?(?:thang|t)|nua (?:dau|cuoi) nam|dot ?\d{1,2})\b"
)
YEAR = re.compile(r"\b20\d\d\b")
BARE_TOTAL = re.compile(
    r"(tong|cong|tong cong|tong so|tong chung|cong chung|total|sum)( [ivx]{1,4})*( cong)?"
)
LONGEST_TOTAL = 40


@dataclass(frozen=True)
class Line:
    """A line outside a table's rows: its number, and its cells as one text."""

    row: int
    text: str


@dataclass(frozen=True)
class Unit:
    """What a line says figures are counted in. `understood` where every word of it is accounted
    for; `measure` are the words for what is counted, where it is no money."""

    says: Meaning
    understood: bool
    measure: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        """Is it a unit of money, of whatever country?"""
        return self.says.is_money or FigureKind.FOREIGN in self.says.kinds


@dataclass(frozen=True)
class Period:
    """What a line says of the period of all figures."""

    kind: FigureKind | None = None
    years: frozenset[int] = frozenset()
    is_part: bool = False
    until: date | None = None


def list_lines(cells: pd.DataFrame) -> Iterator[Line]:
    """The lines that hold any text, each as one."""
    for row, line in zip(cells.index.tolist(), cells.to_numpy(dtype=object), strict=True):
        texts = dict.fromkeys(text for cell in line if (text := str(cell).strip()))
        if texts:
            yield Line(int(row), " ".join(texts)[:LONGEST_LINE])


def list_lines_below(table: Table, row: int, needed: Sequence[int]) -> Iterator[Line]:
    """The lines below the headings that lack a cell which every row of the form has."""
    below = table.cells.loc[row:].iloc[1:]
    if not needed:
        return iter(())
    lacking = pd.concat([below[column] == "" for column in needed], axis=1).any(axis=1)
    return list_lines(below[lacking.to_numpy(dtype=bool)].head(MOST_LINES))


def is_bare_total(cell: object) -> bool:
    """Does the cell say "Tổng cộng", and nothing of what? No unit and no task is called so."""
    if not isinstance(cell, str) or not 0 < len(cell) <= LONGEST_TOTAL or not cell[0].isalpha():
        return False
    return BARE_TOTAL.fullmatch(normalise_text(cell)) is not None


def find_unit(text: str) -> Unit | None:
    """What the line states that figures are counted in; None where it states no unit. An amount
    ("hỗ trợ 36 triệu đồng") is none."""
    words = normalise_text(text)
    mark = UNIT_MARK.search(words)
    if AMOUNT.search(OF_A_THOUSAND.sub(" ", text)) or ANY_DAY.search(words):
        return None
    says = find_meaning_of_words(ABOUT_AMOUNTS.sub(" ", UNIT_MARK.sub(" ", words)))
    is_money = says.is_money or FigureKind.FOREIGN in says.kinds or (mark and says.scale > 1)
    if is_money and not says.unread and not says.years:
        return Unit(says, understood=True)
    if mark is None:
        return None
    stated = find_meaning_of_words(words[mark.start() :])
    if CLEAR_MARK.search(words) is None:
        return None  # "Đơn vị: Công ty …" names who reports
    if stated.is_money or FigureKind.FOREIGN in stated.kinds:
        return Unit(stated, understood=False)
    if not stated.unread:
        return None
    return Unit(stated, understood=stated.scale == 1, measure=stated.unread)


def find_period(text: str) -> Period:
    """What the line says of the period: as a report's title does, or its sheet's name."""
    words = normalise_text(text)
    until = _find_last_day(words)
    kind = FigureKind.ESTIMATED if OF_AN_ESTIMATE.search(words) else None
    if OF_A_REPORT.fullmatch(words) is None:
        return Period(kind, until=until)
    if OF_A_PLAN.fullmatch(words):
        kind = FigureKind.PLANNED
    without_days = ANY_DAY.sub(" ", words)
    says = find_meaning_of_words(without_days)
    if FigureKind.CUMULATIVE in says.kinds:
        kind = kind or FigureKind.CUMULATIVE
    years = frozenset(int(year) for year in YEAR.findall(without_days))
    return Period(kind, years, is_part=bool(says.spans) and until is None, until=until)


def names_part_of_year(name: str) -> bool:
    """Does the name of a file or sheet say that it is of a part of the year?"""
    return PART_IN_NAME.search(normalise_text(name)) is not None


def _find_last_day(words: str) -> date | None:
    """The day up to which the figures are counted, as the line says."""
    try:
        if match := UNTIL.search(words):
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        if match := UNTIL_MONTH.search(words):
            month = pd.Period(year=int(match["year"]), month=int(match["month"]), freq="M")
            return month.end_time.date()
    except ValueError:  # no day of any calendar
        return None
    return None

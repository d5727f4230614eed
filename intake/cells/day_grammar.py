"""Grammar of days: what a cell of a day says, every character of it, or that nobody can tell.

As with numbers (`grammar`), what is not consumed to its last character has no meaning here. What
is comes back as a `DayStatement`: the days as written, and all that was said with them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from lark import Lark, Token, Transformer, UnexpectedInput

from intake.cells.vocabulary import LETTER, RAISED, fold_cell

RULES = r"""
?start: stated                                             -> one
    | stated (_joint? stated)+                             -> several
    | DAYS                                                 -> several_of_a_month
    | stated WRONG? RIGHT COLON? stated                    -> correction
    | _lead* (MONTH | QUARTER | YEAR) _tail*               -> incomplete

stated: _lead* _dated
_dated: day _tail*
_lead: (WEEKDAY | TIME) COMMA? | ON | (ESTIMATED | BOUND | PLANNED | REACHED) COLON? | STRUCK
_tail: TIME | MARK | STRUCK | DOT | ESTIMATED | BOUND | PLANNED | REACHED
    | OPEN (WEEKDAY | ESTIMATED | BOUND | PLANNED | REACHED)+ CLOSE
day: YEAR_FIRST | PARTED | SPELT | NAMED | NAME_FIRST | JOINED | ROMAN | YEARLESS
_joint: COMMA | SEMICOLON | BREAK | AND | DASH
"""
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"(?:{'|'.join(_NAMES)})[a-z]*"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_WEEKDAYS = (
    *("thu hai", "thu ba", "thu tu", "thu năm", "thu sau", "thu bay", "chu nhat"),
    *("thu 2", "thu 3", "thu 4", "thu 5", "thu 6", "thu 7", "cn"),
    *("thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat"),
)
_YEAR = r"(?:[0-9]{4}(?![0-9])|[0-9]{2}(?![0-9]|\s*[-/.]\s*[0-9]))"
# Each sign with its priority: what is tried first wins.
SIGNS = {
    "STRUCK.10": "~~[^~]*~~",
    "TIME.10": r"t?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*"
    rf"(?:(?:z|sa|ch|am|pm)(?!{LETTER})|[+-][0-9]{{2}}:?[0-9]{{2}})?"
    r"|[0-9]{1,2} ?(?:h|gio)(?: ?[0-9]{2}(?: ?phut)?)?(?![0-9a-z])",
    "DAYS.9": r"[0-9]{1,2}(?:\s*(?:[-,;&]|va|den)\s*[0-9]{1,2})+\s*/\s*[0-9]{1,2}\s*/\s*[0-9]{4}"
    r"(?![0-9])",
    "YEAR_FIRST.8": r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])",
    "PARTED.8": rf"[0-9]{{1,2}}\s*[-/.\s,]\s*[0-9]{{1,2}}\s*[-/.\s,]\s*{_YEAR}",
    "SPELT.8": r"[0-9]{1,2}\s*thang\s*[0-9]{1,2}[,/\s]+(?:(?:năm|nam)\s+)?[0-9]{4}(?![0-9])",
    "NAMED.8": rf"[0-9]{{1,2}}[-\s.]*(?:{_NAME}|thg\.?\s*[0-9]{{1,2}})\.?[-\s,.]*{_YEAR}",
    "NAME_FIRST.8": rf"{_NAME}\.?\s+[0-9]{{1,2}},?\s+[0-9]{{4}}(?![0-9])",
    "ROMAN.8": rf"[0-9]{{1,2}}[-/.](?:{'|'.join(reversed(_ROMAN))})[-/.][0-9]{{4}}(?![0-9])",
    "JOINED.8": r"[0-9]{8}(?![0-9])",
    "MONTH.7": r"(?:thang\s*)?[0-9]{1,2}\s*(?:[-/.]|,?\s*(?:năm|nam)\s)\s*[0-9]{4}(?![0-9])"
    r"|thang\s*[0-9]{1,2}(?![0-9])",
    "YEARLESS.6": r"[0-9]{1,2}\s*(?:[-/.]|thang)\s*[0-9]{1,2}(?![0-9])(?!\s*[-/.]\s*[0-9])",
    "QUARTER.7": r"qu[yi]\s*(?:iv|i{1,3}|[1-4])(?:\s*[-/,]?\s*(?:(?:năm|nam)\s*)?[0-9]{4})?",
    "YEAR.6": r"(?:(?:năm|nam)\s*)?[0-9]{4}(?![0-9])",
    "WEEKDAY.9": rf"(?:{'|'.join(_WEEKDAYS)})(?!{LETTER})".replace(" ", r"\s+"),
    "ON.5": rf"(?:vao )?ngay(?!{LETTER})",
    "ESTIMATED.7": rf"(?:khoang|uoc|tam tinh|about)(?!{LETTER})|[~≈]",
    "PLANNED.7": rf"(?:du kien|ke hoach|kh|han|planned|expected)(?!{LETTER})",
    "BOUND.7": r"(?:het|truoc|sau|tu|den nay|den|cuoi|dau|giua|trong|before|after|from|until)"
    rf"(?!{LETTER})",
    "REACHED.7": rf"(?:da xong|xong|da hoan thanh|hoan thanh|done)(?!{LETTER})",
    "WRONG.7": rf"(?:ghi sai|ghi nham|sai|nham)(?!{LETTER})",
    "RIGHT.7": rf"(?:dung la|sua lai la|sua thanh|sua la|sua lai|nay la|dinh chinh la|dinh chinh)"
    rf"(?!{LETTER})|->|→|=>",
    "AND.8": rf"va(?!{LETTER})|&",
    "MARK.8": rf"[{RAISED}⁽⁾]+|\[[0-9]{{1,2}}\]|(?<=[0-9])\([1-9]\)|\(\*+\)|\*+",
    "BREAK.5": r"\s*[\n\r]\s*",
    "COMMA.5": ",",
    "SEMICOLON.5": ";",
    "COLON.5": ":",
    "DASH.5": "[-–—]",
    "DOT.5": r"\.",
    "OPEN.5": r"[(\[]",
    "CLOSE.5": r"[)\]]",
    "BLANK.4": r"[ \t]+",
}
SAID = {
    "ESTIMATED": "approximate",
    "PLANNED": "planned",
    "BOUND": "bound",
    "MARK": "footnote",
    "STRUCK": "struck",
}
ALIKE = str.maketrans("–—∕⁄\\", "--///")
LONGEST = 120
EXCHANGEABLE = frozenset({"PARTED"})
DIGITS = re.compile(r"[0-9]+")


class DayShape(StrEnum):
    """What the days of a cell are to each other, or what they lack."""

    ONE = "one"
    SEVERAL = "several"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True)
class WrittenDay:
    """One day as written: its numbers, a year of two digits as it stands, None where there is none.
    `exchangeable` where day and month could as well stand the other way round."""

    year: int | None
    month: int
    day: int
    exchangeable: bool = False


@dataclass(frozen=True)
class DayStatement:
    """What a cell says of days. `weekday` is the day of the week beside it, Monday being 0; `aside`
    what stands beside the day and is not of it, as written."""

    shape: DayShape
    days: tuple[WrittenDay, ...]
    said: frozenset[str] = frozenset()
    weekday: int | None = None
    aside: tuple[str, ...] = ()


def parse_day_statement(text: str) -> DayStatement | None:
    """What the text of a cell says of days; None where any of it is not understood."""
    return _parse_folded(fold_cell(text.translate(ALIKE)).strip())


@lru_cache(maxsize=20_000)
def _parse_folded(text: str) -> DayStatement | None:
    if len(text) > LONGEST:
        return None
    try:
        tree = _get_parser().parse(text)
    except UnexpectedInput:
        return None
    return DayStatementBuilder().transform(tree)


@lru_cache(maxsize=1)
def _get_parser() -> Lark:
    signs = [f"{name}: /{pattern.replace('/', chr(92) + '/')}/" for name, pattern in SIGNS.items()]
    return Lark("\n".join([RULES, *signs, "%ignore BLANK"]), parser="lalr", lexer="basic")


class DayStatementBuilder(Transformer[Token, DayStatement]):
    """Turns what the grammar found into a statement."""

    def day(self, signs: Sequence[Token]) -> WrittenDay:
        """The numbers of one day."""
        return _build_written_day(signs[0])

    def stated(self, parts: Sequence[Token | WrittenDay]) -> DayStatement:
        """One day and everything beside it."""
        days = tuple(part for part in parts if isinstance(part, WrittenDay))
        signs = [part for part in parts if isinstance(part, Token)]
        weekdays = [_number_weekday(sign) for sign in signs if sign.type == "WEEKDAY"]
        return DayStatement(
            DayShape.ONE,
            days,
            frozenset(SAID[sign.type] for sign in signs if sign.type in SAID)
            | ({"several"} if len(weekdays) > 1 else set()),
            weekdays[0] if weekdays else None,
            tuple(str(sign) for sign in signs if sign.type in {"TIME", "MARK", "STRUCK"}),
        )

    def one(self, parts: Sequence[DayStatement]) -> DayStatement:
        """One day."""
        return parts[0]

    def several(self, parts: Sequence[Token | DayStatement]) -> DayStatement:
        """Days side by side."""
        stated = [part for part in parts if isinstance(part, DayStatement)]
        return DayStatement(DayShape.SEVERAL, tuple(day for part in stated for day in part.days))

    def several_of_a_month(self, signs: Sequence[Token]) -> DayStatement:
        """ "14-15/7/2026" """
        *days, month, year = map(int, DIGITS.findall(signs[0]))
        return DayStatement(DayShape.SEVERAL, tuple(WrittenDay(year, month, day) for day in days))

    def correction(self, parts: Sequence[Token | DayStatement]) -> DayStatement:
        """The right day, which stands in place of a wrong one."""
        wrong, right = (part for part in parts if isinstance(part, DayStatement))
        return replace(right, said=right.said | wrong.said | {"corrected"})

    def incomplete(self, signs: Sequence[Token]) -> DayStatement:
        """A month, a quarter or a year alone."""
        return DayStatement(DayShape.INCOMPLETE, ())


def _build_written_day(sign: Token) -> WrittenDay:
    text, kind = str(sign), sign.type
    numbers = [int(digits) for digits in DIGITS.findall(text)]
    year: int | None
    if kind == "YEAR_FIRST":
        year, month, day = numbers
    elif kind == "JOINED":
        year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    elif kind == "YEARLESS":
        day, month = numbers
        year = None
    elif len(numbers) == 3:
        day, month, year = numbers
    else:
        day, year = numbers
        (word,) = re.findall("[a-z]+", text)
        month = 1 + (_ROMAN.index(word) if kind == "ROMAN" else _NAMES.index(word[:3]))
    return WrittenDay(year, month, day, exchangeable=kind in EXCHANGEABLE)


def _number_weekday(sign: Token) -> int:
    return _WEEKDAYS.index(" ".join(sign.split())) % 7

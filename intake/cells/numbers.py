"""Numbers as offices write them: Vietnamese and English separators, money in words.

"1.234" alone may be a thousand or a little over one. It is decided by the other cells of
its column where they prove one way of writing, and asked about otherwise.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from math import prod
from typing import Any

from intake.cells.grammar import parse_statement
from intake.cells.statements import SHARES, Shape, Statement, Value

# The finding of a reading of which only this has to be said; what else is said is asked about.
FINDINGS = {
    "separators": "value.number_ambiguous",
    "approximate": "value.number_approximate",
    "scientific": "value.number_scientific",
    "letters": "value.letters_in_number",
    "words": "value.words_left_out",
}
WRITTEN_OUT = frozenset("/e")
INTERPRETED = "value.interpreted"
LONG_FRACTION = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{3}|\d{1,3}(?:,\d{3})+\.\d{3}")
BLANKS = re.compile(r"(?<=\d)[ '](?=\d{3})")


class NumberStyle(StrEnum):
    """Whose separators a number shows."""

    PLAIN = "plain"
    VIETNAMESE = "vietnamese"  # 1.234,5
    ENGLISH = "english"  # 1,234.5
    EITHER = "either"  # 1.234 or 1,234: three digits after one separator


DIGIT_PATTERNS = (
    (re.compile(r"\d+"), NumberStyle.PLAIN),
    (re.compile(r"[1-9]\d{0,2}[.,]\d{3}"), NumberStyle.EITHER),
    (re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?"), NumberStyle.VIETNAMESE),
    (re.compile(r"\d+,\d+"), NumberStyle.VIETNAMESE),
    (re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?"), NumberStyle.ENGLISH),
    (re.compile(r"\d+\.\d+"), NumberStyle.ENGLISH),
)


@dataclass(frozen=True)
class Number:
    """A cell of numbers as read. `value` is None where it says no single one: `remark` is then
    the fault, else the finding of a reading that must be shown or asked, and `facts` are for its
    words. `units` is what kind of figure the cell says it is ("scaled": it names its own
    thousands), `measure` the words of what was counted."""

    value: float | None
    remark: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    units: frozenset[str] = frozenset()
    measure: str = ""

    @property
    def scaled(self) -> bool:
        """Does the cell name its own thousands, or its currency?"""
        return not self.units.isdisjoint({"scaled", "money"})

    @property
    def has_letters(self) -> bool:
        """Are there words in the cell that nobody declared?"""
        said = self.facts.get("said", ())
        return self.remark == FINDINGS["letters"] or "letters" in said


@dataclass(frozen=True)
class House:
    """How a column writes: the writing its other cells prove, if any, and whether three
    digits after one mark are read as a fraction where nothing is proven."""

    proven: NumberStyle | None = None
    fraction: bool = False

    def choose_style(self, digits: str, *, multiplied: bool) -> NumberStyle | None:
        """Whose separators the digits show. Where that is open it is the likelier: of 1.234 a
        thousand; of "1,234 tỷ", the law's own comma."""
        style = _detect_style(digits)
        if style != NumberStyle.EITHER:
            return style
        if self.proven or multiplied:
            return self.proven or NumberStyle.VIETNAMESE
        return NumberStyle.ENGLISH if ("." in digits) == self.fraction else NumberStyle.VIETNAMESE


def parse_numbers(texts: Sequence[str], *, fraction: bool = False) -> list[Number | None]:
    """Read the different texts of one column; None for what is no number.

    What may be a thousand or a fraction is read as a thousand (`fraction`: as a fraction, for
    columns that cannot hold thousands) and remarked, unless the column proves one way.
    """
    plain = [_detect_style(text.removeprefix("+")) if text.isascii() else None for text in texts]
    statements = [
        parse_statement(text) if style is None else None
        for text, style in zip(texts, plain, strict=True)
    ]
    digits = [text for text, style in zip(texts, plain, strict=True) if style is not None]
    styles = {
        _detect_style(text.removeprefix("+"))
        for text in (*digits, *_list_digits(statements))
        if not _has_two_marks_for_thousands(text)
    }
    proven = {NumberStyle.VIETNAMESE, NumberStyle.ENGLISH} & styles
    house = House(proven.pop() if len(proven) == 1 else None, fraction)
    return [
        _build_number(statement, house)
        if style is None
        else _build_plain_number(text.removeprefix("+"), house)
        for text, style, statement in zip(texts, plain, statements, strict=True)
    ]


def _build_plain_number(digits: str, house: House) -> Number:
    """Digits and their separators alone, as most cells are."""
    doubtful = _is_doubtful(digits, house)
    remark = FINDINGS["separators"] if doubtful else None
    return Number(float(_convert_digits(digits, house)), remark)


def _list_digits(statements: Iterable[Statement | None]) -> Iterator[str]:
    """The digits whose separators have to be understood: of 1/2 and 1.2e5 they are."""
    for statement in filter(None, statements):
        for value in statement.list_values():
            yield from (digits for digits, _ in value.terms if WRITTEN_OUT.isdisjoint(digits))


def _build_number(statement: Statement | None, house: House) -> Number | None:
    if statement is None or "denied" in statement.everything_said:
        return None
    if not all(map(_detect_style, _list_digits([statement]))):
        return None
    if statement.shape == Shape.SEVERAL:
        numbers = tuple(float(_compute(value, house)) for value in statement.values)
        return Number(None, "value.several_numbers", {"numbers": numbers})
    number = _combine(statement, house)
    for whole, parts in _list_totals(statement, number, house):
        if whole != parts:
            facts = {"whole": float(whole), "parts": float(parts)}
            return Number(None, "value.parts_contradict", facts)
    remark, said = _remark(statement, house)
    return Number(
        value=round(float(number), 9),
        remark=remark,
        facts={"said": said} if remark == INTERPRETED else {},
        units=frozenset[str]().union(*(value.units for value in statement.values)),
        measure=_name_measure(statement),
    )


def _name_measure(statement: Statement) -> str:
    """The words of what was counted; men and women together are neither."""
    apart = SHARES if statement.shape == Shape.SUM else frozenset()
    return " ".join(word for word in statement.values[0].measure if word not in apart)


def _combine(statement: Statement, house: House) -> Fraction:
    """The one number that the cell says."""
    counted = [_compute(value, house) for value in statement.values]
    if statement.shape == Shape.PRODUCT:
        return prod(counted, start=Fraction(1))
    if statement.shape == Shape.SUM:
        return sum(counted, Fraction(0))
    return -counted[0] if statement.shape == Shape.NEGATIVE else counted[0]


def _list_totals(
    statement: Statement, number: Fraction, house: House
) -> Iterator[tuple[Fraction, Fraction]]:
    """Each whole that the cell names, and what its parts make; a part of a whole that is not too
    large makes the whole."""
    if statement.total is not None:
        yield _compute(statement.total, house), number
    for value in statement.values:
        whole = _compute(value, house)
        parts = [_compute(part, house) for part in value.parts if _are_alike(part, value)]
        if parts:
            made = sum(parts, Fraction(0))
            yield whole, max(made, whole) if value.of_which else made


def _are_alike(part: Value, whole: Value) -> bool:
    """Do they count the same? Of a sum of money, "20 suất" are no part."""
    units = part.units - {"scaled"}
    return units == whole.units - {"scaled"} or not (units or set(part.measure) - SHARES)


def _remark(statement: Statement, house: House) -> tuple[str | None, tuple[str, ...]]:
    """The finding of all that was said with the number, and what that was."""
    said = set(statement.everything_said)
    if any(value.measure for value in statement.list_values()):
        said.add("words")
    if any(_is_doubtful(digits, house) for digits in _list_digits([statement])):
        said.add("separators")
    asked = tuple(sorted(said - {"words"} or said))
    if not asked:
        return None, ()
    return FINDINGS.get(asked[0], INTERPRETED) if len(asked) == 1 else INTERPRETED, asked


def _compute(value: Value, house: House) -> Fraction:
    """The number of a value; its digits have been found to be some."""
    terms = [
        Fraction(_convert_digits(digits, house, multiplied=factor > 1)) * factor
        for digits, factor in value.terms
    ]
    return terms[0] if len(terms) == 1 else sum(terms, Fraction(0))


def _convert_digits(digits: str, house: House, *, multiplied: bool = False) -> str:
    """The digits as Python writes a number."""
    text = BLANKS.sub("", digits)
    style = house.choose_style(text, multiplied=multiplied)
    if style == NumberStyle.ENGLISH:
        text = text.replace(",", "")
    elif style == NumberStyle.VIETNAMESE:
        text = text.replace(".", "").replace(",", ".")
    return text


def _is_doubtful(digits: str, house: House) -> bool:
    """May it be a thousand or a fraction, or two numbers?"""
    if house.proven is not None:
        return _has_two_marks_for_thousands(digits)
    either = _detect_style(digits) == NumberStyle.EITHER or len(BLANKS.findall(digits)) == 1
    return either or _has_two_marks_for_thousands(digits)


def _has_two_marks_for_thousands(digits: str) -> bool:
    """May the mark before the last three digits have been meant for the one before it:
    "227.500,000"? Such a number proves no way of writing."""
    return LONG_FRACTION.fullmatch(digits.removeprefix("+")) is not None


def _detect_style(digits: str) -> NumberStyle | None:
    """Whose separators the digits show; None where they are no number."""
    text = BLANKS.sub("", digits)
    return next((style for pattern, style in DIGIT_PATTERNS if pattern.fullmatch(text)), None)

"""Statements: the numbers that a cell writes, and all that it says with them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from lark import Token, Transformer

from intake.cells.vocabulary import MONEY_SCALES, SCALES, SPELLINGS


class Shape(StrEnum):
    """How the numbers of a cell stand to each other."""

    ONE = "one"
    SUM = "sum"
    PRODUCT = "product"
    SEVERAL = "several"
    NEGATIVE = "negative"


@dataclass(frozen=True)
class Value:
    """One number as written: terms of digits and what they are multiplied by, to be added up.
    `said` is what else bears on it, `units` what kind of figure it says it is, `measure` the
    words of what was counted, `marks` the numbered marks of footnotes and what was struck out;
    `parts` must add up to it or, where it is `part_of_which`, be within it."""

    terms: tuple[tuple[str, int], ...]
    said: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    measure: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    parts: tuple["Value", ...] = ()
    of_which: bool = False

    def add(self, *said: str, units: str = "") -> "Value":
        """The same number, with more said of it."""
        kinds = self.units | {units} if units else self.units
        return replace(self, said=self.said | set(said), units=kinds)


@dataclass(frozen=True)
class Statement:
    """What a cell says: its numbers, what is said of all of them, and what they ought to make."""

    shape: Shape
    values: tuple[Value, ...]
    said: frozenset[str] = frozenset()
    total: Value | None = None

    def with_first_digits(self, digits: str) -> "Statement":
        """The same said of another number."""
        first, *others = self.values
        terms = ((digits, first.terms[0][1]), *first.terms[1:])
        return replace(self, values=(replace(first, terms=terms), *others))

    @property
    def everything_said(self) -> frozenset[str]:
        """What is said of the whole and of each of its numbers."""
        return self.said.union(*(value.said for value in self.list_values()))

    def list_values(self) -> list[Value]:
        """Every number of the cell, in no order."""
        above = [*self.values, *([self.total] if self.total else [])]
        return [*above, *(part for value in above for part in value.parts)]


@dataclass(frozen=True)
class Words:
    """A run of signs beside or behind a number."""

    rule: str
    signs: tuple[Token, ...]


@dataclass(frozen=True)
class Inner:
    """Numbers in brackets behind another."""

    rule: str
    values: tuple[Value, ...]
    introduced: bool


SAID = {
    "APPROXIMATE": "approximate",
    "PLUS_MORE": "approximate",
    "REACHED": "words",
    "FORM": "words",
    "QUALIFIED": "qualified",
    "MARK": "footnote",
    "STRUCK": "struck",
    "WORD": "letters",
    "HALF": "letters",
    "DENIED": "denied",
    "LIKE_DIGITS": "denied",
}
UNITS = {"CURRENCY": "money", "FOREIGN": "foreign", "PERCENT": "percent", "PER": "rate"}
NAMES = frozenset({"MEASURE", "PHRASE", "PART", "WORD", "REACHED", "FORM"})
SHARES = frozenset(SPELLINGS["PART"])
SPELT = frozenset({"SCALE", "CURRENCY", "HALF"})
Part = Token | Value | Words | Inner


class StatementBuilder(Transformer[Token, Statement]):
    """Turns what the grammar found into a statement."""

    def amount(self, signs: Sequence[Token]) -> Value:
        """The digits of one number, with what multiplies them."""
        kinds = [sign.type for sign in signs]
        first = str(signs[0])
        if kinds[0] == "SCIENTIFIC":
            return Value(((first.replace(",", "."), 1),), frozenset({"scientific"}))
        if kinds[0] == "MIXED":
            whole, part = first.split(" ")
            return Value(((whole, 1), (part, 1)), frozenset({"fraction"}))
        if kinds[-1] == "FRACTION":
            written = [(str(sign), 1) for sign in signs[:-1]]
            return Value((*written, (_write_fraction(signs[-1]), 1)), frozenset({"fraction"}))
        return _build_scaled(signs)

    def value(self, parts: Sequence[Part]) -> Value:
        """A number and everything beside it."""
        (read,) = [part for part in parts if isinstance(part, Value)]
        for part in parts:
            if isinstance(part, Token):
                read = _add_sign(read, part)
            elif isinstance(part, Words):
                read = _add_words(read, part)
            elif isinstance(part, Inner):
                read = _add_inner(read, part)
        return read

    def words(self, signs: Sequence[Token]) -> Words:
        """Words behind a number."""
        return Words("words", tuple(signs))

    def rate(self, signs: Sequence[Token]) -> Words:
        """What a figure is for each of."""
        return Words("rate", tuple(signs))

    def remark(self, signs: Sequence[Token]) -> Words:
        """Words in brackets."""
        return Words("remark", tuple(signs))

    def of_which(self, parts: Sequence[Part]) -> Inner:
        """A part of the number, in brackets."""
        return _build_inner("of_which", parts)

    def parts(self, parts: Sequence[Part]) -> Inner:
        """All parts of the number, in brackets."""
        return _build_inner("parts", parts)

    def replaced(self, parts: Sequence[Part]) -> Inner:
        """What the number stands in place of."""
        return _build_inner("replaced", parts)

    def corrected(self, parts: Sequence[Part]) -> Inner:
        """What stands in place of the number."""
        return _build_inner("corrected", parts)

    def one(self, parts: Sequence[Part]) -> Statement:
        """One number; several where another stands in brackets that no word explains."""
        (value,) = _list_values(parts)
        if "several" in value.said:
            return Statement(Shape.SEVERAL, (value, *value.parts))
        return Statement(Shape.ONE, (value,))

    def sum(self, parts: Sequence[Part]) -> Statement:
        """5 + 7"""
        return _build_sum(_list_values(parts), None)

    def sum_before_total(self, parts: Sequence[Part]) -> Statement:
        """5 + 7 = 12"""
        *values, total = _list_values(parts)
        return _build_sum(values, total)

    def sum_after_total(self, parts: Sequence[Part]) -> Statement:
        """12 = 5 + 7, or 12: 5 nam, 7 nữ"""
        total, *values = _list_values(parts)
        return _build_sum(values, total)

    def product(self, parts: Sequence[Part]) -> Statement:
        """20 x 500.000"""
        return Statement(Shape.PRODUCT, _list_values(parts), frozenset({"product"}))

    def product_before_total(self, parts: Sequence[Part]) -> Statement:
        """20 x 500.000 = 10.000.000"""
        *values, total = _list_values(parts)
        return Statement(Shape.PRODUCT, tuple(values), frozenset({"product"}), total)

    def correction(self, parts: Sequence[Part]) -> Statement:
        """12, đúng là 15"""
        wrong, right = _list_values(parts)
        return Statement(Shape.ONE, (_correct(wrong, right),))

    def several(self, parts: Sequence[Part]) -> Statement:
        """Numbers side by side: one sum of money in its words, men and women, or several."""
        values = _list_values(parts)
        if (whole := _join_scales(values, parts)) is not None:
            return Statement(Shape.ONE, (whole,))
        if _are_shares(values):
            return Statement(Shape.SUM, values, frozenset({"parts"}))
        return Statement(Shape.SEVERAL, values)

    def negative(self, parts: Sequence[Part]) -> Statement:
        """Less than nothing."""
        return Statement(Shape.NEGATIVE, _list_values(parts))


def _list_values(parts: Sequence[Part]) -> tuple[Value, ...]:
    return tuple(part for part in parts if isinstance(part, Value))


def _write_fraction(sign: str) -> str:
    return str(Fraction(unicodedata.numeric(sign)).limit_denominator(10))


def _build_scaled(signs: Sequence[Token]) -> Value:
    """ "1 tỷ 250 triệu", "2tr5", "3 trăm rưỡi", "2 tá", or digits alone."""
    terms: list[tuple[str, int]] = []
    said: set[str] = set()
    for sign in signs:
        if sign.type == "NUMBER":
            terms.append((str(sign), 1))
            continue
        digits, factor = terms[-1]
        if sign.type == "SCALE":
            terms[-1] = (digits, factor * SCALES[sign])
            said |= set() if sign in MONEY_SCALES else {"counted"}
        else:
            part = "1/2" if sign.type == "HALF" else f"{sign}/{10 ** len(sign)}"
            terms.append((part, factor))
            said.add("short")
    factors = [factor for digits, factor in terms if "/" not in digits]
    if factors != sorted(set(factors), reverse=True):
        said.add("denied")
    scaled = frozenset({"scaled"}) if factors[0] > 1 else frozenset()
    return Value(tuple(terms), frozenset(said), scaled)


def _add_sign(value: Value, sign: Token) -> Value:
    if sign.type == "STRUCK" or (sign.type == "MARK" and sign.strip("*()")):
        value = replace(value, marks=(*value.marks, str(sign)))
    if sign.type in UNITS:
        return value.add(units=UNITS[sign.type])
    return value.add(SAID[sign.type]) if sign.type in SAID else value


def _add_words(value: Value, words: Words) -> Value:
    """The number with the words behind it: a unit of money, a measure, or what nobody declared."""
    kinds = {sign.type for sign in words.signs}
    if words.rule == "rate":
        return value.add(units="rate")
    if kinds & SPELT and kinds & NAMES:  # the number again, in words
        return value.add("letters", *(["denied"] if "DENIED" in kinds else []))
    for sign in words.signs:
        if sign.type == "SCALE":
            scaled = tuple((digits, factor * SCALES[sign]) for digits, factor in value.terms)
            said = () if sign in MONEY_SCALES else ("counted",)
            value = replace(value, terms=scaled).add(*said, units="scaled")
        elif words.rule == "remark" or sign.type != "REACHED":
            value = _add_sign(value, sign)
    named = tuple(str(sign) for sign in words.signs if sign.type in NAMES - {"FORM"})
    return replace(value, measure=value.measure + named)


def _add_inner(value: Value, inner: Inner) -> Value:
    """The number with the numbers in brackets behind it."""
    if inner.rule == "corrected":
        return _correct(value, inner.values[0])
    if inner.rule == "replaced":
        return value.add("corrected")
    first = inner.values[0]
    explained = inner.introduced or first.measure or first.units or len(inner.values) > 1
    said = "parts" if explained else "several"
    of_which = inner.rule == "of_which"
    return replace(value.add(said), parts=value.parts + inner.values, of_which=of_which)


def _correct(wrong: Value, right: Value) -> Value:
    """The right number, which is of what the wrong one was of."""
    return replace(
        right.add("corrected", *wrong.said - {"fraction"}),
        units=right.units | (wrong.units - {"scaled"}),
        measure=right.measure or wrong.measure,
        marks=wrong.marks + right.marks,
    )


def _build_inner(rule: str, parts: Sequence[Part]) -> Inner:
    introduced = any(isinstance(part, Token) and part.type == "OF_WHICH" for part in parts)
    return Inner(rule, _list_values(parts), introduced)


def _build_sum(values: Sequence[Value], total: Value | None) -> Statement:
    """Numbers added up; of different things they are several."""
    measures = {value.measure for value in values if value.measure}
    kinds = {value.units - {"scaled"} for value in values}
    if len(kinds) > 1 or (len(measures) > 1 and not _are_shares(values)):
        return Statement(Shape.SEVERAL, (*values, *([total] if total else [])))
    return Statement(Shape.SUM, tuple(values), frozenset({"sum"}), total)


def _are_shares(values: Sequence[Value]) -> bool:
    """Are these the men and the women of one whole?"""
    named = [value.measure[-1:] for value in values]
    return len(set(named)) == len(named) and all(words and words[0] in SHARES for words in named)


def _join_scales(values: Sequence[Value], parts: Sequence[Part]) -> Value | None:
    """ "1 tỷ, 250 triệu" as one sum of money; None for anything else."""
    joints = {part.type for part in parts if isinstance(part, Token)}
    factors = [factor for value in values for _, factor in value.terms]
    falling = factors == sorted(set(factors), reverse=True) and factors[-1] > 1
    first, *others = values
    bare = all(not one.said and not one.measure for one in values) and not first.units - {"scaled"}
    if joints != {"COMMA"} or not falling or not bare:
        return None
    units = frozenset().union(*(one.units for one in others))
    return replace(first, terms=tuple(t for one in values for t in one.terms), units=units)

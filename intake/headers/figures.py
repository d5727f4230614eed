"""Figures: what words around a number say of it, besides naming a field: done, planned or of an
earlier year, of which part of the year, in which unit of money or measure. Every word is accounted
for, or given back as one that was not understood."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from intake.text.normalisation import normalise_text


class FigureKind(StrEnum):
    """What kind of figure a column or a line speaks of."""

    RESULT = "result"
    ESTIMATED = "estimated"
    PLANNED = "planned"
    CUMULATIVE = "cumulative"  # over more than the year
    EARLIER = "earlier"
    OTHER_YEAR = "other_year"  # a year that no row of the file is of
    COMPARED = "compared"  # more or less than another figure
    SUBSET = "subset"  # some of those that another column counts
    FOREIGN = "foreign"  # in another currency
    PART = "part"  # of a part of the year


@dataclass(frozen=True)
class Meaning:
    """What words say. `spans` are parts of a year as written; `unread` are the words that have no
    meaning here, which may name what is counted."""

    kinds: frozenset[FigureKind] = frozenset()
    years: tuple[int, ...] = ()
    spans: tuple[str, ...] = ()
    scale: int = 1
    is_money: bool = False
    is_percent: bool = False
    unread: tuple[str, ...] = ()

    @property
    def tells_a_figure(self) -> bool:
        """Does it say of which kind, year or part of the year the figure is?"""
        return bool(self.kinds or self.years or self.spans)

    @property
    def tells(self) -> bool:
        """Does it say anything?"""
        return self.tells_a_figure or self.is_money or self.is_percent or self.scale > 1


LONGEST = 400
SCALES = {
    **dict.fromkeys(("ty", "ti", "billion", "1000000000", "10 9"), 10**9),
    **dict.fromkeys(("trieu", "tr", "million", "1000000", "10 6"), 10**6),
    **dict.fromkeys(("nghin", "ngan", "ng", "k", "thousand", "1000", "10 3"), 10**3),
}
_SCALE = (
    r"1 ?000 ?000 ?000|1 ?000 ?000|1 ?000|10 [369]|"
    r"ty|ti|trieu|tr|nghin|ngan|ng|k|thousand|million|billion"
)
_MONEY = r"(?:dong|vnd|vn dong|d)(?: viet nam| vn)?"
_ORDINAL = r"(?:iv|i{1,3}|[1-4])"
_KINDS: tuple[tuple[FigureKind, str], ...] = (
    (
        FigureKind.RESULT,
        r"(?:so )?luy ke (?:(?:tu|tinh tu) )?(?:dau|trong|ca) (?:nam|ky)(?: den nay| bao cao)?|"
        r"tu dau nam(?: den nay)?",
    ),
    (
        FigureKind.CUMULATIVE,
        r"(?:so )?(?:cong )?luy ke|cong don|(?:tu )?dau (?:nhiem ky|giai doan)|tu truoc den nay|"
        r"(?:ca )?nhiem ky|giai doan|cumulative|to date|"
        r"(?:tu )?(?:nam )?20\d\d (?:(?:den|toi|to) )?(?:nam )?20\d\d",
    ),
    (
        FigureKind.COMPARED,
        r"so (?:voi|sanh)|tang giam|tang(?! qua)|giam(?! sat)|chenh lech|con (?:lai|thieu)|"
        r"changes?|difference|compared (?:to|with)|remaining",
    ),
    (
        FigureKind.EARLIER,
        r"(?:cua )?cung ky(?: nam (?:truoc|ngoai))?|"
        r"(?:nam|ky|quy|thang) (?:truoc|ngoai|lien truoc)|dau (?:ky|nam)|"
        r"(?:last|previous|prior) (?:year|period)",
    ),
    (
        FigureKind.RESULT,
        r"(?:trong )?(?:nam|ky) (?:nay|bao cao)|trong (?:nam|ky)|ca nam|12 thang|cuoi (?:ky|nam)|"
        r"phat sinh(?: trong (?:ky|nam))?|this (?:year|period)|current(?: year)?",
    ),
    (FigureKind.ESTIMATED, r"uoc (?:tinh|dat|thuc hien|ca nam)|uoc|tam tinh|so bo|estimated?"),
    (
        FigureKind.RESULT,
        r"(?:ket qua|so|so lieu) (?:da )?(?:thuc hien|dat duoc)|(?:da )?thuc hien(?: duoc)?|"
        r"da dat(?: duoc)?|dat duoc|dat$|thuc te|th|ket qua|actual|achieved|done|results?",
    ),
    (
        FigureKind.PLANNED,
        r"(?:theo )?ke hoach(?: giao)?|kh|chi tieu(?: giao)?|muc tieu|du kien|du toan|duoc giao|"
        r"plan(?:ned)?|targets?|budget(?:ed)?|expected",
    ),
    (FigureKind.SUBSET, r"trong do|of which"),
    (
        FigureKind.FOREIGN,
        r"(?:us )?dollars?|usd|do la(?: my)?|eur|euro|nhan dan te|ndt|cny|rmb|kip|lak|baht|thb|yen|"
        r"jpy|gbp|won|krw",
    ),
)
_SPAN = (
    rf"(?:quy|quarter) {_ORDINAL}|q[1-4]|"
    r"(?:[1-9]|1[01]|ba|sau|chin) thang(?: (?:dau|cuoi|giua) (?:nam|ky))?|nua (?:dau|cuoi) nam|"
    r"(?:first|second) half|thang (?:0?[1-9]|1[0-2])|(?:dot|lan)(?: thu)? (?:\d{1,2}|i{1,3}|iv|v)"
)
_YEAR = r"(?:(?:cua|trong|cho) )?(?:(?:ca )?(?:nam|ky|year|in) )?(?P<year>20\d\d)"
_FILLER = (
    r"dvt|don vi tinh|don vi|units?(?: of measure)?|tinh (?:bang|theo)|tong(?: so| cong)?|cong|"
    r"neu co|quy (?:doi )?(?:ra|thanh) tien|quy doi|bang (?:so|tien)|bat buoc|required|optional|"
    r"dd mm yyyy|ngay thang nam|ghi (?:ro|bang so)|so|cua|la|va|theo|total|amounts?|in|of|the"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"(?:{pattern})(?= |$)"))
    for role, pattern in (
        ("money", rf"(?:(?P<scale>{_SCALE}) ?)?{_MONEY}"),
        ("percent", "phan tram|percent|ty le"),
        *((str(kind), pattern) for kind, pattern in _KINDS[:2]),
        ("span", _SPAN),
        *((str(kind), pattern) for kind, pattern in _KINDS[2:]),
        ("year", _YEAR),
        ("scale", rf"(?P<scale>{_SCALE})"),
        ("filler", _FILLER),
    )
)
KINDS = frozenset(FigureKind)


def find_meaning_of_words(text: str) -> Meaning:
    """What a text says, word by word; a text longer than any heading or line says nothing known."""
    if len(text) > LONGEST:
        return Meaning(unread=("…",))
    return _parse_words(normalise_text(text.replace("%", " phần trăm ")))


@lru_cache(maxsize=4000)
def _parse_words(words: str) -> Meaning:
    meaning, rest = Meaning(), words
    while rest:
        role, match = next(
            ((role, match) for role, pattern in _PATTERNS if (match := pattern.match(rest))),
            ("unread", None),
        )
        length = len(rest.split(" ", 1)[0]) if match is None else match.end()
        part, rest = rest[:length], rest[length:].strip()
        if _is_another_word(role, part, before=meaning, after=rest):
            role = "unread"
        meaning = _add_part(meaning, role, part, match)
    return meaning


def forget_read_words() -> None:
    """Forget the words that senders wrote."""
    _parse_words.cache_clear()


def _is_another_word(role: str, part: str, *, before: Meaning, after: str) -> bool:
    """Is a short word one of those that only look alike without marks: "hoạt động", "đồng bào",
    "ngân sách", "quà tặng"?"""
    if role not in KINDS | {"money", "scale"} or not part.isalpha():
        return False
    return bool(before.unread) or (part in ("dong", "d", "ngan") and bool(after))


def _add_part(meaning: Meaning, role: str, part: str, match: re.Match[str] | None) -> Meaning:
    if role in KINDS:
        return replace(meaning, kinds=meaning.kinds | {FigureKind(role)})
    if match is None or role == "unread":
        return replace(meaning, unread=(*meaning.unread, part))
    if role == "year":
        return replace(meaning, years=(*meaning.years, int(match["year"])))
    if role == "span":
        return replace(meaning, spans=(*meaning.spans, part))
    if role == "percent":
        return replace(meaning, is_percent=True)
    scale = _get_scale(match) if role in ("money", "scale") else 1
    is_money = meaning.is_money or role == "money"
    return replace(meaning, scale=max(scale, meaning.scale), is_money=is_money)


def _get_scale(match: re.Match[str]) -> int:
    """The scale that a match names; 1 where it names none."""
    written = match["scale"]
    if written is None:
        return 1
    return SCALES.get(written) or SCALES[written.replace(" ", "")]


def join_meanings(meanings: Sequence[Meaning]) -> Meaning:
    """What several texts say together."""
    joined = Meaning()
    for meaning in meanings:
        joined = Meaning(
            kinds=joined.kinds | meaning.kinds,
            years=(*joined.years, *meaning.years),
            spans=(*joined.spans, *meaning.spans),
            scale=max(joined.scale, meaning.scale),
            is_money=joined.is_money or meaning.is_money,
            is_percent=joined.is_percent or meaning.is_percent,
            unread=(*joined.unread, *meaning.unread),
        )
    return joined

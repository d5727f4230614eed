"""Formats: what a cell shows besides its number, by the format it is written in. What a reader sees
is what the sender meant: 36 shown as "36 triệu đồng" is no 36."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from intake.appearances import Appearance, Comment, Look, Seen

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]\-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.|'
    r"(?P<digits>[0#?][0#?.,]*|[.,]+|E[+-]0+|General|@)|(?P<percent>%)|(?P<plain>.)",
    re.DOTALL,
)
DATES = re.compile(r"[ymdhs]", re.IGNORECASE)
OWN_CURRENCY = re.compile(r"\s*(?:₫|đ|đồng|vnđ|vnd)\s*", re.IGNORECASE)
SAYS = re.compile(r"[^\W_]|[$€£¥%]")
THOUSAND = 1000


@dataclass(frozen=True)
class Format:
    """A number format. `before` and `after` are the texts around the digits."""

    before: str = ""
    after: str = ""
    thousands: int = 0  # how often the number is divided by a thousand before it is shown
    hidden: bool = False
    percent: bool = False
    whole: bool = False  # shows no fraction

    def classify(self, value: float) -> Look | None:
        """How the number is seen otherwise; None where it is seen as it is."""
        if self.hidden:
            return Look.HIDDEN
        if self.percent:
            return Look.PERCENT
        if SAYS.search(self.before + self.after):
            return Look.TEXT
        if self.thousands:
            return Look.SHRUNK
        return Look.ROUNDED if self.whole and value != int(value) else None

    def write(self, value: float) -> str:
        """What is seen; a fraction is shown whole unless the format shows none."""
        number = value * 100 if self.percent else value / THOUSAND**self.thousands
        number = round(number) if self.classify(value) == Look.ROUNDED else round(number, 9)
        digits = str(int(number)) if number == int(number) else repr(number).replace(".", ",")
        return f"{self.before}{digits}{'%' if self.percent else ''}{self.after}".strip()


class Watcher:
    """Notes what is seen while a sheet is read. `struck_styles` are the numbers of the styles that
    strike letters out."""

    def __init__(self, struck_styles: frozenset[int]) -> None:
        self.struck_styles = struck_styles
        self._seen: dict[tuple[int, str], Seen] = {}
        self._struck: dict[int, None] = {}

    def note_number(self, code: str, value: float, *, row: int, column: int) -> Look | None:
        """Note how a number is seen, once for each column and format."""
        if code == "General":
            return None
        number_format = parse_format(code)
        look = number_format.classify(value)
        if look is not None:
            key = (column, code)
            first = self._seen.get(key)
            self._seen[key] = (
                Seen(look, row, column, value, number_format.write(value))
                if first is None
                else replace(first, count=first.count + 1)
            )
        return look

    def note_style(self, style: int, row: int) -> None:
        """Note a row with letters struck out."""
        if style in self.struck_styles:
            self._struck[row] = None

    def summarise(self, comments: tuple[Comment, ...]) -> Appearance:
        """All that was noted."""
        return Appearance((*self._seen.values(),), (*self._struck,), comments)


@lru_cache(maxsize=500)
def parse_format(code: str) -> Format:
    """The format that `code` stands for, for numbers above nought."""
    section = _get_first_section(code)
    if section == "" and ";" in code:
        return Format(hidden=True)
    texts, digits, percent = ["", ""], "", False
    for match in TOKEN.finditer(section):
        if match["digits"]:
            digits += match["digits"]
        elif match["percent"]:
            percent = True
        else:
            text = next(filter(None, (match["quoted"], match["escaped"], match["currency"])), "")
            texts[bool(digits)] += text or match["plain"] or ""
    before, after = ("" if OWN_CURRENCY.fullmatch(text) else text for text in texts)
    if "General" in digits or not digits or (DATES.search(_get_bare(section)) and not percent):
        return Format(before, after, percent=percent) if digits == "General" else Format()
    whole_digits, _, fraction = digits.partition(".")
    shrunk = _count_last_commas(digits) or _count_last_commas(whole_digits)
    return Format(before, after, shrunk, percent=percent, whole=not fraction.rstrip(","))


def _count_last_commas(digits: str) -> int:
    return len(digits) - len(digits.rstrip(","))


def _get_first_section(code: str) -> str:
    quoted = False
    for place, letter in enumerate(code):
        quoted ^= letter == '"'
        if letter == ";" and not quoted:
            return code[:place]
    return code


def _get_bare(section: str) -> str:
    """The section without texts, colours and the word General."""
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|General|_.|\*.', "", section)

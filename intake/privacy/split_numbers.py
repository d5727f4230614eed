"""Numbers of persons that stand without a word for them, however their digits are parted: mobile
and landline telephones, identity numbers of twelve and of nine digits. Known without pandas."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

RUN = re.compile(r"[0-9](?:[ \n.\-/()_'’*|,:·~]{0,4}[0-9]){8,}")
GROUP = re.compile(r"[0-9]+")
MOBILE, LANDLINE = r"0[35789]\d{8}|01[2689]\d{8}", r"02\d{8,9}"
ABROAD = r"(?:00)?840?(?:[35789]\d{8}|2\d{8,9})"
TELEPHONE = re.compile(rf"{MOBILE}|{LANDLINE}|{ABROAD}")
IDENTITY = re.compile(r"0\d{2}[0-3]\d{8}")
OLD_IDENTITY = re.compile(r"[0-3]\d{5}(?!000)\d{3}")
# A telephone or an identity number that a spreadsheet took for a number lost its nought.
WITHOUT_NOUGHT = re.compile(r"(?!20[0-3]\d{6})[1-9]\d{5}(?!000)\d{3}|[1-9]\d[0-3]\d{5}(?!000)\d{3}")
SHAPES = frozenset(
    {(4, 3, 3), (3, 3, 4), (3, 4, 3), (4, 6), (3, 7), (7, 3), (5, 5), (4, 4, 2), (4, 2, 2, 2)}
    | {(3, 3, 2, 2), (4, 4, 3), (4, 3, 4), (4, 7), (2, 4, 4), (3, 3, 3, 3), (4, 4, 4)}
)
PLAIN_PARTS = frozenset({" ", ".", "-", ""})
OF_A_DAY = re.compile(r"[0-3]?\d[./\- ]+[01]?\d[./\- ]+20\d\d")
OF_A_CODE = re.compile(r"(?:\d[.,]|[^\W\d_][\-.]|[^\W\d_]|\+)$")
NUMBERED = re.compile(
    r"(?:số hiệu|so hieu|(?:số )?lô|"
    r"mã(?: số)?|ma so|mst|biên lai|hóa đơn|hoá đơn|phiếu|seri|serial|code|id)"
    r"[ .:]*(?:số)?[ .:]*$",
    re.IGNORECASE,
)
DOCUMENT = re.compile(r"/[^\W\d_]")


class SplitNumber(NamedTuple):
    """Where such a number stands, and whether it is a telephone; `lone` where only its length
    tells it, which an amount has too."""

    first: int
    last: int
    is_telephone: bool
    lone: bool = False


def find_split_numbers(text: str) -> Iterator[SplitNumber]:
    """Each of them, the longest first where several could begin at one place."""
    for run in RUN.finditer(text):
        groups = [
            (match.start() + run.start(), match.end() + run.start())
            for match in GROUP.finditer(run[0])
        ]
        first = 0
        while first < len(groups):
            length, number = _find_at(text, groups[first:])
            if number is not None and not _is_of_a_code(text, groups, first, number):
                yield number
            first += length if number is not None else 1


def _find_at(text: str, groups: list[tuple[int, int]]) -> tuple[int, SplitNumber | None]:
    """The longest number that begins with the first of the groups, and how many it takes."""
    start = groups[0][0]
    for length in range(min(len(groups), 13), 0, -1):
        chosen = groups[:length]
        digits = "".join(text[first:last] for first, last in chosen)
        if not 9 <= len(digits) <= 15:
            continue
        end = chosen[-1][1]
        follows = text[end : groups[length][0]] if length < len(groups) else ""
        if follows in {".", "-", ". ", "- "}:
            continue  # what follows belongs to it
        parts = {
            text[earlier[1] : later[0]].strip(" \n").replace("\n", "")
            for earlier, later in pairwise(chosen)
        }
        shape = tuple(last - first for first, last in chosen)
        if TELEPHONE.fullmatch(digits) and _is_written_so(text, chosen, shape, parts):
            return length, SplitNumber(start, end, is_telephone=True)
        if IDENTITY.fullmatch(digits) and _is_written_so(text, chosen, shape, parts):
            return length, SplitNumber(start, end, is_telephone=False)
        if length == 1 and WITHOUT_NOUGHT.fullmatch(digits):
            return length, SplitNumber(
                start, end, len(digits) == 9 and digits[0] in "35789", lone=True
            )
        if shape == (3, 3, 3) and OLD_IDENTITY.fullmatch(digits) and parts <= {"", "-"}:
            return length, SplitNumber(start, end, is_telephone=False, lone=digits[0] != "0")
    return 1, None


def _is_written_so(
    text: str, groups: list[tuple[int, int]], shape: tuple[int, ...], parts: set[str]
) -> bool:
    """Are the digits parted as those of one number, not as a row of numbers or a day?"""
    if len(groups) == 1 or text[groups[0][0] : groups[0][1]] in {"84", "0084"}:
        return True
    if all(text[first] == "0" for first, _ in groups) and set(shape) != {1}:
        return parts <= PLAIN_PARTS and shape in {(4, 3, 3), (4, 3, 4), (3, 3, 3, 3)}
    if OF_A_DAY.match(text, groups[0][0]):
        return False
    if parts <= PLAIN_PARTS and len(parts) == 1:
        return set(shape) != {2} or sum(shape) == 10
    return shape[0] > 2 and (parts <= PLAIN_PARTS | {"(", ")"} or shape in SHAPES)


def _is_of_a_code(
    text: str, groups: list[tuple[int, int]], first: int, number: SplitNumber
) -> bool:
    """Does the number only go on with a code, a decimal or the number of a document?"""
    before, after = (
        text[max(0, number.first - 24) : number.first],
        text[number.last : number.last + 2],
    )
    length = sum(sign.isdecimal() for sign in text[number.first : number.last])
    # A telephone or an identity number may have a word behind a stroke: "0912345672/Zalo".
    if (DOCUMENT.match(after) and length not in (10, 12)) or NUMBERED.search(before):
        return True
    whole = groups[first][1] == number.last and not number.lone
    if whole and (len(text[number.first : number.last]) == 10 or number.last - number.first == 12):
        return re.search(r"\d[.,]$", before) is not None
    beside = after[:1].isalpha() or after[:1] == "_"
    return beside or OF_A_CODE.search(before) is not None

"""How wide a text is in Times New Roman, so that a rule can be as long as it.

The widths of the Latin letters, in thousandths of the size; a Vietnamese letter is as wide
as the Latin one beneath its marks (Ơ and Ư a little wider: no rule needs that).
"""

import unicodedata
from functools import lru_cache

POINT = 25.4 / 72  # mm
FIRST = 32
# fmt: off
BOLD = (
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500,
    930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778,
    611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500,
    333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500,
    556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
)
REGULAR = (
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
    500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
    921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
    556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
    333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
    500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
)
# fmt: on
OTHER = 1000  # a sign we have no width of
BARE = {"đ": "d", "Đ": "D", "“": '"', "”": '"', "–": "n"}


@lru_cache(maxsize=10_000)  # the heads of a hundred letters are the same words
def measure_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width in mm of `text` set in one line at `size` points."""
    widths = BOLD if bold else REGULAR
    bare = "".join(BARE.get(sign, sign) for sign in unicodedata.normalize("NFD", text))
    signs = [ord(sign) - FIRST for sign in bare if not unicodedata.combining(sign)]
    parts = [widths[sign] if 0 <= sign < len(widths) else OTHER for sign in signs]
    return sum(parts) * size * POINT / 1000


def break_evenly(text: str, size: float, *, bold: bool = False, within: float) -> list[str]:
    """The text in as few lines as fit `within` mm, the lines about equally long."""
    lines = _break_lines(text, size, bold=bold, within=within)
    if len(lines) < 2:
        return lines
    narrower = within
    while narrower > within / 2:
        closer = _break_lines(text, size, bold=bold, within=narrower - 2)
        if len(closer) > len(lines):
            break
        narrower -= 2
    return _break_lines(text, size, bold=bold, within=narrower)


def _break_lines(text: str, size: float, *, bold: bool, within: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure_width(longer, size, bold=bold) <= within:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

"""Ticks: the marks that offices put into a cell to say that it holds."""

import re

CHECKS = frozenset("✓✔🗸√☑✅v") | {"ü", "þ", "p", "r"}  # letters that two typefaces show as ticks
CROSSES = frozenset("✗✘✕✖×╳❌☒") | {"û", "ý"}
OTHERS = (
    frozenset("x+*●•■◼▪⬤◉★1ⓧ⊗")
    | {"xx", "co", "có", "yes", "y", "đúng", "true", "ok"}
    | {*("đạt", "dat", "rồi", "xong rồi")}
)
TICKS = CHECKS | CROSSES | OTHERS
NO_TICKS = frozenset({"", "☐", "□", "◻", "○", "◯", "0", "không", "khong", "ko", "no", "n"}) | {
    *("false", "-", "–", "—", ".", "…", "¨")
}
# Where a state is written in words, these may be the letters of one.
IN_WORDS = TICKS - {"p", "r", "y", "ý", "û", "1", "đúng", "true", "ok"}
AROUND = re.compile(r"^[\s(\[{]+|[\s)\]}./;,]+$")
WHOLE = re.compile(r"(?<=\d)\.0+$")


def fold_tick(cell: object) -> str:
    """What stands in a cell as it is looked up among the ticks: "[X]" is "x", 1.0 is "1"."""
    text = WHOLE.sub("", str(cell).strip())
    return AROUND.sub("", text).casefold().replace("\ufe0f", "").replace("\ufe0e", "")

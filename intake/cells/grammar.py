"""Grammar: what a cell with a number says, every character of it, or that nobody can tell.

What the grammar does not consume to its last character has no meaning here. What it consumes comes
back as a `Statement`: the numbers as written, and all that was said with them.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from lark import Lark, UnexpectedInput

from intake.cells.statements import Statement, StatementBuilder
from intake.cells.vocabulary import (
    COUNTED,
    FRACTIONS,
    LETTER,
    PHRASES,
    QUALIFIED,
    RAISED,
    SCALES,
    SPELLINGS,
    fold_cell,
)

RULES = r"""
?start: value                                              -> one
    | value (PLUS value)+                                  -> sum
    | value (PLUS value)+ EQUALS value                     -> sum_before_total
    | value (EQUALS | COLON) value (PLUS value)+           -> sum_after_total
    | value COLON value (_joint? value)+                   -> sum_after_total
    | value TIMES value                                    -> product
    | value TIMES value EQUALS value                       -> product_before_total
    | value WRONG? RIGHT COLON? value                      -> correction
    | value COLON value WRONG? RIGHT COLON? value          -> several
    | value (_joint? value)+                               -> several
    | DASH value                                           -> negative
    | OPEN number CLOSE                                    -> negative

value: _lead* _stated
_stated: amount _tail*
_lead: (APPROXIMATE | REACHED | QUALIFIED) COLON? | CURRENCY | FOREIGN | STRUCK
_tail: CURRENCY | FOREIGN | PERCENT | APPROXIMATE | QUALIFIED | MARK | FORM | PLUS_MORE | STRUCK
    | words | rate | OPEN (remark | of_which | parts | replaced | corrected) CLOSE
words: _word+
rate: PER _word+
remark: (_word | SCALE | CURRENCY | FOREIGN | PERCENT | APPROXIMATE | QUALIFIED | FORM | HALF)+
of_which: OF_WHICH? COLON? stated
parts: stated (_joint? stated)+ | stated (PLUS stated)+
replaced: REPLACED COLON? stated
corrected: WRONG? RIGHT COLON? stated
stated: _stated                                            -> value
number: NUMBER                                             -> amount
_joint: COMMA | SEMICOLON | BREAK | AND | DASH | SLASH
_word: MEASURE | PHRASE | PART | REACHED | WORD | DENIED | LIKE_DIGITS

amount: SCIENTIFIC | MIXED | FRACTION | NUMBER (FRACTION | HALF)?
    | NUMBER SCALE+ (NUMBER SCALE+)* (SHORT | HALF)?
"""

# Each sign with its priority: what is tried first wins.
SIGNS = {
    "SCIENTIFIC.9": r"[0-9]+(?:[.,][0-9]+)?e[+-]?[0-9]{1,2}(?![0-9a-z])",
    "MIXED.9": r"[0-9]{1,4} [0-9]{1,2}/[0-9]{1,2}(?![0-9/])",
    "SHORT.9": rf"(?<={LETTER})[0-9]{{1,3}}(?![0-9.,])",
    "NUMBER.8": r"[1-9][0-9]{0,2}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?(?![0-9.,])"
    r"|[0-9](?:[0-9.,]*[0-9])?",
    "FRACTION.8": f"[{FRACTIONS}]",
    "LIKE_DIGITS.8": rf"(?<=[0-9])[olis]+(?!{LETTER})",  # typed for 0, 1 and 5: never words
    # A mark of a footnote; in round brackets only straight behind the last digit.
    "MARK.8": rf"[{RAISED}⁽⁾]+|\[[0-9]{{1,2}}\]|(?<=[0-9])\([1-9]\)|\(\*+\)"
    r"|\*+(?=\s*$|\s*[^\s0-9])",
    "STRUCK.10": "~~[^~]*~~",
    "TIMES.7": r"[x×*](?=\s*[0-9])",
    "PLUS_MORE.7": r"\+(?=\s*$|\s*[^\s0-9])",
    "PLUS.6": r"\+",
    "PHRASE.7": PHRASES,
    "QUALIFIED.9": rf"(?:{'|'.join(QUALIFIED)})(?!{LETTER}|[0-9])",
    "EQUALS.5": "=",
    "COLON.5": ":",
    "COMMA.5": ",",
    "SEMICOLON.5": ";",
    "BREAK.5": r"\s*[\n\r]\s*",
    "DASH.5": "[-–—]",
    "PER.7": rf"/(?=\s*{LETTER})",
    "SLASH.5": "/",
    "OPEN.5": r"[(\[]",
    "CLOSE.5": r"[)\]]",
    **{f"{name}.6": spellings for name, spellings in SPELLINGS.items()},
    "SCALE.6": rf"(?:{'|'.join(SCALES)})(?=(?:d|dong|vnd)?(?!{LETTER}))",
    "MEASURE.3": tuple(COUNTED.split()),
    "WORD.1": f"{LETTER}+",
    # Blanks, and marks of writing between words, which say nothing of a number.
    "PASSED.10": rf"[ \t]+|\s*[,\n\r]\s*(?={LETTER}|[~><≈≥≤(])"
    rf"|(?<={LETTER})-(?={LETTER})|(?<={LETTER})\.(?=\s*(?:{LETTER}|\)))|\s*[.,;:]+\s*$",
}
LONGEST = 300
NUMBER_ALONE = re.compile(rf"([0-9][0-9.,]*[0-9]|[0-9])([^0-9{FRACTIONS}]*)")


def parse_statement(text: str) -> Statement | None:
    """What the text of a cell says of numbers; None where any of it is not understood."""
    folded = fold_cell(text)
    if match := NUMBER_ALONE.fullmatch(folded):
        alike = _parse_folded("7" * min(len(match[1]), 3) + match[2])
        return alike and alike.with_first_digits(match[1])
    return _parse_folded(folded)


@lru_cache(maxsize=20_000)
def _parse_folded(text: str) -> Statement | None:
    if len(text) > LONGEST:
        return None
    try:
        tree = _get_parser().parse(text)
    except UnexpectedInput:
        return None
    return StatementBuilder().transform(tree)


@lru_cache(maxsize=1)
def _get_parser() -> Lark:
    """The grammar with its vocabulary. Every cell is cut into the same signs, whatever could
    follow: a word that forbids a reading is never taken for another."""
    signs = [f"{name}: /{_build_pattern(sign)}/" for name, sign in SIGNS.items()]
    return Lark("\n".join([RULES, *signs, "%ignore PASSED"]), parser="lalr", lexer="basic")


def _build_pattern(sign: str | Iterable[str]) -> str:
    """A pattern as it is, or any of the spellings, the longest first, each a word of its own."""
    if isinstance(sign, str):
        return sign.replace("/", r"\/")
    return "|".join(
        re.escape(spelling) + (rf"(?!{LETTER})" if re.search(rf"{LETTER}$", spelling) else "")
        for spelling in sorted(sign, key=len, reverse=True)
    )

"""How easily a password is guessed: by its length, by how common it is, and by what anybody knows
of the office and of the person.

The estimate is zxcvbn's, of the letters without their marks, since guessers try those first. Its
lists hold English words and no Vietnamese ones, so a Vietnamese word counts as letters in no
order: the highest of its five scores is asked for, which four words of any language reach.
"""

import re
import unicodedata
from collections.abc import Iterable
from threading import Lock

from zxcvbn import zxcvbn

SHORTEST, LONGEST = 12, 128  # characters
LEAST_SCORE = 4  # of 4: more than 10^10 guesses
MOST_JUDGED = 72  # characters that zxcvbn looks at
FEWEST_OTHERS = 8  # letters and digits besides the words of office and person
SHORTEST_WORD = 3
OFFICE_WORDS = (
    *("giám sát", "giám sát 18", "chỉ thị", "chỉ thị 18", "CT-TTg", "directive 18", "oversight"),
    *("Hội Chữ thập đỏ", "chữ thập đỏ", "red cross", "nhân đạo", "địa chỉ nhân đạo"),
    *("Cao Bằng", "tỉnh Cao Bằng", "ủy ban nhân dân", "UBND", "báo cáo", "đôn đốc"),
    *("văn thư", "quản trị", "quản trị viên", "lãnh đạo", "cán bộ", "admin", "administrator"),
)
EASY_WORDS = (
    *("mật khẩu", "đăng nhập", "xin chào", "Việt Nam", "anh yêu em", "em yêu anh", "yêu em"),
    *("gia đình", "con yêu", "mẹ yêu", "bố yêu", "nguyễn", "nguyễn văn a", "không biết"),
)
YEARS = tuple(str(year) for year in range(1950, 2051))
PARTS = re.compile(r"[\W_]+")

# zxcvbn keeps the words it is given beside its own lists, for all threads alike.
_TURN = Lock()


def find_password_fault(password: str, own_words: Iterable[str]) -> str | None:
    """Why `password` will not do for whom `own_words` belong to (names of the person and of the
    unit): a refusal's code, or None."""
    typed = unicodedata.normalize("NFC", password)
    if len(typed) < SHORTEST:
        return "password_short"
    if len(typed) > LONGEST:
        return "password_long"
    plain = _remove_marks(typed)
    known = {form for word in (*OFFICE_WORDS, *own_words) for form in _list_forms(word)}
    if _count_others(plain, known) < FEWEST_OTHERS <= _count_others(plain, ()):
        return "password_named"
    easy = {form for word in (*EASY_WORDS, *YEARS) for form in _list_forms(word)}
    with _TURN:
        judged = zxcvbn(plain[:MOST_JUDGED], user_inputs=sorted(known | easy))
    return "password_easy" if judged["score"] < LEAST_SCORE else None


def split_name(name: str) -> list[str]:
    """A name of sign-in or of a person, and those of its parts that are long enough to be told
    from chance."""
    return [name, *(part for part in PARTS.split(name) if len(part) >= SHORTEST_WORD)]


def _list_forms(word: str) -> list[str]:
    """The word without marks, with spaces and without."""
    plain = PARTS.sub(" ", _remove_marks(word)).strip()
    return [form for form in (plain, plain.replace(" ", "")) if len(form) >= SHORTEST_WORD]


def _count_others(plain: str, known: Iterable[str]) -> int:
    """How many letters and digits are left once the `known` words are taken out."""
    rest = PARTS.sub("", plain)
    for word in sorted(known, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return sum(sign.isalnum() for sign in rest)


def _remove_marks(text: str) -> str:
    """Small letters without their marks: a guesser tries them first."""
    apart = unicodedata.normalize("NFD", text).casefold().replace("đ", "d")
    return "".join(sign for sign in apart if not unicodedata.combining(sign))

"""What tells a person in a text: a name, an illness beside it, and the numbers of
`intake.privacy.personal_numbers`. Units, places, documents, days and amounts of money tell none.
Known without pandas: a workbook is written again by a process that starts without it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from intake.privacy.given_names import CAPITALISED, OF_A_PLACE, find_given_names
from intake.privacy.personal_illnesses import OF_ONE
from intake.privacy.personal_numbers import (
    NOT_OF_MANY,
    REMOVED,
    Detail,
    Span,
    find_personal_numbers,
)
from intake.privacy.personal_places import (
    HAMLET_FIRST,
    HAMLET_OF_TWO,
    UPPER,
    find_parts,
    take_off_place_word,
)
from intake.privacy.personal_words import (
    AFTER_TITLE,
    ALL_PLAIN_SURNAMES,
    BEFORE_A,
    COMMUNES,
    ENDS_NAME,
    FAMOUS,
    FAMOUS_JOINED,
    GIVEN,
    MARKLESS,
    MIDDLES,
    NOT_AFTER_KIN,
    NOT_AFTER_TITLE,
    NOT_BEFORE_A,
    NOT_PERSONS,
    NOT_SECOND,
    NOT_SECOND_PLAIN,
    NOT_SHORT,
    PLAIN_GIVEN,
    PLAIN_MIDDLES,
    PLAIN_SURNAMES,
    PLAIN_SYLLABLES,
    RARE_GIVEN,
    SURNAMES,
    UNMARKED,
    VERBS,
)
from intake.text.fonts import from_tcvn3, from_vni
from intake.text.syllables import (
    CONSONANTS,
    count_strange_words,
    count_syllables,
    is_syllable,
    strip_marks,
)
from intake.text.unseen_letters import has_unseen, remove_unseen

TITLE = (
    r"(?<!ủng )(?<!bảo )(?<!biện )(?<!giám )(?<!cứu )(?<!dụng )(?<!công )(?<!tiếng )(?<!nước )"
    r"(?:ông|bà|anh|chị|cô|bác|em|cháu|bé|cụ|chủ hộ|hộ|gia đình|đồng chí|đ/c|họ (?:và )?tên|"
    r"tên(?= ?:)|người liên hệ|người nhận|mr|mrs|ms|(?-i:Ô)(?=\.))"
)
TITLES = re.compile(
    rf"(?<!\w){TITLE}(?: ?[(/] ?(?:ông|bà)\)?)?\s*[.:\-]?\s*[\"“(]?$", re.IGNORECASE
)
TITLE_ALONE = re.compile(rf"(?<!\w){TITLE}", re.IGNORECASE)
# "Bao Cao Thanh Tra", "người Mông Lũng Kim": what could be a surname is none.
NO_SURNAME = re.compile(
    r"(?<!\w)(?:(?:bao|thong|nang|de) cao|(?:người|dân tộc|đồng bào|bà con) mông)$", re.IGNORECASE
)
WEAK_TITLE = re.compile(r"(?:trẻ|chị|anh|các|đàn|thiếu) em\s*$|hai bà\s*$", re.IGNORECASE)
# Words for who somebody is to others; what stands behind one of them is mostly a name.
KIN = re.compile(
    r"(?<!\w)(?<!công )(?<!phân )(?:vợ|chồng|con (?:trai|gái|dâu|rể|út|cả)|dì|chú|mế|cậu|thím|"
    r"mợ|già|thầy|mẹ|bố|"
    r"(?<!con )nhà|trẻ|con|(?:cô|thầy) giáo|góa|goá|(?:con|cháu|trai|gái|bé|em|người) tên(?: là)?|"
    r"tên là|(?-i:[Bb]\.)|(?-i:Ô))\s*:?\s*$",
    re.IGNORECASE,
)
HEAD_OF_PLACE = re.compile(
    r"(?<!\w)(?:trưởng (?:xóm|thôn|bản)|tổ trưởng|xóm trưởng|bí thư|giao cho|đưa cho)"
    r"\s*:?\s*$",
    re.IGNORECASE,
)
FOR_ONE = re.compile(r"(?<!\w)(?:ông|bà|anh|chị|cụ|bác|ô)\s*[.:]?\s*$", re.IGNORECASE)
ENDS_SENTENCE = re.compile(
    r"\s*(?:$|[,;.()\n]|(?:nhận|đã|bị|ở|ký|có|và|đi|mất|không|ốm|nghèo|dột)(?!\w))"
)
NAME_OF_A_FIRM = re.compile(
    r"(?<!\w)(?:công ty|cty|dntn|htx|hợp tác xã|tập đoàn)(?: (?!(?:tặng|trao|cho|giúp|hỗ|ủng|của|"
    r"do|và|ông|bà|anh|chị|hộ|đã|gửi|nhận|bởi|với|giám|chủ)(?!\w))[^\W\d_]+){0,6}\s*$",
    re.IGNORECASE,
)
OF_A_FIRM = re.compile(
    r"(?<!\w)(?:công ty|doanh nghiệp|dntn|htx|hợp tác xã|cửa hàng|anh hùng|liệt sĩ)[\w \n]*$",
    re.IGNORECASE,
)
RUN = re.compile(rf"(?<!\w)[{UPPER}][^\W\d_]*(?:[ \n]+[{UPPER}][^\W\d_]*)*(?!\w|-[^\W\d_])")
WORD = re.compile(r"[^\W\d_]+")
SMALL = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(SURNAMES | PLAIN_SURNAMES | UNMARKED))}) (?:văn|thị|van|thi)"
    r" (?!hóa|hoá|bản|phòng|nghệ|thư|kiện|trấn|xã|trường|sát|ban\b|phong\b|đàn|"
    r"đồng|thụ|trỗi|tám|sáu|tran\b|xa\b)[^\W\d_]+"
    r"(?: (?!ở|tại|và|là|có|bị|mắc|xóm|đã|sinh)[^\W\d_]{2,7}(?=$|[,;.)]))?|"
    rf"(?<!\w)(?:{'|'.join(sorted(BEFORE_A))})"
    r" (?:a|seo|mí|mi|mùi|sè) (?!lô|la\b)[^\W\d_]{2,7}(?!\w)",
    re.IGNORECASE,
)
MIDDLE = re.compile(r" (?:văn|thị|van|thi|a|seo|mí|mi|mùi|sè) ", re.IGNORECASE)
JOINED_MIDDLE = re.compile(r"[^\W\d_](?:van|thi|văn|thị)[^\W\d_]", re.IGNORECASE)
JOINED = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(sorted(SURNAMES | PLAIN_SURNAMES))})(?:van|thi|văn|thị)"
    r"(?=(?P<name>[^\W\d_]{2,7})(?!(?-i:[a-zà-ỹ])))(?P=name)\w*",
    re.IGNORECASE,
)
PARTED_MIDDLE = re.compile(r"[.,/\-] ?(?:văn|thị|van|thi)[.,/\-]", re.IGNORECASE)
PARTED = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(SURNAMES | PLAIN_SURNAMES))})[.,/\-] ?(?:văn|thị|van|thi)"
    r"[.,/\-] ?[^\W\d_]{1,7}(?!\w)",
    re.IGNORECASE,
)
INITIAL = re.compile(rf"(?<![^\W_])[{UPPER}]\. ?[{UPPER}]")
INITIALS = re.compile(
    r"(?<![\w.])(?!(?:T\. ?[PTXƯW]|P\. ?[CGT]|[CB]\. ?T|G\. ?Đ|U\. ?B|V\. ?P|H\. ?Đ|K\. ?T)"
    r"\.)"
    rf"(?:[{UPPER}]\. ?){{2,3}}{CAPITALISED}(?: {CAPITALISED})?|"
    rf"(?<!\w)(?:{'|'.join(sorted(word.title() for word in SURNAMES))}) [{UPPER}]\. ?{CAPITALISED}"
)
THI = re.compile(rf"(?<!\w)(?<!\w )Thị (?!Hoa\b|Ngân|Nở|Trấn|Xã|Sát|Trường){CAPITALISED}")
# "A" and "Y" before the names of Mông and Ê Đê men and women.
ONE_LETTER = re.compile(
    r"(?:^|(?<=[,;:(.\n])|(?<=[,;:.] ))(?:A|Y) (?!Tế|Học|Khoa|Dược|Sĩ|Sỹ|Bác|Đức|Lưới)"
    rf"{CAPITALISED}"
)
SMALL_TITLED = re.compile(
    r"(?<![\w])(?<!ủng )(?<!các )(?<!hai )(?:ông|bà|anh|chị|cụ|mế|chú|dì|cậu|thím|mợ) "
    rf"(?!(?:{'|'.join(sorted(AFTER_TITLE))})(?!\w))(?P<name>(?![{UPPER}])[^\W\d_]{{2,7}})(?!\w)"
    r"(?=\s*$|\s*[,;.()\n\d]| (?:bị|đã|nhận|ký|ở|mất|mắc|sinh)(?!\w))"
)
GLUED = re.compile(rf"(?<!\w)(?:ông|bà|anh|chị|cụ){CAPITALISED}")
# What follows "văn" or "thị" in a word that is no name: "văn hóa", "thị trấn".
NOT_AFTER_MIDDLE = frozenset({"bản", "hóa", "minh", "nghệ", "phòng", "trấn", "xã"})
MONG_MIDDLES = frozenset({"a", "seo", "mí", "mùi", "chòi", "sè"})
LONGEST_NAME, SHORTEST_BARE = 5, 3
ILLNESS = re.compile(
    r"(?<!\w)(?:(?:mắc|bị|nhiễm|bệnh|mac benh|bi benh|chẩn đoán|chan doan)[^,;.()\n]{0,12})?"
    r"(?:ung thư|ung thu|hiv|aids|lao phổi|bệnh lao|tai biến|đột quỵ|tiểu đường|đái tháo đường|"
    r"viêm gan|xơ gan|suy thận|chạy thận|suy tim|bệnh tim|tâm thần|động kinh|bại liệt|bại não|liệt|"
    r"u não|khối u|parkinson|alzheimer|trầm cảm|tự kỷ|hội chứng down|tan máu|máu trắng|bạch cầu|"
    r"hen suyễn|copd|gút|thoái hóa|mù|câm|điếc|nghiện|hiểm nghèo|"
    r"bệnh (?!viện|nhân|xá)[^\W\d_]+|benh (?!vien|nhan|xa\b)[^\W\d_]+)"
    r"(?!\w)[^,;.()\n…]{0,50}",
    re.IGNORECASE,
)
# What is told of somebody who is named, but for what befalls a house.
BEFALLS = (
    "bão|bỏ|cạn|chết|chậm|"
    "cháy|cô lập|cuốn|dột|đe|đổ|gạch|hạn|hỏng|hư|hủy|khoá|khóa|khó|lạc|lở|lỗi|lừa|"
    "lũ|mất|mưa|ngập|nghèo|nhầm|phạt|sai|sạt|sập|tại|thiên|thiếu|thiệt|thu|tốc|trả|trộm|trùng|trượt|"
    "từ|vùi|vỡ|màn|nợ|kẹt|tắc|xóa|xoá|ảnh|ẩn"
)
ILL_OF_ONE = re.compile(
    r"(?<!\w)(?:(?<!thiết )(?<!chuẩn )(?<!trang )(?<!dự )bị|mắc|nhiễm|(?<!giết )(?<!lò )mổ) "
    rf"(?!(?:{BEFALLS})(?!\w))[^,;.()\n…]{{1,50}}",
    re.IGNORECASE,
)
OF_KIN = re.compile(
    r"(?<!\w)(?<!các )(?<!những )(?<!nhiều )(?<!\d )(?<!trẻ )(?<!chị )(?<!anh )"
    r"(?:con(?: (?:trai|gái|út|cả|lớn|nhỏ))?|cháu|bé|vợ|chồng|mẹ|bố|cha|ông|bà|anh|chị|em|cụ)"
    r"(?: (?:đang|đã|mới|lại))? "
    rf"(?P<value>(?:bị|mắc|nhiễm|mổ) [^,;.()\n…]{{0,16}}?(?:{OF_ONE.pattern}))",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"[()\[\]{}]")
CLAUSE_END = re.compile(r"[,;.()\n]")
HAS_ILLNESS = re.compile(r"mắc|bị|nhiễm", re.IGNORECASE)
OF_MANY = re.compile(
    r"phòng|chống|tuyên truyền|truyền thông|tư vấn|tập huấn|khám|sàng lọc|tầm soát|bệnh viện|"
    r"trung tâm|"
    r"chương trình|dự án|ngày thế giới|quỹ|hội (?!chứng)|khoa |\d+ (?:hộ|người|bệnh nhân|em|trẻ|"
    r"cháu|suất|lượt|ca|trường hợp|nạn nhân)",
    re.IGNORECASE,
)
YEAR_BESIDE = re.compile(
    r"[^\d\n]{0,14}?"
    r"(?P<value>(?:\d{1,2}[/.\-]\d{1,2}[/.\-])?(?:19[2-9]\d|200\d|201[0-7]))"
    rf"(?![\d/]){NOT_OF_MANY}",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(
    r"\s*[(,\-–]\s*(?P<value>(?:\d{1,2}[/.\-]\d{1,2}[/.\-])(?:19[2-9]\d|200\d|201[0-7]))(?![\d/])"
)
DAY_OF_BIRTH = re.compile(
    r"(?<![\d/.\-])(?:\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?|(?:ngày )?\d{1,2} tháng \d{1,2},? năm )"
    r"(?:19[2-9]\d|200\d|201[0-7])(?!\d)",
    re.IGNORECASE,
)
YEAR_ALONE = re.compile(r"(?:19[2-9]\d|200\d|201[0-7])")
NUMBER_BESIDE = re.compile(r"(?<![\w/.,+])\d(?:[ .\-]?\d){8,15}(?![\w/])")
# What may tell of somebody who is named in another cell of the row.
TOLD_OF_PEOPLE = re.compile(
    rf"{ILLNESS.pattern}|{OF_ONE.pattern}|{YEAR_ALONE.pattern}|\d(?:[ .\-]?\d){{7}}", re.IGNORECASE
)
LONG_WHOLE = re.compile(r"(?!\d+000$)\d{9,16}")
ROUND = re.compile(r"(?:[ .]?000)$")
LOOK_ALIKE = (
    {ord(sign): " " for sign in "_\t\r\xa0\u1680\u202f\u205f\u3000"}
    | dict.fromkeys(range(0x2000, 0x200B), " ")
    | {ord(sign): "-" for sign in "‐‑‒–—―−⁃－"}
    | {ord(sign): "." for sign in "·•∙⋅․‧・．。"}
    | {ord("＠"): "@", ord("／"): "/", ord("＋"): "+"}
    | {
        code: str(unicodedata.digit(chr(code)))
        for code in range(0x80, 0x1FC00)
        if chr(code).isdigit()
    }
)
DRAWN_AMONG_DIGITS = re.compile(r"[0-9][OoIl]|[OoIl][0-9]")
DRAWN_DIGITS = re.compile(r"(?<![^\W\d_])(?=[OoIl]*\d)[\dOoIl]{9,12}(?!\w)")
DRAWN_NOUGHT = re.compile(r"(?<![^\W_])[Oo](?=\d{2,3}(?:[ .\-]\d{2,4}){2,4}(?!\w))")
AS_DIGITS = str.maketrans("OoIl", "0011")
UNSEEN_BY_NUMBER = re.compile(r"\[U\+[0-9A-F]{4,6}\]")

LIKE_LETTERS = str.maketrans(
    "АВЕКМНОРСТХУІЈЅаеорсухіјѕνΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαǍǎĚěǏǐǑǒǓǔȂȃØø",
    "ABEKMHOPCTXYIJSaeopcyxijsvABEZHIKMNOPTYXoaĂăĔĕĬĭŎŏŬŭÂâOo",
)
YEAR_IN_TEXT = re.compile(r"19[2-9]\d|200\d|201[0-7]")
# Two words that could be a hamlet's name, of which the second is hardly any place's.
WOMENS = frozenset(
    [
        "hường",
        "hằng",
        "huyền",
        "duyên",
        "nga",
        "nhung",
        "oanh",
        "phượng",
        "quỳnh",
        "thúy",
        "trang",
        "tuyết",
    ]
)
ALSO_SURNAMES = frozenset({"kim", "lam"})
GIVEN_BEFORE = frozenset(
    [
        "hồng",
        "kim",
        "lan",
        "mai",
        "minh",
        "mỹ",
        "ngọc",
        "phương",
        "thanh",
        "thu",
        "thúy",
        "thủy",
        "tuyết",
        "xuân",
    ]
)
LAST_OF_LATIN = "\u024f"
LONGEST_OLD = 1000


@dataclass(frozen=True)
class Redaction:
    """A text with what tells a person taken out, "…" in its place, and what that was."""

    text: str
    details: tuple[Detail, ...] = ()


class About(StrEnum):
    """Whom a text is about: `MANY` or nobody, the household of an address (`ONE`), or somebody
    whom another cell of its row names (`NAMED`); or it is the name of a `PLACE`, and no more."""

    MANY = "many"
    ONE = "one"
    NAMED = "named"
    PLACE = "place"


def redact(
    text: str, *, names: bool = True, counted: bool = False, about: About = About.MANY
) -> Redaction:
    """The text without what tells a person. Without `names` a name stands, and what is beside
    it: the name of a unit or of somebody who gives. What is `counted` may be a long number."""
    try:
        _look_through(text, names, counted, about)
    except _FoundError as stop:
        return stop.redaction
    return Redaction(text)


class _FoundError(Exception):
    """Something was found in a text."""

    def __init__(self, redaction: Redaction) -> None:
        super().__init__()
        self.redaction = redaction


@lru_cache(maxsize=50_000)
def _look_through(text: str, names: bool, counted: bool, about: About) -> None:
    """Raise where there is anything: a text that tells a person is not remembered."""
    bare = remove_unseen(text) if has_unseen(text) else text
    if "[U+" in bare:  # as a finding shows what nobody sees
        bare = UNSEEN_BY_NUMBER.sub("", bare)
    if not unicodedata.is_normalized("NFC", bare):
        bare = unicodedata.normalize("NFC", bare)
    plain = _read_letters(bare.translate(LOOK_ALIKE))  # as long, so that places are the same
    if DRAWN_AMONG_DIGITS.search(plain):
        plain = DRAWN_DIGITS.sub(lambda match: match[0].translate(AS_DIGITS), plain)
        plain = DRAWN_NOUGHT.sub("0", plain)
    spans = find_personal_numbers(plain, counted=counted)
    if not names:
        spans += _find_beside_giver(plain)
    if names:
        named = [*_find_names(plain), *_find_names_in_old_letters(bare)]
        spans += named
        if named or about in (About.NAMED, About.PLACE):
            spans += _find_details_beside(plain, named)
        else:
            spans += [(*match.span("value"), Detail.ILLNESS) for match in OF_KIN.finditer(plain)]
        if about == About.ONE:
            spans += _find_illness_of_one(plain)
    if about == About.PLACE:
        spans = _find_unplaced_parts(plain, spans)
    if spans:
        apart = _merge_spans(spans)
        details = {span[2] for span in (spans if about == About.PLACE else apart)}
        raise _FoundError(
            Redaction(
                _remove_spans(bare, apart), tuple(detail for detail in Detail if detail in details)
            )
        )


def forget_read_texts() -> None:
    """Forget the texts in which nothing was found."""
    _look_through.cache_clear()


def remove_personal_details(text: str, *, about: About = About.MANY) -> str:
    """The text with everything taken out that tells a person, "…" in its place."""
    return redact(text, about=about).text


def redact_cell(cell: object, *, names: bool = True, about: About = About.MANY) -> Redaction:
    """A cell without what tells a person: a number alone may be one that lost its nought."""
    if isinstance(cell, str):
        return redact(cell, names=names, about=about)
    if about in (About.NAMED, About.PLACE) and isinstance(cell, int | float | date):
        return redact(
            f"{cell:.0f}" if isinstance(cell, int | float) else f"{cell:%d/%m/%Y}", about=about
        )
    if isinstance(cell, int | float) and LONG_WHOLE.fullmatch(f"{cell:.0f}"):
        return Redaction(REMOVED, (Detail.IDENTITY,))
    return Redaction(str(cell))


def _merge_spans(spans: list[Span]) -> list[Span]:
    """The spans in their order; those that overlap become one."""
    apart: list[Span] = []
    for first, last, detail in sorted(spans, key=lambda span: (span[0], -span[1])):
        if apart and first < apart[-1][1]:
            start, end, named = apart[-1]
            apart[-1] = (start, max(end, last), named)
        else:
            apart.append((first, last, detail))
    return apart


def _remove_spans(text: str, apart: list[Span]) -> str:
    pieces, end = [], 0
    for first, last, _ in apart:
        pieces += [text[end:first], REMOVED]
        end = last
    return "".join([*pieces, text[end:]])


def _find_names(text: str) -> Iterator[Span]:
    for run in RUN.finditer(text):
        yield from _find_in_run(text, run.start(), run[0])
    for hint, pattern in ((MIDDLE, SMALL), (JOINED_MIDDLE, JOINED)):
        for match in pattern.finditer(text) if hint.search(text) else ():
            is_famous = strip_marks(match[0].lower()).replace(" ", "") in FAMOUS_JOINED
            if not is_famous and OF_A_PLACE.search(text[: match.start()]) is None:
                yield match.start(), match.end(), Detail.NAME
    if PARTED_MIDDLE.search(text):
        yield from _find_by_pattern(text, PARTED)
    if INITIAL.search(text):
        yield from _find_by_pattern(text, INITIALS)
    for pattern in (THI, GLUED, ONE_LETTER):
        yield from _find_by_pattern(text, pattern)
    for match in SMALL_TITLED.finditer(text):
        yield *match.span("name"), Detail.NAME
    yield from find_given_names(text)


def _find_beside_giver(text: str) -> Iterator[Span]:
    """A giver's name stands, but not the day of birth beside it, nor somebody ill who is helped."""
    if ILL_OF_ONE.search(text):
        named = list(_find_names(text))
        yield from named
        yield from _find_details_beside(text, named) if named else ()
    elif YEAR_IN_TEXT.search(text):
        for _, end, _ in _find_names(text):
            if (day := IN_BRACKETS.match(text, end)) is not None:
                yield (*day.span("value"), Detail.BIRTH)


def _find_names_in_old_letters(text: str) -> Iterator[Span]:
    """The names in a cell that an old font (TCVN3, VNI) shows as Vietnamese and no other does: of
    VNI, whose letters are two, the whole cell."""
    if len(text) > LONGEST_OLD or text.isascii() or any(ord(sign) > 0xFF for sign in text):
        return
    wrong = count_syllables(text)[1] + count_strange_words(text)
    for is_whole, read in ((False, from_tcvn3), (True, from_vni)):
        seen = read(text)
        valid, invalid = count_syllables(seen)
        if wrong and valid and not invalid:
            for name in _find_names(seen):
                yield (0, len(text), Detail.NAME) if is_whole else name


def _find_by_pattern(text: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    return ((*match.span(), Detail.NAME) for match in pattern.finditer(text))


def _find_unplaced_parts(text: str, spans: list[Span]) -> list[Span]:
    """The parts of a hamlet's cell that are no place's name, or in which something was found; those
    that follow one another as one."""
    unplaced: list[tuple[int, int, set[Detail]]] = []
    was_placed = True
    for start, end, is_known in find_parts(text):
        words = text[start:end]
        details = {detail for first, last, detail in spans if first < end and start < last}
        if is_known and details == {Detail.NAME} and HAMLET_OF_TWO.fullmatch(words):
            details = set()
        if is_known and not details and not _is_somebody(words):
            was_placed = True
            continue
        details = details or {Detail.NAME if is_known else Detail.OTHER}
        if was_placed or BRACKETS.search(text, unplaced[-1][1], start):
            unplaced.append((start, end, details))
        else:
            first, _, before = unplaced[-1]
            unplaced[-1] = (first, end, before | details)
        was_placed = False
    return [
        (start, end, detail)
        for start, end, details in unplaced
        for detail in Detail
        if detail in details
    ]


def _is_somebody(words: str) -> bool:
    """Is what could be the name of a place a person's name in small letters or capitals, or one of
    three words behind a word for a place?"""
    name = take_off_place_word(words)
    parts = name.lower().split()
    if parts and HAMLET_FIRST.match(words) and not HAMLET_FIRST.match(name):
        parts = words.lower().split()
    if (len(parts) > 2 and parts[-1] in RARE_GIVEN) or (
        name == words and len(parts) == 2 and parts[1] in WOMENS and parts[0] in GIVEN_BEFORE
    ):
        return True
    titled = name.title()
    if titled != name and any(_find_names(titled if name == words else words.title())):
        return True
    rest = titled.split()
    return len(rest) >= SHORTEST_BARE and (
        (_is_surname(rest) and rest[1].lower() in MIDDLES | PLAIN_MIDDLES) or _has_middle(rest)
    )


def _read_letters(text: str) -> str:
    """The text with letters of other alphabets read as those that they look like."""
    if text.isascii():
        return text
    text = text.translate(LIKE_LETTERS)
    if unicodedata.is_normalized("NFKC", text):
        return text
    letters = ((letter, unicodedata.normalize("NFKC", letter)) for letter in text)
    return "".join(
        plain if len(plain) == 1 and letter > LAST_OF_LATIN else letter for letter, plain in letters
    )


def _find_illness_of_one(text: str) -> Iterator[Span]:
    """The illnesses of a household, but for those in a clause about many: a clause that says who
    has it ("bị", "mắc", "nhiễm") is about one."""
    for match in OF_ONE.finditer(text):
        clause = CLAUSE_END.split(text[: match.start()])[-1] + match[0]
        if OF_MANY.search(clause) is None or HAS_ILLNESS.match(match[0]):
            yield match.start(), match.end(), Detail.ILLNESS


def _find_in_run(text: str, start: int, run: str) -> Iterator[Span]:
    """The names among words that begin with a capital, one after another."""
    words = [(match[0], start + match.start(), start + match.end()) for match in WORD.finditer(run)]
    place = 0
    while place < len(words):
        before = text[max(0, words[place][1] - 60) : words[place][1]]
        title = TITLES.search(before)
        kin = None if title is not None else KIN.search(before)
        titled = title is not None and WEAK_TITLE.search(before) is None
        if title is not None and OF_A_PLACE.search(before[: title.start()]):
            titled = False
        rest = [word[0] for word in words[place:]]
        if NO_SURNAME.search(before + rest[0]):
            place += 1
            continue
        length = _measure_name(rest, titled=titled, for_one=FOR_ONE.search(before) is not None)
        if not length and (kin is not None or HEAD_OF_PLACE.search(before)):
            length = _measure_after_kin(rest, kin, text[words[-1][2] :])
            titled = length > 0
        if HEAD_OF_PLACE.search(before) and _is_short_name(rest, whole=False):
            length, titled = 2, True
        begins = place == 0 or (place == 1 and words[0][0].lower() in VERBS)
        if not length and begins and not titled and _is_short_name(rest, whole=run == text):
            length = 2
            if NAME_OF_A_FIRM.search(before):
                length = 0
        if length and (
            titled
            or OF_A_PLACE.search(before) is None
            or (_is_plainly_named(rest[:length]) and OF_A_FIRM.search(before) is None)
        ):
            yield words[place][1], words[place + length - 1][2], Detail.NAME
            place += length
        else:
            place += 1


def _has_middle(words: list[str]) -> bool:
    """Does a "văn" or "thị" stand in the middle, behind a first word that is in no list of ours, or
    what stands in the middle of the names of Mông and Dao?"""
    if len(words) < 3:
        return False
    first, middle, name = (word.lower() for word in words[:3])
    if middle in MONG_MIDDLES:
        return first not in NOT_BEFORE_A and min(len(first), len(name)) > 1 and name != "lô"
    return first not in SURNAMES and middle in {"thị", "văn"} and name not in NOT_AFTER_MIDDLE


def _is_plainly_named(words: list[str]) -> bool:
    """Are they a person's name though a word for a place stands before, and nobody's of fame?"""
    first, *rest = (word.lower() for word in words)
    name = " ".join(rest)
    return first in SURNAMES and rest[:1] in (["văn"], ["thị"]) and f"{first} {name}" not in FAMOUS


def _measure_after_kin(words: list[str], kin: re.Match[str] | None, after: str) -> int:
    """How many of the words behind a word for a relation are a name: of those behind the word for
    an office, or for a letter, only one that stands alone."""
    length = 0
    for word in words[:LONGEST_NAME]:
        if word.lower() in ENDS_NAME or not is_syllable(word) or len(word) == 1:
            break
        length += 1
    first = words[0].lower()
    strict = kin is None or kin[0].lower().startswith(("b.", "ô"))
    if first in NOT_AFTER_TITLE | NOT_AFTER_KIN or first in NOT_PERSONS or words[0].isupper():
        return 0
    if strict and not (length == len(words) == 1 and ENDS_SENTENCE.match(after)):
        return 0
    return length if length <= SHORTEST_BARE and not TITLE_ALONE.fullmatch(first) else 0


def _measure_name(words: list[str], *, titled: bool, for_one: bool = False) -> int:
    """How many of the first words are a name; 0 where they are none. In capitals only a title of
    one person (`for_one`) tells that a word is one."""
    length = 0
    for word in words[:LONGEST_NAME]:
        if word.lower() in ENDS_NAME or not (len(word) == 1 or _is_part_of_name(word)):
            break
        length += 1
    first, rest = words[0].lower(), [word.lower() for word in words[1:length]]
    if length == 0 or TITLE_ALONE.fullmatch(first):
        return 0
    surname = _is_surname(words[:length]) or _has_middle(words[:length])
    capitals = all(word.isupper() for word in words[:length]) and len(words[0]) > 1
    if titled:
        if surname and (length > 1 or (len(first) > 1 and first not in NOT_AFTER_TITLE)):
            return length
        other = first in NOT_AFTER_TITLE or not NOT_PERSONS.isdisjoint(
            {first, " ".join([first, *rest[:1]])}
        )
        if other or (capitals and not for_one) or (length == 1 and len(first) == 1):
            return 0
        if capitals:
            return int(CONSONANTS.fullmatch(first) is None)
        return length if length <= SHORTEST_BARE else 0
    if not surname or length < SHORTEST_BARE:
        return 0
    if first in MARKLESS and rest[0].isascii() and rest[1].isascii():
        length = min(length, SHORTEST_BARE if capitals else 4)
    middles = MIDDLES | PLAIN_MIDDLES
    return length if not capitals or rest[0] in middles else 0


def _is_part_of_name(word: str) -> bool:
    """Could it be a syllable, or one whose marks were left out: "Tuan", "Nguyet"?"""
    return is_syllable(word) or word.lower() in PLAIN_SYLLABLES


def _is_short_name(words: list[str], *, whole: bool) -> bool:
    """Are the words a surname and one more, and nothing besides? In capitals two words are a
    heading, unless they are the `whole` text."""
    if len(words) > 2 and words[2].lower() not in ENDS_NAME:
        return False
    if len(words) < 2 or not all(len(word) > 1 and is_syllable(word) for word in words[:2]):
        return False
    first, second = (word.lower() for word in words[:2])
    if CONSONANTS.fullmatch(second) or second in ENDS_NAME or (words[0].isupper() and not whole):
        return False
    if first in SURNAMES and not (first.isascii() and second.isascii()):
        return second not in NOT_SHORT.get(first, NOT_SECOND.get(first, frozenset()))
    plain = first in PLAIN_SURNAMES and second in GIVEN
    return plain and f"{first} {second}" not in NOT_SECOND_PLAIN


def _is_surname(words: list[str]) -> bool:
    first, rest = words[0].lower(), [word.lower() for word in words[1:]]
    if first in SURNAMES and not (first.isascii() and all(word.isascii() for word in rest)):
        follows = NOT_SECOND.get(first, frozenset())
        return not {" ".join(rest[:1]), " ".join(rest[:2])} & follows
    if len(rest) > 1 and _is_markless(first, rest, capitals=words[0].isupper()):
        return True
    given = len(rest) > 1 and rest[0] in PLAIN_GIVEN and rest[1] in PLAIN_GIVEN
    plain = first in PLAIN_SURNAMES and bool(rest) and (given or rest[0] in PLAIN_MIDDLES)
    return plain and {" ".join([first, *rest[:1]]), " ".join([first, *rest[:2]])}.isdisjoint(
        NOT_SECOND_PLAIN
    )


def _is_markless(first: str, rest: list[str], *, capitals: bool) -> bool:
    """Is it a name of three words that has no marked letter at all, "Cao Minh Long", or one with a
    "thi" or "van" in a text without marks?"""
    pairs = {" ".join([first, rest[0]]), " ".join([first, *rest[:2]])}
    if first in ALSO_SURNAMES and not capitals and f"{first} {rest[0]}" not in COMMUNES:
        return rest[0] in MIDDLES | PLAIN_MIDDLES
    if not (rest[0].isascii() and rest[1].isascii()) or pairs & (NOT_SECOND_PLAIN | COMMUNES):
        return False
    if first in ALL_PLAIN_SURNAMES and rest[0] in {"thi", "van"}:
        return first != "do" and len(rest[1]) > 1
    if first not in MARKLESS or capitals:
        return False
    return rest[0] in PLAIN_MIDDLES | PLAIN_GIVEN


def _find_details_beside(text: str, names: list[Span]) -> Iterator[Span]:
    """What tells more of somebody who is named: an illness, a year of birth, a number."""
    for match in ILLNESS.finditer(text):
        yield match.start(), match.end(), Detail.ILLNESS
    yield from _find_illness_of_one(text)
    for match in ILL_OF_ONE.finditer(text) if names else ():
        yield match.start(), match.end(), Detail.ILLNESS
    for _, end, _ in names:
        if (year := YEAR_BESIDE.match(text, end)) is not None:
            yield (*year.span("value"), Detail.BIRTH)
    if not names and YEAR_ALONE.fullmatch(text.strip()):
        yield 0, len(text), Detail.BIRTH
    for match in DAY_OF_BIRTH.finditer(text):
        yield *match.span(), Detail.BIRTH
    for match in NUMBER_BESIDE.finditer(text):
        if not ROUND.search(match[0]):
            yield match.start(), match.end(), Detail.IDENTITY

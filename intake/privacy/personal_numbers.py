"""Numbers by which a person can be told, in a text: telephones, identity, insurance and bank
numbers, birth dates. Known without pandas: a workbook is written again by a process that starts
without it."""

import re
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from intake.privacy.split_numbers import find_split_numbers

REMOVED = "…"


class Detail(StrEnum):
    """What kind of thing tells a person."""

    NAME = "name"
    TELEPHONE = "telephone"
    EMAIL = "email"
    IDENTITY = "identity"
    INSURANCE = "insurance"
    BANK = "bank"
    BIRTH = "birth"
    ILLNESS = "illness"
    OTHER = "other"  # in a hamlet's cell, what is no place's name


Span = tuple[int, int, Detail]

MONEY_AFTER = re.compile(
    r"(?:[.,]\d+)?\s*(?:đ(?!\w|/c)|đồng(?! chí)|dong\b|vnd|vnđ|₫|triệu|trieu|tr\b|tỷ|tỉ|ty\b|"
    r"nghìn|ngàn)",
    re.IGNORECASE,
)
MONEY_BEFORE = re.compile(
    r"(?:trị giá|giá trị|số tiền|kinh phí|thành tiền|tổng|tri gia|so tien|kinh phi)[^\d]{0,20}$",
    re.IGNORECASE,
)
# Words before a number that only its length tells, which say that it is an amount all the same.
COUNTS_BEFORE = re.compile(
    r"(?<!\w)(?:chi|thu|vốn|ngân sách|quyên góp|ủng hộ|quyết toán|dự toán|vay|số liệu|value|"
    r"amount|total)[^\d]{0,20}$",
    re.IGNORECASE,
)
# Each begins with 0 or follows a word for it: an amount of money does neither.
TELEPHONE = (
    r"0\d{2,3}[ .\-]?\d{2,4}[ .\-]?\d{2,4}(?:[ .\-]?\d{2})?|"
    r"\(0\d{2,3}\)[ .\-]?\d{3,4}[ .\-]?\d{3,4}|0(?: \d){9,10}"
)
ABROAD = (
    r"(?:\(\+84\)|(?:\+|00)84)[ .\-]?(?:\(0\))?[ .\-]?\d{2,3}(?:[ .\-]?\d{2,4}){2,3}|"
    r"84[ .\-]?[235789]\d{1,2}[ .\-]?\d{3,4}[ .\-]?\d{3,4}"
)
PASSPORT = re.compile(r"(?<![^\W_])[A-Z]\d{7}(?!\w)")
IDENTITY = (
    r"0\d{11}|0\d{2}(?P<i>[ .\-])\d{3}(?P=i)\d{3}(?P=i)\d{3}|"
    r"0\d{3}(?P<j>[ .\-])\d{4}(?P=j)\d{4}|0\d{8}"
)
JOINED = r"(?:[ .:_/,\-]|\b(?:số|so|no|là|la)\b)*"
NAMED_IDENTITY = (
    r"(?:giấy tờ(?: tùy thân| tuỳ thân)?|giay to(?: tuy than)?|"
    r"cmnd/cccd|cmnd|cmtnd|cmt|cccd|căn cước(?: công dân)?|can cuoc(?: cong dan)?|"
    r"chứng minh(?: nhân dân| thư)?|chung minh(?: nhan dan| thu)?|hộ chiếu|ho chieu|passport|"
    rf"định danh(?: cá nhân)?|dinh danh(?: ca nhan)?){JOINED}"
    r"(?P<value>[A-Z]?\d(?:[ .\-]?\d){6,11})"
)
NAMED_TELEPHONE = (
    r"(?:đt|sđt|sdt|đtdđ|liên hệ|lien he|liên lạc|số máy|"
    r"điện thoại|dien thoai|di động|tel|phone|zalo|mobile|hotline|gọi số)"
    rf"{JOINED}(?P<value>\(?\d(?:[ .\-()]{{0,2}}\d){{7,12}})"
)
INSURANCE = r"[A-Z]{2}[ .\-]?\d(?:[ .\-]?\d){12}"
NAMED_INSURANCE = (
    r"(?:bhyt|bhxh|bảo hiểm(?: y tế| xã hội)?|bao hiem(?: y te| xa hoi)?)\b[^\d\n;]{0,25}?"
    r"(?P<value>(?:\b[A-Z]{2}[ .\-]?)?\d(?:[ .\-]?\d){8,14})"
)
ACCOUNT = r"(?P<value>\d(?:[ .\-]?\d){7,18})"
NAMED_ACCOUNT = (
    r"(?:stk|s\.t\.k|(?:số )?tài khoản|(?:so )?tai khoan|(?:số |so )?tk|account|a/c)\b"
    rf"[^\d\n;]{{0,40}}?{ACCOUNT}"
)
BANK = (
    r"(?:ck|chuyển khoản|chuyen khoan|agri|vtb|ctg|vietin|vietcom|techcom|"
    r"agribank|vietcombank|vcb|bidv|vietinbank|mb ?bank|mb|techcombank|tcb|acb|sacombank|"
    r"lpbank|lienvietpostbank|vpbank|tpbank|shb|hdbank|vib|msb|seabank|ocb|scb|eximbank|nhcsxh|"
    r"ngân hàng|ngan hang|bank)"
)
BESIDE_A_BANK = rf"{BANK}\b[^\d\n;]{{0,40}}?{ACCOUNT}"
BEFORE_A_BANK = rf"{ACCOUNT}(?=[ ,(\-–:]*(?:tại |ở |tai |at )?{BANK}\b)"
DAY = r"\d{1,2} ?[/.\-] ?\d{1,2} ?[/.\-] ?(?:\d{4}|\d{2})|ngày \d{1,2} tháng \d{1,2} năm \d{4}"
# "phát sinh năm 2026", "học sinh 2026" tell of no birth.
NOT_BIRTH = r"(?<!phát )(?<!phat )(?<!học )(?<!hoc )(?<!vệ )(?<!ve )(?<!khai )(?<!tuyển )(?<!thí )"
NOT_OF_MANY = r"(?! *(?:trở |về trước|về sau|đổ |người))"  # "nữ 1985 trở về trước"
BIRTH = (
    rf"(?:{NOT_BIRTH}\b(?:sinh|(?<!sinh )đẻ)"
    r"(?: vào| vao| khoảng| khoang| chừng| hồi| ngày| ngay| năm| nam| tháng| thang)*|"
    r"(?:ngày|ngay|năm|nam)(?:,? ?tháng|,? ?thang|,? ?năm|,? ?nam)* sinh|n/s|ngs|sn|"
    r"born(?: on| in)?|birth(?: ?date| ?day| year)?|date of birth|dob)"
    rf"\b[ .:,_(\-]*(?P<value>{DAY}|(?:tháng )?\d{{1,2}}[/.\-]\d{{4}}|(?:19|20)\d\d)(?!\d)"
    rf"{NOT_OF_MANY}"
)
FOURTEEN_DIGITS, CARD = r"\d{14}", r"9704(?:[ .\-]?\d{4}){3}"
APART_BEFORE, APART_AFTER = r"(?<![\w/.,+])", r"(?![\w/]|[.\-]\d)"
WORD_BEFORE, DIGITS_END = r"(?<![\w/+])", r"(?![\w/]|[ .\-]?\d)"
PATTERNS: tuple[tuple[Detail, re.Pattern[str]], ...] = tuple(
    (detail, re.compile(pattern, re.IGNORECASE))
    for detail, pattern in (
        (Detail.IDENTITY, rf"{WORD_BEFORE}(?:{NAMED_IDENTITY}){DIGITS_END}"),
        (Detail.TELEPHONE, rf"{WORD_BEFORE}(?:{NAMED_TELEPHONE})(?!\w)"),
        (Detail.INSURANCE, rf"{APART_BEFORE}(?:{INSURANCE}){APART_AFTER}"),
        (Detail.INSURANCE, rf"{WORD_BEFORE}(?:{NAMED_INSURANCE}){DIGITS_END}"),
        (Detail.BANK, rf"{WORD_BEFORE}(?:{NAMED_ACCOUNT}){DIGITS_END}"),
        (Detail.BANK, rf"{WORD_BEFORE}(?:{BESIDE_A_BANK}){DIGITS_END}"),
        (Detail.BANK, rf"{APART_BEFORE}{BEFORE_A_BANK}"),
        (Detail.BANK, rf"{APART_BEFORE}(?:{FOURTEEN_DIGITS}|{CARD}){APART_AFTER}"),
        (Detail.IDENTITY, rf"{APART_BEFORE}(?:{IDENTITY}){APART_AFTER}"),
        (Detail.TELEPHONE, rf"{APART_BEFORE}(?:{TELEPHONE}|{ABROAD}){APART_AFTER}"),
    )
)
EMAIL = re.compile(r"[\w.+\-]+ ?@ ?[\w\-]+(?: ?\. ?[a-z][\w\-]*)+", re.IGNORECASE)
OF_AN_OFFICE = re.compile(r"\.(?:gov|org|edu|mil)(?:\.vn)?$", re.IGNORECASE)
SAYS_BIRTH = re.compile(r"(?:n/?s|sn|s\.n\.|sinh n[ăa]m)[ .:]{0,3}'?\d", re.IGNORECASE)
FOUR_DIGITS = re.compile(r"[0-9](?:[^0-9]*[0-9]){3}")
MANY_DIGITS = re.compile(r"[0-9](?:[^0-9]{0,4}[0-9]){8}")
SHORTEST_IN_WORDS = 34  # letters of ten digits in words
IN_WORDS = re.compile(
    r"(?<!\w)(?:(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)[ ,.\-]{1,2}){8,14}"
    r"(?:không|một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín)(?!\w)",
    re.IGNORECASE,
)
BORN = re.compile(rf"{WORD_BEFORE}(?:{BIRTH})", re.IGNORECASE)
SEX_AND_YEAR = re.compile(
    r"(?:(?<!\w)(?<!phụ )nữ|[,;(] ?nam)[ ,;:.(\-–]{1,4}"
    rf"(?P<value>(?:19[2-9]\d|200\d|201[0-7]))(?!\d){NOT_OF_MANY}",
    re.IGNORECASE,
)
BORN_WORDS = re.compile(
    r"sinh|đẻ|tuổi|nữ|nam|gái|trai|\bsn|\bs\.n|n/s|\bnt?ns\b|\bngs\b|born|birth|dob", re.IGNORECASE
)
NOT_WORD_DIGIT = re.compile(r"\D")
# "NS" is a birth where a day or a year of one follows; "sn 71" unless a street does.
BORN_IN_SHORT = re.compile(
    r"(?<!\w)(?:(?:ntns|ns)[ .:]{0,3}"
    r"(?P<day>(?:\d{1,2} ?[/.\-] ?){0,2}(?:19[2-9]\d|200\d|201[0-7]))|"
    r"(?:sn|s\.n\.|sinh năm|sinh nam)[ .:]{0,3}'?(?P<year>[2-9]\d|0\d|1[0-7])"
    r"(?! *[,.\-]? *(?:đường|phố|ngõ|ngách|tổ|khu|duong|pho|ngo|to)(?!\w)))(?![\d/%]|[.,\-]\d)"
    rf"(?! *(?:tỷ|tỉ|triệu|tr|nghìn|đồng|người|xã|hộ|suất)(?!\w)){NOT_OF_MANY}",
    re.IGNORECASE,
)
GROUPED_SUM = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}|[1-9]\d{0,2}(?:,\d{3}){2,}")
BATCH_BEFORE = re.compile(
    r"(?<!\w)(?:số hiệu|(?:số )?lô(?: số)?|so hieu|so lo)[ .:]*$", re.IGNORECASE
)
# Words after which so long a number is nothing but that, be it round.
SAYS_ACCOUNT = re.compile(r"stk|tài khoản|tai khoan|\btk\b|account|a/c", re.IGNORECASE)
# An identity number begins with 0: twelve digits of money do not.
IDENTITY_ALONE = re.compile(
    r"(?<!\d)(?:0\d{11}|0\d{2}(?:([ .\-])\d{3})(?:\1\d{3}){2}|0\d{3}([ .\-])\d{4}\2\d{4})(?!\d)"
)
OF_SOMEBODY = re.compile(r"(?<!\d)\d{12}(?!\d)|\b(?:cccd|cmnd|căn cước)\b", re.IGNORECASE)


def find_personal_numbers(text: str, *, counted: bool = False) -> list[Span]:
    """Where in the text such numbers stand, and addresses for e-mail. Amounts of money, days of
    other things and numbers of documents are none; in a column of what is `counted`, so is a
    number that only its length tells, and digits alone that do not begin with a nought."""
    if counted and text.isdecimal() and text[0] != "0":
        return []
    spans = _find_in_digits(text, counted=counted) if FOUR_DIGITS.search(text) else []
    if SAYS_BIRTH.search(text):
        spans += [
            (*match.span(match.lastgroup or 0), Detail.BIRTH)
            for match in BORN_IN_SHORT.finditer(text)
        ]
    if len(text) >= SHORTEST_IN_WORDS:
        spans += [(*match.span(), Detail.TELEPHONE) for match in IN_WORDS.finditer(text)]
    if "@" in text:
        spans += [
            (*match.span(), Detail.EMAIL)
            for match in EMAIL.finditer(text)
            if OF_AN_OFFICE.search(match[0]) is None
        ]
    return spans


def _find_in_digits(text: str, *, counted: bool) -> list[Span]:
    spans: list[Span] = []
    many = MANY_DIGITS.search(text)
    if many or PASSPORT.search(text):
        for detail, pattern in PATTERNS:
            spans += _find_spans(text, detail, pattern)
    if many:
        spans += _find_split_spans(text, counted=counted)
    if BORN_WORDS.search(text):
        for pattern in (BORN, SEX_AND_YEAR):
            spans += [(*_get_span(match), Detail.BIRTH) for match in pattern.finditer(text)]
    return spans


def _find_split_spans(text: str, *, counted: bool) -> Iterator[Span]:
    for number in find_split_numbers(text):
        counts = number.lone and (
            counted or COUNTS_BEFORE.search(text[max(0, number.first - 40) : number.first])
        )
        if not counts and not _is_sum_of_money(text, number.first, number.last):
            detail = Detail.TELEPHONE if number.is_telephone else Detail.IDENTITY
            yield number.first, number.last, detail


def _find_spans(text: str, detail: Detail, pattern: re.Pattern[str]) -> Iterator[Span]:
    for match in pattern.finditer(text):
        first, last = _get_span(match)
        if _is_sum_of_money(text, first, last):
            continue
        digits = NOT_WORD_DIGIT.sub("", text[first:last])
        if detail == Detail.BANK and not _is_account(match[0], digits, text[first:last]):
            continue
        if detail == Detail.INSURANCE and digits.endswith("000"):
            continue
        if len(digits) == 9 and BATCH_BEFORE.search(text[max(0, first - 16) : first]):
            continue
        inland = (
            detail == Detail.TELEPHONE and match[0][0] in "0(" and not digits.startswith("0084")
        )
        if inland and len(digits) not in (10, 11):
            continue
        yield first, last, detail


def _get_span(match: re.Match[str]) -> tuple[int, int]:
    """The number itself, without the word for it."""
    return match.span("value") if "value" in match.re.groupindex else match.span()


def _is_sum_of_money(text: str, first: int, last: int) -> bool:
    return text[first] not in "0(+" and (
        MONEY_AFTER.match(text, last) is not None
        or MONEY_BEFORE.search(text[max(0, first - 40) : first]) is not None
    )


def _is_account(text: str, digits: str, number: str) -> bool:
    """A round number beside a bank is a sum, and so is one in groups of three; fourteen digits may
    say a moment."""
    if SAYS_ACCOUNT.search(text):
        return True
    if GROUPED_SUM.fullmatch(number):
        return False
    if not digits.endswith("000") and len(digits) == 14 and digits.startswith("20"):
        try:
            datetime.strptime(digits, "%Y%m%d%H%M%S")
        except ValueError:
            return True
        return False
    return 9 <= len(digits) <= 16 and not digits.endswith("000")


def has_identity_mention(text: str) -> bool:
    """Does it hold an identity number, or a word for one? An office's own text never does."""
    return has_identity_number(text) or OF_SOMEBODY.search(text) is not None


def has_identity_number(text: str) -> bool:
    """Does it hold an identity number, in one run or in groups?"""
    return IDENTITY_ALONE.search(text) is not None

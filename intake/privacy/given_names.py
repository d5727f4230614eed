"""Given names that stand alone, without a surname: behind one letter for a title, before an
illness, in a list. Known without pandas."""

import re
from collections.abc import Iterator

from intake.privacy.personal_illnesses import OF_ONE
from intake.privacy.personal_numbers import Detail, Span
from intake.privacy.personal_places import UPPER
from intake.privacy.personal_words import (
    ENDS_NAME,
    NOT_AFTER_KIN,
    NOT_AFTER_TITLE,
    NOT_BEFORE_A,
    NOT_ILL,
    NOT_PERSONS,
    PLAIN_GIVEN,
    PLAIN_SURNAMES,
    RARE_GIVEN,
    VERBS,
)
from intake.text.syllables import is_syllable

CAPITALISED = rf"[{UPPER}](?:(?![{UPPER}])[^\W\d_]){{1,6}}(?!\w)"
OF_A_PLACE = re.compile(
    r"(?<!\w)(?:công ty|cty|doanh nghiệp|dntn|htx|hợp tác xã|cửa hàng|nhà hàng|khách sạn|trường|"
    r"quỹ|cầu|chợ|đường|phố|xã|x\.|phường|p\.|thị trấn|tt\.|huyện|h\.|tỉnh|thành phố|xa|phuong|"
    r"thi tran|huyen|tinh|thanh pho|xom|thon|duong|truong|commune|district|xóm|thôn|bản|làng|"
    r"sông|đền|chùa|khu|tập đoàn|quận|đèo|giáo xứ|anh hùng|"
    r"ngân hàng|bệnh viện|phòng khám|đội|clb|câu lạc bộ|giải|giải thưởng|huân chương|"
    r"sở|tncs|thanh niên|cộng sản|thpt|thcs|tiểu học|mầm non|nhóm|nhà thuốc|khu di tích)"
    r"(?:\s+(?:tnhh|cp|cổ phần|mtv|tm|dv|tư nhân|thpt|thcs|tiểu học|mầm non|th|mn|ptdtnt|ptdtbt|"
    r"và|cộng sản|đa khoa|một thành viên|xây dựng|thương mại))*\s*$",
    re.IGNORECASE,
)
# One small letter for "anh", "chị", "ông", "bà", "em" before a name: "a Dính ký nhận".
LETTER_TITLED = re.compile(
    rf"(?<![\w.])(?:a|c|ô|b|o|e|bé)(?:[.] ?|[ \-])(?P<name>{CAPITALISED}(?: {CAPITALISED}){{0,2}})"
    r"(?=\s*(?:$|[,;.()\n\d:…\-]|(?:nhận|đã|bị|mắc|mổ|ở|ký|có|và|đi|mất|không|ốm|gọi|gửi|NS|sn|SN|"
    r"xóm|sinh|cùng|nghèo|đau|con|vợ)(?!\w)))"
)
NOT_BEFORE_LETTER = NOT_BEFORE_A | {"mục", "khoản", "điều", "chương", "bước", "tiểu", "ý"}
# In a list nor words that name groups, offices or goods.
NOT_LISTED = (
    NOT_ILL
    | NOT_AFTER_KIN
    | frozenset(
        [
            "sở",
            "ủy",
            "uỷ",
            "trung",
            "đoàn",
            "đảng",
            "gạo",
            "muối",
            "chăn",
            "mì",
            "tiền",
            "bò",
            "lợn",
            "gà",
            "thóc",
            "ngô",
            "mặt",
            "hội",
        ]
    )
)
BARE = re.compile(CAPITALISED)
# What follows a given name that tells of an illness: "Mỷ bị tim".
FALLS_ILL = re.compile(r" (?:đang |đã |mới |lại )?(?:bị|mắc|mổ|nhiễm|ốm)(?!\w)")
IS_ILL = re.compile(
    r" (?:đang |đã |mới |lại )?(?:(?:mổ|ốm)(?!\w)|(?:bị|mắc|nhiễm) [^,;.()\n]{0,16}?"
    rf"(?:tim|bệnh|ốm|đau|liệt|mù|câm|điếc|lao|tai nạn|thương|mổ|ngã|{OF_ONE.pattern})(?!\w))",
    re.IGNORECASE,
)
LAST_WORD = re.compile(r"([^\W\d_]+)[ \-]$")
# Given names alone, one after another behind who they are: "5 hộ: Hùng, Tủa".
LISTED = re.compile(
    r"(?<!\w)(?i:hộ|cháu|em|ông|bà|người|gồm|cho|nhận)(?:[ ][^:;.\n]{0,20})?:(?P<names>"
    rf"(?:\s*(?:…|{CAPITALISED})\s*(?:[,;]|và|$|(?=[.\n])))+)"
)
# In a text without marks a title has none either.
PLAIN_TITLED = re.compile(
    r"(?<!\w)(?<!(?i:dia)[ _\-])(?<!tieu )(?P<title>ong|ba|chi|co|chu|bac|di|chau|be)"
    rf"[ _\-](?P<name>{CAPITALISED}(?: {CAPITALISED}){{0,2}})"
)
# Plain words that only look like a title and a name: "chi Hoi", "ba Be".
NOT_PLAIN_TITLED = frozenset(
    {"ba be", "ba son", "chi bo", "chi dao", "chi hoi", "chi hội", "chi linh", "chi tien", "chi uy"}
    | {"chi bộ", "chi đoàn", "chi ủy", "co ba", "co dong", "ba bể"}
)


def find_given_names(text: str) -> Iterator[Span]:
    """Where in the text given names stand alone."""
    for match in LETTER_TITLED.finditer(text):
        before = LAST_WORD.search(text[max(0, match.start() - 60) : match.start()])
        numbered = before is not None and before[1].lower() in NOT_BEFORE_LETTER
        if not numbered and _may_be_given(match["name"], NOT_ILL - {"hoa"}):
            yield *match.span("name"), Detail.NAME
    yield from _find_bare(text)
    for match in LISTED.finditer(text):
        listed = list(BARE.finditer(match["names"]))
        if len(listed) > 1 and all(_may_be_given(one[0], NOT_LISTED) for one in listed):
            start = match.start("names")
            for one in listed:
                yield start + one.start(), start + one.end(), Detail.NAME
    for match in PLAIN_TITLED.finditer(text):
        words = match["name"].lower().split()
        if not (text[: match.start("name")] + text[match.end("name") :]).isascii():
            continue
        known = words[0] in PLAIN_GIVEN or (words[0] in PLAIN_SURNAMES and len(words) > 1)
        other = f"{match['title']} {words[0]}" in NOT_PLAIN_TITLED
        if not other and (known or not (words[0].isascii() or words[0] in NOT_ILL)):
            yield *match.span("name"), Detail.NAME


def _find_bare(text: str) -> Iterator[Span]:
    """One word with a capital that tells of somebody because of what follows it, or because it is
    hardly anything but a name."""
    for match in BARE.finditer(text):
        first, last = match.span()
        rare = match[0].lower() in RARE_GIVEN
        ill = (FALLS_ILL if rare else IS_ILL).match(text, last) is not None
        if not (ill or rare) or (first and (text[first - 1].isalnum() or text[first - 1] == "'")):
            continue
        before = LAST_WORD.search(text[max(0, first - 60) : first])
        begins = before is not None and before[1].lower() in VERBS
        if before is not None and before[1][0].isupper() and not (rare and begins):
            if not (ill and before[1].lower() in RARE_GIVEN):
                continue
            first -= len(before[0])
        elif rare and not ill and BARE.match(text, last + 1):
            continue
        may = rare or _may_be_given(match[0], NOT_ILL)
        if may and OF_A_PLACE.search(text[max(0, first - 60) : first]) is None:
            yield first, last, Detail.NAME


def _may_be_given(name: str, others: frozenset[str]) -> bool:
    """May the words be somebody's name, and none that begins a sentence or tells of a group?"""
    words = name.lower().split()
    return (
        all(is_syllable(word) for word in words)
        and words[0] not in others | NOT_AFTER_TITLE | ENDS_NAME
        and NOT_PERSONS.isdisjoint({words[0], " ".join(words[:2])})
    )

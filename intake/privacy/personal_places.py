"""What of a hamlet's cell is a place, by what is known of how places are written: a word for one
and a number or a name. All else in the cell is somebody's, or may be. Known without pandas."""

import re
from collections.abc import Iterator

from intake.text.syllables import strip_marks

UPPER = "".join(
    chr(code)
    for code in range(0x41, 0x1EFA)
    if chr(code).isupper() and (code < 0x1B1 or code > 0x1E00)
)
PLACE_WORDS = """
tổ dân phố số|tổ dân phố|khu dân cư|cụm dân cư|khu phố|khối phố|tiểu khu|khu vực|thị trấn|thị xã|
thành phố|khu chợ|tổ dp|phường|huyện|đường|xóm|thôn|bản|làng|phố|đội|cụm|khối|khu|tổ|ấp|xã|tỉnh
"""
SHORT_PLACE_WORDS = "tdp|kdc|tk|tp|tt|tx|x|p|h|t"  # of which one letter needs a full stop
# First words of names of hamlets, which tell one that stands without a word for a place, be it in
# small letters or all in capitals; and of communes and towns, where they are written with capitals.
HAMLET_WORDS = """
nà bản lũng khuổi khuối pác cốc bó nặm nậm phja phia kéo pò tà phiêng phiềng khau thôm thẳm giộc
roỏng đoỏng noóc tổng vò rằng háng ngườm pài đâư cà coỏng phìn thiêng ngàm lam keng kha tềnh thua
đồng rặc cằm sóc lăng nưa nhòm khưa khâu đông nước pá pắc tả tát thang xả cáp mật
"""
TOWN_WORDS = """
an ái bạch bảo bắc bằng bế bình ca cách cai cải cảnh canh cao cần chàng chi chí chu cô cẩm danh dân
duyệt dương đa đại đàm đào đề đình định độc đoài đoàn đồng đức gia giang hà hạ hải hán hồng hợp hòa
hoa hoàng hoài huề hùng huy hưng hữu kim khánh khâm khuất lạc lang lâm lê linh long lộc lũng lương
lưu lý mã mai minh mỹ mông nam ngạn ngân ngọc nguyên ngũ ninh phan phi phong phù phú phúc phục
phương quang quảng quân quốc quý quyết sắc sĩ sông sơn sỹ tam tân tây thái thanh thành thạch thạnh
thân thắng thể thịnh thống thông thủy thượng thụy thục tiên tiến tĩnh toàn trà tri triệu trọng
trung trùng trưng trương trường tự tuấn tung ứng vân vạn việt viễn vĩnh vinh vọng võ vũ vị xuân yên
"""
# Words of no hamlet's name but of what is told of people: first those that no name with capitals
# has either.
PERSONS_WORDS = """
ông bà anh chị cháu con vợ chồng nhà hộ cụ dì cậu mợ thím mế già trẻ trưởng mù câm điếc liệt cụt
nghèo khuyết nghiện tật nhiễm bị mắc bệnh
"""
OTHER_WORDS = """
em mẹ bố cha cô chú bác thầy phó thân người có không của tên họ gần sau cạnh bên đối sinh tuổi ốm
đau tâm thần ung gặp hỏi gọi liên hệ ong chi chau vo chong me bo nha cu chu nguoi benh ten tuoi
"""
ADDED_WORDS = "cũ|mới|trên|dưới|trong|ngoài|thượng|hạ|giữa|sáp nhập|hợp nhất"
JOINING_WORDS = (
    "nay là|nay|trước đây là|trước là|trước|cũ là|thuộc|gồm|và|cùng|ở|tại|từ|là|tên cũ|mới|số|liên|"
    "các|hai|ba|nguyên|sáp nhập(?: từ| vào)?|hợp nhất(?: từ)?"
)


def _join_spellings(words: str) -> str:
    """The words as alternatives of a pattern, with and without marks."""
    listed = " ".join(words.split()).replace("| ", "|").split("|")
    both = {*listed, *(strip_marks(word) for word in listed)}
    return "|".join(sorted(both, key=lambda word: (-len(word), word)))


PEOPLES = (
    "lô lô(?: đen| hoa)?|mông(?: trắng| đen| hoa)?|dao(?: đỏ| tiền)?|tày|nùng|sán chỉ|sán dìu|kinh"
)
LETTER = r"[^\W\d_]"
PLACE = (
    rf"(?i:(?:{_join_spellings(PLACE_WORDS)}|tdp|kdc)(?!{LETTER})|"
    rf"(?:{SHORT_PLACE_WORDS})\.|(?:tk|tt|tp|tx)(?!\w))(?i:\s+(?:số|so)(?!\w))?[.:]?\s*"
)
NUMBER = r"(?i:\d{1,3}[a-hđ]?(?!\w)(?:\s*[+&]\s*\d{1,3}[a-hđ]?(?!\w))*|[ivx]{1,4}(?!\w))"
HAMLET = rf"(?i:{_join_spellings('|'.join(HAMLET_WORDS.split()))})(?!\w)"
TOWN = rf"(?i:{_join_spellings('|'.join(TOWN_WORDS.split()))})(?!\w)"
ADDED_WORD = rf"(?i:{_join_spellings(ADDED_WORDS)})(?!\w)"
ADDED = rf"(?:\s+(?:{ADDED_WORD}|(?i:[a-hđ])(?!\w)|{NUMBER}))*"
TITLE_WORD = rf"[{UPPER}](?:(?![{UPPER}]){LETTER}){{1,6}}(?!\w)"
NOT_PERSONS = rf"(?!(?i:{'|'.join(PERSONS_WORDS.split())})(?!\w))"
NOT_TOLD = rf"(?!(?i:{'|'.join([*PERSONS_WORDS.split(), *OTHER_WORDS.split()])})(?!\w))"
ANY_WORD = rf"{NOT_TOLD}{LETTER}{{1,7}}(?!\w)"
KNOWN_NAME = (
    rf"(?:{HAMLET}(?:\s+{TITLE_WORD}){{1,3}}|{HAMLET}(?:\s+{ANY_WORD}){{1,3}}|"
    rf"(?=[{UPPER}]){TOWN}(?:\s+{TITLE_WORD}){{1,3}})"
)
ONE_WORD = r"(?i:gioỏng)(?!\w)"  # a hamlet's name of one word
NEW_NAME = rf"{NOT_PERSONS}{TITLE_WORD}(?:\s+{NOT_PERSONS}{TITLE_WORD}){{1,3}}"
AFTER_WORD = rf"(?:{TITLE_WORD}(?:\s+{TITLE_WORD}){{0,3}}|{ANY_WORD}(?:\s+{ANY_WORD}){{0,2}})"
PEOPLE = rf"(?i:(?:người\s+)?(?:{PEOPLES}))(?!\w)"
BEHIND_WORD = rf"(?:{NUMBER}(?:\s+{KNOWN_NAME})?|{AFTER_WORD}|{ADDED_WORD}){ADDED}"
WITH_WORD = rf"{PLACE}(?:(?i:người\s+(?:{PEOPLES}))\s+)?(?:{BEHIND_WORD})?"
JOINING = rf"(?:(?i:{_join_spellings(JOINING_WORDS)})(?!\w)[\s.]*)*"
FURTHER = rf"(?:[\s.]+{JOINING}{WITH_WORD})*[\s.]*"
PART = re.compile(
    rf"{JOINING}(?:{WITH_WORD}|{NUMBER}{ADDED}|{KNOWN_NAME}{ADDED}|{ADDED_WORD}|{PEOPLE}|"
    rf"{ONE_WORD})?{FURTHER}"
)
FIRST_PART = re.compile(rf"{JOINING}{NEW_NAME}{ADDED}{FURTHER}")
NUMBERED = re.compile(rf"\s*{PLACE}{NUMBER}(?!\w)")
PARTS = re.compile(r"[^,;:()\[\]{}/|\\\n\"“”<>=\-]+")
LONGEST_PLACE = 80
HAMLET_OF_TWO = re.compile(rf"{HAMLET}\s+{TITLE_WORD}{ADDED}")
HAMLET_FIRST = re.compile(HAMLET)
WORD_FOR_PLACE = re.compile(rf"\s*{JOINING}{PLACE}")


def find_parts(text: str) -> Iterator[tuple[int, int, bool]]:
    """The parts of a hamlet's cell: where each stands, and whether it is known as a place's name.
    Parts are what commas, brackets, strokes and dashes divide. Where a part begins with a number of
    a place ("Tổ 2 nhà …"), that is a part of its own."""
    is_first = True
    for part in PARTS.finditer(text):
        start = part.start() + len(part[0]) - len(part[0].lstrip())
        words = part[0].strip()
        if not words.strip(" .…?!*+•"):
            continue
        known = is_place(words, is_first=is_first)
        numbered = None if known else NUMBERED.match(words)
        if numbered is not None:
            yield start, start + numbered.end(), True
            rest = words[numbered.end() :]
            start += numbered.end() + len(rest) - len(rest.lstrip())
            words = rest.strip()
        yield start, start + len(words), known
        is_first = False


def take_off_place_word(words: str) -> str:
    """A part without the words that say what place it is: "xóm Hoàng Mai" → "Hoàng Mai"."""
    found = WORD_FOR_PLACE.match(words)
    return words if found is None else words[found.end() :]


def is_place(words: str, *, is_first: bool) -> bool:
    """Are the words, one part of a cell, the name of a place? Only the first part's name may be
    any words with capitals; a further one says what it is, or begins as places here do."""
    if len(words) > LONGEST_PLACE:
        return False
    return PART.fullmatch(words) is not None or (
        is_first and FIRST_PART.fullmatch(words) is not None
    )

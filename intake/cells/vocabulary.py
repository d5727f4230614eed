"""Vocabulary: every spelling that the grammar of cells knows, by what it says of a number.

Spellings are folded (`fold_cell`): small letters without their marks, but for words that would
be another word without them: "tá" is a dozen, "tạ" 100 kilograms, "nam" a man, "năm" a year.
"""

import re
from functools import lru_cache

from intake.text.cleaning import convert_figures
from intake.text.syllables import strip_marks

LETTER = r"[a-z\u00df-\u00f6\u00f8-\u1eff]"  # without ² and ½, which Python counts among them
WORD = re.compile(f"{LETTER}+")
MEASURED = re.compile(f"{LETTER}+[23²³]?")
KEPT_MARKS = frozenset(
    (
        *("tá", "tạ", "trăm", "trạm", "vạn", "chục", "năm", "yến", "yên", "đô", "đồ", "độ", "đỏ"),
        *("tệ", "ngân", "dùng", "dụng", "sữa", "cụ", "củ", "đèn"),
    )
)

SCALES = {
    **dict.fromkeys(("ty", "ti"), 10**9),
    **dict.fromkeys(("trieu", "tr"), 10**6),
    **dict.fromkeys(("nghin", "ngan", "k"), 10**3),
    **{"trăm": 100, "chục": 10, "vạn": 10**4, "tá": 12},
}
MONEY_SCALES = frozenset({"ty", "ti", "trieu", "tr", "nghin", "ngan", "k"})
FRACTIONS = "½¼¾⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
RAISED = "¹²³⁰⁴⁵⁶⁷⁸⁹ªº"

SPELLINGS: dict[str, tuple[str, ...]] = {
    "CURRENCY": (
        *("₫", "dong chan", "dong viet nam", "dong", "viet nam dong", "vnd chan", "vnd", "d"),
    ),
    "FOREIGN": (
        *("usd", "us$", "$", "đô la my", "do la my", "đô la", "do la", "đô my", "đô", "dollars"),
        *("dollar", "euro", "eur", "€", "nhan dan tệ", "nhan dan te", "ndt", "cny", "rmb", "tệ"),
        *("yên", "yen", "jpy", "¥", "kip", "lak", "baht", "thb", "won", "krw", "gbp", "£"),
    ),
    "PERCENT": ("%", "phan trăm", "phan tram", "percent", "per cent"),
    "HALF": ("ruoi",),
    "APPROXIMATE": (
        *("khoang", "chung", "xap xi", "tam tinh", "gan", "hon", "tren", "duoi", "uoc khoang"),
        *("uoc tinh", "uoc dat", "uoc", "du kien", "so bo", "chua chinh thuc", "chua xac minh"),
        *("about", "over", "nearly", "estimated", "estimate", "tro len", "~", ">", "<"),
        *("≈", "≥", "≤"),
    ),
    "REACHED": ("da dat", "dat duoc", "dat", "duoc", "la", "tong so", "tong cong", "tong", "total"),
    "WRONG": ("ghi sai", "ghi nham", "sai", "nham", "wrong"),
    "RIGHT": (
        *("dung la", "dung", "sua lai la", "sua lai thanh", "sua lai", "sua thanh", "sua la"),
        *("nay sua la", "nay sua thanh", "nay sua lai la", "nay la", "nay dieu chinh la"),
        *("nay dieu chinh thanh", "dieu chinh thanh", "dieu chinh la", "thay bang"),
        *("sua", "dinh chinh thanh", "dinh chinh la", "dinh chinh", "phai la", "correct is"),
        *("chinh xac la", "correct", "->", "→", "=>", "⇒"),
    ),
    "REPLACED": ("khong phai", "truoc day la", "truoc day", "truoc la", "cu la", "cu", "not"),
    "OF_WHICH": ("trong do co", "trong do", "bao gom", "gom co", "gom", "of which", "including"),
    "AND": ("den", "toi", "&"),
    "PART": ("nam", "nu", "trai", "gai", "men", "women", "male", "female", "boys", "girls"),
    "FORM": ("bang tien mat", "tien mat", "chuyen khoan", "hien vat", "quy ra tien", "cash"),
    # Words that turn round what they stand beside, or may be two words: never passed over.
    "DENIED": ("khong", "chua", "huy", "tru", "thieu", "except", "ta", "tram", "chuc", "van", "do"),
}
# Figures of part of the period, of another one, or of a plan.
QUALIFIED = (
    r"qu[yi] (?:iv|i{1,3}|[1-4])(?:[/ ](?:năm |nam )?(?:20)?[0-9]{2})?",
    r"(?:[1-9][0-9]?|ba|sau|chin) thang (?:dau|cuoi)(?: (?:năm|nam))?(?: 20[0-9]{2})?",
    r"thang (?:1[0-2]|0?[1-9])(?:/20[0-9]{2})?",
    r"(?:năm|nam) (?:20[0-9]{2}|truoc|ngoai|nay)",
    r"(?:so voi )?cung ky(?: (?:năm|nam) (?:truoc|ngoai))?",
    r"ky truoc|luy ke(?: tu dau (?:năm|nam))?|cong don|tu dau (?:năm|nam)",
    r"so ke hoach|ke hoach|kh|chi tieu|muc tieu|ban dau|tang|giam(?! (?:sat|ngheo))",
    r"con lai|binh quan|dot [1-9]|lan [1-9]|year to date|ytd|planned|plan|target|q[1-4]|cumulative",
)

# Words of measures; those of several, where one alone would say another thing, first.
PHRASES = (
    *("hoat dong", "cong dong", "lao dong", "hoi dong", "hop dong", "van dong", "dong bao"),
    *("dong chi", "van ban", "to chuc", "cong chuc", "vien chuc", "cong ty", "ti vi", "phu nu"),
    *("truong hop", "m²", "m³", "m2", "m3", "chu thap đỏ", "thieu nien", "thieu nhi"),
)
COUNTED = """
an ba bai ban bao be benh binh bo buoi buong cai can cao cap cay chau chi chiec chinh cho con
cong cot cuon cuoc cụ cuu củ dan dang dao dau day de dia diem dinh doan doanh doi don dot du duong
đèn đồ dùng em gia gian giao giay giong goi giam hai hien hinh ho hoan hoc hoi hop hs hv khach khan
khoa khoan khoang khu khuyet ky lan lao lop lua luot mau mien mo moi muc ngheo nghiep ngoi nguoi
nguyen nhan nhom nhac niem nien nong ong phan phat phien phieu phong phuong qua quan sach san sat
so su suat sữa sv tac tai tan tap te thanh the thi thon thuong thung thuoc tich tien tiet tin tinh
to tnv trạm trao tre trinh trong trung truong truyen tu tuan tui tuoi tuyen ung vay vat vi vien
viec viet va vo voi vu xa xe xom yeu tạ yến năm thang ngay gio tro quyen
bs cb cbcc cbvc cm csvc ctv dv g gv ha kg km l lit m ml mm tn
activities activity address addresses aid and article articles attendance attendances blood
breeding campaigns case cases chapter chapters child children class classes course courses cow
cows day days donor donors event events families family first for gift gifts given grants house
household households houses in item items litre litres meeting meetings member members month
months news of organisations oversight parcel parcels people person persons place places project
projects pupil pupils registered relieved school schools sessions student students the time
times ton tonne tonnes tons unit units visit visits volunteer volunteers young
"""
# Measures that a fraction may be of; everything else is counted in wholes.
DIVISIBLE = frozenset(
    (
        *("kg", "g", "tan", "tạ", "yến", "lit", "litre", "l", "ml", "m", "km", "cm", "mm", "ha"),
        *("m2", "m²", "m3", "m³", "gio", "hour", "ton", "tonne"),
    )
)


def fold_cell(text: str) -> str:
    """The text in the letters of this vocabulary."""
    plain = convert_figures(text).casefold()
    return WORD.sub(lambda word: _fold_word(word[0]), plain)


@lru_cache(maxsize=10_000)
def _fold_word(word: str) -> str:
    return word if word in KEPT_MARKS else strip_marks(word)


def list_words(measure: str) -> frozenset[str]:
    """The words of a measure as they are compared: folded, an English plural as one of them."""
    words = MEASURED.findall(fold_cell(measure))
    return frozenset(word.removesuffix("s") if len(word) > 3 else word for word in words)

"""Old fonts: TCVN3 (ABC) and VNI text, which shows Vietnamese only in its own typeface.

Both are maps from Western characters to Vietnamese letters. TCVN3 has one character a
letter and no capitals with a tone (they were lower-case codes in a capital typeface); VNI
writes a letter and then its mark.
"""

import re

TCVN3_CODES = (
    "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ "
    "B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ "
    "D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ "
    "EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ"
)
TCVN3 = {chr(int(pair[:2], 16)): pair[2] for pair in TCVN3_CODES.split()}

# VNI: base letter, then the characters that give it a mark; the letter each pair means.
VNI_PAIRS = {
    "a": "ùá øà ûả õã ïạ êă éắ èằ úẳ üẵ ëặ ââ áấ àầ åẩ ãẫ äậ",
    "e": "ùé øè ûẻ õẽ ïẹ âê áế àề åể ãễ äệ",
    "o": "ùó øò ûỏ õõ ïọ âô áố àồ åổ ãỗ äộ",
    "u": "ùú øù ûủ õũ ïụ",
    "y": "ùý øỳ ûỷ õỹ",
    "ô": "ùớ øờ ûở õỡ ïợ",
    "ö": "ùứ øừ ûử õữ ïự",
}
VNI_SINGLES = dict(zip("ñôöæóòî", "đơưỉĩịỵ", strict=True))


def _build_vni_table() -> dict[str, str]:
    small = {
        base + pair[0]: pair[1] for base, pairs in VNI_PAIRS.items() for pair in pairs.split()
    } | VNI_SINGLES
    capital = {key.upper(): letter.upper() for key, letter in small.items()}
    mixed = {key[0].upper() + key[1:]: letter.upper() for key, letter in small.items() if key[1:]}
    return small | mixed | capital


VNI = _build_vni_table()
VNI_ANY = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
WORD = re.compile(r"[^\W\d_]+")


def from_tcvn3(text: str) -> str:
    """The text a reader of a TCVN3 typeface sees; capital words become capital throughout."""
    return WORD.sub(_capitalise_word, "".join(TCVN3.get(letter, letter) for letter in text))


def _capitalise_word(match: "re.Match[str]") -> str:
    word = match[0]
    plain = [letter for letter in word if letter.isascii()]
    return word.upper() if len(plain) > 1 and all(map(str.isupper, plain)) else word


def from_vni(text: str) -> str:
    """The text a reader of a VNI typeface sees; the longest match first."""
    return VNI_ANY.sub(lambda match: VNI[match[0]], text)

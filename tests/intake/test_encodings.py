"""One text in every encoding we claim: the same letters, told apart from accidents."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.cells.values import parse_values
from intake.headers.headings import HeaderMap
from intake.pipeline import detect_layout
from intake.tables import Unreadable, Upload
from intake.text.fonts import TCVN3, VNI
from tests.intake.files import text_file

NOTE = "Hội Chữ thập đỏ xã đã tặng quà cho các hộ nghèo ở xóm Bản Giốc dịp Tết Nguyên đán"
ROWS = [
    ["Kỳ báo cáo", "Mã đơn vị", "Mã nhiệm vụ", "Tình trạng", "Ghi chú"],
    ["2026", "SYT", "HM_DK", "đang thực hiện", NOTE],
]
TEXT = text_file(ROWS).decode()
PLAIN_HEADED = text_file(
    [["period", "unit_code", "task_code", "note"], ["2026", "SYT", "HM_DK", NOTE]]
).decode()
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_old_font(table: dict[str, str]) -> bytes:
    """The text as a typist of the old font left it: each letter as the font's own codes."""
    codes = {letter: code for code, letter in sorted(table.items(), key=lambda one: len(one[0]))}
    return "".join(codes.get(letter, letter) for letter in TEXT).encode("latin-1")


def in_windows_1258() -> bytes:
    """The code page has vowels with their hat or horn, and tones beside them."""
    apart = []
    for letter in TEXT:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONES)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        apart.append(bare + tone)
    return "".join(apart).encode("cp1258")


WRITTEN = {
    "utf-8": TEXT.encode(),
    "utf-8, letters and marks apart": unicodedata.normalize("NFD", TEXT).encode(),
    "utf-16 with a mark": TEXT.encode("utf-16"),
    "utf-16 without, little end first": TEXT.encode("utf-16-le"),
    "utf-16 without, big end first": TEXT.encode("utf-16-be"),
    "windows-1258": in_windows_1258(),
    "utf-8 read as latin and written again": TEXT.encode().decode("latin-1").encode(),
    "VNI": in_old_font(VNI),
}
CERTAIN = [name for name in WRITTEN if name.startswith("utf-") and "again" not in name]


def read(content: bytes) -> HeaderMap:
    return detect_layout(Upload("return.csv", content))


def note(content: bytes) -> str:
    return str(parse_values(read(content)).frame.at[2, "note"])


@pytest.mark.parametrize("way", WRITTEN)
def test_the_same_letters_come_back(way: str) -> None:
    assert note(WRITTEN[way]) == NOTE


def test_the_old_typeface_of_offices_comes_back_but_for_its_capitals() -> None:
    # TCVN3 has no capital with a tone: they are lower-case codes in a typeface of capitals.
    assert note(in_old_font(TCVN3)).casefold() == NOTE.casefold()


@pytest.mark.parametrize("way", CERTAIN)
def test_what_is_certain_is_not_remarked(way: str) -> None:
    assert read(WRITTEN[way]).table.findings == ()


@pytest.mark.parametrize("way", [name for name in WRITTEN if name not in CERTAIN])
def test_what_was_found_out_is_said(way: str) -> None:
    (finding,) = read(WRITTEN[way]).table.findings
    assert finding.code in ("file.encoding_old", "file.encoding_uncertain")
    assert finding.facts["shown"]


VIETNAMESE = ["áo", "gà", "có", "đã", "bão", "góp", "cô", "là", "cá", "đồ", "quà", "hàng"]
WORDS = st.sampled_from([*VIETNAMESE, "Médecins", "Genève", "café"])


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_good_utf_8_is_never_read_as_anything_else(said: str) -> None:
    rows = [["period", "unit_code", "task_code", "note"], ["2026", "SYT", "HM_DK", said]]
    assert note(text_file(rows)) == said


@pytest.mark.parametrize(
    "content",
    [
        TEXT.replace("ộ", "?").replace("ỏ", "?").replace("ặ", "?").encode(),
        TEXT.replace("ộ", "\ufffd").encode(),
        PLAIN_HEADED.encode().replace("đỏ".encode(), b"\xff\xfe\xfa"),
        PLAIN_HEADED.encode()[:-4],  # cut off in the middle of a letter
    ],
    ids=["question marks", "replacement characters", "broken bytes", "cut off"],
)
def test_lost_letters_are_refused_not_kept(content: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert refusal.value.finding.code in ("file.letters_lost", "file.encoding_unknown")

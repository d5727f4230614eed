"""What holds of every file: reading it ends in rows or in a refusal, the order of its rows
says nothing, and what was written is read in whichever encoding it was written."""

import random
import unicodedata
from collections.abc import Callable, Sequence

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from intake.cells.values import parse_values
from intake.pipeline import Arrival, detect_layouts, validate_upload
from intake.tables import Unreadable, Upload
from intake.text.fonts import VNI
from tests.intake.builders import HEADINGS, SECOND, SOUND
from tests.intake.files import text_file, workbook
from tests.intake.register import arrival, references

TRIED = settings(max_examples=60, deadline=None, derandomize=True)
FEW = settings(max_examples=15, deadline=None, derandomize=True)
REAL = {
    "text": text_file([HEADINGS, SOUND, SECOND]),
    "marked": text_file([HEADINGS, SOUND, SECOND], delimiter=";", mark=True),
    "utf-16": text_file([HEADINGS, SOUND, SECOND]).decode().encode("utf-16"),
    "addresses": text_file([["Mã địa chỉ", "Mã xã", "Xóm"], ["A-001", "01273", "Nà Cáp"]]),
    "workbook": workbook({"Trang1": [HEADINGS, SOUND, SECOND], "Trang2": [HEADINGS, SOUND]}),
}
BEGINNINGS = [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"sep=;\n", b"+/v8-"]


def end_of(content: bytes) -> list[Arrival] | str:
    """What becomes of the bytes: an arrival of each sheet, or the code of the refusal."""
    upload = Upload("return.csv", content)
    try:
        sheets = detect_layouts(upload)
    except Unreadable as refusal:
        return refusal.finding.code
    return [validate_upload(upload, one, references(one.layout.name)) for one in sheets]


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400))
@TRIED
def test_any_bytes_end_in_rows_or_in_a_refusal(start: bytes, rest: bytes) -> None:
    assert end_of(start + rest)


@given(st.sampled_from(BEGINNINGS), st.text(max_size=200), st.sampled_from(["utf-8", "utf-16"]))
@FEW
def test_any_text_under_known_headings_ends_so_too(start: bytes, cell: str, way: str) -> None:
    row = [*SOUND[:8], cell]
    text = text_file([HEADINGS, row, [cell, *SOUND[1:]]]).decode("utf-8", "surrogatepass")
    assert end_of(start + text.encode(way, "replace"))


@given(st.sampled_from(sorted(REAL)), st.integers(0, 10**6), st.binary(max_size=8))
@TRIED
def test_a_real_file_spoilt_anywhere_ends_so_too(name: str, place: int, spoilt: bytes) -> None:
    content = REAL[name]
    at = place % len(content)
    assert end_of(content[:at] + spoilt + content[at + len(spoilt) :])
    assert end_of(content[:at])  # cut off on its way


UNITS = ("SYT", "STC", "Sở Y tế", "XXX", "")
TASKS = ("HM_DK", "TET_SUAT", "Hiến máu tình nguyện", "HM_DK - đợt 2")
CELLS = ("12", "1.234", "-", "xóa", "", "nhiều", "12 người", "-3")
LINE = st.tuples(
    st.sampled_from(["2026", "2025", "2031"]),
    st.sampled_from(UNITS),
    st.sampled_from(TASKS),
    st.sampled_from(["done", "x", "đang thực hiện", "", "tốt"]),
    st.sampled_from(["01/12/2026", "05/12", "", "hôm qua"]),
    st.sampled_from(["100", "40", ""]),
    st.sampled_from(CELLS),
    st.sampled_from(["1,2 tỷ", "500000", ""]),
    st.sampled_from(["", "ghi chú"]),
)


def told(lines: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """What would be written, and what was found at which line's words, in no order."""
    came = arrival(text_file([HEADINGS, *lines]))
    if came.plan is None:
        return [], sorted(one.code for one in came.findings)
    writes = came.plan.writes.drop(columns="sheet").to_csv(index=False, header=False)
    return sorted(writes.splitlines()), sorted({one.code for one in came.findings})


@given(st.lists(LINE, min_size=1, max_size=5), st.randoms(use_true_random=False))
@FEW
def test_the_order_of_rows_says_nothing(lines: list[tuple[str, ...]], by: random.Random) -> None:
    assume(all(period and unit for period, unit, *_ in lines))  # a blank one is that of above
    shuffled = [*lines]
    by.shuffle(shuffled)
    assert told(shuffled) == told(lines)


@given(st.lists(LINE, min_size=1, max_size=4))
@FEW
def test_the_same_rows_twice_in_a_file_are_the_rows_once(lines: list[tuple[str, ...]]) -> None:
    faulty = arrival(text_file([HEADINGS, *lines]))
    if faulty.rows is None or faulty.rows.faulty:
        return  # a faulty row is no row, once or twice
    assert told([*lines, *lines])[0] == told(lines)[0]


SAID = "hội chữ thập đỏ đã tặng quà cho các hộ nghèo ở xóm bản giốc dịp tết nguyên đán"
SYLLABLES = SAID.split(" ")
NOTE = st.lists(st.sampled_from(SYLLABLES), min_size=8, max_size=14).map(" ".join)
QUANTITY = st.integers(0, 999)
TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_windows_1258(text: str) -> bytes:
    """Tones stand beside their vowels."""
    apart = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONES)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        apart.append(bare + tone)
    return "".join(apart).encode("cp1258")


def in_vni(text: str) -> bytes:
    codes = {letter: code for code, letter in sorted(VNI.items(), key=lambda one: len(one[0]))}
    return "".join(codes.get(letter, letter) for letter in text).encode("latin-1")


WAYS: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8 with its mark": lambda text: text.encode("utf-8-sig"),
    "apart": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 little": lambda text: text.encode("utf-16-le"),
    "utf-16 big": lambda text: text.encode("utf-16-be"),
    "windows-1258": in_windows_1258,
    "vni": in_vni,
    "twice": lambda text: text.encode().decode("latin-1").encode(),
}


@given(NOTE, QUANTITY, st.sampled_from(sorted(WAYS)), st.sampled_from(",;\t|"))
@TRIED
def test_what_was_written_is_read_in_every_encoding(
    note: str, quantity: int, way: str, delimiter: str
) -> None:
    row = [*SOUND[:6], str(quantity), "500000", note]
    text = text_file([HEADINGS, row], delimiter=delimiter).decode()
    (found,) = detect_layouts(Upload("return.csv", WAYS[way](text)))
    frame = parse_values(found).frame
    assert frame[["quantity", "value_vnd", "note"]].to_numpy().tolist() == [
        [quantity, 500_000, note]
    ]


@given(NOTE, QUANTITY)
@FEW
def test_a_workbook_says_what_the_text_says(note: str, quantity: int) -> None:
    row = [*SOUND[:6], str(quantity), "500000", note]
    typed: list[object] = [2026, *SOUND[1:6], quantity, 500_000, note]
    text, book = arrival(text_file([HEADINGS, row])), arrival(workbook({"KQ": [HEADINGS, typed]}))
    assert text.plan is not None and book.plan is not None
    kept = [one.writes.drop(columns="sheet").to_csv() for one in (text.plan, book.plan)]
    assert kept[0] == kept[1]

"""Files made up at random: tables of cells as many hands write them, in several kinds, and good
files with some of their bytes damaged."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.intake.builders import HEADINGS as OWN_HEADINGS
from tests.intake.builders import SECOND, SOUND
from tests.intake.files import text_file, workbook
from tests.intake.made_cells import PIECES as NUMBER_PIECES
from tests.intake.other_kinds import binary_workbook, document, open_row, open_sheets, web_page
from tests.intake.test_day_law import PIECES as DAY_PIECES

Cells = list[list[str]]


@dataclass(frozen=True)
class MadeFile:
    """A file and its name; `cells` where it is a table whose cells were not damaged."""

    name: str
    content: bytes
    cells: Cells | None = None


HEADINGS = (
    *OWN_HEADINGS,
    *("Năm", "Đơn vị", "Nhiệm vụ", "Kết quả", "Trị giá (triệu đồng)", "Trị giá (1000đ)", "STT"),
    *("Tiền mặt", "Hiện vật quy tiền", "Quý I", "Quý II", "Quý III", "Quý IV", "Cả năm", "Tổng"),
    *("Kế hoạch", "Thực hiện", "Năm 2025", "Năm 2026", "Lũy kế", "Số lượng (người)", "SL", ""),
    *("Mã địa chỉ", "Mã xã", "Xóm", "Số nhân khẩu", "Nhu cầu", "Ngày khảo sát", "Hình thức"),
    *("Loại trợ giúp", "Ngày trợ giúp", "Đến ngày", "Nhà hảo tâm", "Họ tên", "Điện thoại"),
)
KEYS = ("2026", "2025", "SYT", "STC", "HM_DK", "TET_SUAT", "01273", "Sở Y tế", "DC-1", "A-001")
WORDS = (
    *(
        "Hoàn thành",
        "Đang thực hiện",
        "x",
        "√",
        "Đạt",
        "nt",
        "-nt-",
        "〃",
        "như trên",
        "-",
        "0",
        "",
    ),
    *("không", "không phát sinh", "Trong kỳ không phát sinh", "xóa", "chưa có số liệu", "#REF!"),
    *("Tổng cộng", "Cộng", "I. Khối tỉnh", "ĐVT: triệu đồng", "Ghi chú: (1) số liệu ước"),
    *("14/12/2026", "12/25/2026", "tháng 7/2026", "14-15/7/2026", "46357", "14/12", "2026-12-14"),
    *("Người lập biểu", "GIÁM ĐỐC", "tiền mặt", "thường xuyên", "đột xuất", "hộ nghèo; mồ côi"),
    *("0,65", "65%", "100", "244.800.000", "1.234", "1,234.5", "227.500,000", "1e5", "٣", "１２"),
    *("\u200b12", "12\u00a0", "12\n150", "'12", '="12"', "=1+1", "<b>12</b>", "12;13", "a\tb"),
)
STATUS_PIECES = (
    *("Hoàn thành", "hoàn thành", "đúng hạn", "quá hạn", "Đang", "thực hiện", "Chưa", "chưa", " "),
    *("100%", "50%", "(", ")", "cơ bản", "xong", "đã", "không", ",", "một phần", "x", "Đạt"),
)
SIGNS = "0123456789.,/-+()[]%²½*~:;=xo'\" \n\tđĐỷệ\u0301\u200b\ufeff"


def make_file(random: Random) -> MadeFile:
    """One file."""
    if random.random() < 0.25:
        return damage_file(random)
    return write_cells(random, make_cells(random))


def make_cells(random: Random) -> Cells:
    """A table: mostly our own headings with sound rows, of which some cells are others."""
    if random.random() < 0.6:
        headings = [*OWN_HEADINGS]
        rows = [[*random.choice((SOUND, SECOND))] for _ in range(random.randint(1, 40))]
    else:
        headings = [random.choice(HEADINGS) for _ in range(random.randint(2, 10))]
        rows = [
            [random.choice((*KEYS, make_cell(random))) for _ in headings]
            for _ in range(random.randint(1, 5))
        ]
    for _ in range(random.randint(1, 80)):
        place = random.choice(rows)
        place[random.randrange(len(place))] = make_cell(random)
    if random.random() < 0.3:
        headings[random.randrange(len(headings))] = random.choice(HEADINGS)
    lines = [headings, *rows]
    for _ in range(random.choice((0, 0, 0, 1, 2))):
        line = [make_cell(random) if random.random() < 0.3 else "" for _ in headings]
        lines.insert(random.randint(0, len(lines)), line)
    return lines


def make_cell(random: Random) -> str:
    """What may stand in a cell."""
    kind = random.random()
    if kind < 0.4:
        return random.choice(WORDS)
    if kind < 0.9:
        known = random.choice((NUMBER_PIECES, NUMBER_PIECES, DAY_PIECES, STATUS_PIECES))
        pieces = random.choices(known, k=random.randint(1, 6))
        return "".join(piece + random.choice(("", " ")) for piece in pieces)
    return "".join(random.choices(SIGNS, k=random.randint(1, 12)))


def write_cells(random: Random, cells: Cells) -> MadeFile:
    """The table as a file of some kind; mostly of those that no program of their own reads."""
    name, write = random.choices(
        [(name, write) for name, write, _ in KINDS], [often for *_, often in KINDS]
    )[0]
    return MadeFile(name, write(cells), cells)


def damage_file(random: Random) -> MadeFile:
    """A file some of whose bytes are lost, doubled, or others."""
    made = write_cells(random, make_cells(random))
    content = bytearray(made.content)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        place = random.randrange(len(content)) if content else 0
        until = place + random.choice((1, 1, 2, 16, 200))
        piece = random.choice(
            (b"", random.randbytes(until - place), bytes(content[place:until]) * 2)
        )
        content[place:until] = piece
    return MadeFile(made.name, bytes(content))


def _write_printable(cells: Cells) -> Cells:
    """The cells without the signs that XML cannot hold."""
    return [[cell if cell.isprintable() else "12\n3" for cell in row] for row in cells]


def _write_sheet(cells: Cells) -> bytes:
    rows = [open_row(*(cell.replace("&", "").replace("<", "") for cell in row)) for row in cells]
    return open_sheets({"KQ": "".join(rows)})


KINDS: tuple[tuple[str, Callable[[Cells], bytes], int], ...] = (
    ("a.csv", text_file, 50),
    ("a.csv", lambda cells: text_file(cells, delimiter=";", mark=True), 10),
    ("a.txt", lambda cells: text_file(cells, delimiter="\t"), 10),
    ("a.xlsx", lambda cells: workbook({"KQ": _write_printable(cells)}), 30),
    ("a.xlsx", lambda cells: workbook({"A": _write_printable(cells), "B": [["x"]]}), 5),
    ("a.docx", lambda cells: document("BÁO CÁO NĂM 2026", _write_printable(cells)), 2),
    ("a.xls", web_page, 3),
    ("a.ods", lambda cells: _write_sheet(_write_printable(cells)), 2),
    ("a.xlsb", lambda cells: binary_workbook(_write_printable(cells)), 2),
)

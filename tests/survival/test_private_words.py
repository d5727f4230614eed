"""How people write telephones, numbers, names and illnesses, in each cell of a list of addresses
that a terminal receives: none is kept, said, written into a slip or backed up."""

import csv
import json
import stat
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from openpyxl import Workbook, load_workbook

from tests.journeys.near import NearDesk
from tests.survival.test_private_data import desk, office

__all__ = ["desk", "office"]
DATED = ["--received-on", "2026-11-28"]
HEADINGS = ["Mã địa chỉ", "Mã xã", "Xóm", "Loại", "Nhóm đối tượng", "Ngày khảo sát", "Tình trạng"]
# What stands in the hamlet's cell, and the part of it that nobody may find again.
HAMLETS = {
    "Tổ 2, 0912 . 345 . 601": "345 . 601",
    "Tổ 2, 0912/345/602": "345/602",
    "Tổ 2, 0912·345·603": "345·603",
    "Tổ 2, 0912\u200b345\u200b604": "345\u200b604",
    "Tổ 2, ０９１２３４５６０５": "３４５６０５",
    "Tổ 2, +84 (0) 912 345 606": "345 606",
    "zalo.me/0912345607": "12345607",
    "sđt:0912345608": "12345608",
    "dt0912345609": "12345609",
    "84912345610": "12345610",
    "0356345611": "56345611",
    "09I2345612": "2345612",
    "páo613@gmail.com": "613@gmail",
    "123345614": "23345614",
    "123 345 615": "345 615",
    "040085345616": "85345616",
    "0400 8534 5617": "8534 5617",
    "040/085/345/618": "345/618",
    "Lục Thị Xiêm": "Xiêm",
    "Nông Văn Páo": "Páo",
    "Hoàng Mẩy": "Mẩy",
    "hộ bà Triệu Mùi Nhậy, sinh 12/3/1961": "Nhậy",
    "Sầm Nhình (nữ, 1962)": "Nhình",
    "mắc HIV từ nhỏ": "HIV",
    "Tổ 2, bị ung thư phổi": "phổi",
    "GD 4 01 01 345 61963": "345 61963",
    "không chín một hai ba bốn năm sáu hai không": "ba bốn năm sáu",
}
CODES = ("Lý Thị Dợ", "VuongVanSenh", "0912345621", "912345622", "40085345623", "Thào Dính")
OTHERS = {3: "0912345624", 4: "Vàng Thị Chía", 5: "0912345625", 6: "040085345626"}
SOUGHT = (*HAMLETS.values(), *CODES, *OTHERS.values(), "12/3/1961", "1962")


def write_lists(folder: Path, kind: str) -> tuple[Path, Path]:
    """A list whose hamlets and codes tell people, and one of rows at fault that do."""
    sound = [
        [f"DC-{place:05}", "01290", hamlet, "Hộ", "Hộ nghèo", "01/10/2026", "đã lập hồ sơ"]
        for place, hamlet in enumerate(HAMLETS, 90001)
    ]
    named = [[code, "01290", "Tổ 1", "Hộ", "", "01/10/2026", "đã lập hồ sơ"] for code in CODES]
    faulty = []
    for place, text in OTHERS.items():
        row: list[str] = ["DC-90099", "01290", "Lũng Vài", "Hộ", "", "01/10/2026", "đã lập hồ sơ"]
        row[place] = text
        faulty.append(row)
    faulty += [
        [code, "01290", hamlet, "?", "", "", ""]
        for code, hamlet in zip(CODES, HAMLETS, strict=False)
    ]
    return (
        write_list(folder / f"so.{kind}", [HEADINGS, *sound, *named]),
        write_list(
            folder / f"sai.{kind}",
            [[*HEADINGS, "Ghi riêng"], *([*row, "Lò Chẩn"] for row in faulty)],
        ),
    )


def write_list(file: Path, rows: list[list[str]]) -> Path:
    if file.suffix == ".csv":
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out, delimiter=";").writerows(rows)
    else:
        book = Workbook()
        for row in rows:  # a spreadsheet keeps digits that begin with no nought as a number
            numbers = [cell.isdecimal() and cell[0] != "0" for cell in row]
            cells = zip(row, numbers, strict=True)
            book.worksheets[0].append([int(cell) if number else cell for cell, number in cells])
        book.save(file)
    return file


def find_sought(content: bytes) -> list[str]:
    """Which of the values the bytes hold."""
    return [one for one in SOUGHT if one.encode() in content]


def join_said(answer: CompletedProcess[str]) -> bytes:
    """All that the terminal said."""
    assert answer.stdout + answer.stderr
    return (answer.stdout + answer.stderr).encode()


def read_book(file: Path) -> bytes:
    """Every cell and comment of a workbook."""
    cells = [cell for sheet in load_workbook(file) for row in sheet.iter_rows() for cell in row]
    texts = [str(cell.value) for cell in cells]
    return "\n".join(texts + [str(cell.comment.text) for cell in cells if cell.comment]).encode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_none_of_it_is_kept_or_said(
    office: Path, desk: NearDesk, tmp_path: Path, kind: str
) -> None:
    sound, faulty = write_lists(tmp_path, kind)
    answers = [
        desk.run("check", str(faulty), "--json", *DATED),
        desk.run("slip", str(faulty), "--out", str(office / "slip.xlsx"), *DATED),
        desk.run("receive", str(sound), "--json", "--accept-valid-rows", "--confirm", *DATED),
        desk.run("backup", str(office / "backups")),
    ]
    for answer in answers:
        assert find_sought(join_said(answer)) == []
    told = json.loads(answers[2].stdout)
    assert told["receipt"]["new"] == len(HAMLETS)
    codes = [one["code"] for one in told["findings"]]
    assert codes.count("value.personal") == len(HAMLETS)
    assert codes.count("value.code_personal") == len(CODES)
    assert find_sought(read_book(office / "slip.xlsx")) == []
    assert "Lò Chẩn" not in read_book(office / "slip.xlsx").decode()
    assert stat.S_IMODE((office / "slip.xlsx").stat().st_mode) == 0o600
    for file in office.rglob("*"):
        if file.is_file():
            assert find_sought(file.read_bytes()) == [], file.name


def test_a_reason_that_tells_somebody_is_refused_and_not_kept(
    office: Path, desk: NearDesk, tmp_path: Path
) -> None:
    row = ["DC-90001", "01290", "Nà Ngần", "Hộ", "Hộ nghèo", "01/10/2026", "đã lập hồ sơ"]
    sound = write_list(tmp_path / "so.csv", [HEADINGS, row])
    reasons = ["hỏi Nông Văn Páo", "gọi 0912 345 678", "chị ấy gửi ở a@gmail.com"]
    reasons += ["hoàng thị hoa (NS 12/3/1950) gọi lại", "bé Tủa bị tim bẩm sinh"]
    for reason in reasons:
        answer = desk.run("receive", str(sound), "--reason", reason, "--json", *DATED)
        assert json.loads(answer.stdout)["refusal"]["code"] == "text_personal"
        assert reason.split()[-1].encode() not in join_said(answer)
    answer = desk.run("receive", str(sound), "--document-no", "12/BC-bé-Tủa", "--json", *DATED)
    assert json.loads(answer.stdout)["refusal"]["code"] == "text_personal"
    assert "Tủa".encode() not in (office / "oversight.db").read_bytes()
    assert "Páo".encode() not in (office / "oversight.db").read_bytes()


def test_the_folder_that_a_file_lies_in_is_not_told_where_it_names_somebody(
    desk: NearDesk, tmp_path: Path
) -> None:
    folder = tmp_path / "Nông Văn Páo 0912345678"
    folder.mkdir()
    sound = write_list(folder / "so.csv", [HEADINGS, ["DC-1", "01290", *[""] * 5]])
    for file in (sound, folder / "khong co.csv"):
        for words in (["check", str(file), "--json", *DATED], ["slip", str(file), *DATED]):
            answer = desk.run(*words)
            assert "Páo" not in join_said(answer).decode()
            assert b"0912345678" not in join_said(answer)

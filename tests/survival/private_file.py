"""A return in twelve places of which somebody's data are planted, sixty values in all."""

import gzip
import html
import io
import tarfile
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName

PLACES = (
    *("file name", "sheet names", "properties", "comment", "defined name", "header"),
    *("hidden sheet", "unknown column", "untitled column", "hamlet", "lines around", "parts"),
)
GIVEN = ["Mai", "Lan", "Hoa", "Cúc", "Đào", "Sen", "Thảo", "Vân", "Hạnh", "Loan", "Nga", "Oanh"]
BIRTHS = {0: "12-03-1961", 3: "13/04/1962", 5: "14.05.1963", 9: "15/6/1964"}
ILLNESSES = {4: "ung thư vòm họng", 7: "xơ gan mất bù", 8: "tâm thần phân liệt", 10: "suy thận mạn"}
HEADINGS = ["Mã địa chỉ", "Mã xã", "Xóm", "Số nhân khẩu", "Ngày khảo sát", "Tình trạng"]


def values_of(place: int) -> list[str]:
    """The name, telephone, identity number and bank account, and the insurance number, day of birth
    or illness, that are planted in one place, and nowhere else."""
    return [
        f"Nông Thị {GIVEN[place]}",
        f"{'84' if place % 2 else '0'}912{place:02d}{place + 40:02d}78",
        f"00408500{place:02d}{place + 30:02d}",
        f"1903{place:02d}55{place + 20:02d}6671",
        BIRTHS.get(place) or ILLNESSES.get(place) or f"HN40400{place:02d}34{place + 50:02d}71",
    ]


def told_of(place: int) -> str:
    """A text with all of them, as people write such a thing."""
    name, telephone, identity, account, last = values_of(place)
    kind = "sinh" if place in BIRTHS else "mắc" if place in ILLNESSES else "BHYT"
    word = "" if place % 3 else "CCCD "  # bare digits in most places
    return f"hộ bà {name} {telephone} {word}{identity} STK {account} {kind} {last}"


PLANTED = tuple(value for place in range(len(PLACES)) for value in values_of(place))


def write_private_workbook(folder: Path, code: str) -> Path:
    """The workbook, as its sender has it; the address in it is `code`."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "So dia chi"
    sheet.append([f"DANH SÁCH, hỏi {told_of(10)}"])
    sheet.append([*HEADINGS, f"Người liên hệ {told_of(7)}", None])
    row = [code, "01290", f"Tổ 2, {told_of(9)}", 4, "01/10/2026", "đã lập hồ sơ"]
    sheet.append([*row, told_of(7), told_of(8)])
    sheet["B3"].comment = Comment(told_of(3), told_of(3))
    sheet.oddHeader.center.text = told_of(5)
    sheet.append(["", "", "Người lập biểu"])
    sheet.append(["", "", f"hỏi {told_of(10)}"])
    for value in values_of(1):
        book.create_sheet(value)
    hidden = book.create_sheet("cu")
    hidden.sheet_state = "hidden"
    hidden.append(["ghi", told_of(6), *values_of(6)])
    book.defined_names["vung"] = DefinedName("vung", attr_text=f'"{told_of(4)}"')
    name, *others = values_of(2)
    book.properties.creator = book.properties.lastModifiedBy = name
    book.properties.title, book.properties.keywords = others[0], others[1]
    book.properties.description = f"tài khoản {others[2]}"
    book.custom_doc_props.append(  # type: ignore[attr-defined]  # missing in the stubs
        StringProperty(name="the", value=others[3])
    )
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written, "a") as parts:
        told = told_of(11)
        parts.writestr("xl/drawings/drawing9.xml", f"<a><a:t>{told}</a:t></a>")
        parts.writestr("xl/embeddings/oleObject1.bin", told)
        parts.writestr("xl/threadedComments/threadedComment1.xml", f"<a><text>{told}</text></a>")
        parts.writestr("xl/persons/person.xml", f'<a displayName="{values_of(11)[0]}"/>')
    file = folder / f"so dia chi {told_of(0)}.xlsx"
    file.write_bytes(written.getvalue())
    return file


def write_private_text(folder: Path, code: str) -> Path:
    """The same as a text file, which has fewer places: the others stand in its columns."""
    places = [told_of(place) for place in (1, 2, 3, 4, 5, 6, 8, 11)]
    lines = [
        [f"DANH SÁCH, hỏi {told_of(10)}"],
        [*HEADINGS, f"Người liên hệ {told_of(7)}", "", *(f"Cột {one}" for one in range(7))],
        [code, "01290", f"Tổ 2, {told_of(9)}", "4", "01/10/2026", "đã lập hồ sơ", *places],
        ["", "", "Người lập biểu"],
        ["", "", f"hỏi {told_of(10)}"],
    ]
    file = folder / f"so dia chi {told_of(0)}.csv"
    file.write_text("\n".join(";".join(line) for line in lines), "utf-8")
    return file


def find_planted(content: bytes, depth: int = 0) -> set[str]:
    """Which of the values the bytes hold, as UTF-8 or UTF-16, plain or in archives in them."""
    texts = content
    if b"&#" in content:  # as some programs write letters in XML
        texts += html.unescape(content.decode("utf-8", "ignore")).encode()
    found = {
        value
        for value in PLANTED
        for form in (value.encode(), value.encode("utf-16-le"), ascii(value)[1:-1].encode())
        if form in texts
    }
    if depth < 4 and content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                found |= find_planted(name.encode() + b"\n" + archive.read(name), depth + 1)
                found |= find_planted(archive.read(name), depth + 1)
    if depth < 4 and content.startswith(b"\x1f\x8b"):
        found |= find_planted(gzip.decompress(content), depth + 1)
    if depth < 4 and content[257:262] == b"ustar":
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            for member in archive.getmembers():
                held = archive.extractfile(member)
                found |= find_planted(held.read() if held else b"", depth + 1)
    return found

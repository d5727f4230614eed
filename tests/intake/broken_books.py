"""Files that are no table, or are one that hides something: for each finding code the bytes,
the row and column that the finding points at, and the file's name."""

import io
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.intake.files import workbook
from tests.intake.hostile_books import HEADINGS, ROW, book, deep, locked, many_sheets, packed, sheet
from tests.intake.other_kinds import binary_workbook, document, web_page

MEGABYTE = 1024 * 1024
Sample = tuple[Callable[[], bytes], int | None, str | None, str]
MAIL = b"Received: from office\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nSYT"
XML_2003 = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
PASTED = """\
period    unit_code  task_code  status
2026      SYT        HM_TV      done
"""
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def compound(stream: str) -> bytes:
    """A file of the kind that Office wrote before 2007, with one stream of this name."""
    return COMPOUND + stream.encode("utf-16-le") + bytes(100)


def cell_of(text: str) -> bytes:
    """A workbook whose task in row 2 is `text`."""
    return workbook({"KQ": [HEADINGS, [*ROW[:2], text, *ROW[3:]]]})


def hidden_column() -> bytes:
    """A workbook whose column E is hidden."""
    made = Workbook()
    form = made.worksheets[0]
    form.append(HEADINGS)
    form.append(ROW)
    form.column_dimensions["E"].hidden = True
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def merged() -> bytes:
    """A workbook in which one number stands for two rows."""
    made = Workbook()
    form = made.worksheets[0]
    form.append([*HEADINGS[:4], "quantity"])
    form.append([*ROW[:4], 12])
    form.append([ROW[0], ROW[1], "YT_TT", ROW[3], None])
    form.merge_cells("E2:E3")
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def huge() -> bytes:
    """A workbook that says it unpacks to more than 150 MB."""
    content = bytearray(book(sheet(), {"xl/media/picture": bytes(range(256)) * 8000}))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (160 * MEGABYTE).to_bytes(4, "little")
    return bytes(content)


def pieces(number: int) -> bytes:
    """A workbook of very many parts."""
    return book(sheet(), {f"xl/media/{one}": b"" for one in range(number)})


def beside() -> bytes:
    """A workbook whose author is named in its properties, with a picture in it."""
    return book(
        sheet(),
        {
            "docProps/custom.xml": "<name>Nông Văn Thử</name>".encode(),
            "xl/media/image1.png": b"\x89PNG",
        },
    )


def formatted(number_format: str) -> Callable[[], bytes]:
    """A workbook whose number in E2 has this format."""

    def make() -> bytes:
        made = Workbook()
        form = made.worksheets[0]
        form.append([*HEADINGS[:4], "quantity"])
        form.append([*ROW[:4], 12.5])
        form["E2"].number_format = number_format
        return saved(made)

    return make


def commented() -> bytes:
    """A workbook with a comment beside the status in row 2."""
    made = Workbook()
    form = made.worksheets[0]
    form.append(HEADINGS)
    form.append(ROW)
    form["D2"].comment = Comment("đúng là đang làm", "Văn phòng")
    return saved(made)


def struck() -> bytes:
    """A workbook whose row 2 is struck out."""
    made = Workbook()
    form = made.worksheets[0]
    form.append(HEADINGS)
    form.append(ROW)
    for cell in form[2]:
        cell.font = Font(strike=True)
    return saved(made)


def saved(made: Workbook) -> bytes:
    """The bytes of a workbook."""
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


TICKED = ["2026", "SYT", "HM_TV", "x", ""]
OTHER: list[list[object]] = [["Số", "Ngày"], [1, 2], [3, 4]]
SAMPLES: dict[str, Sample] = {
    "file.to_save_as": (lambda: XML_2003, None, None, "a.xlsx"),
    "file.no_table": (lambda: b"%PDF-1.7", None, None, "a.xlsx"),
    "file.document_to_save": (lambda: compound("WordDocument"), None, None, "a.doc"),
    "file.document_without_table": (lambda: document("BÁO CÁO"), None, None, "a.docx"),
    "file.mail": (lambda: MAIL, None, None, "a.eml"),
    "file.nil_in_prose": (
        lambda: document("Trong kỳ, đơn vị không phát sinh kết quả."),
        None,
        None,
        "a.docx",
    ),
    "file.columns_by_blanks": (lambda: PASTED.encode(), None, None, "a.txt"),
    "file.columns_unclear": (
        lambda: PASTED.replace("SYT        HM_TV", "SYT   HM_TV  3  4").encode(),
        None,
        None,
        "a.txt",
    ),
    "file.period_stated": (
        lambda: document("BÁO CÁO NĂM 2026", [HEADINGS[1:], ROW[1:]]),
        None,
        None,
        "a.docx",
    ),
    "column.status_by_ticks": (
        lambda: workbook({"KQ": [[*HEADINGS[:3], "Hoàn thành", "Chưa thực hiện"], TICKED]}),
        None,
        None,
        "a.xlsx",
    ),
    "value.key_repeated": (
        lambda: workbook({"KQ": [HEADINGS, ROW, ["2026", "", "YT_TT", "done", "hai"]]}),
        3,
        "unit_code",
        "a.xlsx",
    ),
    "file.tasks_across": (
        lambda: workbook(
            {"KQ": [["period", "unit_code", "HM_TV", "YT_TT"], ["2026", "SYT", "", ""]]}
        ),
        None,
        None,
        "a.xlsx",
    ),
    "file.tasks_turned": (
        lambda: workbook(
            {"KQ": [["period", "unit_code", "HM_TV", "YT_TT"], ["2026", "SYT", 1, 2]]}
        ),
        None,
        None,
        "a.xlsx",
    ),
    "file.kept_as_table": (lambda: document([HEADINGS, ROW]), None, None, "a.docx"),
    "file.values_alone": (lambda: binary_workbook([HEADINGS, ROW]), None, None, "a.xlsb"),
    "file.text_doubtful": (
        lambda: web_page([HEADINGS, ROW], below="<del>12</del>"),
        None,
        None,
        "a.xls",
    ),
    "file.archive": (lambda: packed({"SYT.csv": b"a,b"}), None, None, "a.zip"),
    "file.locked": (locked, None, None, "a.xlsx"),
    "file.kind_unknown": (lambda: compound("Contents"), None, None, "a.xlsx"),
    "file.unpacks_too_large": (huge, None, None, "a.xlsx"),
    "file.packed_too_tightly": (
        lambda: book(sheet(), {"xl/media/picture": b"0" * (40 * MEGABYTE)}),
        None,
        None,
        "a.xlsx",
    ),
    "file.takes_too_much": (deep, None, None, "a.xlsx"),
    "file.too_many_parts": (lambda: pieces(600), None, None, "a.xlsx"),
    "file.too_many_sheets": (lambda: many_sheets(140), None, None, "a.xlsx"),
    "file.only_hidden": (
        lambda: workbook({"KQ": [HEADINGS, ROW], "Bìa": []}, hidden=["KQ"]),
        None,
        None,
        "a.xlsx",
    ),
    "file.hidden_sheets": (
        lambda: workbook({"KQ": [HEADINGS, ROW], "Cũ": [HEADINGS, ROW]}, hidden=["Cũ"]),
        None,
        None,
        "a.xlsx",
    ),
    "file.sheets_without_headings": (
        lambda: workbook({"KQ": [HEADINGS, ROW], "Khác": OTHER}),
        None,
        None,
        "a.xlsx",
    ),
    "sheet.hidden_columns": (hidden_column, None, None, "a.xlsx"),
    "file.name_unseen": (
        lambda: workbook({"KQ": [HEADINGS, ROW]}),
        None,
        None,
        "bao-cao\u202exslx.xlsx",
    ),
    "file.name_personal": (
        lambda: workbook({"KQ": [HEADINGS, ROW]}),
        None,
        None,
        "hộ ông Nông Văn Thử 0912345678.xlsx",
    ),
    "file.place_personal": (beside, None, None, "a.xlsx"),
    "file.parts_left_out": (beside, None, None, "a.xlsx"),
    "file.another_table": (
        lambda: workbook({"KQ": [HEADINGS, ROW, HEADINGS[::-1], ROW[::-1]]}),
        None,
        None,
        "a.xlsx",
    ),
    "value.read_as_shown": (formatted('0.0" nghìn"'), 2, "quantity", "a.xlsx"),
    "value.shown_otherwise": (formatted("0"), 2, "quantity", "a.xlsx"),
    "value.shown_blank": (formatted(";;;"), 2, "quantity", "a.xlsx"),
    "value.commented": (commented, 2, "status", "a.xlsx"),
    "sheet.struck_rows": (struck, None, None, "a.xlsx"),
    "value.merged": (merged, 2, "quantity", "a.xlsx"),
    "value.unticked": (
        lambda: workbook({"KQ": [HEADINGS, [*ROW[:3], False, ROW[4]]]}),
        2,
        "status",
        "a.xlsx",
    ),
    "value.unseen_letters": (lambda: cell_of("HM\u200b_TV"), 2, "task_code", "a.xlsx"),
    "value.letters_turned": (lambda: cell_of("\u202eHM_TV"), 2, "task_code", "a.xlsx"),
}

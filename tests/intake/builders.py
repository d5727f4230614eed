"""Builders of returns as offices send them: one sound results file, changed in one way."""

from collections.abc import Sequence

from documents.returns.examination import list_stored_values
from intake.pipeline import Arrival
from tests.intake.files import text_file, workbook

HEADINGS = [
    "Kỳ báo cáo",
    "Mã đơn vị",
    "Mã nhiệm vụ",
    "Tình trạng",
    "Ngày hoàn thành",
    "Tỷ lệ (%)",
    "Số lượng",
    "Trị giá (đồng)",
    "Ghi chú",
]
FIELDS = ["period", "unit_code", "task_code", "status", "done_on", "percent"]
FIELDS += ["quantity", "value_vnd", "note"]
SOUND = ["2026", "SYT", "HM_DK", "Hoàn thành", "01/12/2026", "100", "12", "1.200.000", "Sao Tiên"]
SECOND = ["2026", "STC", "HM_DK", "Đang thực hiện", "", "40", "7", "2.500.000", ""]
Lines = Sequence[Sequence[object]]


def row_with(**cells: object) -> list[object]:
    """The sound row but for `cells`, by field."""
    return [cells.get(name, was) for name, was in zip(FIELDS, SOUND, strict=True)]


def column_of(field: str, cells: Sequence[object]) -> bytes:
    """A file whose rows, each of another unit and task, are sound but for one field."""
    tasks = [("SYT", "HM_DK"), ("SYT", "TET_SUAT"), ("STC", "HM_DK")]
    pairs = zip(tasks, cells, strict=False)
    rows = [row_with(**{"unit_code": u, "task_code": t, field: cell}) for (u, t), cell in pairs]
    return text_file([HEADINGS, *rows])


def file_with(**cells: object) -> bytes:
    """A text file of one row, sound but for `cells`."""
    return text_file([HEADINGS, row_with(**cells)])


def book_of(lines: Lines) -> bytes:
    """A workbook of one sheet with these lines."""
    return workbook({"Trang1": lines})


def by_letters(letters: str) -> list[list[str]]:
    """Two sound rows under headings of which each was changed: "{n}. {h}", "{h} (*)"."""
    written = [letters.format(h=heading, n=place) for place, heading in enumerate(HEADINGS, 1)]
    return [written, SOUND, SECOND]


def blanks(*cells: str) -> list[str]:
    """A line as wide as the form that holds only `cells`, from the left."""
    return [*cells, *[""] * (len(HEADINGS) - len(cells))]


def stored(came: Arrival, field: str) -> dict[object, object]:
    """What would be kept of one field, by the sender's row numbers."""
    if came.rows is None:
        return {}
    return {row["row"]: row.get(field) for row in list_stored_values(came.rows)}

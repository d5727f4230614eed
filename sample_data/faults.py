"""Faults: one sound return, spoilt in one way at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from intake.findings import Outcome
from intake.headers.layouts import ADDRESSES, RESULTS
from sample_data.returns import OFFICE, PLAIN, WORKBOOK, Row, Style, build_headings, build_text
from sample_data.trials import Trial, build_trial_file

OTHER_COMMUNE = "01465"  # still overdue on the sample's day; the broken files are its return

Spoil = Callable[[list[dict[str, object]]], list[dict[str, object]]]


def _update_first_row(**changes: object) -> Spoil:
    """A way to spoil rows: `changes` in the first one."""
    return lambda rows: [rows[0] | changes, *rows[1:]]


@dataclass(frozen=True)
class SpoiledReturn:
    """How a sound return is spoilt, and what should be found."""

    spoil: Spoil
    outcome: Outcome
    code: str
    words: tuple[str, str]
    style: Style = PLAIN
    officer: str | None = None


FAULTS: Mapping[str, SpoiledReturn] = {
    "05-loi-ty-le.csv": SpoiledReturn(
        _update_first_row(percent=140),
        Outcome.ROWS,
        "value.percent_out_of_range",
        ("Tỷ lệ 140 %: chỉ từ 0 đến 100.", "A percentage of 140: only 0 to 100."),
    ),
    "06-loi-ma-nhiem-vu.csv": SpoiledReturn(
        _update_first_row(task_code="HM_XYZ"),
        Outcome.ROWS,
        "register.task_unknown",
        ("Mã nhiệm vụ không có trong kế hoạch.", "A task code that the plan does not have."),
        style=OFFICE,
    ),
    "07-loi-chu-trong-o-so.xlsx": SpoiledReturn(
        _update_first_row(quantity="khoảng ba chục"),
        Outcome.ROWS,
        "value.not_a_number",
        ("Chữ trong ô số lượng.", "Words where a number belongs."),
        style=WORKBOOK,
    ),
    "08-loi-so-hieu-hai-cach.csv": SpoiledReturn(
        _update_first_row(quantity="1.234"),
        Outcome.ASK,
        "value.number_ambiguous",
        (
            "“1.234” là một nghìn hai trăm hay một phẩy hai? Phần mềm hỏi, không đoán.",
            "Is “1.234” a thousand or a little over one? The program asks and does not guess.",
        ),
    ),
    "09-loi-dong-lap.csv": SpoiledReturn(
        lambda rows: [*rows, rows[0] | {"note": "ghi lại lần hai"}],
        Outcome.ROWS,
        "table.repeated_row",
        ("Một nhiệm vụ ghi hai dòng khác nhau.", "One task told in two rows, unlike each other."),
    ),
    "10-loi-hoan-thanh-40-phan-tram.csv": SpoiledReturn(
        _update_first_row(percent=40),
        Outcome.WARN,
        "row.done_below_hundred",
        ("Ghi hoàn thành mà tỷ lệ 40 %.", "Said to be done, at 40 per cent."),
        style=replace(PLAIN, words="vi", delimiter=";"),
    ),
    "11-loi-don-vi-khac.csv": SpoiledReturn(
        _update_first_row(unit_code="01279"),
        Outcome.ROWS,
        "register.unit_of_another",
        (
            "Thử với vai cán bộ Xã Quang Trung: có dòng của đơn vị khác.",
            "Try as the officer of Quang Trung Commune: one row is another unit's.",
        ),
        officer=OTHER_COMMUNE,
    ),
}


def build_faulty_trials(sound: Sequence[Row], addresses: Sequence[Row]) -> list[Trial]:
    """A file for each fault: of `sound` rows of results, or of `addresses`."""
    rows = [dict(row) for row in sound]
    spoilt = [
        Trial(
            name,
            build_trial_file(RESULTS, fault.spoil(rows), fault.style),
            fault.outcome,
            fault.code,
            fault.words,
            fault.officer,
        )
        for name, fault in FAULTS.items()
    ]
    return [
        *spoilt,
        _build_trial_without_column(sound),
        _build_trial_with_personal_column(addresses),
        EMPTY,
    ]


def _build_trial_without_column(rows: Sequence[Row]) -> Trial:
    fields = [field for field in RESULTS.fields if field.name != "task_code"]
    return Trial(
        "12-loi-thieu-cot.csv",
        build_trial_file(replace(RESULTS, fields=tuple(fields)), rows, PLAIN),
        Outcome.REFUSE,
        "file.missing_columns",
        ("Thiếu cột mã nhiệm vụ.", "The column of task codes is missing."),
    )


def _build_trial_with_personal_column(rows: Sequence[Row]) -> Trial:
    table = [[*build_headings(ADDRESSES, PLAIN), "Họ và tên"]]
    for row in rows:
        table.append([*(row.get(field.name) or "" for field in ADDRESSES.fields), "(tên người)"])
    return Trial(
        "13-loi-cot-ho-ten.csv",
        build_text(table, PLAIN),
        Outcome.WARN,
        "column.personal",
        (
            "Có cột họ tên: cột này bị bỏ ra khi nhận và không được lưu.",
            "A column of names: it is left out on arrival and never kept.",
        ),
    )


EMPTY = Trial(
    "14-loi-tep-trong.csv",
    b"",
    Outcome.REFUSE,
    "file.empty",
    ("Tệp không có gì.", "A file with nothing in it."),
)

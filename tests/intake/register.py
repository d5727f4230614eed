"""A register small enough to hold in the head, and files read against it."""

from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd

from intake.pipeline import Arrival, detect_layout, validate_upload
from intake.references import References
from intake.tables import Upload
from tests.indicators.tables import frame, table

RECEIVED = date(2026, 12, 10)

# 01273 was Hợp Giang until 1/7/2025 and is Thục Phán since; two communes are called Quang Trung.
UNITS = """
| unit_id | code    | name_vi                            | short_vi      | valid_from | valid_to   |
| 1       | SYT     | Sở Y tế                            | Sở Y tế       |            |            |
| 2       | STC     | Sở Tài chính                       | Sở Tài chính  |            |            |
| 3       | SLDTBXH | Sở Lao động, Thương binh và Xã hội | Sở LĐ-TB&XH   |            | 2025-07-01 |
| 11      | 01273   | Phường Hợp Giang                   | P. Hợp Giang  |            | 2025-07-01 |
| 12      | 01273   | Phường Thục Phán                   | P. Thục Phán  | 2025-07-01 |            |
| 13      | 01501   | Xã Quang Trung                     | Quang Trung   |            |            |
| 14      | 01502   | Xã Quang Trung                     | Quang Trung   |            |            |
| 15      | 049     | Huyện Hòa An                       | H. Hòa An     |            | 2025-07-01 |
"""
SUCCESSIONS = """
| kind  | on_day     | from_unit_id | to_unit_id |
| split | 2025-07-01 | 11           | 12         |
"""
ALIASES = """
| spelling          | unit_id |
| y te tinh cbang   | 1       |
"""
TASKS = """
| task_id | task_code | title_vi            | title_en                 | measure_vi | measure_en |
| 1       | HM_DK     | Hiến máu tình nguyện | Voluntary blood donation | lượt người | visits     |
| 2       | TET_SUAT  | Tết Nhân ái         | Tết of Compassion        | suất quà   | parcels    |
| 3       | KH_DP     | Kế hoạch địa phương | Local plan               |            |            |
"""
ASSIGNMENTS = """
| assignment_id | task_id | unit_id | year |
| 101           | 1       | 1       | 2026 |
| 102           | 2       | 1       | 2026 |
| 201           | 1       | 2       | 2026 |
| 303           | 3       | 12      | 2026 |
| 302           | 2       | 12      | 2026 |
"""
PERIODS = """
| year | data_from  | data_to    | last_day   |
| 2025 | 2024-12-15 | 2025-12-14 | 2025-12-14 |
| 2026 | 2025-12-15 | 2026-12-14 | 2026-12-14 |
"""
ADDRESSES = """
| address_id | code  |
| 1          | A-001 |
| 2          | A-002 |
"""


@cache
def references(form: str = "results", stored: str = "") -> References:
    """The register, with `stored` drawn as the rows already kept of `form`."""
    units = frame("units", UNITS)
    return References(
        units=units.assign(name_en=units["code"]),
        successions=frame("successions", SUCCESSIONS),
        aliases=table(ALIASES),
        periods=frame("periods", PERIODS),
        tasks=frame("tasks", TASKS),
        assignments=frame("assignments", ASSIGNMENTS),
        addresses=table(ADDRESSES),
        stored=KEPT[form](stored),
        day=RECEIVED,
    )


def _results(drawn: str) -> pd.DataFrame:
    return frame("results", drawn).rename(columns={"result_id": "stored_id"})


def _dossiers(drawn: str) -> pd.DataFrame:
    return frame("dossiers", drawn).rename(columns={"address_id": "stored_id"})


def _supports(drawn: str) -> pd.DataFrame:
    kept = frame("supports", drawn).rename(columns={"support_id": "stored_id"})
    return kept.assign(note=pd.Series(pd.NA, index=kept.index, dtype="str"))


KEPT = {"results": _results, "addresses": _dossiers, "supports": _supports}


def arrival(content: bytes, against: References | None = None) -> Arrival:
    """The file, examined against the register."""
    upload = Upload("return.csv", content)
    return validate_upload(upload, detect_layout(upload), against or references())


def arrived(text: str, form: str = "results", *, stored: str = "", own: str = "") -> Arrival:
    """A text file, examined against the register with `stored` kept already."""
    against = replace(references(form, stored), own_unit=own or None)
    return arrival(text.encode(), against)


def said(came: Arrival) -> list[tuple[str, int | None, str | None]]:
    """What was found: code, row, column of each finding."""
    return [(one.code, one.row, one.column) for one in came.findings]

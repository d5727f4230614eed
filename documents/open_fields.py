"""Fields of the open data, declared once: the files, the dictionary and the tests read this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from indicators.due_reports import NO_DATA
from indicators.due_results import STATES


class Unit(StrEnum):
    """What a field is counted or written in."""

    TEXT = "text"
    YEAR = "year"
    DAY = "day"
    MONTH = "month"
    TRUTH = "truth"
    SHARE = "share"
    RESULTS = "results"
    ADDRESSES = "addresses"
    DAYS = "days"
    REPORTS = "returns"
    DONG = "vnd"


VALUE, HIDDEN, NIL = "value", "hidden", "nil"
NOT_ASKED, NOT_DUE, REQUESTED = "not_asked", "not_due", "requested"
UNREPORTED = "unreported"  # of a commune whose help nobody has reported for the period


@dataclass(frozen=True)
class Field:
    """One column. `clause` of the plan; `allowed` its codes, each with the key of its words;
    `codes` say why a value is there or not, in a column of its own beside it."""

    name: str
    unit: Unit = Unit.TEXT
    clause: str = ""
    allowed: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()

    @property
    def coded(self) -> str:
        """The name of the column of its codes."""
        return f"{self.name}_code"


def _coded(kind: str, *names: str) -> dict[str, str]:
    return {name: f"{kind}.{name}" for name in names}


OBLIGATIONS = {**_coded("obligation", "required", "requested"), **_coded("state", NOT_ASKED)}
LEVELS = _coded("level", "province", "district", "commune")
SENT = {
    **_coded("report_state", "in_time", "late", "overdue", "awaited", "sent_back"),
    **_coded("report_state", NO_DATA, "not_required"),
    **_coded("open.state", "requested", "received"),
}
MONEY = _coded("open.money", "counts", "contained", "apart")

OF_ALL = (Field("year", Unit.YEAR, "III.13"), Field("as_of", Unit.DAY), Field("sample", Unit.TRUTH))
OF_A_UNIT = (
    Field("unit_code"),
    Field("unit_name_vi"),
    Field("unit_name_en"),
    Field("level", allowed=LEVELS),
)
OF_A_TASK = (Field("task_code"), Field("clause"), Field("title_vi"), Field("title_en"))
JUDGED = (VALUE, NO_DATA, NOT_DUE, NIL, REQUESTED, NOT_ASKED)
TOLD = (VALUE, HIDDEN, NO_DATA)
OF_HELP = (VALUE, HIDDEN, UNREPORTED, NO_DATA)
OF_RESULTS = (
    Field("obligation", clause="III", allowed=OBLIGATIONS),
    Field("assigned", Unit.RESULTS, "III.13", codes=(VALUE, NOT_ASKED)),
    Field("fallen_due", Unit.RESULTS, "III.13", codes=(VALUE, REQUESTED, NOT_ASKED)),
    Field("done_of_due", Unit.RESULTS, "III.13"),
    Field("in_time_of_due", Unit.RESULTS, "III.13"),
    Field("completion", Unit.SHARE, "III.13", codes=JUDGED),
    Field("completion_in_time", Unit.SHARE, "III.13", codes=JUDGED),
    Field("done_of_assigned", Unit.RESULTS, "III.13"),
    Field("progress", Unit.SHARE, "III.13", codes=(VALUE, NIL, NOT_ASKED)),
    *(Field(f"state_{state}", Unit.RESULTS, "III.13") for state in STATES),
)
FILES: Mapping[str, tuple[Field, ...]] = {
    "completion_by_agency": (*OF_ALL, *OF_A_UNIT, *OF_RESULTS),
    "completion_by_task": (*OF_ALL, *OF_A_TASK, *OF_RESULTS),
    "coverage_by_commune": (
        *OF_ALL,
        *OF_A_UNIT,
        Field("addresses", Unit.ADDRESSES, "II.2", codes=OF_HELP),
        Field("helped", Unit.ADDRESSES, "II.2", codes=OF_HELP),
        Field("nobody", Unit.ADDRESSES, "II.2", codes=OF_HELP),
        Field("closed_unhelped", Unit.ADDRESSES, "II.2", codes=OF_HELP),
        Field("several", Unit.ADDRESSES, "II.2", codes=OF_HELP),
        Field("coverage", Unit.SHARE, "II.2", codes=OF_HELP),
        Field("help_unreported", Unit.ADDRESSES, "II.2", codes=TOLD),
        Field("last_review", Unit.MONTH, "II.2", codes=TOLD),
    ),
    "due_reports": (
        *OF_ALL,
        *OF_A_UNIT,
        Field("obligation", clause="III", allowed=OBLIGATIONS),
        Field("due_on", Unit.DAY, "III.13"),
        Field("extended", Unit.TRUTH, "III.13"),
        Field("report_state", clause="III.13", allowed=SENT),
        Field("days_late", Unit.DAYS, "III.13"),
        Field("nil", Unit.TRUTH, "III.13"),
        Field("received_on", Unit.DAY, "III.13"),
    ),
    "mobilised_by_movement": (
        *OF_ALL,
        *OF_A_TASK,
        Field("movement", Unit.TRUTH),
        Field("money", allowed=MONEY),
        Field("value_vnd", Unit.DONG, codes=(VALUE, NIL, NO_DATA)),
        Field("counted_vnd", Unit.DONG),
        Field("returns_told", Unit.REPORTS),
        Field("returns_nil", Unit.REPORTS),
    ),
}


def columns_of(file: str) -> list[str]:
    """The columns of a file in their order, codes beside their values."""
    return [
        name
        for one in FILES[file]
        for name in ((one.name, one.coded) if one.codes else (one.name,))
    ]

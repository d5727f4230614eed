"""Fields of the open data, declared once: the files, the dictionary and the tests read this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from indicators.due_reports import NO_DATA
from indicators.due_results import STATES


class MeasureUnit(StrEnum):
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
class OpenField:
    """One column. `clause` of the plan; `allowed` its codes, each with the key of its words;
    `codes` say why a value is there or not, in a column of its own beside it."""

    name: str
    unit: MeasureUnit = MeasureUnit.TEXT
    clause: str = ""
    allowed: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()

    @property
    def code_column(self) -> str:
        return f"{self.name}_code"


def _build_codes(kind: str, *names: str) -> dict[str, str]:
    return {name: f"{kind}.{name}" for name in names}


OBLIGATIONS = {
    **_build_codes("obligation", "required", "requested"),
    **_build_codes("state", NOT_ASKED),
}
LEVELS = _build_codes("level", "province", "district", "commune")
SENT = {
    **_build_codes("report_state", "in_time", "late", "overdue", "awaited", "sent_back"),
    **_build_codes("report_state", NO_DATA, "not_required"),
    **_build_codes("open.state", "requested", "received"),
}
MONEY = _build_codes("open.money", "counts", "contained", "apart")

OF_ALL = (
    OpenField("year", MeasureUnit.YEAR, "III.13"),
    OpenField("as_of", MeasureUnit.DAY),
    OpenField("sample", MeasureUnit.TRUTH),
)
OF_A_UNIT = (
    *map(OpenField, ("unit_code", "unit_name_vi", "unit_name_en")),
    OpenField("level", allowed=LEVELS),
)
OF_A_TASK = tuple(map(OpenField, ("task_code", "clause", "title_vi", "title_en")))
JUDGED = (VALUE, NO_DATA, NOT_DUE, NIL, REQUESTED, NOT_ASKED)
OF_COUNTS = (VALUE, HIDDEN, NO_DATA)
OF_HELP = (VALUE, HIDDEN, UNREPORTED, NO_DATA)
OF_RESULTS = (
    OpenField("obligation", clause="III", allowed=OBLIGATIONS),
    OpenField("assigned", MeasureUnit.RESULTS, "III.13", codes=(VALUE, NOT_ASKED)),
    OpenField("fallen_due", MeasureUnit.RESULTS, "III.13", codes=(VALUE, REQUESTED, NOT_ASKED)),
    OpenField("done_of_due", MeasureUnit.RESULTS, "III.13"),
    OpenField("in_time_of_due", MeasureUnit.RESULTS, "III.13"),
    OpenField("completion", MeasureUnit.SHARE, "III.13", codes=JUDGED),
    OpenField("completion_in_time", MeasureUnit.SHARE, "III.13", codes=JUDGED),
    OpenField("done_of_assigned", MeasureUnit.RESULTS, "III.13"),
    OpenField("progress", MeasureUnit.SHARE, "III.13", codes=(VALUE, NIL, NOT_ASKED)),
    *(OpenField(f"state_{state}", MeasureUnit.RESULTS, "III.13") for state in STATES),
)
FILES: Mapping[str, tuple[OpenField, ...]] = {
    "completion_by_agency": (*OF_ALL, *OF_A_UNIT, *OF_RESULTS),
    "completion_by_task": (*OF_ALL, *OF_A_TASK, *OF_RESULTS),
    "coverage_by_commune": (
        *OF_ALL,
        *OF_A_UNIT,
        *(
            OpenField(name, MeasureUnit.ADDRESSES, "II.2", codes=OF_HELP)
            for name in ("addresses", "helped", "nobody", "closed_unhelped", "several")
        ),
        OpenField("coverage", MeasureUnit.SHARE, "II.2", codes=OF_HELP),
        OpenField("help_unreported", MeasureUnit.ADDRESSES, "II.2", codes=OF_COUNTS),
        OpenField("last_review", MeasureUnit.MONTH, "II.2", codes=OF_COUNTS),
    ),
    "due_reports": (
        *OF_ALL,
        *OF_A_UNIT,
        OpenField("obligation", clause="III", allowed=OBLIGATIONS),
        OpenField("due_on", MeasureUnit.DAY, "III.13"),
        OpenField("extended", MeasureUnit.TRUTH, "III.13"),
        OpenField("report_state", clause="III.13", allowed=SENT),
        OpenField("days_late", MeasureUnit.DAYS, "III.13"),
        OpenField("nil", MeasureUnit.TRUTH, "III.13"),
        OpenField("received_on", MeasureUnit.DAY, "III.13"),
    ),
    "mobilised_by_movement": (
        *OF_ALL,
        *OF_A_TASK,
        OpenField("movement", MeasureUnit.TRUTH),
        OpenField("money", allowed=MONEY),
        OpenField("value_vnd", MeasureUnit.DONG, codes=(VALUE, NIL, NO_DATA)),
        OpenField("counted_vnd", MeasureUnit.DONG),
        OpenField("returns_told", MeasureUnit.REPORTS),
        OpenField("returns_nil", MeasureUnit.REPORTS),
    ),
}


def list_columns(file: str) -> list[str]:
    """The columns of a file in their order, codes beside their values."""
    return [
        name
        for open_field in FILES[file]
        for name in (
            (open_field.name, open_field.code_column) if open_field.codes else (open_field.name,)
        )
    ]

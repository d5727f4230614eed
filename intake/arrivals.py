"""An arrival: a file understood, checked and compared, with all that a clerk must see."""

import hashlib
from dataclasses import dataclass, field, replace

import pandas as pd

from intake.comparison import moved_since
from intake.findings import Finding, Outcome, outcome_of
from intake.headings import Headed, beside_each_other, headed
from intake.kinds import refuse_other_kinds
from intake.lines import rows_of
from intake.nearest import tell_nearest
from intake.packages import read_beside, tell_beside
from intake.personal import (
    depersonalised,
    redact_finding,
    redact_findings,
    refuse_personal_codes,
)
from intake.plans import Plan, planned
from intake.references import References
from intake.register import registered
from intake.resent import NONE, asked_about, not_resent
from intake.rows import Rows
from intake.rules import ruled
from intake.silent import drop_silent_rows, find_silent_rows
from intake.statuses import infer_statuses
from intake.tables import MOST_BYTES, Table, Unreadable, Upload, sizes
from intake.texts import read_text
from intake.unseen_letters import has_unseen, remove_unseen, show_unseen
from intake.values import read_values
from intake.workbooks import is_workbook, read_workbook
from intake.yearless import with_years


@dataclass(frozen=True)
class Arrival:
    """What became of one file. `rows` and `plan` are None where it could not be read; only
    `plan` is, where no row of it says anything.
    `not_resent` are stored rows that its units send no longer (see intake/resent.py);
    `erased` are codes in it of addresses that were erased on request."""

    upload: Upload
    findings: tuple[Finding, ...]
    rows: Rows | None = None
    plan: Plan | None = None
    not_resent: pd.DataFrame = field(default_factory=lambda: NONE)
    erased: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """sha256 of the bytes as sent."""
        return hashlib.sha256(self.upload.content).hexdigest()

    @property
    def outcome(self) -> Outcome:
        """What may become of the file as it stands."""
        return outcome_of(self.findings)

    @property
    def sheet(self) -> str | None:
        """The sheet it is of, where the file has rows on several; each is received by itself."""
        several = self.rows is not None and self.rows.headed.among > 1
        return self.rows.headed.table.sheet if self.rows is not None and several else None

    @property
    def mark(self) -> str:
        """Tells what is received by itself from all else that is."""
        return self.digest if self.sheet is None else f"{self.digest} {self.sheet}"

    @property
    def table(self) -> Table | None:
        """The table that was read."""
        return None if self.rows is None else self.rows.headed.table


def recognised(upload: Upload) -> Headed:
    """The form and columns of the file's one sheet, or of that with the most columns."""
    return max(recognised_sheets(upload), key=lambda one: len(one.columns))


def recognised_sheets(upload: Upload) -> list[Headed]:
    """The form and columns of every sheet that has rows (the first where none has), in their
    order; the content decides, not the name. Raises Unreadable."""
    sheets = headed(read_tables(upload))
    if len(sheets) > 1:
        sheets = [one for one in sheets if _has_rows(one)] or sheets[:1]
    return beside_each_other(_tell_beside(upload, sheets))


def _tell_beside(upload: Upload, sheets: list[Headed]) -> list[Headed]:
    """The sheets; the first tells what the workbook holds beside its cells."""
    if not is_workbook(upload.content):
        return sheets
    first, *others = sheets
    told = tell_beside(read_beside(upload.content))
    return [replace(first, findings=(*first.findings, *told)), *others]


def _has_rows(sheet: Headed) -> bool:
    try:
        return not rows_of(sheet)[0].empty
    except Unreadable:  # it will be said of this sheet alone
        return True


def read_tables(upload: Upload) -> list[Table]:
    """The tables of a workbook or a text file, as they stand. Raises Unreadable."""
    if not upload.content.strip():
        raise Unreadable("file.empty")
    if len(upload.content) > MOST_BYTES:
        raise Unreadable("file.too_large", **sizes(len(upload.content), MOST_BYTES))
    refuse_other_kinds(upload.content)
    if is_workbook(upload.content):
        tables = read_workbook(upload.content)
    else:
        tables = [read_text(upload.content)]
    if not any(len(table.cells) for table in tables):
        raise Unreadable("file.empty")
    return tables


def refused(upload: Upload, fault: Unreadable) -> Arrival:
    """The arrival of a file that cannot be read at all."""
    return Arrival(upload=upload, findings=(redact_finding(fault.finding), *_said_of_name(upload)))


def examined(upload: Upload, found: Headed, references: References) -> Arrival:
    """Read every cell, check every row, compare with what is stored."""
    try:
        return _examined(upload, found, references)
    except Unreadable as fault:
        return refused(upload, fault)


def _examined(upload: Upload, found: Headed, references: References) -> Arrival:
    values = read_values(found)
    if values.frame.empty:
        raise Unreadable("file.no_rows")
    read = with_years(depersonalised(Rows.of(found, values)), references)
    known = pd.Index(references.addresses["code"])
    coded = refuse_personal_codes(read, known)
    listed = tell_nearest(registered(coded, references), references)
    filled = drop_silent_rows(listed, find_silent_rows(listed))
    if filled.frame.empty:
        return Arrival(upload, redact_findings(sorted(filled.findings, key=_place)), filled)
    left = not_resent(filled, references, listed=listed)
    rows = asked_about(ruled(infer_statuses(filled, references), references), left)
    plan = planned(rows, references)
    moved = moved_since(rows, plan, found.table.baseline)
    said = _said_before(upload, plan, references=references, whole=left.empty)
    whose = _name_sender(found, rows, references)
    earlier = _ask_of_earlier_periods(plan, references)
    sent = [*rows.findings, *moved, *said, *whose, *earlier, *_said_of_name(upload)]
    findings = redact_findings(sorted(sent, key=_place))
    return Arrival(upload, findings, rows, plan, left, tuple(references.erased))


def _said_before(
    upload: Upload, plan: Plan, *, references: References, whole: bool
) -> list[Finding]:
    """The same bytes again, or other bytes that say nothing new: another order, another form,
    or, where it is `whole`, a list of addresses or of help as the program filled it in."""
    if hashlib.sha256(upload.content).hexdigest() in references.digests:
        return [Finding("file.same_again")]
    if plan.writes.empty and plan.unchanged and not plan.left and plan.held.empty:
        if whole and plan.layout != "results":  # a report that was sent again is one
            return [Finding("file.list_unchanged", facts={"count": plan.unchanged})]
        return [Finding("file.nothing_new")]
    return []


def _ask_of_earlier_periods(plan: Plan, references: References) -> list[Finding]:
    """What a results form would overwrite of periods before the last one that is over: mostly
    it is this year's form with a wrong year."""
    over = references.periods.loc[references.periods["data_to"] <= pd.Timestamp(references.day)]
    if plan.layout != "results" or over.empty:
        return []
    changed = plan.writes[plan.writes["stored_id"].notna()]
    earlier = changed.loc[changed["year"] < over["year"].max(), "year"]
    return [
        Finding("file.changes_earlier_period", facts={"year": int(year), "count": int(count)})
        for year, count in earlier.value_counts().sort_index().items()
    ]


def _name_sender(found: Headed, rows: Rows, references: References) -> list[Finding]:
    """Whose a file without a column of units was taken to be, and by what."""
    if found.sender_field is None or (units := rows.frame["unit_id"].dropna()).empty:
        return []
    facts = {"unit": references.book.name_of(int(units.iloc[0]))}
    code = f"file.sender_{found.sender_by}"
    return [Finding(code, value=found.sender, sheet=found.table.sheet, facts=facts)]


def _said_of_name(upload: Upload) -> list[Finding]:
    """What tells a person in the file's name, and signs in it that nobody sees: both are left out
    of it."""
    told = [Finding("file.name_personal", facts={"details": upload.details})]
    if not has_unseen(upload.name):
        return told if upload.details else []
    shown, read_as = show_unseen(upload.name), remove_unseen(upload.name)
    return [Finding("file.name_unseen", value=shown, facts={"read_as": read_as})]


def _place(finding: Finding) -> tuple[int, str]:
    return (finding.row or 0, finding.code)

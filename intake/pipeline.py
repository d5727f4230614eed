"""An arrival: a file understood, checked and compared, with all that a clerk must see."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from intake.cells.lines import extract_rows
from intake.cells.rows import Rows
from intake.cells.values import parse_values
from intake.change_plan import Plan, build_change_plan
from intake.checks.comparison import find_moved_rows
from intake.checks.nearest import tell_nearest
from intake.checks.nil_notes import read_nil_notes
from intake.checks.overlaps import (
    Difference,
    add_stored_figures,
    list_differences,
    list_keys,
    settle_overlaps,
)
from intake.checks.register import resolve_references
from intake.checks.resent import NONE, add_missing_row_findings, find_missing_rows
from intake.checks.rules import apply_rules
from intake.checks.silent import drop_silent_rows, find_silent_rows
from intake.checks.spellings import read_confirmed_choices
from intake.checks.statuses import infer_statuses
from intake.checks.yearless import infer_missing_years
from intake.findings import Finding, Outcome, decide_outcome
from intake.headers.headings import HeaderMap, detect_headers, note_sibling_sheets
from intake.headers.reshaping import reshape_tables
from intake.headers.tasks_across import unpivot_tasks
from intake.reading.converted import find_converted_kind, read_converted
from intake.reading.file_types import refuse_unreadable_kinds
from intake.reading.nil_statements import explain_missing_rows
from intake.reading.packages import examine_side_content, list_side_findings
from intake.reading.texts import read_text
from intake.reading.workbooks import is_workbook, read_workbook
from intake.redaction.kept_copy import find_title_details
from intake.redaction.rows_redaction import (
    redact_finding,
    redact_findings,
    redact_rows,
    refuse_personal_codes,
)
from intake.references import Key, References
from intake.tables import MOST_BYTES, Table, Unreadable, Upload, describe_sizes
from intake.text.unseen_letters import has_unseen, remove_unseen, show_unseen

NO_TASKS: Mapping[str, str] = {}
WITHOUT_ROWS = frozenset(  # of any form
    {"file.no_headings", "file.missing_columns", "file.repeated_columns"}
)


@dataclass(frozen=True)
class Arrival:
    """What became of one file. `rows` and `plan` are None where it could not be read; only `plan`
    is, where no row of it says anything. `unsent_rows` are stored rows that its units send no
    longer (see intake/checks/resent.py); `erased` are codes in it of addresses that were erased on
    request; `keys` tell what it is about, and `overlapping` is what other files or sheets of its
    upload fill in differently."""

    upload: Upload
    findings: tuple[Finding, ...]
    rows: Rows | None = None
    plan: Plan | None = None
    unsent_rows: pd.DataFrame = field(default_factory=lambda: NONE)
    erased: tuple[str, ...] = ()
    overlapping: tuple[Difference, ...] = ()
    keys: frozenset[Key] = frozenset()

    @property
    def digest(self) -> str:
        """sha256 of the bytes as sent."""
        return hashlib.sha256(self.upload.content).hexdigest()

    @property
    def outcome(self) -> Outcome:
        """What may become of the file as it stands."""
        return decide_outcome(self.findings)

    @property
    def sheet(self) -> str | None:
        """The sheet it is of, where the file has rows on several; each is received by itself."""
        several = self.rows is not None and self.rows.headers.among > 1
        return self.rows.headers.table.sheet if self.rows is not None and several else None

    @property
    def mark(self) -> str:
        """Tells what is received by itself from all else that is."""
        return self.digest if self.sheet is None else f"{self.digest} {self.sheet}"

    @property
    def label(self) -> str:
        """What the file, or the sheet of it, is called beside others."""
        sheet = self.sheet
        return self.upload.name if sheet is None else f"{self.upload.name}, {sheet}"

    @property
    def table(self) -> Table | None:
        """The table that was read."""
        return None if self.rows is None else self.rows.headers.table


def detect_layout(upload: Upload, task_codes: Mapping[str, str] = NO_TASKS) -> HeaderMap:
    """The form and columns of the sheet with the most columns."""
    return max(detect_layouts(upload, task_codes), key=lambda sheet: len(sheet.columns))


def detect_layouts(upload: Upload, task_codes: Mapping[str, str] = NO_TASKS) -> list[HeaderMap]:
    """The form and columns of every sheet that has rows (the first where none has), in their
    order; the content decides, not the name. Tables that have tasks across, by one of the names
    in `task_codes`, are turned. Raises Unreadable."""
    sheets = _detect_sheets(upload, task_codes)
    if len(sheets) > 1:
        sheets = [sheet for sheet in sheets if _has_rows(sheet)] or sheets[:1]
    return note_sibling_sheets([*map(_add_title_finding, _add_side_findings(upload, sheets))])


def _detect_sheets(upload: Upload, task_codes: Mapping[str, str]) -> list[HeaderMap]:
    tables = read_tables(upload)
    try:
        return _detect_headers(reshape_tables(tables, upload.name))
    except Unreadable as fault:
        turned = [unpivot_tasks(table, task_codes) for table in tables]
        if fault.finding.code not in WITHOUT_ROWS or not any(turned):
            raise
    whole = [new or table for new, table in zip(turned, tables, strict=True)]
    return _detect_headers(reshape_tables(whole, upload.name))


def _detect_headers(tables: list[Table]) -> list[HeaderMap]:
    try:
        return detect_headers(tables)
    except Unreadable as fault:
        if fault.finding.code != "file.no_headings":
            raise
        raise explain_missing_rows(fault, tables) from fault


def _add_title_finding(sheet: HeaderMap) -> HeaderMap:
    """The sheet, with a finding where the lines above its table tell of somebody."""
    details = find_title_details(sheet)
    if not details:
        return sheet
    facts = {"places": ("titles",), "details": details}
    finding = Finding("file.place_personal", sheet=sheet.table.sheet, facts=facts)
    return replace(sheet, findings=(*sheet.findings, finding))


def _add_side_findings(upload: Upload, sheets: list[HeaderMap]) -> list[HeaderMap]:
    """The sheets; the first has the findings of what the workbook holds beside its cells."""
    if not is_workbook(upload.content):
        return sheets
    first, *others = sheets
    side_findings = list_side_findings(examine_side_content(upload.content))
    return [replace(first, findings=(*first.findings, *side_findings)), *others]


def _has_rows(sheet: HeaderMap) -> bool:
    try:
        return not extract_rows(sheet)[0].empty
    except Unreadable:  # it will be said of this sheet alone
        return True


def read_tables(upload: Upload) -> list[Table]:
    """The tables of a workbook, a document or a text file, as they stand. Raises Unreadable."""
    if not upload.content.strip():
        raise Unreadable("file.empty")
    if len(upload.content) > MOST_BYTES:
        raise Unreadable("file.too_large", **describe_sizes(len(upload.content), MOST_BYTES))
    refuse_unreadable_kinds(upload.content)
    if kind := find_converted_kind(upload.content):
        tables = read_converted(upload.content, kind)
    elif is_workbook(upload.content):
        tables = read_workbook(upload.content)
    else:
        tables = [read_text(upload.content)]
    if not any(len(table.cells) for table in tables):
        raise Unreadable("file.empty")
    return tables


def build_refusal(upload: Upload, fault: Unreadable) -> Arrival:
    """The arrival of a file that cannot be read at all."""
    return Arrival(
        upload=upload, findings=(redact_finding(fault.finding), *_check_file_name(upload))
    )


def validate_upload(upload: Upload, headers: HeaderMap, references: References) -> Arrival:
    """Read every cell, check every row, compare with what is stored."""
    try:
        return _validate_rows(upload, headers, references)
    except Unreadable as fault:
        return build_refusal(upload, fault)


def _validate_rows(upload: Upload, headers: HeaderMap, references: References) -> Arrival:
    values = parse_values(headers)
    if values.frame.empty:
        raise explain_missing_rows(Unreadable("file.no_rows"), [headers.table])
    read = read_confirmed_choices(redact_rows(Rows.from_values(headers, values)), references)
    read = infer_missing_years(read, references)
    known = pd.Index(references.addresses["code"])
    coded = refuse_personal_codes(read, known)
    listed = tell_nearest(resolve_references(coded, references), references)
    filled = drop_silent_rows(listed, find_silent_rows(listed))
    if filled.frame.empty:
        return Arrival(
            upload, redact_findings(sorted(filled.findings, key=_get_place), headers), filled
        )
    missing = find_missing_rows(filled, references, listed=listed)
    concluded = infer_statuses(read_nil_notes(filled), references)
    checked = apply_rules(concluded, references)
    beside = add_stored_figures(checked, references, upload)
    overlapping = list_differences(checked, beside)
    settled = settle_overlaps(checked, overlapping, references.overlap)
    rows = add_missing_row_findings(settled, missing)
    plan = build_change_plan(rows, references)
    moved = find_moved_rows(rows, plan, headers.table.baseline)
    resubmissions = _find_resubmission(upload, plan, references=references, whole=missing.empty)
    senders = _name_sender(headers, rows, references)
    earlier = _ask_of_earlier_periods(plan, references)
    sent = [*rows.findings, *moved, *resubmissions, *senders, *earlier, *_check_file_name(upload)]
    findings = redact_findings(sorted(sent, key=_get_place), headers)
    return Arrival(
        upload,
        findings,
        rows,
        plan,
        missing,
        tuple(references.erased),
        overlapping=overlapping,
        keys=list_keys(checked),
    )


def _find_resubmission(
    upload: Upload, plan: Plan, *, references: References, whole: bool
) -> list[Finding]:
    """A finding where the file has the same bytes again, or other bytes that say nothing new:
    another order, another form, or, where it is `whole`, a list of addresses or of help as the
    program filled it in."""
    if hashlib.sha256(upload.content).hexdigest() in references.digests:
        return [Finding("file.same_again")]
    if plan.writes.empty and plan.unchanged and not plan.left and plan.waiting.empty:
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


def _name_sender(headers: HeaderMap, rows: Rows, references: References) -> list[Finding]:
    """Whose a file without a column of units was taken to be, and by what."""
    if headers.sender_field is None or (units := rows.frame["unit_id"].dropna()).empty:
        return []
    facts = {"unit": references.book.get_name(int(units.iloc[0]))}
    code = f"file.sender_{headers.sender_by}"
    return [Finding(code, value=headers.sender, sheet=headers.table.sheet, facts=facts)]


def _check_file_name(upload: Upload) -> list[Finding]:
    """A finding for what tells a person in the file's name, or for signs in it that nobody sees:
    both are left out of it."""
    findings = [Finding("file.name_personal", facts={"details": upload.details})]
    if not has_unseen(upload.name):
        return findings if upload.details else []
    visible_name, read_as = show_unseen(upload.name), remove_unseen(upload.name)
    return [Finding("file.name_unseen", value=visible_name, facts={"read_as": read_as})]


def _get_place(finding: Finding) -> tuple[int, str]:
    return (finding.row or 0, finding.code)

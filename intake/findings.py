"""Findings: what a file has at which cell, as a code and facts. The sentence is in locales."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """What a finding does: refuse the file, leave the row out, ask, warn, or only tell."""

    REFUSE = "refuse"
    ERROR = "error"
    ASK = "ask"
    WARNING = "warning"
    NOTE = "note"


class Outcome(StrEnum):
    """What may become of a file as it stands."""

    ACCEPT = "accept"
    WARN = "warn"
    ASK = "ask"
    ROWS = "rows"
    NOTHING = "nothing"  # it was read, and says nothing that could be received
    REFUSE = "refuse"


CODES: dict[str, Severity] = {
    # the file as a whole
    "file.empty": Severity.REFUSE,
    "file.too_large": Severity.REFUSE,
    "file.kind_unknown": Severity.REFUSE,
    "file.to_save_as": Severity.REFUSE,
    "file.no_table": Severity.REFUSE,
    "file.document_to_save": Severity.REFUSE,
    "file.document_without_table": Severity.REFUSE,
    "file.mail": Severity.REFUSE,
    "file.columns_by_blanks": Severity.ASK,
    "file.columns_unclear": Severity.REFUSE,
    "file.nil_in_prose": Severity.REFUSE,
    "file.tasks_across": Severity.REFUSE,
    "file.tasks_turned": Severity.ASK,
    "file.period_stated": Severity.ASK,
    "column.status_by_ticks": Severity.ASK,
    "value.key_repeated": Severity.ASK,
    "value.as_above": Severity.ASK,
    "file.kept_as_table": Severity.NOTE,
    "file.values_alone": Severity.ASK,
    "file.text_doubtful": Severity.ASK,
    "file.archive": Severity.REFUSE,
    "file.locked": Severity.REFUSE,
    "file.encoding_unknown": Severity.REFUSE,
    "file.encoding_uncertain": Severity.ASK,
    "file.encoding_old": Severity.NOTE,
    "file.letters_lost": Severity.REFUSE,
    "file.letters_doubtful": Severity.ASK,
    "file.unclosed_quote": Severity.REFUSE,
    "file.cell_too_long": Severity.REFUSE,
    "file.too_wide": Severity.REFUSE,
    "file.too_many_rows": Severity.REFUSE,
    "file.too_many_findings": Severity.REFUSE,
    "file.unpacks_too_large": Severity.REFUSE,
    "file.packed_too_tightly": Severity.REFUSE,
    "file.takes_too_much": Severity.REFUSE,
    "file.too_many_parts": Severity.REFUSE,
    "file.too_many_sheets": Severity.REFUSE,
    "file.only_hidden": Severity.REFUSE,
    "file.hidden_sheets": Severity.NOTE,
    "file.other_sheets": Severity.NOTE,
    "file.sheets_without_headings": Severity.NOTE,
    "file.sheets_unread": Severity.WARNING,
    "file.workbook_broken": Severity.REFUSE,
    "file.no_headings": Severity.REFUSE,
    "file.missing_columns": Severity.REFUSE,
    "file.repeated_columns": Severity.REFUSE,
    "file.another_table": Severity.REFUSE,
    "file.heading_divided": Severity.REFUSE,
    "file.no_rows": Severity.REFUSE,
    "file.sender_missing": Severity.REFUSE,
    "file.sender_by_name": Severity.ASK,
    "file.sender_by_sheet": Severity.ASK,
    "file.sender_by_title": Severity.ASK,
    "file.sender_given": Severity.NOTE,
    "file.sender_own": Severity.NOTE,
    "file.same_again": Severity.WARNING,
    "file.nothing_new": Severity.NOTE,
    "file.nothing_filled": Severity.REFUSE,
    "file.list_unchanged": Severity.REFUSE,
    "file.changes_earlier_period": Severity.ASK,
    "file.name_unseen": Severity.NOTE,
    "file.name_personal": Severity.WARNING,
    "file.place_personal": Severity.WARNING,
    "file.parts_left_out": Severity.NOTE,
    # its columns
    "column.unknown": Severity.NOTE,
    "column.without_heading": Severity.WARNING,
    "column.personal": Severity.WARNING,
    "column.scaled": Severity.NOTE,
    "column.scale_contradicted": Severity.ASK,
    "column.not_the_result": Severity.WARNING,
    "column.another_taken": Severity.NOTE,
    "column.parts_unread": Severity.ASK,
    "column.total_taken": Severity.ASK,
    "column.value_added": Severity.ASK,
    "column.without_choices": Severity.ASK,
    "column.figures_unread": Severity.ASK,
    "column.choice_unread": Severity.ASK,
    "column.multiplied": Severity.NOTE,
    "column.supposed": Severity.ASK,
    "column.estimated": Severity.ASK,
    "column.part_of_year": Severity.ASK,
    "column.year_unsure": Severity.ASK,
    "column.words_unread": Severity.ASK,
    "column.measure_differs": Severity.ASK,
    # a line above or below its table
    "file.foreign_money": Severity.REFUSE,
    "line.unit_unsure": Severity.ASK,
    "line.unit_unused": Severity.ASK,
    "line.other_year": Severity.ASK,
    "line.part_of_year": Severity.ASK,
    "line.until": Severity.ASK,
    "line.no_result": Severity.ASK,
    "line.note": Severity.ASK,
    # its rows
    "sheet.hidden_rows": Severity.WARNING,
    "sheet.struck_rows": Severity.ASK,
    "sheet.hidden_columns": Severity.WARNING,
    "row.passed_over": Severity.NOTE,
    "row.cells_beyond": Severity.ERROR,
    # a cell
    "value.missing": Severity.ERROR,
    "value.not_a_number": Severity.ERROR,
    "value.number_ambiguous": Severity.ASK,
    "value.numbers_ambiguous": Severity.ASK,
    "value.number_approximate": Severity.ASK,
    "value.number_scientific": Severity.ASK,
    "value.letters_in_number": Severity.ASK,
    "value.words_left_out": Severity.NOTE,
    "value.interpreted": Severity.ASK,
    "value.several_numbers": Severity.ERROR,
    "value.parts_contradict": Severity.ERROR,
    "value.wrong_unit": Severity.ERROR,
    "value.measure_differs": Severity.ASK,
    "value.fraction_of_whole": Severity.ASK,
    "value.percent_fraction": Severity.ASK,
    "value.read_as_nil": Severity.ASK,
    "value.read_as_blank": Severity.WARNING,
    "value.look_alike": Severity.NOTE,
    "value.unseen_letters": Severity.NOTE,
    "value.letters_turned": Severity.ASK,
    "value.cell_error": Severity.ERROR,
    "value.not_computed": Severity.ERROR,
    "value.unticked": Severity.ERROR,
    "value.merged": Severity.ASK,
    "value.read_as_shown": Severity.ASK,
    "value.shown_otherwise": Severity.ASK,
    "value.shown_blank": Severity.ASK,
    "value.commented": Severity.ASK,
    "value.tick_read_as_done": Severity.ASK,
    "value.not_whole": Severity.ERROR,
    "value.household_empty": Severity.ERROR,
    "value.negative": Severity.ERROR,
    "value.too_large": Severity.ERROR,
    "value.scaled_apart": Severity.ASK,
    "value.parts_differ": Severity.ASK,
    "value.money_small": Severity.ASK,
    "value.money_apart": Severity.ASK,
    "value.above_limit": Severity.ASK,
    "value.unlike_peers": Severity.ASK,
    "value.percent_out_of_range": Severity.ERROR,
    "value.not_a_day": Severity.ERROR,
    "value.day_ambiguous": Severity.ASK,
    "value.day_month_first": Severity.ASK,
    "value.day_interpreted": Severity.ASK,
    "value.day_not_alone": Severity.ERROR,
    "value.day_incomplete": Severity.ERROR,
    "value.several_days": Severity.ERROR,
    "value.day_without_year": Severity.ERROR,
    "value.day_year_supplied": Severity.ASK,
    "value.day_month_swapped": Severity.ASK,
    "value.day_from_serial": Severity.NOTE,
    "value.weekday_differs": Severity.ASK,
    "value.not_a_choice": Severity.ERROR,
    "value.remark_passed_over": Severity.ASK,
    "value.choice_by_spelling": Severity.NOTE,
    "value.too_long": Severity.ERROR,
    "value.not_a_year": Severity.ERROR,
    "value.not_clearable": Severity.ERROR,
    "value.personal": Severity.WARNING,
    "value.not_a_place": Severity.WARNING,
    "value.code_personal": Severity.ERROR,
    "value.code_marked": Severity.ERROR,
    "value.code_not_alone": Severity.ERROR,
    "value.code_without_digit": Severity.ASK,
    # a cell against the register
    "register.unit_unknown": Severity.ERROR,
    "register.unit_read_as": Severity.ASK,
    "register.unit_meant_another": Severity.ASK,
    "register.unit_by_name": Severity.NOTE,
    "register.zero_restored": Severity.NOTE,
    "register.unit_ambiguous": Severity.ERROR,
    "register.unit_abolished": Severity.ERROR,
    "register.unit_not_yet": Severity.ERROR,
    "register.unit_of_another": Severity.ERROR,
    "register.task_unknown": Severity.ERROR,
    "register.task_read_as": Severity.ASK,
    "register.task_by_spelling": Severity.NOTE,
    "register.not_assigned": Severity.ERROR,
    "register.period_unknown": Severity.ERROR,
    "register.period_not_begun": Severity.ERROR,
    "register.period_closed": Severity.WARNING,
    "register.address_unknown": Severity.ERROR,
    "register.address_alike": Severity.ASK,
    "register.address_read_as": Severity.ASK,
    "register.address_erased": Severity.ASK,
    "register.address_to_confirm": Severity.ASK,
    # a row, and rows together
    "row.says_nothing": Severity.WARNING,
    "row.status_concluded": Severity.ASK,
    "row.status_missing": Severity.WARNING,
    "row.nil_in_note": Severity.ASK,
    "row.note_says_otherwise": Severity.ASK,
    "value.quantity_is_year": Severity.ASK,
    "row.total_differs": Severity.ASK,
    "row.done_below_hundred": Severity.WARNING,
    "row.not_started_with_result": Severity.WARNING,
    "row.nil_with_result": Severity.WARNING,
    "row.under_way_but_done": Severity.WARNING,
    "row.supporter_missing": Severity.ERROR,
    "row.ends_before_start": Severity.ERROR,
    "row.closed_without_day": Severity.WARNING,
    "row.open_with_end": Severity.WARNING,
    "row.open_after_stored_end": Severity.WARNING,
    "row.days_out_of_order": Severity.WARNING,
    "row.person_of_several": Severity.WARNING,
    "row.day_outside_period": Severity.WARNING,
    "row.day_in_future": Severity.ERROR,
    "row.help_to_come": Severity.WARNING,
    "row.help_before_survey": Severity.WARNING,
    "row.help_after_end": Severity.WARNING,
    "table.repeated_row": Severity.ERROR,
    "table.same_row": Severity.NOTE,
    "table.written_twice": Severity.ASK,
    "table.part_over_stored": Severity.ASK,
    "table.address_twin": Severity.ASK,
    "table.supporter_twin": Severity.ASK,
    "register.address_twin": Severity.ASK,
    "register.supporter_twin": Severity.ASK,
    "table.two_periods": Severity.WARNING,
    "table.row_not_resent": Severity.ASK,
    "table.address_not_resent": Severity.ASK,
    "table.support_not_resent": Severity.ASK,
    "table.stored_moved": Severity.WARNING,
    # a row against the unit's own earlier years
    "history.leap": Severity.WARNING,
    "history.fall": Severity.WARNING,
}

# Of a file that was read, and tells nothing that is not known.
NOTHING_SAID = frozenset({"file.no_rows", "file.nothing_filled", "file.list_unchanged"})

# Asked, but safe unanswered: what is stored stays as it is, what was erased stays erased,
# what the secretariat confirms waits.
SAFE_UNANSWERED = frozenset(
    {
        "table.row_not_resent",
        "table.address_not_resent",
        "table.support_not_resent",
        "register.address_erased",
        "register.address_to_confirm",
    }
)


@dataclass(frozen=True)
class Finding:
    """One fault or remark: a code, its place as the sender sees it, and facts for the words.

    `column` is the field's name (the sender's heading for a column we do not know);
    `heading` is what the sender wrote. Rows are numbered as the sender's spreadsheet does.
    """

    code: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    heading: str | None = None
    sheet: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return CODES[self.code]


def decide_outcome(findings: tuple[Finding, ...]) -> Outcome:
    """The heaviest finding decides what may become of the file."""
    if any(finding.code in NOTHING_SAID for finding in findings):
        return Outcome.NOTHING
    severities = {finding.severity for finding in findings}
    outcomes = (
        (Severity.REFUSE, Outcome.REFUSE),
        (Severity.ERROR, Outcome.ROWS),
        (Severity.ASK, Outcome.ASK),
        (Severity.WARNING, Outcome.WARN),
    )
    return next(
        (outcome for severity, outcome in outcomes if severity in severities), Outcome.ACCEPT
    )


def must_confirm(findings: tuple[Finding, ...]) -> bool:
    """Was anything interpreted that somebody has to confirm before it is kept?"""
    return any(
        finding.severity == Severity.ASK and finding.code not in SAFE_UNANSWERED
        for finding in findings
    )


@dataclass(frozen=True)
class Group:
    """Findings of one code in one column, as they come. `first` stands for all of them; `spans`
    are the rows that have it, as first and last of each unbroken run, in order."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The finding that is told in a whole sentence."""
        return self.findings[0]

    @property
    def count(self) -> int:
        """How many findings there are."""
        return len(self.findings)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The rows that have it."""
        return list_spans(finding.row for finding in self.findings if finding.row is not None)


def group_findings(findings: Iterable[Finding]) -> list[Group]:
    """Findings of one code in one column together, the gravest first, then as they come. Those of
    no row stay apart: each is about something else, which its own facts say. So do cells of a
    column that say something besides their number, each kind of what they say by itself."""
    alike: dict[tuple[str, str | None, object], list[Finding]] = {}
    for place, finding in enumerate(findings):
        apart = place if finding.row is None else finding.facts.get("said")
        alike.setdefault((finding.code, finding.column, apart), []).append(finding)
    groups = [Group(tuple(same)) for same in alike.values()]
    gravity = list(Severity)
    return sorted(groups, key=lambda group: gravity.index(group.first.severity))


def list_spans(rows: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Row numbers as the first and last of each unbroken run, in order."""
    spans: list[tuple[int, int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return tuple(spans)

"""Columns: which of a table's columns gives each field its figures for the period. A column of a
plan, of an earlier year or of more than the year never does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from intake.findings import Finding
from intake.headers.figures import FigureKind
from intake.headers.layouts import Kind, Layout
from intake.headers.spellings import Heading, find_asides, find_meaning, suppose_heading
from intake.tables import Unreadable

# Of several, the reason that is told.
NO_RESULTS = (
    *(FigureKind.FOREIGN, FigureKind.EARLIER, FigureKind.CUMULATIVE),
    *(FigureKind.PLANNED, FigureKind.SUBSET, FigureKind.COMPARED),
)
OF_A_PLAN = frozenset({FigureKind.PLANNED, FigureKind.COMPARED, FigureKind.RESULT})
OTHER_UNITS = frozenset({"%", "đồng"})  # of which no quantity is
COUNTED = Heading("quantity", supposed=True)  # a column "Kết quả" that holds figures
SUPPOSED_OF = "results"  # the form whose columns may be named by their figures alone


@dataclass(frozen=True)
class Chosen:
    """The columns that are read, by column, and those that are not though they name a field: why,
    and beside which column that is read for the same field (None: there is none). `no_choices` are
    named for a status and hold none, each with the column that is read."""

    meanings: dict[int, Heading]
    left_out: dict[int, tuple[Heading, FigureKind, int | None]]
    no_choices: dict[int, tuple[Heading, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """What the columns of a table hold below their headings: nothing but `figures`, or nothing but
    the `choices` of the field that they are named for."""

    figures: frozenset[int]
    choices: frozenset[int]


def choose_columns(
    layout: Layout, written: Sequence[str], cells: Held, *, years: frozenset[int]
) -> Chosen:
    """The columns of a table to read: `years` are those that its rows are of. Raises Unreadable
    where two could give one field."""
    asides = find_asides(written)
    known = {
        column: heading
        for column, text in enumerate(written)
        if column not in asides and (heading := find_meaning(layout, text)) is not None
    }
    supposed = {}
    if layout.name == SUPPOSED_OF:
        counted = {
            column: COUNTED
            for column, heading in known.items()
            if heading.field == "status" and column in cells.figures
        }
        known = {column: heading for column, heading in known.items() if column not in counted}
        supposed = counted | {
            column: heading
            for column, text in enumerate(written)
            if column not in {*known, *counted, *asides}
            and (heading := suppose_heading(text)) is not None
        }
    known, no_choices = _leave_out_without_choices(known, cells.choices)
    reasons = {
        column: _find_reason(layout, heading, years)
        for column, heading in {**known, **supposed}.items()
    }
    meanings = _choose(
        {column: heading for column, heading in known.items() if reasons[column] is None}, written
    )
    taken = {heading.field for heading in meanings.values()}
    meanings |= _choose_supposed(
        {
            column: heading
            for column, heading in supposed.items()
            if reasons[column] is None and heading.field not in taken and column in cells.figures
        }
    )
    places = {heading.field: column for column, heading in meanings.items()}
    left_out = {
        column: (heading, reasons[column] or _name_rank(heading), places.get(heading.field))
        for column, heading in {**known, **supposed}.items()
        if column not in meanings
        and (reasons[column] is not None or column in known or _rank(heading) > 0)
    }
    return Chosen(meanings, left_out, no_choices)


def _leave_out_without_choices(
    known: Mapping[int, Heading], choices: frozenset[int]
) -> tuple[dict[int, Heading], dict[int, tuple[Heading, int]]]:
    """Of several columns named for one status the one that holds nothing else, and the others with
    the one that is read."""
    named = [column for column, heading in known.items() if heading.field == "status"]
    holding = [column for column in named if column in choices]
    if len(named) < 2 or len(holding) != 1:
        return dict(known), {}
    others = {column: (known[column], holding[0]) for column in named if column != holding[0]}
    return {column: known[column] for column in known if column not in others}, others


def _find_reason(layout: Layout, heading: Heading, years: frozenset[int]) -> FigureKind | None:
    """Why a column is no result of the period; None where it is one."""
    kinds = heading.says.kinds
    if layout.find_field(heading.field).kind == Kind.PERCENT and kinds <= OF_A_PLAN:
        kinds = kinds - OF_A_PLAN  # "so với kế hoạch" is what the field asks for
    reason = next((kind for kind in NO_RESULTS if kind in kinds), None)
    if reason is None and heading.says.years and years and not years & {*heading.says.years}:
        return FigureKind.OTHER_YEAR
    return reason


def _choose(candidates: Mapping[int, Heading], written: Sequence[str]) -> dict[int, Heading]:
    """For each field the column of the whole period, else an estimate, else of a part of it."""
    meanings: dict[int, Heading] = {}
    repeated: set[int] = set()
    for name in {heading.field: None for heading in candidates.values()}:
        columns = [column for column, heading in candidates.items() if heading.field == name]
        best = min(_rank(candidates[column]) for column in columns)
        first = [column for column in columns if _rank(candidates[column]) == best]
        if len(first) > 1:
            repeated |= {*first}
        meanings[first[0]] = candidates[first[0]]
    if repeated:
        raise Unreadable(
            "file.repeated_columns", columns=tuple(written[column] for column in sorted(repeated))
        )
    return dict(sorted(meanings.items()))


def _choose_supposed(candidates: Mapping[int, Heading]) -> dict[int, Heading]:
    """For each field the one column that may be it; of several nobody knows."""
    ranks = {column: (heading.field, _rank(heading)) for column, heading in candidates.items()}
    best = {
        name: min(rank for field, rank in ranks.values() if field == name)
        for name, _ in ranks.values()
    }
    first = {
        column: candidates[column] for column, (name, rank) in ranks.items() if rank == best[name]
    }
    named = [heading.field for heading in first.values()]
    return {column: heading for column, heading in first.items() if named.count(heading.field) == 1}


def _rank(heading: Heading) -> int:
    if heading.says.spans:
        return 2
    return 1 if FigureKind.ESTIMATED in heading.says.kinds else 0


def _name_rank(heading: Heading) -> FigureKind:
    return FigureKind.PART if heading.says.spans else FigureKind.ESTIMATED


def list_column_findings(
    chosen: Chosen, written: Sequence[str], layout: Layout, *, years: frozenset[int]
) -> Iterator[Finding]:
    """What has to be told or asked about the columns of a table, without row and sheet."""
    for column, (heading, reason, taken) in chosen.left_out.items():
        code = "column.not_the_result" if taken is None else "column.another_taken"
        if taken is None and reason == FigureKind.PART:
            code = "column.parts_unread"
        facts = {"figure": str(reason), "taken": "" if taken is None else written[taken]}
        yield Finding(code, None, heading.field, written[column], facts=facts)
    for column, (heading, read) in chosen.no_choices.items():
        facts = {"taken": written[read]}
        yield Finding("column.without_choices", None, heading.field, written[column], facts=facts)
    for column, heading in chosen.meanings.items():
        kind = layout.find_field(heading.field).kind
        for code in _list_questions(heading, kind, years):
            yield Finding(code, None, heading.field, written[column])
        if kind == Kind.NUMBER and heading.says.scale > 1:
            times = {"times": heading.says.scale}
            yield Finding("column.multiplied", None, heading.field, written[column], facts=times)


def _list_questions(heading: Heading, kind: Kind, years: frozenset[int]) -> Iterator[str]:
    if heading.supposed:
        yield "column.supposed"
    if FigureKind.ESTIMATED in heading.says.kinds:
        yield "column.estimated"
    if heading.says.spans:
        yield "column.part_of_year"
    if heading.says.unread and (kind != Kind.NUMBER or {*heading.says.unread} & OTHER_UNITS):
        yield "column.words_unread"
    if heading.says.years and years != {*heading.says.years}:
        yield "column.year_unsure"

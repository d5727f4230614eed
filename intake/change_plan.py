"""The plan of changes: what a file would write, decided before anything is written.

A plan is a value: it can be shown, compared, tested. `actions` apply it and take it back.
"""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from intake.cells.marks import Mark
from intake.cells.rows import Rows
from intake.checks.register import find_erasure_days
from intake.references import References


@dataclass(frozen=True)
class Shape:
    """How a form's rows are kept: what tells two apart, and what they say."""

    identity: tuple[str, ...]
    content: tuple[str, ...]
    taken_from: dict[str, str]  # kept column → the form's field, where the names differ
    nil_marks: dict[str, str]  # field → kept column that says "signed nil"
    nil_status: str | None = None  # the kept column in which nil is a status of its own


RESULTS = Shape(
    identity=("assignment_id", "year"),
    content=(
        "status",
        "done_on",
        "percent",
        "quantity",
        "quantity_nil",
        "value_vnd",
        "value_nil",
        "note",
    ),
    taken_from={},
    nil_marks={"quantity": "quantity_nil", "value_vnd": "value_nil"},
    nil_status="status",
)
ADDRESSES = Shape(
    identity=("code",),
    content=(
        "commune_id",
        "hamlet",
        "kind",
        "categories",
        "household_size",
        "needs",
        "surveyed_on",
        "confirmed_on",
        "reviewed_on",
        "status",
        "closed_on",
        "closed_reason",
    ),
    taken_from={"commune_id": "commune_code"},
    nil_marks={},
)
SUPPORTS = Shape(
    identity=("address_id", "supporter_key", "kind", "form", "given_on"),
    content=(
        "supporter_unit_id",
        "supporter_name",
        "supporter_kind",
        "value_vnd",
        "until",
        "note",
    ),
    taken_from={"supporter_unit_id": "supporter_unit_code"},
    nil_marks={},
)
SHAPES = {"results": RESULTS, "addresses": ADDRESSES, "supports": SUPPORTS}


@dataclass(frozen=True)
class Plan:
    """What would be written. `writes` holds new and changed rows by the sender's row number:
    `stored_id` (missing for a new row), the identity, the content, sheet, and unit_id and year
    where the form has them. `before` holds the stored content of the changed rows. `returns` has
    one row per unit and year that the sound rows speak for (results only): unit_id, year, nil
    (every row of it is signed nil). `waiting` are rows like `writes` of addresses that were erased
    on request, or that an officer's unit has nothing to do with yet: not written unless somebody
    decides otherwise.
    """

    layout: str
    writes: pd.DataFrame
    before: pd.DataFrame
    returns: pd.DataFrame
    unchanged: int
    left: int
    waiting: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def new(self) -> int:
        """How many rows are not stored yet."""
        return int(self.writes["stored_id"].isna().sum())

    @property
    def changed(self) -> int:
        """How many rows would supersede a stored version."""
        return len(self.writes) - self.new

    @cached_property
    def digest(self) -> str:
        """The same for the same changes to the same stored versions: tells a stale preview."""
        parts = [self.writes] if self.waiting.empty else [self.writes, self.waiting]
        rows = [pd.util.hash_pandas_object(part, index=True).to_numpy() for part in parts]
        return hashlib.sha256(b" ".join(part.tobytes() for part in rows)).hexdigest()

    def include_waiting(self) -> "Plan":
        """The plan that writes its waiting rows too."""
        if self.waiting.empty:
            return self
        writes = pd.concat([self.writes, self.waiting]).sort_index()
        return replace(self, writes=writes, waiting=self.waiting.iloc[:0])


def build_change_plan(rows: Rows, references: References) -> Plan:
    """Compare the sound rows with what is stored. Rows with an error are left out."""
    shape = SHAPES[rows.headers.layout.name]
    sound = ~rows.frame.index.isin(list(rows.faulty))
    frame, marks = rows.frame[sound], rows.marks[sound]
    identities = frame[list(shape.identity)]
    stored = _match_stored_versions(identities, references.stored, shape)
    content = pd.DataFrame(
        {
            name: _build_content(name, frame, marks, stored=stored, shape=shape)
            for name in shape.content
        },
        index=frame.index,
    )
    before = stored[list(shape.content)]
    is_new = stored["stored_id"].isna()
    is_changed = ~is_new if is_new.all() else _find_differences(content, before) & ~is_new
    written = (is_new & _has_content(rows, marks)) | is_changed
    writes = pd.concat([stored[["stored_id"]], identities, content], axis=1)[written]
    writes = writes.assign(sheet=rows.headers.table.sheet)
    extra = [name for name in ("unit_id", "year") if name in frame and name not in writes]
    writes = writes.join(frame[extra])
    is_waiting = _find_waiting_rows(frame.loc[writes.index], writes, references)
    return Plan(
        layout=rows.headers.layout.name,
        writes=writes[~is_waiting],
        waiting=writes[is_waiting],
        before=before[is_changed],
        returns=_list_returns(frame, marks),
        unchanged=int((~written).sum()),
        left=int((~sound).sum()),
    )


def _find_waiting_rows(
    frame: pd.DataFrame, writes: pd.DataFrame, references: References
) -> pd.Series:
    """Which rows wait until somebody decides: the secretariat confirms them, or their address was
    erased."""
    if "to_confirm" in frame:
        return frame["to_confirm"]
    if not references.erased or "code" not in writes:
        return pd.Series(False, index=writes.index)
    return find_erasure_days(writes["code"], references).notna()


def _list_returns(frame: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    if "assignment_id" not in frame or "status" not in marks:
        wanted = frame.reindex(columns=["unit_id", "year"]) if "year" in frame else frame.iloc[:0]
        return wanted.reindex(columns=["unit_id", "year"]).drop_duplicates().assign(nil=False)
    spoken = frame[["unit_id", "year"]].assign(nil=marks["status"] == Mark.NIL)
    return spoken.groupby(["unit_id", "year"], sort=False)["nil"].all().reset_index()


def _has_content(rows: Rows, marks: pd.DataFrame) -> np.ndarray:
    """Which rows say something beside their keys, as a new result must; an address or a support
    says something by itself."""
    if rows.headers.layout.name != "results":
        return np.ones(len(marks), dtype=bool)
    keys = rows.headers.layout.key_names
    names = [name for name in marks if name not in keys]
    has_content: np.ndarray = (marks[names].to_numpy() != Mark.BLANK).any(axis=1)
    return has_content


def _match_stored_versions(
    identities: pd.DataFrame, stored: pd.DataFrame, shape: Shape
) -> pd.DataFrame:
    """The stored version of each row, missing where there is none; index as `identities`."""
    if stored.empty:
        return stored.reindex(range(len(identities))).set_axis(identities.index)
    keys = list(shape.identity)
    typed = identities.astype({name: stored[name].dtype for name in keys})
    versions = typed.merge(stored, on=keys, how="left", validate="many_to_one")
    versions.index = identities.index
    return versions


def _build_content(
    name: str, frame: pd.DataFrame, marks: pd.DataFrame, *, stored: pd.DataFrame, shape: Shape
) -> pd.Series:
    """One kept column: blank keeps what is stored, nil and clear empty it, a value replaces it."""
    stored_values = stored[name]
    for named, nil_column in shape.nil_marks.items():
        if nil_column == name:
            return _build_nil(named, marks, stored_values)
    field_name = shape.taken_from.get(name, name)
    if field_name not in marks:
        return stored_values
    content = frame["unit_id" if name in shape.taken_from else field_name].astype(
        stored_values.dtype
    )
    mark = marks[field_name].to_numpy()
    marks_present = set(np.unique(mark))
    fresh = stored_values.isna().all()  # then a cell without a value is missing as it is
    if Mark.BLANK in marks_present and not fresh:
        content = content.mask(mark == Mark.BLANK, stored_values)
    if marks_present & {Mark.NIL, Mark.CLEAR}:
        content = content.mask(np.isin(mark, [Mark.NIL, Mark.CLEAR]))
    if Mark.NIL in marks_present and name == shape.nil_status:
        content = content.mask(mark == Mark.NIL, "nil")
    return content


def _build_nil(field: str, marks: pd.DataFrame, stored_values: pd.Series) -> pd.Series:
    stored = pd.Series(
        stored_values.to_numpy(dtype=bool, na_value=False), index=stored_values.index
    )
    if field not in marks:
        return stored
    mark = marks[field].to_numpy()
    return stored.where(mark == Mark.BLANK, mark == Mark.NIL)


def _find_differences(content: pd.DataFrame, before: pd.DataFrame) -> pd.Series:
    """Which rows say anything else than what is stored; two missing values are alike."""
    unlike = pd.Series(False, index=content.index)
    for name in content:
        now, then = content[name], before[name]
        same = (now == then).fillna(False).astype(bool) | (now.isna() & then.isna())
        unlike |= ~same
    return unlike

"""The plan of changes: what a file would write, decided before anything is written.

A plan is a value: it can be shown, compared, tested. Applying it and taking it back are
the actions' work.
"""

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from intake.marks import Mark
from intake.references import References
from intake.register import erased_on
from intake.rows import Rows


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
    `stored_id` (missing for a new row), the identity, the content, sheet, and unit_id and
    year where the form has them. `before` holds the stored content of the changed rows.
    `returns` has one row per unit and year that the sound rows speak for (results only):
    unit_id, year, nil (every row of it is signed nil). `held` are rows like `writes` of
    addresses that were erased on request, or that an officer's unit has nothing to do with yet:
    kept back unless somebody decides otherwise.
    """

    layout: str
    writes: pd.DataFrame
    before: pd.DataFrame
    returns: pd.DataFrame
    unchanged: int
    left: int
    held: pd.DataFrame = field(default_factory=pd.DataFrame)

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
        parts = [self.writes] if self.held.empty else [self.writes, self.held]
        rows = [pd.util.hash_pandas_object(part, index=True).to_numpy() for part in parts]
        return hashlib.sha256(b" ".join(part.tobytes() for part in rows)).hexdigest()

    def admitted(self) -> "Plan":
        """The plan with what was held back among what it writes."""
        if self.held.empty:
            return self
        writes = pd.concat([self.writes, self.held]).sort_index()
        return replace(self, writes=writes, held=self.held.iloc[:0])


def planned(rows: Rows, references: References) -> Plan:
    """Compare the sound rows with what is stored. Rows with an error are left out."""
    shape = SHAPES[rows.headed.layout.name]
    sound = ~rows.frame.index.isin(list(rows.faulty))
    frame, marks = rows.frame[sound], rows.marks[sound]
    said = _identified(frame, shape)
    stored = _stored_versions(said, references.stored, shape)
    content = pd.DataFrame(
        {name: _content(name, frame, marks, stored=stored, shape=shape) for name in shape.content},
        index=frame.index,
    )
    before = stored[list(shape.content)]
    is_new = stored["stored_id"].isna()
    is_changed = ~is_new if is_new.all() else _differs(content, before) & ~is_new
    written = (is_new & _says_something(rows, marks)) | is_changed
    writes = pd.concat([stored[["stored_id"]], said, content], axis=1)[written]
    writes = writes.assign(sheet=rows.headed.table.sheet)
    extra = [name for name in ("unit_id", "year") if name in frame and name not in writes]
    writes = writes.join(frame[extra])
    held = _held(frame.loc[writes.index], writes, references)
    return Plan(
        layout=rows.headed.layout.name,
        writes=writes[~held],
        held=writes[held],
        before=before[is_changed],
        returns=_returns(frame, marks),
        unchanged=int((~written).sum()),
        left=int((~sound).sum()),
    )


def _held(frame: pd.DataFrame, writes: pd.DataFrame, references: References) -> pd.Series:
    """Which of the rows wait: for a secretariat that confirms, or since the address was erased."""
    if "to_confirm" in frame:
        return frame["to_confirm"]
    if not references.erased or "code" not in writes:
        return pd.Series(False, index=writes.index)
    return erased_on(writes["code"], references).notna()


def _returns(frame: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    if "assignment_id" not in frame or "status" not in marks:
        wanted = frame.reindex(columns=["unit_id", "year"]) if "year" in frame else frame.iloc[:0]
        return wanted.reindex(columns=["unit_id", "year"]).drop_duplicates().assign(nil=False)
    spoken = frame[["unit_id", "year"]].assign(nil=marks["status"] == Mark.NIL)
    return spoken.groupby(["unit_id", "year"], sort=False)["nil"].all().reset_index()


def _says_something(rows: Rows, marks: pd.DataFrame) -> np.ndarray:
    """A new result needs a word beside its keys; an address or a support is one by itself."""
    if rows.headed.layout.name != "results":
        return np.ones(len(marks), dtype=bool)
    told = [name for name in marks if name not in rows.headed.layout.key_names]
    said: np.ndarray = (marks[told].to_numpy() != Mark.BLANK).any(axis=1)
    return said


def _identified(frame: pd.DataFrame, shape: Shape) -> pd.DataFrame:
    return frame[list(shape.identity)]


def _stored_versions(said: pd.DataFrame, stored: pd.DataFrame, shape: Shape) -> pd.DataFrame:
    """The stored version of each row, missing where there is none; index as `said`."""
    if stored.empty:
        return stored.reindex(range(len(said))).set_axis(said.index)
    keys = list(shape.identity)
    typed = said.astype({name: stored[name].dtype for name in keys})
    met = typed.merge(stored, on=keys, how="left", validate="many_to_one")
    met.index = said.index
    return met


def _content(
    name: str, frame: pd.DataFrame, marks: pd.DataFrame, *, stored: pd.DataFrame, shape: Shape
) -> pd.Series:
    """One kept column: blank keeps what is stored, nil and clear empty it, a value replaces it."""
    kept = stored[name]
    for named, nil_column in shape.nil_marks.items():
        if nil_column == name:
            return _nil(named, marks, kept)
    told = shape.taken_from.get(name, name)
    if told not in marks:
        return kept
    content = frame["unit_id" if name in shape.taken_from else told].astype(kept.dtype)
    mark = marks[told].to_numpy()
    asked = set(np.unique(mark))
    fresh = kept.isna().all()  # then a cell without a value is missing as it is
    if Mark.BLANK in asked and not fresh:
        content = content.mask(mark == Mark.BLANK, kept)
    if asked & {Mark.NIL, Mark.CLEAR}:
        content = content.mask(np.isin(mark, [Mark.NIL, Mark.CLEAR]))
    if Mark.NIL in asked and name == shape.nil_status:
        content = content.mask(mark == Mark.NIL, "nil")
    return content


def _nil(field: str, marks: pd.DataFrame, kept: pd.Series) -> pd.Series:
    stored = pd.Series(kept.to_numpy(dtype=bool, na_value=False), index=kept.index)
    if field not in marks:
        return stored
    mark = marks[field].to_numpy()
    return stored.where(mark == Mark.BLANK, mark == Mark.NIL)


def _differs(content: pd.DataFrame, before: pd.DataFrame) -> pd.Series:
    """Which rows say anything else than what is stored; two missing values are alike."""
    unlike = pd.Series(False, index=content.index)
    for name in content:
        now, then = content[name], before[name]
        same = (now == then).fillna(False).astype(bool) | (now.isna() & then.isna())
        unlike |= ~same
    return unlike

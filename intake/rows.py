"""Rows on their way: values and marks of a file with what was found, narrowed by each check."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from intake.findings import Finding
from intake.headings import Headed
from intake.marks import Mark
from intake.tables import MOST_FINDINGS, Unreadable
from intake.values import Values


@dataclass(frozen=True)
class Rows:
    """Understood rows. `frame` and `marks` share the sender's row numbers as index; a check
    adds findings, and columns such as unit_id, and never drops a row."""

    headed: Headed
    frame: pd.DataFrame
    marks: pd.DataFrame
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, headed: Headed, values: Values) -> "Rows":
        """The rows of a file whose cells were read."""
        return cls(headed, values.frame, values.marks, (*headed.findings, *values.findings))

    def says(self, name: str) -> pd.Series:
        """Which rows give a value for the field."""
        if name not in self.marks:
            return pd.Series(False, index=self.frame.index)
        return self.marks[name] == Mark.VALUE

    def given(self, name: str) -> pd.Series:
        """The field's values where the row gives one, missing elsewhere."""
        if name not in self.frame:
            return pd.Series(pd.NA, index=self.frame.index)
        if not self.marks[name].to_numpy().any():
            return self.frame[name]
        return self.frame[name].where(self.says(name))

    def days(self, name: str) -> pd.Series:
        """`given`, for a field of days, also where the file has no such column."""
        if name not in self.frame:
            return pd.Series(pd.NaT, index=self.frame.index, dtype="datetime64[s]")
        return self.given(name)

    def numbers(self, name: str) -> pd.Series:
        """`given`, for a field of numbers, also where the file has no such column."""
        if name not in self.frame:
            return pd.Series(float("nan"), index=self.frame.index)
        return self.given(name)

    def with_columns(self, **columns: pd.Series) -> "Rows":
        """The same rows with further columns."""
        return replace(self, frame=self.frame.assign(**columns))

    def finding(
        self, wrong: pd.Series, code: str, name: str, facts: Mapping[str, object] | None = None
    ) -> "Rows":
        """The same rows with one finding for each row where `wrong` holds, at field `name`."""
        chosen = wrong.index[wrong.fillna(False).astype(bool)]
        if chosen.empty:
            return self
        if len(self.findings) + len(chosen) > MOST_FINDINGS:
            raise Unreadable("file.too_many_findings", most=MOST_FINDINGS)
        heading = self.headed.headings.get(name)
        values = self.frame[name] if name in self.frame else pd.Series(index=self.frame.index)
        found = tuple(
            Finding(
                code,
                row=int(row),
                column=name,
                value=None if pd.isna(values[row]) else _shown(values[row]),
                heading=heading,
                sheet=self.headed.table.sheet,
                facts=facts or {},
            )
            for row in chosen
        )
        return replace(self, findings=(*self.findings, *found))

    @property
    def faulty(self) -> frozenset[int]:
        """Numbers of the rows that an error keeps out."""
        return frozenset(
            one.row for one in self.findings if one.row is not None and one.severity == "error"
        )


def _shown(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:200]

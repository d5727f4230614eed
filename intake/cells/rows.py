"""Rows of a file: their values and marks, and the findings that each check adds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from intake.cells.marks import Mark
from intake.cells.values import Values
from intake.findings import Finding
from intake.headers.headings import HeaderMap
from intake.tables import MOST_FINDINGS, Unreadable

Facts = Mapping[str, object]
FactsOfRow = Callable[[int], Facts]  # by the row's number


@dataclass(frozen=True)
class Rows:
    """Understood rows. `frame` and `marks` share the sender's row numbers as index; a check
    adds findings, and columns such as unit_id, and never drops a row."""

    headers: HeaderMap
    frame: pd.DataFrame
    marks: pd.DataFrame
    findings: tuple[Finding, ...]

    @classmethod
    def from_values(cls, headers: HeaderMap, values: Values) -> "Rows":
        """The rows of a file whose cells were read."""
        return cls(headers, values.frame, values.marks, (*headers.findings, *values.findings))

    def has_value(self, name: str) -> pd.Series:
        """Which rows give a value for the field."""
        if name not in self.marks:
            return pd.Series(False, index=self.frame.index)
        return self.marks[name] == Mark.VALUE

    def get_values(self, name: str) -> pd.Series:
        """The field's values where the row gives one, missing elsewhere."""
        if name not in self.frame:
            return pd.Series(pd.NA, index=self.frame.index)
        if not self.marks[name].to_numpy().any():
            return self.frame[name]
        return self.frame[name].where(self.has_value(name))

    def get_days(self, name: str) -> pd.Series:
        """`get_values`, for a field of days, also where the file has no such column."""
        if name not in self.frame:
            return pd.Series(pd.NaT, index=self.frame.index, dtype="datetime64[s]")
        return self.get_values(name)

    def get_numbers(self, name: str) -> pd.Series:
        """`get_values`, for a field of numbers, also where the file has no such column."""
        if name not in self.frame:
            return pd.Series(float("nan"), index=self.frame.index)
        return self.get_values(name)

    def with_columns(self, **columns: pd.Series) -> "Rows":
        """The same rows with further columns."""
        return replace(self, frame=self.frame.assign(**columns))

    def add_findings(
        self, wrong: pd.Series, code: str, name: str, facts: Facts | FactsOfRow | None = None
    ) -> "Rows":
        """The same rows with one finding for each row where `wrong` holds, at field `name`; `facts`
        are those of all of them, or give those of a row."""
        chosen = wrong.index[wrong.fillna(False).astype(bool)]
        if chosen.empty:
            return self
        if len(self.findings) + len(chosen) > MOST_FINDINGS:
            raise Unreadable("file.too_many_findings", most=MOST_FINDINGS)
        heading = self.headers.headings.get(name)
        values = self.frame[name] if name in self.frame else pd.Series(index=self.frame.index)
        findings = tuple(
            Finding(
                code,
                row=int(row),
                column=name,
                value=None if pd.isna(values[row]) else _format_value(values[row]),
                heading=heading,
                sheet=self.headers.table.sheet,
                facts=facts(int(row)) if callable(facts) else facts or {},
            )
            for row in chosen
        )
        return replace(self, findings=(*self.findings, *findings))

    @property
    def faulty(self) -> frozenset[int]:
        """Numbers of the rows that an error keeps out."""
        return frozenset(
            finding.row
            for finding in self.findings
            if finding.row is not None and finding.severity == "error"
        )


def _format_value(value: object) -> str:
    if isinstance(value, pd.Timestamp):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:200]

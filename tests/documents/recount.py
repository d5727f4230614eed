"""Every figure of a yearly report a second time, row by row, by nothing but its key."""

from models.snapshots import Duties, Register
from tests.oracles.plain import Row, divided, rows_of
from tests.oracles.slow_duties import SlowDuties
from tests.oracles.test_completion import slow_completion
from tests.oracles.test_coverage import slow_coverage
from tests.oracles.test_funnel import slow_funnel
from tests.oracles.test_link_share import slow_effort, slow_links
from tests.oracles.test_timeliness import slow_timeliness
from tests.oracles.test_totals import slow_quantity, slow_value

ARRIVED = ("in_time", "late", "received")
OF_REQUESTS = ("requested_asked", "requested_came", "requested_silent", "requested_sent_back")
OF_COMPLETION = {
    **{name: name for name in ("assigned", "done_all", "progress", "whole", "part", "in_time")},
    "completion": "share",
    "done_in_time_share": "in_time_share",
}
OF_TIMELINESS = {
    "received": "received",
    "reports_in_time": "in_time",
    "received_share": "received_share",
    "in_time_share": "in_time_share",
}
OF_COVERAGE = {
    "addresses": "whole",
    "addresses_helped": "part",
    "addresses_nobody": "nobody",
    "addresses_closed": "closed_unhelped",
    "addresses_unreported": "unreported",
    "addresses_several": "several",
    "addresses_committed": "committed",
    "visits": "visits",
    "coverage": "share",
    "committed_share": "committed_share",
}


class Recount:
    """What a figure ought to be. Keys of communes are not for it: those are published."""

    def __init__(self, duties: Duties, register: Register, year: int) -> None:
        self._year = year
        self._register = register
        self._units = {row["unit_id"]: row for row in rows_of(duties.catalogue.units)}
        slow = SlowDuties(duties)
        self._results = slow.results_owed()
        self._reports = slow.reports()

    def of(self, key: str) -> object:
        """The figure's value. KeyError for a measure that nobody recounts."""
        measure, *places = key.split("|")
        of = dict(place.split("=") for place in places)
        year = int(of.pop("year", self._year))
        if measure.startswith(("reports_", "received")) or measure in OF_TIMELINESS:
            return self._of_reports(measure, year)
        if measure in OF_REQUESTS:
            return self._of_reports(measure, year)
        if measure in OF_COVERAGE or measure.startswith(("stage_", "agencies_", "link_")):
            return self._of_addresses(measure, year)
        return self._of_results(measure, self._rows(of, year))

    def _rows(self, of: dict[str, str], year: int) -> list[Row]:
        names = {"task": "task_code", "theme": "theme", "activity": "activity"}
        rows = [row for row in self._results if row["year"] == year]
        for dimension, code in of.items():
            if dimension in ("unit", "group"):
                rows = [row for row in rows if code in self._of_unit(row, dimension)]
            else:
                wanted = None if code == "none" else code
                rows = [row for row in rows if row[names[dimension]] == wanted]
        return rows

    def _of_unit(self, row: Row, dimension: str) -> tuple[object, ...]:
        unit = self._units[row["unit_id"]]
        if dimension == "unit":
            return (unit["code"],)
        return (unit["level"] if unit["kind"] == "committee" else unit["kind"],)

    def _of_reports(self, measure: str, year: int) -> object:
        rows = [row for row in self._reports if row["year"] == year]
        if measure in OF_TIMELINESS:
            return slow_timeliness(rows)[OF_TIMELINESS[measure]]
        who, _, what = measure.partition("_")
        asked = [row for row in rows if (row["obligation"] == "requested") == (who == "requested")]
        states = {"owed": None, "asked": None, "came": ARRIVED, "late": ("late",)}
        states |= {name: (name,) for name in ("overdue", "sent_back", "awaited")}
        if what == "silent":
            return len([row for row in asked if row["state"] not in (*ARRIVED, "sent_back")])
        wanted = states[what]
        return len([row for row in asked if wanted is None or row["state"] in wanted])

    def _of_results(self, measure: str, rows: list[Row]) -> object:
        if measure in OF_COMPLETION:
            return slow_completion(rows)[OF_COMPLETION[measure]]
        if measure == "not_reported":
            own = [row for row in rows if row["obligation"] == "required"]
            return len([row for row in own if row["due"] and row["state"] == "not_reported"])
        if measure == "nil":
            own = [row for row in rows if row["obligation"] == "required"]
            return len([row for row in own if row["state"] == "nil"])
        if measure in ("requested_told", "requested_tasks"):
            told = [row for row in rows if row["state"] != "not_reported"]
            return len(told if measure == "requested_told" else rows)
        if measure == "units_did_well":
            return self._did_well(rows)
        if measure == "nil_by":
            return len([row for row in rows if row["state"] == "nil"])
        if measure == "told_by":
            return len([row for row in rows if row["state"] not in ("nil", "not_reported")])
        if measure == "grand_total":
            return slow_value([row for row in rows if row["money"] == "counts"])
        return {"quantity": slow_quantity, "value": slow_value}[measure](rows)

    def _did_well(self, rows: list[Row]) -> int:
        in_time = {
            row["unit_id"]
            for row in self._reports
            if row["year"] == self._year
            and (row["obligation"], row["state"]) == ("required", "in_time")
        }
        return sum(
            slow_completion([row for row in rows if row["unit_id"] == unit])["share"] == 1
            for unit in in_time
        )

    def _of_addresses(self, measure: str, year: int) -> object:
        if measure in OF_COVERAGE or measure.startswith("stage_"):
            dossiers = [row for row in rows_of(self._register.dossiers) if row["year"] == year]
            if measure in OF_COVERAGE:
                return slow_coverage(self._register, dossiers)[OF_COVERAGE[measure]]
            return slow_funnel(self._register, dossiers)[measure.removeprefix("stage_")]
        agencies = [unit for unit, row in self._units.items() if row["level"] == "province"]
        efforts = [slow_effort(self._register, year, int(str(unit))) for unit in agencies]
        linked, asked = slow_links(efforts)
        counts = {"agencies_linked": linked, "agencies_asked": asked}
        counts["agencies_left_out"] = len(agencies) - asked
        return counts.get(measure, divided(linked, asked))

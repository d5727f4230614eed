"""Due reports and due results a second time: one row after the other, as one would tell it."""

from datetime import date

from models.snapshots import Duties
from tests.oracles.plain import Row, rows_of


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"a day was expected: {value!r}")
    return value


class SlowDuties:
    """The duties of a province as lists of plain rows, and what follows from them."""

    def __init__(self, duties: Duties) -> None:
        self.as_of = duties.as_of
        self.tasks = {row["task_id"]: row for row in rows_of(duties.catalogue.tasks)}
        self.periods = {row["year"]: row for row in rows_of(duties.catalogue.periods)}
        self.assignments = rows_of(duties.assignments)
        self.extensions = rows_of(duties.extensions)
        self.results = rows_of(duties.results)
        self.submissions = sorted(
            rows_of(duties.submissions), key=lambda row: int(str(row["submission_id"]))
        )

    def reports(self) -> list[Row]:
        """One dict for each report owed: year, unit_id, obligation, due_on, state, days, nil."""
        return [
            self._report(owed)
            for owed in self.assignments
            if self.tasks[owed["task_id"]]["reporting"]
        ]

    def results_owed(self) -> list[Row]:
        """One dict for each result owed: the assignment, its task, state and amounts."""
        return [
            self._result(owed)
            for owed in self.assignments
            if not self.tasks[owed["task_id"]]["reporting"]
        ]

    def _owed(self, owed: Row) -> Row:
        due_on = _day(self.periods[owed["year"]]["last_day"])
        for extension in self.extensions:
            if (extension["year"], extension["unit_id"]) == (owed["year"], owed["unit_id"]):
                due_on = _day(extension["extended_to"])
        obligation = "requested" if owed["role"] == "requested" else "required"
        passed = self.as_of > due_on
        is_known = any(row["year"] == owed["year"] for row in self.submissions)
        told = {"due_on": due_on, "obligation": obligation, "passed": passed}
        return {**owed, **told, "due": passed and is_known}

    def _days_missed(self, owed: Row) -> int | None:
        """Until the day looked at, and no more once the next period's last day is over."""
        next_period = self.periods.get(int(str(owed["year"])) + 1)
        if next_period and _day(next_period["last_day"]) < self.as_of:
            return None
        return (self.as_of - _day(owed["due_on"])).days

    def _sent(self, owed: Row) -> list[Row]:
        return [
            row
            for row in self.submissions
            if (row["year"], row["unit_id"]) == (owed["year"], owed["unit_id"])
        ]

    def _report(self, assignment: Row) -> Row:
        owed = self._owed(assignment)
        due_on = _day(owed["due_on"])
        sent = self._sent(owed)
        standing = [row for row in sent if not row["sent_back"]]
        missed = owed["obligation"] == "required" and owed["due"]
        if sent and sent[-1]["sent_back"]:
            days = self._days_missed(owed) if missed else None
            return {**owed, "state": "sent_back", "days": days, "nil": False}
        if standing and owed["obligation"] == "requested":
            return {**owed, "state": "received", "days": None, "nil": standing[-1]["nil"]}
        if standing:
            first = min(_day(row["judged_on"]) for row in standing)
            late = (first - due_on).days
            judged: Row = {"state": "late", "days": late} if late > 0 else {"state": "in_time"}
            return {**owed, "days": None, "nil": standing[-1]["nil"], **judged}
        if missed:
            return {**owed, "state": "overdue", "days": self._days_missed(owed), "nil": False}
        if owed["obligation"] == "required" and owed["passed"]:
            return {**owed, "state": "no_data", "days": None, "nil": False}
        return {**owed, "state": "awaited", "days": None, "nil": False}

    def _result(self, assignment: Row) -> Row:
        owed = self._owed(assignment) | self.tasks[assignment["task_id"]]
        told = self._told(owed)
        standing = [row for row in self._sent(owed) if not row["sent_back"]]
        if told is None:
            nil = bool(standing and standing[-1]["nil"])
            state = "nil" if nil else "not_reported"
            return {**owed, "state": state, "quantity": None, "value_vnd": None}
        amounts = {"quantity": told["quantity"], "value_vnd": told["value_vnd"]}
        return {**owed, **amounts, "state": self._state(owed, told)}

    def _told(self, owed: Row) -> Row | None:
        """The result that counts: not from a return sent back with nothing standing after it."""
        for row in self.results:
            if (row["year"], row["assignment_id"]) == (owed["year"], owed["assignment_id"]):
                sent = self._sent(owed)
                numbers = [submission["submission_id"] for submission in sent]
                from_here = sent[numbers.index(row["submission_id"]) :]
                if any(not submission["sent_back"] for submission in from_here):
                    return row
        return None

    def _state(self, owed: Row, told: Row) -> str:
        if owed["obligation"] == "requested" and told["status"] in ("done", "done_late"):
            return "done_in_time"
        match told["status"]:
            case "done" if told["done_on"] is not None:
                late = _day(told["done_on"]) > _day(owed["due_on"])
                return "done_late" if late else "done_in_time"
            case "done":
                return "done_in_time"
            case "in_progress":
                overrun = owed["due"] and owed["obligation"] == "required"
                return "running_late" if overrun else "running"
            case "done_late" | "not_started" | "nil":
                return str(told["status"])
            case _:
                return "not_reported"

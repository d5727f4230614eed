"""The figures a second time, in SQL over the database file, from the signed definitions alone.

Nothing of the program is imported: what stands here follows from the definitions of the
numbers and from the tables. `Recount(file).look(year, as_of)` lays out what was known at the
end of a day; the questions after it are asked of that.

Instants are kept in UTC; the day of Viet Nam ends at 17:00 of UTC.
"""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

Row = dict[str, Any]  # Any: a cell of a table

KNOWN = "{0}.recorded_at < edge AND ({0}.superseded_at IS NULL OR {0}.superseded_at >= edge)"
IN_BEING = "{0}.valid_from <= day AND ({0}.valid_to IS NULL OR {0}.valid_to > day)"

# The rules known at the end of the day looked at, each under its table's own name: what follows
# asks these and not the tables, which hold what stands now.
RULES = ("unit", "succession", "task", "assignment", "period")
RULE = """
CREATE TEMP TABLE {0} AS SELECT * FROM main.{0}_version
WHERE recorded_at < :as_of || ' 17:00:00.000000'
  AND (superseded_at IS NULL OR superseded_at >= :as_of || ' 17:00:00.000000')
"""

# `day` is the period's last day, or the day looked at if that is earlier: units, assignments,
# open files and running commitments are those of this day. `edge` is the end of the day looked
# at, as an instant: whatever was recorded later was not known.
MOMENT = """
CREATE TEMP TABLE moment AS
SELECT year, data_from, data_to, last_day, :as_of AS as_of, min(data_to, :as_of) AS day,
       :as_of || ' 17:00:00.000000' AS edge, data_to || ' 17:00:00.000000' AS data_edge,
       date(closed_at, '+7 hours') AS closed_on,
       (SELECT next.last_day FROM period next WHERE next.year = period.year + 1) AS next_last_day
FROM period WHERE year = :year
"""

# What is asked of whom: the assignments in force on the day, of units in being. In a year for
# which nobody at all has sent anything there are no data, and nothing has fallen due.
ASKED = f"""
CREATE TEMP TABLE asked AS
SELECT a.id AS assignment_id, a.unit_id, a.task_id, u.code, u.level, u.kind, u.position,
       t.code AS task_code, t.clause, t.theme, t.activity, t.movement, t.reporting, t.adds_up,
       t.money, CASE a.role WHEN 'requested' THEN 'requested' ELSE 'required' END AS obligation,
       coalesce(e.last_day, m.last_day) AS due_on, e.last_day IS NOT NULL AS extended,
       m.as_of > coalesce(e.last_day, m.last_day) AS passed,
       m.as_of > coalesce(e.last_day, m.last_day) AND EXISTS (SELECT 1 FROM sent) AS due
FROM moment m
JOIN assignment a ON {IN_BEING.format("a")}
JOIN unit u ON u.id = a.unit_id AND {IN_BEING.format("u")}
JOIN task t ON t.id = a.task_id
LEFT JOIN extension e ON e.unit_id = u.id AND e.year = m.year AND {KNOWN.format("e")}
"""

# The returns that had come and stood; `place` counts them in the order they came.
SENT = f"""
CREATE TEMP TABLE sent AS
SELECT s.id, s.unit_id, s.nil, s.document_no, s.received_on,
       coalesce(s.sent_on, s.received_on) AS judged_on,
       row_number() OVER (PARTITION BY s.unit_id ORDER BY s.recorded_at, s.id) AS place,
       EXISTS (SELECT 1 FROM send_back b
               WHERE b.submission_id = s.id AND {KNOWN.format("b")}) AS sent_back
FROM moment m JOIN submission s ON s.year = m.year AND {KNOWN.format("s")}
"""

# A report is judged by its first return that stands and was not sent back; what the last one
# says (nil) holds. Number and day shown are those of the return it is judged by, or of the one
# sent back. Where the last one was sent back, the report counts as not received. A
# requested body's report is awaited or received, without days. The days of an absent one are
# counted until the day looked at or the period's closing, and no more once the next is over.
REPORTS = """
CREATE TEMP TABLE report AS
SELECT q.*, iif(l.sent_back, l.received_on, f.received_on) AS received_on,
       iif(l.sent_back, l.document_no, f.document_no) AS document_no,
       coalesce(l.nil AND NOT l.sent_back, 0) AS nil,
       CASE WHEN l.sent_back THEN 'sent_back'
            WHEN l.id IS NOT NULL AND q.obligation = 'requested' THEN 'received'
            WHEN l.id IS NOT NULL THEN iif(f.judged_on > q.due_on, 'late', 'in_time')
            WHEN q.obligation = 'requested' OR NOT q.passed THEN 'awaited'
            ELSE iif(q.due, 'overdue', 'no_data') END AS state,
       CAST(CASE WHEN q.obligation = 'requested' THEN NULL
                 WHEN l.id IS NULL OR l.sent_back
                 THEN iif(q.due AND NOT coalesce(m.next_last_day < m.as_of, 0),
                          julianday(min(m.as_of, coalesce(m.closed_on, m.as_of)))
                          - julianday(q.due_on), NULL)
                 WHEN f.judged_on > q.due_on
                 THEN julianday(f.judged_on) - julianday(q.due_on) END AS INTEGER) AS days
FROM moment m JOIN asked q
LEFT JOIN (SELECT *, row_number() OVER (PARTITION BY unit_id ORDER BY judged_on, place) AS turn
           FROM sent WHERE NOT sent_back) f ON f.unit_id = q.unit_id AND f.turn = 1
LEFT JOIN sent l ON l.unit_id = q.unit_id
     AND l.place = (SELECT max(place) FROM sent WHERE sent.unit_id = q.unit_id)
WHERE q.reporting
"""

# A result counts while a return that was not sent back stands from its own return on. Without
# one, a nil of the whole period is a nil of the task. What was requested is never late.
RESULTS = f"""
CREATE TEMP TABLE duty AS
SELECT q.*, r.quantity, r.value_vnd, r.done_on,
       CASE WHEN r.id IS NULL THEN iif(n.nil, 'nil', 'not_reported')
            WHEN r.status IN ('done', 'done_late')
            THEN iif(q.obligation = 'required'
                     AND (r.status = 'done_late' OR r.done_on > q.due_on),
                     'done_late', 'done_in_time')
            WHEN r.status = 'in_progress'
            THEN iif(q.due AND q.obligation = 'required', 'running_late', 'running')
            WHEN r.status IN ('not_started', 'nil') THEN r.status
            ELSE 'not_reported' END AS state
FROM moment m JOIN asked q
LEFT JOIN result r ON r.assignment_id = q.assignment_id AND r.year = m.year
     AND {KNOWN.format("r")}
     AND EXISTS (SELECT 1 FROM sent own JOIN sent later ON later.unit_id = own.unit_id
                 WHERE own.id = r.submission_id AND later.place >= own.place
                 AND NOT later.sent_back)
LEFT JOIN (SELECT unit_id, nil, max(place) FROM sent WHERE NOT sent_back
           GROUP BY unit_id) n ON n.unit_id = q.unit_id
WHERE NOT q.reporting
"""

# An address is in force in a period when it was surveyed (else first recorded) by its end and
# not closed before its start; the version known on the day looked at says so.
HELD = f"""
CREATE TEMP TABLE held AS
SELECT d.address_id, a.code, d.categories, d.needs, d.reviewed_on, d.confirmed_on, d.status,
       d.closed_on, d.closed_reason,
       (d.closed_on IS NOT NULL AND d.closed_on <= m.day)
       OR (d.closed_on IS NULL AND coalesce(d.status, '') = 'closed') AS closed
FROM moment m
JOIN dossier d ON {KNOWN.format("d")}
JOIN address a ON a.id = d.address_id
WHERE (d.surveyed_on <= m.data_to OR (d.surveyed_on IS NULL AND a.recorded_at < m.data_edge))
  AND (d.closed_on IS NULL OR d.closed_on >= m.data_from)
"""

# Help in the period: an act dated in it, or a regular commitment running on any day of it.
HELP = f"""
CREATE TEMP TABLE help AS
SELECT s.address_id, s.supporter_key, s.supporter_unit_id, s.supporter_kind, s.value_vnd,
       s.given_on BETWEEN m.data_from AND m.data_to AS visit,
       s.kind = 'regular' AND s.given_on <= m.day
       AND (s.until IS NULL OR s.until >= m.day) AS running_at_end
FROM moment m
JOIN support s ON {KNOWN.format("s")}
JOIN held h ON h.address_id = s.address_id
WHERE s.given_on BETWEEN m.data_from AND m.data_to
   OR (s.kind = 'regular' AND s.given_on <= m.data_to
       AND (s.until IS NULL OR s.until >= m.data_from))
"""

# Where a unit stands on the day: itself while in being, else the one heir of what ended.
FORWARD = f"""
CREATE TEMP TABLE forward AS
WITH RECURSIVE
heir AS (
    SELECT s.from_unit_id AS unit_id, min(s.to_unit_id) AS heir_id
    FROM moment m JOIN succession s ON s.on_day <= m.day
    JOIN unit u ON u.id = s.from_unit_id AND u.valid_to <= m.day
    WHERE s.to_unit_id IS NOT NULL
    GROUP BY s.from_unit_id HAVING count(DISTINCT s.to_unit_id) = 1),
carried (unit_id, stands_id) AS (
    SELECT id, id FROM unit
    UNION SELECT c.unit_id, h.heir_id FROM carried c JOIN heir h ON h.unit_id = c.stands_id)
SELECT c.unit_id, c.stands_id
FROM moment JOIN carried c JOIN unit u ON u.id = c.stands_id AND {IN_BEING.format("u")}
"""

# What a unit founded after the day was made of: the one unit in being on the day, or nothing
# where on the way back it was made of more than one.
BACKWARD = f"""
CREATE TEMP TABLE backward AS
WITH RECURSIVE
origin AS (
    SELECT to_unit_id AS unit_id, min(from_unit_id) AS origin_id FROM succession
    WHERE to_unit_id IS NOT NULL GROUP BY to_unit_id HAVING count(DISTINCT from_unit_id) = 1),
ancestor (unit_id, before_id) AS (
    SELECT id, id FROM moment JOIN unit ON valid_from > day
    UNION SELECT a.unit_id, o.origin_id FROM moment m JOIN ancestor a
    JOIN unit u ON u.id = a.before_id AND u.valid_from > m.day
    JOIN origin o ON o.unit_id = a.before_id)
SELECT a.unit_id, a.before_id AS stands_id
FROM moment JOIN ancestor a JOIN unit u ON u.id = a.before_id AND {IN_BEING.format("u")}
"""

# An address stands under the commune it was last recorded in among the units of the day; where
# all its records are of later units, under the single predecessor of the first; else nowhere.
# Versions of a receipt that was taken back say nothing.
PLACED = """
CREATE TEMP TABLE placed AS
WITH version AS (
    SELECT d.address_id, d.commune_id, d.recorded_at, d.id
    FROM moment m JOIN dossier d ON d.recorded_at < m.edge
    LEFT JOIN batch b ON b.id = d.batch_id AND b.undone_at < m.edge
    WHERE b.id IS NULL),
ordered AS (
    SELECT v.address_id, f.stands_id AS forward_id, k.stands_id AS backward_id,
           row_number() OVER (PARTITION BY v.address_id ORDER BY v.recorded_at DESC, v.id DESC)
           AS latest,
           row_number() OVER (PARTITION BY v.address_id ORDER BY v.recorded_at, v.id) AS first
    FROM version v
    LEFT JOIN forward f ON f.unit_id = v.commune_id
    LEFT JOIN backward k ON k.unit_id = v.commune_id)
SELECT h.address_id,
       coalesce(
           (SELECT forward_id FROM ordered o WHERE o.address_id = h.address_id
            AND forward_id IS NOT NULL ORDER BY latest LIMIT 1),
           (SELECT backward_id FROM ordered o WHERE o.address_id = h.address_id AND first = 1)
       ) AS commune_id
FROM held h
"""

# The help of a commune is reported for a period by the yearly report of the commune or of its
# district, or by anybody who tells help dated in the period to an address of the commune. A
# commitment that only runs on from an earlier period reports nothing.
REPORTED = f"""
CREATE TEMP TABLE reported AS
SELECT p.commune_id FROM placed p JOIN help h ON h.address_id = p.address_id WHERE h.visit
UNION SELECT unit_id FROM sent WHERE NOT sent_back
UNION SELECT c.id FROM moment JOIN sent s ON NOT s.sent_back
      JOIN unit d ON d.id = s.unit_id
      JOIN unit c ON c.parent_code = d.code AND {IN_BEING.format("c")}
"""
LAID_OUT = {
    **{rule: RULE.format(rule) for rule in RULES},
    "moment": MOMENT,
    "sent": SENT,
    "asked": ASKED,
    "report": REPORTS,
    "duty": RESULTS,
    "held": HELD,
    "help": HELP,
    "forward": FORWARD,
    "backward": BACKWARD,
    "placed": PLACED,
    "reported": REPORTED,
}

HELPED = """
SELECT h.*, p.commune_id, coalesce(p.commune_id, 0) IN (SELECT coalesce(commune_id, 0)
                                                         FROM reported) AS reported,
       coalesce(g.helped, 0) AS helped, coalesce(g.visits, 0) AS visits,
       coalesce(g.committed, 0) AS committed, coalesce(g.helpers, 0) AS helpers, g.value_vnd
FROM held h JOIN placed p ON p.address_id = h.address_id
LEFT JOIN (SELECT address_id, 1 AS helped, sum(visit) AS visits, max(running_at_end) AS committed,
                  count(DISTINCT supporter_key) AS helpers, sum(iif(visit, value_vnd, NULL))
                  AS value_vnd FROM help GROUP BY address_id) g ON g.address_id = h.address_id
"""
REASONS = ("risen", "moved", "died", "ineligible", "no_reason")
DONE = ("done_in_time", "done_late")
STATES = (
    *("done_in_time", "done_late", "running", "running_late"),
    *("not_started", "not_reported", "nil"),
)


def find_share(part: int, whole: int) -> float | None:
    """Nothing out of nothing is no data."""
    return part / whole if whole else None


def count_completion(duties: Sequence[Row]) -> Row:
    """Done ÷ fallen due, done ÷ all assigned, done in time ÷ fallen due. Outside stand what
    was signed as nil, and what a body was only requested to do."""
    asked = [row for row in duties if row["obligation"] == "required"]
    assigned = [row for row in asked if row["state"] != "nil"]
    due = [row for row in assigned if row["due"]]
    part = sum(row["state"] in DONE for row in due)
    in_time = sum(row["state"] == "done_in_time" for row in due)
    done_all = sum(row["state"] in DONE for row in assigned)
    return {
        "part": part,
        "whole": len(due),
        "share": find_share(part, len(due)),
        "in_time": in_time,
        "in_time_share": find_share(in_time, len(due)),
        "done_all": done_all,
        "assigned": len(assigned),
        "progress": find_share(done_all, len(assigned)),
        "left_out_requested": len(duties) - len(asked),
        **{state: sum(row["state"] == state for row in asked) for state in STATES},
    }


def count_timeliness(reports: Sequence[Row]) -> Row:
    """Received in time ÷ due, received ÷ due; due is what fell due or came."""
    asked = [row for row in reports if row["obligation"] == "required"]
    late = [row for row in asked if row["state"] == "late"]
    in_time = sum(row["state"] == "in_time" for row in asked)
    received = in_time + len(late)
    silent = [row for row in asked if row["state"] not in ("in_time", "late")]
    missing = sum(row["due"] for row in silent)
    due = received + missing
    return {
        "due": due,
        "in_time": in_time,
        "late": len(late),
        "received": received,
        "missing": missing,
        "awaited": len(silent) - missing,
        "in_time_share": find_share(in_time, due),
        "received_share": find_share(received, due),
        "median_days_late": median(row["days"] for row in late) if late else None,
        "left_out_requested": len(reports) - len(asked),
    }


def count_coverage(known: Sequence[Row]) -> Row:
    """The whole and its three parts: helped, not helped and open, closed without help. Where
    there is no register there is no figure, and addresses of communes whose help nobody has
    reported are on neither side of it."""
    addresses = [row for row in known if row["reported"]]
    unreported = len(known) - len(addresses)
    if not addresses:
        return dict.fromkeys(("part", "whole", "share")) | (
            {"unreported": unreported, "nobody": None} if known else {}
        )
    helped = [row for row in addresses if row["helped"]]
    closed = [row for row in addresses if row["closed"] and not row["helped"]]
    whole, committed = len(addresses), sum(row["committed"] for row in addresses)
    values = [row["value_vnd"] for row in addresses if row["value_vnd"] is not None]
    visits = sum(row["visits"] for row in addresses)
    reviews = [row["reviewed_on"] for row in known if row["reviewed_on"] is not None]
    return {
        "part": len(helped),
        "whole": whole,
        "share": find_share(len(helped), whole),
        "unreported": unreported,
        "nobody": whole - len(helped) - len(closed),
        "closed_unhelped": len(closed),
        **{f"unhelped_{reason}": 0 for reason in REASONS},
        **Counter(f"unhelped_{row['closed_reason'] or 'no_reason'}" for row in closed),
        "committed": committed,
        "committed_share": find_share(committed, whole),
        "several": sum(row["helpers"] > 1 for row in addresses),
        "visits": visits,
        "value_vnd": sum(values) if values else None if visits else 0,
        "last_review": max(reviews, default=None),
    }


def count_way(addresses: Sequence[Row]) -> Row:
    """From surveyed to risen out of hardship."""
    return {
        "surveyed": len(addresses),
        "confirmed": sum(
            row["confirmed_on"] is not None or row["status"] not in (None, "surveyed")
            for row in addresses
        ),
        "committed": sum(row["committed"] and row["reported"] for row in addresses),
        "helped": sum(row["helped"] and row["reported"] for row in addresses),
        "risen": sum(row["closed"] and row["closed_reason"] == "risen" for row in addresses),
    }


def count_totals(duties: Sequence[Row]) -> dict[str, Row]:
    """Of each task: quantity as the task adds up, money, who told of it, who signed nil. What
    requested bodies gave is counted: it was given."""
    found: dict[str, Row] = {}
    for code in sorted({row["task_code"] for row in duties}):
        rows = [row for row in duties if row["task_code"] == code]
        told = [row for row in rows if row["state"] not in ("not_reported", "nil")]
        nil = sum(row["state"] == "nil" for row in rows)
        quantities = [row["quantity"] for row in rows if row["quantity"] is not None]
        values = [row["value_vnd"] for row in rows if row["value_vnd"] is not None]
        quantity = sum(quantities) if quantities else None
        if rows[0]["adds_up"] == "units":
            done = sum(row["state"] in DONE for row in rows)
            quantity = done if told or nil else None
        found[code] = {
            "quantity": None if rows[0]["adds_up"] == "none" else quantity,
            "value_vnd": sum(values) if values else None,
            "told_by": len(told),
            "nil_by": nil,
            "money": rows[0]["money"],
        }
    return found


def count_grand_total(duties: Sequence[Row]) -> int | None:
    """The money of the tasks that count, each đồng once."""
    values = [row["value_vnd"] for row in duties if row["money"] == "counts"]
    told = [value for value in values if value is not None]
    return sum(told) if told else None


class Recount:
    """What the database file says of one year on one day."""

    def __init__(self, file: Path) -> None:
        self.database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        self.database.row_factory = sqlite3.Row
        self.day = ""

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()

    def look(self, year: int, as_of: date) -> "Recount":
        """Lay out what was known of `year` at the end of `as_of`."""
        for name, statement in LAID_OUT.items():
            self.database.execute(f"DROP TABLE IF EXISTS temp.{name}")
            self.database.execute(statement, {"year": year, "as_of": as_of.isoformat()})
        self.day = as_of.isoformat()
        return self

    def find_rows(self, statement: str, **facts: object) -> list[Row]:
        """The rows of a question, as plain values."""
        return [dict(row) for row in self.database.execute(statement, facts)]

    def find_years(self) -> list[int]:
        """Every year with a period."""
        rows = self.find_rows("SELECT year FROM main.period ORDER BY year")
        return [row["year"] for row in rows]

    def find_units(self) -> list[Row]:
        """The units in being on the day, in the plan's order."""
        return self.find_rows(
            f"SELECT u.* FROM moment JOIN unit u ON {IN_BEING.format('u')} ORDER BY position, code"
        )

    def find_reports(self) -> list[Row]:
        """Each report that is due, with its state and days."""
        return self.find_rows("SELECT * FROM report ORDER BY position, code")

    def count_unasked(self) -> int:
        """How many units in being sent a report that was not asked of them."""
        rows = self.find_rows(
            f"""SELECT l.unit_id FROM moment JOIN sent l
               ON l.place = (SELECT max(place) FROM sent WHERE sent.unit_id = l.unit_id)
               JOIN unit u ON u.id = l.unit_id AND {IN_BEING.format("u")}
               WHERE NOT l.sent_back AND l.unit_id NOT IN (SELECT unit_id FROM report)"""
        )
        return len(rows)

    def find_duties(self) -> list[Row]:
        """Each result that is due, with its state."""
        return self.find_rows("SELECT * FROM duty ORDER BY position, code, task_code")

    def find_addresses(self) -> list[Row]:
        """Each address in force, where it stands, and the help it had."""
        return self.find_rows(HELPED)

    def find_agencies(self) -> list[Row]:
        """The province's bodies in being on the day, with the addresses each helps whose help is
        reported, and those whose help is not."""
        return self.find_rows(
            f"""WITH given AS (
                SELECT h.supporter_unit_id, h.address_id, coalesce(p.commune_id, 0) IN
                       (SELECT coalesce(commune_id, 0) FROM reported) AS is_reported
                FROM help h JOIN placed p ON p.address_id = h.address_id)
                SELECT u.code,
                       (SELECT count(DISTINCT g.address_id) FROM given g
                        WHERE g.supporter_unit_id = u.id AND g.is_reported) AS addresses,
                       (SELECT count(DISTINCT g.address_id) FROM given g
                        WHERE g.supporter_unit_id = u.id AND NOT g.is_reported) AS unreported
                FROM moment JOIN unit u ON {IN_BEING.format("u")}
                WHERE u.level = 'province' ORDER BY u.position, u.code"""
        )

"""Answers of indicators as the charts get them, drawn as tables."""

import pandas as pd

from charts.palette import STATES

COUNTS = dict.fromkeys((*STATES, "nil", "part", "whole"), "Int64")


def completion_answer() -> pd.DataFrame:
    """Five bars: an ordinary one, not yet due, nothing arose, no data, all not reported."""
    rows = [
        # label, done in time, late, running, running late, not started, not reported, nil, …
        ("Sở Y tế", 4, 1, 0, 2, 1, 0, 1, 5, 8, 5 / 8, 0.5),
        ("Sở Nội vụ", 0, 0, 3, 0, 1, 0, 0, 0, 0, None, None),  # asked before the last day
        ("Sở Tư pháp", 0, 0, 0, 0, 0, 0, 2, 0, 0, None, 1.0),  # signed nil
        ("Sở Xây dựng", 0, 0, 0, 0, 0, 0, 0, 0, 0, None, None),  # nothing assigned
        ("Thanh tra tỉnh", 0, 0, 0, 0, 0, 6, 0, 0, 6, 0.0, 0.8),  # silent: 0 %, not no data
    ]
    frame = pd.DataFrame(rows, columns=["label", *COUNTS, "share", "share_before"])
    return frame.assign(position=range(len(frame))).astype({**COUNTS, "share": "float64"})


def coverage_answer() -> pd.DataFrame:
    """Four communes: a large gap, all covered, nobody covered, no register."""
    rows = [
        ("P. Thục Phán", 22.66, 106.26, 60, 160, 0.375, 100),
        ("X. Bảo Lâm", 22.82, 105.49, 40, 40, 1.0, 0),
        ("X. Hạ Lang", 22.69, 106.68, 0, 30, 0.0, 30),
        ("X. Cô Ba", 22.93, 105.75, None, None, None, None),
    ]
    names = ["label", "lat", "lon", "part", "whole", "share", "nobody"]
    frame = pd.DataFrame(rows, columns=names)
    counts = {"part": "Int64", "whole": "Int64", "nobody": "Int64"}
    return frame.astype(counts).assign(closed_unhelped=pd.array([0] * len(frame), "Int64"))


def lengths_answer() -> pd.DataFrame:
    """Three lines: one that is added, one told beside it, one without data."""
    rows = [("Tết Nhân ái", 12.0, "12", "beside"), ("Xã hội", 30.0, "30", "added")]
    rows.append(("Hiến máu", float("nan"), "chưa có số liệu", "added"))
    return pd.DataFrame(rows, columns=["label", "value", "figure_text", "kind"])


def timeliness_answer() -> pd.DataFrame:
    """Four years: an ordinary one, one with silence, one whose last day has not passed, one
    in which nothing was owed."""
    rows = [
        (2024, 20, 28, 30, 0, 20 / 30),
        (2025, 40, 60, 70, 0, 40 / 70),
        (2026, 12, 12, 12, 66, 1.0),
        (2027, 0, 0, 0, 0, None),
    ]
    names = ["year", "in_time", "received", "due", "awaited", "in_time_share"]
    counts = dict.fromkeys(names[:5], "Int64")
    return pd.DataFrame(rows, columns=names).astype({**counts, "in_time_share": "float64"})


def reports_owed() -> pd.DataFrame:
    """Five reports: two in time, one late, one never, and a requested body that is silent."""
    rows = [
        ("required", "2026-12-10"),
        ("required", "2026-12-14"),
        ("required", "2026-12-16"),
        ("required", None),
        ("requested", None),  # never counted as owed
    ]
    frame = pd.DataFrame(rows, columns=["obligation", "judged_on"])
    return frame.assign(judged_on=pd.to_datetime(frame["judged_on"]).astype("datetime64[s]"))


def cells_answer() -> pd.DataFrame:
    """Two bodies by two clauses: several tasks, one, nil, not asked."""
    rows = [
        ("Sở Y tế", "SYT", 0, "II.1", 0, "not_reported", 2, 3),
        ("Sở Y tế", "SYT", 0, "II.2", 1, "done_in_time", 1, 1),
        ("Sở Tài chính", "STC", 1, "II.1", 0, "nil", 0, 0),
        ("Sở Tài chính", "STC", 1, "II.2", 1, "not_asked", 0, 0),
    ]
    names = ["label", "code", "position", "column", "column_position", "state", "done", "assigned"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(column_code=frame["column"])


def histories_answer() -> pd.DataFrame:
    """Two lines over four years: a nought, a gap, a year not asked, a nil."""
    rows = [
        ("Sở Y tế", "SYT", 0, 2023, 0.5, None),
        ("Sở Y tế", "SYT", 0, 2024, 0.0, None),
        ("Sở Y tế", "SYT", 0, 2025, 0.75, None),
        ("Sở Y tế", "SYT", 0, 2026, None, "not_reported"),
        ("Sở Tài chính", "STC", 1, 2023, None, "not_asked"),
        ("Sở Tài chính", "STC", 1, 2024, None, "nil"),
        ("Sở Tài chính", "STC", 1, 2025, 1.0, None),
        ("Sở Tài chính", "STC", 1, 2026, 0.5, None),
    ]
    names = ["label", "code", "position", "year", "value", "state"]
    return pd.DataFrame(rows, columns=names).astype({"value": "float64", "state": "str"})


def amounts_answer() -> pd.DataFrame:
    """Four years of one total: a figure, a nought, a silence, a nil."""
    rows = [(2023, 1200.0, None), (2024, 0.0, None), (2025, None, "not_reported"),
            (2026, None, "nil")]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["year", "value", "state"])
    return frame.astype({"value": "float64", "state": "str"})


def moved_answer() -> pd.DataFrame:
    """One figure: a correction took one, new returns brought 21."""
    rows = [("time", 43, 43), ("corrections", 43, 42), ("returns", 42, 63)]
    frame = pd.DataFrame(rows, columns=["cause", "part_before", "part_after"])
    return frame.assign(part=frame["part_after"] - frame["part_before"])


def causes_answer() -> pd.DataFrame:
    """A fall: a break, a gain by structure, nothing by reporting, worse results."""
    reached = [0.713178, 0.684453, 0.685255, 0.685255, 0.685255, 0.685255, 0.670766]
    names = ["break", "structure", "rules", "register", "reporting", "results"]
    frame = pd.DataFrame({"cause": names, "share_before": reached[:-1], "share_after": reached[1:]})
    return frame.assign(share=frame["share_after"] - frame["share_before"])

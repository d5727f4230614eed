"""Findings of a file, each at its cell: what is wrong first, then how grave it is."""

from collections.abc import Iterator

import streamlit as st

from intake.arrivals import Arrival
from intake.findings import Finding, Severity
from intake.layouts import Layout
from locales.findings import sentence
from locales.texts import escaped
from locales.words import Words

MOST_GROUPS = 30
MOST_ROWS_NAMED = 12
SEVERITIES: dict[Severity, tuple[str, str]] = {  # a mark and a colour beside the word
    Severity.REFUSE: ("■", "red"),
    Severity.ERROR: ("✕", "orange"),
    Severity.ASK: ("?", "blue"),
    Severity.WARNING: ("!", "yellow"),
    Severity.NOTE: ("·", "gray"),
}


def show_findings(arrival: Arrival, words: Words) -> None:
    """The gravest first; the same fault in many rows of a column is told once."""
    layout = arrival.rows.headed.layout if arrival.rows else None
    groups = list(grouped(arrival.findings))
    for group in groups[:MOST_GROUPS]:
        _finding(group, words, layout=layout)
    if len(groups) > MOST_GROUPS:
        left = sum(len(group) for group in groups[MOST_GROUPS:])
        st.caption(escaped(words.say("receive.more_findings", count=left)))


def grouped(findings: tuple[Finding, ...]) -> Iterator[list[Finding]]:
    """Findings of one code in one column together, the gravest first, then as they come."""
    groups: dict[tuple[str, str | None], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.column), []).append(finding)
    gravity = list(Severity)
    yield from sorted(groups.values(), key=lambda group: gravity.index(group[0].severity))


def _finding(group: list[Finding], words: Words, *, layout: Layout | None) -> None:
    """The first cell's sentence, how grave it is, and which other rows have the same."""
    first, others = group[0], group[1:]
    mark, colour = SEVERITIES[first.severity]
    with st.container(gap="xxsmall"):
        st.markdown(escaped(sentence(first, words, layout=layout)))
        with st.container(horizontal=True, vertical_alignment="center"):
            badge = f"{mark} {words.say(f'severity.{first.severity}')}"
            st.badge(escaped(badge), color=colour)  # type: ignore[arg-type]  # as above
            if others:
                st.caption(escaped(_same(others, words)))


def _same(others: list[Finding], words: Words) -> str:
    rows = ", ".join(str(one.row) for one in others[:MOST_ROWS_NAMED])
    dots = ", …" if len(others) > MOST_ROWS_NAMED else ""
    return words.say("receive.same_fault", count=len(others), rows=rows + dots)

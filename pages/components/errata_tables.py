"""Tables of errata on Đã công bố: those that wait, and where a recount reads otherwise."""

from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from documents.yearly_report.errata import HEADINGS, build_errata_rows
from locales.texts import escape_markdown
from models.issues import Issued
from pages.components.awaited_errata import find_waiting_corrections
from pages.components.privacy import may_see_files
from pages.components.recounts import find_differences
from pages.components.tables import show_written_table
from pages.components.visit import Visit

WIDTHS = (150, 260, 100, 120, 560)  # pixels: place, figure, before, after, why


def find_last_issues(issues: Iterable[Issued]) -> list[Issued]:
    """The last issue of each report; `issues` are told the newest first."""
    last: dict[tuple[int, str], Issued] = {}
    for issue in issues:
        last.setdefault((issue.year, issue.recipient), issue)
    return list(last.values())


def show_waiting_errata(visit: Visit, issue: Issued) -> None:
    """Đính chính chờ: what is told otherwise today, to be corrected by the next issue."""
    errata = find_waiting_corrections(visit, issue)
    words = visit.words
    if not errata:
        st.caption(escape_markdown(words.say("issues.as_today")))
        return
    title = words.say("issues.waiting", count=len(errata), next=issue.number + 1)
    with st.expander(title, key=f"waiting-{issue.id}-open"):
        rows = build_errata_rows(errata, words, files=may_see_files(visit))
        show_errata_table(visit, rows, key=f"waiting-{issue.id}")


def show_differences(visit: Visit) -> None:
    """Where the screens recount otherwise than the papers of the issue that is looked by."""
    differences = find_differences(visit)
    words = visit.words
    if not differences:
        st.caption(escape_markdown(words.say("issues.as_printed")))
        return
    st.warning(escape_markdown(words.say("issues.otherwise", count=len(differences))))
    rows = build_errata_rows(differences, words, files=may_see_files(visit))
    show_errata_table(visit, rows, key="otherwise", after="errata.recount")


def show_errata_table(
    visit: Visit, rows: Sequence[tuple[str, ...]], *, key: str, after: str = "errata.after"
) -> None:
    """Table, figure, printed as, now, why."""
    say = visit.words.say
    names = [say(after if name == "after" else f"errata.{name}") for name in HEADINGS]
    table = pd.DataFrame(rows, columns=names)
    text = st.column_config.TextColumn
    widths = {name: text(width=width) for name, width in zip(names, WIDTHS, strict=True)}
    options = {"column_config": widths}
    show_written_table(visit.words, table, key=f"errata-{key}", options=options)

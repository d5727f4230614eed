"""What is behind a bar of Vì sao tăng, giảm: a year's figure opens its certificate, a cause what
it means and the units whose doing it was, as far as its reader may know them."""

from dataclasses import replace
from functools import partial

import streamlit as st

from charts.causes import build_causes_rows
from indicators.change.causes import BREAK
from indicators.provenance import find_address_provenance
from locales.texts import escape_markdown
from pages.components import frames, notes
from pages.components.certificate import FigureSource, open_certificate
from pages.components.clicks import Codes
from pages.components.origins import open_results
from pages.components.privacy import may_see_exact
from pages.components.tables import show_table
from pages.components.visit import Structure, Visit
from pages.explain_change.lists import build_breaks_table, build_moved_units_table
from pages.explain_change.question import Question
from pages.explain_change.year_comparison import COVERAGE, YearComparison


def open_cause(visit: Visit, question: Question, comparison: YearComparison, codes: Codes) -> None:
    """Open the drawer of the year or the cause that was clicked."""
    code = codes["code"]
    if code in (str(question.before), str(visit.year)):
        _open_year(visit, question, int(code), comparison.figure)
        return
    drawn = build_causes_rows(comparison.causes, visit.words, old=question.before, new=visit.year)
    matching = drawn[drawn["code"] == code]
    if len(matching):
        bar = matching.iloc[0]
        drawer = st.dialog(bar["label"], width="large", position="right")
        drawer(partial(_show_cause, visit, comparison, code, value=bar["figure_text"]))()


def _open_year(visit: Visit, question: Question, year: int, figure: str) -> None:
    then = replace(visit, structure=Structure.THEN)
    if figure != COVERAGE:
        rows = frames.load_results(then, (question.before, visit.year))
        of_unit = rows["code"] == question.whose
        column = "code" if of_unit.any() else "task_code"
        chosen = {column: question.whose} if question.whose else {}
        open_results(visit, rows, {"year": year, **chosen}, of=question.whose)
        return
    commune = {} if question.commune_id is None else {"commune_id": question.commune_id}
    register = frames.load_whole_register(then, (question.before, visit.year))
    provenance = partial(find_address_provenance, COVERAGE, register, {"year": year, **commune})
    name = visit.words.say("provenance.of_all")
    of = visit.words.say("provenance.of", name=name, year=year) if not commune else ""
    open_certificate(visit, FigureSource(COVERAGE, provenance, of=of))


def _show_cause(visit: Visit, comparison: YearComparison, cause: str, *, value: str) -> None:
    """What a cause means, and the units that it moved, the largest first; of a break those
    that could not be carried over."""
    words = visit.words
    st.markdown(
        f"**{escape_markdown(value)}.** {escape_markdown(words.say(f'why.meaning.{cause}'))}"
    )
    if cause == BREAK:
        show_table(visit, build_breaks_table(visit, comparison), key="why-behind-break")
    elif comparison.figure == COVERAGE and not may_see_exact(visit):
        notes.show_note(words.say("why.no_communes"))
    else:
        units = build_moved_units_table(visit, comparison, cause)
        st.markdown(escape_markdown(words.say("why.behind", count=len(units))))
        show_table(visit, units, key=f"why-behind-{cause}")

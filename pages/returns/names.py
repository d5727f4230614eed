"""Names that are not known, each with those it may mean: chosen with one press for every row that
has it, taken back with another, and remembered with the batch."""

from collections.abc import Sequence

import streamlit as st

from actions.permissions import may_correct_returns
from intake.corrections import CellCorrection, NameQuestion, list_name_questions
from intake.headers.layouts import Layout
from locales.findings import label_choice, list_runs, name_field
from locales.texts import escape_markdown
from locales.words import Words
from pages.components.visit import Visit
from pages.returns.cell_corrections import correct_card_cells, find_correction_reason
from pages.returns.previews import Card

MOST_QUESTIONS = 12  # of one file, at once
MOST_SHOWN = 5  # before the others are unfolded
LONGEST_TEXT = 60


def show_names(visit: Visit, card: Card) -> None:
    """The texts to choose a name for, and those that one was chosen for; none for an officer, who
    sends a corrected file."""
    headers = card.seen.header_map
    if headers is None or not may_correct_returns(visit.actor):
        return
    questions = list_name_questions(card.seen.arrival)
    chosen = _group_chosen_spellings(card.seen.corrections, headers.layout)
    if not questions and not chosen:
        return
    words = visit.words
    with st.container(border=True, key=f"names-{card.number}"):
        if questions:
            title = words.say("names.title", count=len(questions))
            st.markdown(f"**{escape_markdown(title)}**")
            st.caption(escape_markdown(words.say("names.lead")))
        for place, question in enumerate(questions[:MOST_SHOWN]):
            _show_question(visit, card, question, layout=headers.layout, place=place)
        if others := questions[MOST_SHOWN:MOST_QUESTIONS]:
            with st.expander(escape_markdown(words.say("names.unfolded", count=len(others)))):
                for place, question in enumerate(others, MOST_SHOWN):
                    _show_question(visit, card, question, layout=headers.layout, place=place)
        for place, corrections in enumerate(chosen):
            _show_chosen(visit, card, corrections, layout=headers.layout, place=place)


def _show_question(
    visit: Visit, card: Card, question: NameQuestion, *, layout: Layout, place: int
) -> None:
    words, field = visit.words, layout.find_field(question.field)
    facts = {
        "column": name_field(field, words),
        "text": question.text[:LONGEST_TEXT],
        "rows": _name_rows(question.rows, words),
    }
    st.markdown(escape_markdown(words.say("names.question", **facts)))
    with st.container(horizontal=True):
        for code, label in question.offers:
            shown = label_choice(field, code, words) if code in field.choices else label
            key = f"name-{card.number}-{place}-{code}"
            if st.button(escape_markdown(shown), key=key):
                _choose(visit, card, question, shown if code in field.choices else code)


def _choose(visit: Visit, card: Card, question: NameQuestion, text: str) -> None:
    """See the file anew with the name in every row that has the text."""
    fresh = [CellCorrection(row, question.field, text, is_spelling=True) for row in question.rows]
    reason = find_correction_reason(card.number) or visit.words.say("names.reason")
    correct_card_cells(visit, card, [*card.seen.corrections, *fresh], reason)


def _group_chosen_spellings(
    corrections: Sequence[CellCorrection], layout: Layout
) -> list[list[CellCorrection]]:
    """The corrections that chose a name, those of one column and name together, in the order of
    the form."""
    groups: dict[tuple[str, str], list[CellCorrection]] = {}
    for correction in corrections:
        if correction.is_spelling:
            groups.setdefault((correction.field, correction.text), []).append(correction)
    order = [field.name for field in layout.fields]
    return sorted(groups.values(), key=lambda group: order.index(group[0].field))


def _show_chosen(
    visit: Visit, card: Card, corrections: list[CellCorrection], *, layout: Layout, place: int
) -> None:
    words, first = visit.words, corrections[0]
    rows = [correction.row for correction in corrections]
    facts = {
        "column": name_field(layout.find_field(first.field), words),
        "rows": _name_rows(rows, words),
        "meaning": first.text,
    }
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(escape_markdown(words.say("names.chosen", **facts)))
        if st.button(words.say("names.withdraw"), key=f"name-back-{card.number}-{place}"):
            rest = [cell for cell in card.seen.corrections if cell not in corrections]
            reason = find_correction_reason(card.number) or ""
            correct_card_cells(visit, card, rest, reason)


def _name_rows(rows: Sequence[int], words: Words) -> str:
    return words.say("names.rows", rows=list_runs(rows))

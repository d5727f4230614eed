"""The yearly report as it will be printed, to be read on the screen."""

import pandas as pd
import streamlit as st

from documents.yearly import Block, Chart, Heading, Own, Paragraph, Table, YearlyReport
from locales.texts import escaped
from pages.parts.visit import Visit


def preview(visit: Visit, report: YearlyReport) -> None:
    """The body, then each addendum folded away."""
    st.subheader(visit.words.say("yearly.preview"), anchor=False)
    with st.container(border=True):
        for block in report.blocks:
            _block(visit, block)
    for addendum in report.addenda:
        title = visit.words.say("yearly.addendum", number=addendum.number, title=addendum.title)
        with st.expander(escaped(title)):
            for block in addendum.blocks:
                _block(visit, block)


def _block(visit: Visit, block: Block) -> None:
    match block:
        case Heading():
            sign = "####" if block.level == 1 else "#####"
            st.markdown(f"{sign} {escaped(block.text)}")
        case Paragraph():
            st.markdown(escaped(block.text))
        case Own():
            _own(visit, block)
        case Table():
            _table(block)
        case Chart():
            st.markdown(f"**{escaped(block.title)}**")
            st.vega_lite_chart(dict(block.spec), theme=None, width="content", alt=block.alt)
            st.caption(escaped(block.note))


def _own(visit: Visit, block: Own) -> None:
    if not block.text:
        st.caption(escaped(visit.words.say("yearly.own_empty", prompt=block.prompt)))
    for line in block.text.splitlines():
        st.markdown(escaped(line))


def _table(block: Table) -> None:
    rows = [*block.rows, *([block.total] if block.total else [])]
    st.markdown(f"**{escaped(block.title)}**")
    told = [[cell.text for cell in row] for row in rows]
    st.dataframe(pd.DataFrame(told, columns=list(block.headings)), hide_index=True)
    st.caption(escaped(block.note))

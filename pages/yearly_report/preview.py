"""The yearly report as it will be printed, to be read on the screen. Its texts are escaped:
they are data, never Markdown."""

from typing import Any

import pandas as pd
import streamlit as st

from documents.yearly_report.report import (
    Block,
    Chart,
    ClerkText,
    ReportHeading,
    ReportParagraph,
    ReportTable,
    YearlyReport,
)
from locales.texts import escape_markdown
from pages.components.privacy import may_see_exact
from pages.components.tables import show_written_table
from pages.components.visit import Visit

TALLEST, ROW, WIDTH = 460, 35, 920  # pixels


def show_preview(visit: Visit, report: YearlyReport) -> None:
    """The body, then each addendum folded away; above them, that the register's figures are
    rounded for who may not read them exactly."""
    if not may_see_exact(visit):
        st.caption(escape_markdown(visit.words.say("yearly.rough")))
    with st.container(border=True, width=WIDTH):
        st.caption(
            escape_markdown(visit.words.say("yearly.to", names="; ".join(report.addressees)))
        )
        st.markdown(f"### {escape_markdown(report.about)}")
        for place, block in enumerate(report.blocks):
            _show_block(visit, block, key=f"body-{place}")
    for addendum in report.addenda:
        title = visit.words.say("yearly.addendum", number=addendum.number, title=addendum.title)
        with st.expander(escape_markdown(title), key=f"addendum-{addendum.number}-open"):
            for place, block in enumerate(addendum.blocks):
                _show_block(visit, block, key=f"{addendum.number}-{place}")


def _show_block(visit: Visit, block: Block, *, key: str) -> None:
    match block:
        case ReportHeading():
            st.markdown(f"{'####' if block.level == 1 else '#####'} {escape_markdown(block.text)}")
        case ReportParagraph():
            st.markdown(escape_markdown(block.text))
        case ClerkText():
            _show_own(visit, block)
        case ReportTable():
            _show_table(visit, block, key=key)
        case Chart():
            _show_chart(block)


def _show_own(visit: Visit, block: ClerkText) -> None:
    """What the clerk wrote, a paragraph a line; or that it is still to be written."""
    if not block.text:
        prompt = escape_markdown(visit.words.say("yearly.own_empty", prompt=block.prompt))
        st.markdown(f":orange[:material/edit:] *{prompt}*")
    for line in block.text.splitlines():
        if line.strip():
            st.markdown(escape_markdown(line))


def _show_table(visit: Visit, block: ReportTable, *, key: str) -> None:
    rows = [*block.rows, *([block.total] if block.total else [])]
    frame = pd.DataFrame(
        [[cell.text for cell in row] for row in rows],
        columns=[str(place) for place in range(len(block.headings))],
    )
    columns: dict[str, Any] = {  # as st.dataframe takes them
        str(place): st.column_config.TextColumn(
            heading, alignment="right" if place in block.numeric else "left"
        )
        for place, heading in enumerate(block.headings)
    }
    st.markdown(f"**{escape_markdown(block.title)}**")
    height = min(TALLEST, ROW * (len(rows) + 1) + 3)
    options = {"column_config": columns, "height": height}
    headings = dict(zip(frame.columns, block.headings, strict=True))
    show_written_table(visit.words, frame, key=f"block-{key}", options=options, headings=headings)
    if block.note:
        st.caption(escape_markdown(block.note))


def _show_chart(block: Chart) -> None:
    st.markdown(f"**{escape_markdown(block.title)}**")
    spec = {name: part for name, part in block.spec.items() if name != "width"}
    st.vega_lite_chart(spec, theme=None, width="stretch", alt=block.alt)
    if block.note:
        st.caption(escape_markdown(block.note))

"""Báo cáo tổng hợp: is the yearly report ready, what does it say, and its files."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from actions.permissions import Verb, may
from documents.yearly_report.docx import build_yearly_docx
from documents.yearly_report.pdf import build_yearly_pdf
from documents.yearly_report.recipients import Recipient
from documents.yearly_report.report import YearlyReport
from documents.yearly_report.xlsx import build_yearly_xlsx
from indicators.readiness import Readiness
from locales.texts import escape_markdown
from pages.components import frames
from pages.components.address_bar import bind_widget, follow_widget, sync_choice
from pages.components.download_buttons import DOCX, XLSX
from pages.components.empty import show_empty_screen
from pages.components.headline import show_headline
from pages.components.links import show_link
from pages.components.switch import show_switch
from pages.components.visit import Visit
from pages.components.yearly_reports import build_draft_report, build_final_report, list_recipients
from pages.yearly_report.paragraphs import write_paragraphs
from pages.yearly_report.preview import show_preview
from pages.yearly_report.publishing import show_publishing
from pages.yearly_report.ready import find_items, show_readiness

RECIPIENT, VIEW = "noi-nhan", "phan"
READY, WRITE, READ, PUBLISH = "san-sang", "van-thu", "noi-dung", "cong-bo-bao-cao"
FILES = {
    "docx": (build_yearly_docx, DOCX),
    "pdf": (build_yearly_pdf, "application/pdf"),
    "xlsx": (build_yearly_xlsx, XLSX),
}


def show(visit: Visit) -> None:
    """The screen."""
    if visit.issue is not None:
        show_empty_screen(visit, "yearly_published")
        show_link(visit, "da-cong-bo", visit.words.say("yearly.published_go"))
        return
    if frames.load_reports(visit, (visit.year,)).empty:
        show_empty_screen(visit, "no_reports", year=visit.year)
        return
    recipients = list_recipients(visit)
    recipient = recipients[sync_choice(RECIPIENT, list(recipients), next(iter(recipients)))]
    items = find_items(visit, recipient)
    open_count = sum(item.state == Readiness.TO_MEND for item in items)
    title = visit.words.say(
        f"yearly.headline.{'open' if open_count else 'ready'}", year=visit.year, count=open_count
    )
    show_headline(visit, title)
    _choose_recipient(visit, recipients, recipient.code)
    view = _choose_view(visit)
    if view == READY:
        show_readiness(visit, items)
    elif view == WRITE:
        write_paragraphs(visit, recipient)
    elif view == READ:
        report = build_draft_report(visit, recipient)
        _show_files(visit, report)
        show_preview(visit, report)
    else:
        show_publishing(visit, build_final_report(visit, recipient), items)


def _choose_recipient(visit: Visit, recipients: Mapping[str, Recipient], code: str) -> None:
    """The list that changes the recipient in the address bar."""
    st.selectbox(
        visit.words.say("yearly.recipient"),
        list(recipients),
        format_func=lambda option: recipients[option].name,
        key=bind_widget(RECIPIENT, code),
        on_change=follow_widget(RECIPIENT),
    )


def _choose_view(visit: Visit) -> str:
    """What is looked at: one thing at a time, so that a rerun draws no more than is seen."""
    own = (WRITE,) if may(visit.actor, Verb.WRITE_REPORT) else ()
    last = (PUBLISH,) if may(visit.actor, Verb.PUBLISH) else ()
    labels = {view: visit.words.say(f"yearly.view.{view}") for view in (READY, *own, READ, *last)}
    return show_switch(visit.words.say("yearly.view"), VIEW, labels)


def _show_files(visit: Visit, report: YearlyReport) -> None:
    """The three files, each made when it is asked for."""
    with st.container(horizontal=True):
        for kind, (write, mime) in FILES.items():
            st.download_button(
                visit.words.say("yearly.download", kind=kind.upper()),
                partial(write, report, visit.words),
                file_name=f"{report.code}.{kind}",
                mime=mime,
                on_click="ignore",
                type="primary" if kind == "docx" else "secondary",
                key=f"yearly-{kind}",
            )
    st.caption(escape_markdown(visit.words.say("yearly.made", day=report.as_of)))

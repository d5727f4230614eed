"""Báo cáo tổng hợp: is the yearly report ready, what does it say, and its files."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from documents.letterheads import setting_of
from documents.yearly import Own, YearlyReport, blocks_of
from documents.yearly_docx import yearly_docx
from documents.yearly_evidence import Evidence
from documents.yearly_pdf import yearly_pdf
from documents.yearly_recipients import Recipient
from documents.yearly_xlsx import yearly_xlsx
from indicators.coverage import coverage
from indicators.readiness import Open, readiness
from locales.numbers import missing
from locales.texts import escaped
from models.backups import last_proven
from models.database import reading
from pages.parts import frames
from pages.parts.address_bar import chosen, moved, tied
from pages.parts.empty import empty
from pages.parts.headline import headline, subtitle
from pages.parts.links import link
from pages.parts.visit import Visit
from pages.report.handing import DOCX, XLSX
from pages.report.publishing import show_publishing
from pages.report.yearly_made import evidence_of, recipients_of, report_of
from pages.report.yearly_preview import preview

RECIPIENT = "noi-nhan"
HEAD = ("superior", "abbreviation", "drafter", "signer_offices", "signer_name")
FILES: dict[str, tuple[Callable[..., bytes], str]] = {
    "docx": (yearly_docx, DOCX),
    "pdf": (yearly_pdf, "application/pdf"),
    "xlsx": (yearly_xlsx, XLSX),
}
WAYS = {
    **dict.fromkeys(("overdue", "sent_back", "awaited", "head"), "don-doc"),
    **dict.fromkeys(("no_register", "unreviewed"), "dia-chi"),
    "estimated": "nhap-bao-cao",
    "backup": "sao-luu",
}


def show(visit: Visit) -> None:
    """The screen."""
    if frames.reports(visit, (visit.year,)).empty:
        empty(visit, "no_reports", year=visit.year)
        return
    recipient = _recipient(visit)
    report = report_of(visit, recipient)
    still = frames.once(visit, f"ready {recipient.code}", partial(_open, visit, recipient, report))
    facts = {"year": visit.year, "recipient": recipient.name, "count": len(still)}
    headline(visit.words.say(f"yearly.headline.{'open' if still else 'ready'}", **facts))
    _ready(visit, still)
    _files(visit, report)
    show_publishing(visit, report)
    preview(visit, report)


def _recipient(visit: Visit) -> Recipient:
    """The recipient of the address bar, and the switch that changes it."""
    known = {one.code: one for one in recipients_of(visit)}
    code = chosen(RECIPIENT, list(known), next(iter(known)))
    st.segmented_control(
        visit.words.say("yearly.recipient"),
        list(known),
        format_func=lambda one: escaped(known[one].name),
        required=True,
        key=tied(RECIPIENT, code),
        on_change=moved(RECIPIENT),
    )
    return known[code]


def _open(visit: Visit, recipient: Recipient, report: YearlyReport) -> list[Open]:
    """What is open in the data, then in the paper itself."""
    told: Evidence = evidence_of(visit, recipient)
    counted = coverage(told.register)
    since = None if missing(told.period["data_from"]) else told.period["data_from"].date()
    year = told.reports[told.reports["year"] == visit.year]
    communes = counted[counted["year"] == visit.year]
    found = readiness(year, communes, estimates=told.estimates, since=since)
    slots = sum(isinstance(one, Own) and not one.text for one in blocks_of(report))
    unset = sum(not setting_of(told.settings, name, visit.words) for name in HEAD)
    with reading(visit.engine) as session:
        proven = last_proven(session) is not None
    own = (Open("slots", slots), Open("head", unset), Open("backup", int(not proven)))
    return [*found, *(one for one in own if one.count)]


def _ready(visit: Visit, still: list[Open]) -> None:
    if not still:
        return
    subtitle(visit.words.say("yearly.readiness"))
    for one in still:
        with st.container(horizontal=True, vertical_alignment="center"):
            said = visit.words.say(f"yearly.ready.{one.code}", count=one.count)
            st.markdown(escaped(said))
            link(visit, WAYS.get(one.code, ""), visit.words.say("yearly.go"))


def _files(visit: Visit, report: YearlyReport) -> None:
    """The three files, each made when it is asked for."""
    with st.container(horizontal=True):
        for kind, (write, mime) in FILES.items():
            st.download_button(
                visit.words.say("yearly.download", kind=kind.upper()),
                partial(write, report, visit.words),
                file_name=f"bao-cao-{report.year}-{report.recipient}.{kind}",
                mime=mime,
                on_click="ignore",
                key=f"yearly-{kind}",
            )
    st.caption(escaped(visit.words.say("yearly.made")))

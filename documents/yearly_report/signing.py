"""Signing: a draft becomes the report that goes out, and what it is published with."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from actions.yearly_report.publish import Publication
from documents.journal.anchors import format_anchor
from documents.yearly_report.errata import Erratum, build_errata_addendum, serialise_errata
from documents.yearly_report.issues import build_package, serialise_figures
from documents.yearly_report.report import YearlyReport, is_unwritten, list_blocks
from locales.words import words_in
from models.journal import DatedAnchor

PAPERS = "vi"  # papers are Vietnamese whoever reads the screen
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class Signing:
    """What the clerk adds to a report so that it can go out: the document's number and day, the
    reasons for what the checklist holds back (by the codes of its items), and why it is
    published again. With `closing` the period is closed too. `anchor` is the journal's newest,
    to be printed."""

    number: str
    day: date | None
    reasons: Mapping[str, str] = field(default_factory=dict)
    cause: str = ""
    closing: bool = False
    anchor: DatedAnchor | None = None


def sign_report(
    report: YearlyReport, errata: tuple[Erratum, ...], signing: Signing
) -> YearlyReport:
    """The report as it goes out: numbered, dated, and from lần 2 on with its corrections."""
    anchor = format_anchor(signing.anchor, words_in(PAPERS))
    number = signing.number.strip()
    signed = replace(report, document_no=number, dated=signing.day, anchor=anchor)
    if report.issue == 1:
        return signed
    place = len(report.addenda) + 1
    roman = ROMAN[place] if place < len(ROMAN) else str(place)
    addendum = build_errata_addendum(
        errata, words_in(PAPERS), number=roman, issue=report.issue, cause=signing.cause.strip()
    )
    return replace(signed, addenda=(*report.addenda, addendum))


def build_publication(
    report: YearlyReport,
    errata: tuple[Erratum, ...],
    signing: Signing,
    *,
    unready: Mapping[str, str],
    version: int,
) -> Publication:
    """The final report with its corrections, drafted from data of `version`, as it is
    published. `unready` is what its checklist holds back (documents/yearly_report/checklist.py); a
    section that stands empty in it is held back whatever the checklist says."""
    signed = sign_report(report, errata, signing)
    empty = {block.slot: block.prompt for block in list_blocks(report) if is_unwritten(block)}
    reasons = {code: text for code, text in signing.reasons.items() if code not in empty}
    return Publication(
        signed.year,
        signed.recipient,
        signed.issue,
        signed.as_of,
        content=build_package(signed, words_in(PAPERS)),
        figures=serialise_figures(signed),
        version=version,
        unready={**unready, **empty},
        reasons=reasons,
        addressee="; ".join(signed.addressees),
        document_no=signed.document_no,
        dated=signed.dated,
        cause=signing.cause if signed.issue > 1 else "",
        language=PAPERS,
        errata=serialise_errata(errata) if signed.issue > 1 else None,
        closing=signing.closing,
    )

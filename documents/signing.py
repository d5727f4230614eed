"""Signing: a draft becomes the report that goes out, and what it is published with."""

from dataclasses import replace
from datetime import date

from actions.publish import Publication
from documents.errata import Erratum, errata_addendum, errata_kept
from documents.issues import kept_figures, package
from documents.yearly import YearlyReport
from locales.words import words_in

PAPERS = "vi"  # papers are Vietnamese whoever reads the screen
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def signed_report(
    report: YearlyReport, told: tuple[Erratum, ...], *, number: str, day: date
) -> YearlyReport:
    """The report as it goes out: numbered, dated, and from lần 2 on with its corrections."""
    signed = replace(report, document_no=number, dated=day)
    if report.issue == 1:
        return signed
    place = len(report.addenda) + 1
    roman = ROMAN[place] if place < len(ROMAN) else str(place)
    added = errata_addendum(told, words_in(PAPERS), number=roman, issue=report.issue)
    return replace(signed, addenda=(*report.addenda, added))


def publication(
    signed: YearlyReport, told: tuple[Erratum, ...], *, version: int, closing: bool
) -> Publication:
    """A signed report that corrects what is `told`, drafted from data of `version`."""
    return Publication(
        signed.year,
        signed.recipient,
        signed.issue,
        signed.as_of,
        content=package(signed, words_in(PAPERS)),
        figures=kept_figures(signed),
        version=version,
        addressee="; ".join(signed.addressees),
        document_no=signed.document_no,
        language=PAPERS,
        errata=errata_kept(told) if signed.issue > 1 else None,
        closing=closing,
    )

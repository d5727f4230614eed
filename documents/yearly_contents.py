"""The yearly report's contents: which section says what, put together by a template."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from documents.letterheads import build_letterhead, find_setting, find_setting_lines
from documents.yearly import Addendum, Block, Heading, Own, YearlyReport
from documents.yearly_annexes import absent, agencies, communes, movements_by_year, tasks
from documents.yearly_assessment import comparison, did_well, not_there
from documents.yearly_evidence import Evidence
from documents.yearly_figures import Teller
from documents.yearly_general import arrivals, bodies, bodies_brief, progress
from documents.yearly_people import addresses, money, organisation
from documents.yearly_results import (
    activities,
    activities_brief,
    movements,
    themes,
    themes_brief,
)
from documents.yearly_templates import SLOTS, Part

Write = Callable[[Evidence, Teller], Iterator[Block]]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")

SECTIONS: Mapping[str, Write] = {
    "arrivals": arrivals,
    "progress": progress,
    "themes": themes,
    "themes_brief": themes_brief,
    "bodies": bodies,
    "bodies_brief": bodies_brief,
    "activities": activities,
    "activities_brief": activities_brief,
    "movements": movements,
    "addresses": addresses,
    "organisation": organisation,
    "money": money,
    "comparison": comparison,
    "did_well": did_well,
    "not_there": not_there,
}
ADDENDA: Mapping[str, Write] = {
    "agencies": agencies,
    "tasks": tasks,
    "communes": communes,
    "movements": movements_by_year,
    "absent": absent,
}


def yearly_report(evidence: Evidence) -> YearlyReport:
    """The report that `evidence` gives its recipient (III.13). Where nothing is known a
    section says so in a sentence; the clerk's slots stand open until they are written."""
    words, settings = evidence.words, evidence.settings
    teller = Teller(words, evidence.year, evidence.rough)
    return YearlyReport(
        head=build_letterhead(settings, words),
        recipient=evidence.recipient.code,
        addressees=(evidence.recipient.name,),
        copies=find_setting_lines(settings, "report_copies", words),
        year=evidence.year,
        as_of=evidence.as_of,
        about=words.say("report.about", year=evidence.year),
        blocks=tuple(_body(evidence, teller)),
        addenda=tuple(_addenda(evidence, teller)),
        sample=evidence.sample,
    )


def _body(evidence: Evidence, teller: Teller) -> Iterator[Block]:
    plan = find_setting(evidence.settings, "plan", evidence.words)
    yield teller.told(_opening(evidence), plan=plan, year=evidence.year, day=evidence.as_of)
    kept = ((part, sections_of(part, evidence)) for part in evidence.recipient.template.parts)
    parts = [replace(part, sections=sections) for part, sections in kept if sections]
    for number, part in zip(ROMAN, parts, strict=False):
        title = evidence.words.say(f"report.part.{part.name}", year=evidence.year)
        yield Heading(1, f"{number}. {title}")
        yield from _sections(part, evidence, teller)
    issuer = build_letterhead(evidence.settings, evidence.words).body
    yield teller.told("report.closing", plan=plan, year=evidence.year, issuer=issuer)


def _opening(evidence: Evidence) -> str:
    """What the report stands on: of a year that still runs, how far it is told."""
    if not evidence.is_reported:
        return "report.opening.no_return"
    return "report.opening.running" if evidence.is_running else "report.opening"


def sections_of(part: Part, evidence: Evidence) -> tuple[str, ...]:
    """The sections that are printed: in a final report, none that stands empty."""
    return tuple(
        name
        for name in part.sections
        if not (evidence.final and name in SLOTS and not evidence.texts.get(name, "").strip())
    )


def _sections(part: Part, evidence: Evidence, teller: Teller) -> Iterator[Block]:
    """The khoản of a mục; a mục of one alone needs no number beneath its own."""
    for number, name in enumerate(part.sections, 1):
        if len(part.sections) > 1:
            title = evidence.words.say(f"report.section.{name}", year=evidence.year)
            yield Heading(2, f"{number}. {title}")
        if name in SLOTS:
            prompt = evidence.words.say(f"report.slot.{name}")
            yield Own(name, prompt, evidence.texts.get(name, ""))
        else:
            yield from SECTIONS[name](evidence, teller)


def _addenda(evidence: Evidence, teller: Teller) -> Iterator[Addendum]:
    for number, name in zip(ROMAN, evidence.recipient.template.addenda, strict=False):
        title = evidence.words.say(f"report.addendum.{name}", year=evidence.year)
        yield Addendum(number, title, tuple(ADDENDA[name](evidence, teller)))

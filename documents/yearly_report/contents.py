"""The yearly report's contents: which section says what, put together by a template."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from documents.printing.letterheads import build_letterhead, find_setting, find_setting_lines
from documents.yearly_report.annexes import (
    list_absent,
    list_agencies,
    list_communes,
    list_movements,
    list_tasks,
)
from documents.yearly_report.assessment import (
    compare_years,
    describe_missing_reports,
    name_best_units,
)
from documents.yearly_report.evidence import Evidence
from documents.yearly_report.general import (
    build_bodies_table,
    describe_arrivals,
    describe_bodies,
    describe_progress,
)
from documents.yearly_report.people import describe_addresses, describe_money, describe_organisation
from documents.yearly_report.report import Addendum, Block, ClerkText, ReportHeading, YearlyReport
from documents.yearly_report.results import (
    build_activities_table,
    build_themes_table,
    describe_activities,
    describe_movements,
    describe_themes,
)
from documents.yearly_report.sentences import SLOTS, ReportPart

BuildSection = Callable[[Evidence], Iterator[Block]]
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")

SECTIONS: Mapping[str, BuildSection] = {
    "arrivals": describe_arrivals,
    "progress": describe_progress,
    "themes": describe_themes,
    "themes_brief": build_themes_table,
    "bodies": describe_bodies,
    "bodies_brief": build_bodies_table,
    "activities": describe_activities,
    "activities_brief": build_activities_table,
    "movements": describe_movements,
    "addresses": describe_addresses,
    "organisation": describe_organisation,
    "money": describe_money,
    "comparison": compare_years,
    "did_well": name_best_units,
    "not_there": describe_missing_reports,
}
ADDENDA: Mapping[str, BuildSection] = {
    "agencies": list_agencies,
    "tasks": list_tasks,
    "communes": list_communes,
    "movements": list_movements,
    "absent": list_absent,
}


def build_yearly_report(evidence: Evidence) -> YearlyReport:
    """The report that `evidence` gives its recipient (III.13). Where nothing is known a
    section says so in a sentence; the clerk's slots stand open until they are written."""
    words, settings = evidence.words, evidence.settings
    return YearlyReport(
        head=build_letterhead(settings, words),
        recipient=evidence.recipient.code,
        addressees=(evidence.recipient.name,),
        copies=find_setting_lines(settings, "report_copies", words),
        year=evidence.year,
        as_of=evidence.as_of,
        about=evidence.say("report.about"),
        blocks=tuple(_build_body(evidence)),
        addenda=tuple(_build_addenda(evidence)),
        sample=evidence.sample,
    )


def _build_body(evidence: Evidence) -> Iterator[Block]:
    plan = find_setting(evidence.settings, "plan", evidence.words)
    yield evidence.build_paragraph(_find_opening(evidence), plan=plan)
    parts = [
        (part.name, _list_sections(part, evidence)) for part in evidence.recipient.template.parts
    ]
    printed_parts = [(name, sections) for name, sections in parts if sections]
    for number, (name, sections) in zip(ROMAN, printed_parts, strict=False):
        yield ReportHeading(1, f"{number}. {evidence.say(f'report.part.{name}')}")
        yield from _build_sections(sections, evidence)
    issuer = build_letterhead(evidence.settings, evidence.words).body
    yield evidence.build_paragraph("report.closing", plan=plan, issuer=issuer)


def _find_opening(evidence: Evidence) -> str:
    """What the report stands on: of a year that still runs, how far it is told."""
    if not evidence.is_reported:
        return "report.opening.no_return"
    return "report.opening.running" if evidence.is_running else "report.opening"


def _list_sections(part: ReportPart, evidence: Evidence) -> list[str]:
    """The sections that are printed: in a final report, none that stands empty."""
    unwritten = {name for name in SLOTS if not evidence.texts.get(name, "").strip()}
    left_out = unwritten if evidence.final else set()
    return [name for name in part.sections if name not in left_out]


def _build_sections(sections: Sequence[str], evidence: Evidence) -> Iterator[Block]:
    """The khoản of a mục; a mục of one alone needs no number beneath its own."""
    for number, name in enumerate(sections, 1):
        if len(sections) > 1:
            yield ReportHeading(2, f"{number}. {evidence.say(f'report.section.{name}')}")
        if name in SLOTS:
            prompt = evidence.say(f"report.slot.{name}")
            yield ClerkText(name, prompt, evidence.texts.get(name, ""))
        else:
            yield from SECTIONS[name](evidence)


def _build_addenda(evidence: Evidence) -> Iterator[Addendum]:
    for number, name in zip(ROMAN, evidence.recipient.template.addenda, strict=False):
        title = evidence.say(f"report.addendum.{name}")
        yield Addendum(number, title, tuple(ADDENDA[name](evidence)))

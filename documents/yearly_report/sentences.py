"""Templates of the yearly report: which sections stand in it, in which order. A recipient of
its own takes one of these; a new one is a new row here.

A part is a mục with its khoản; the names are keys of the sections that
documents/yearly_report/contents.py writes, and of their titles in locales.
"""

from dataclasses import dataclass

CENTRAL, PROVINCE = "trung-uong", "tinh"
SLOTS = ("guidance", "achievements", "difficulties", "directions", "proposals")


@dataclass(frozen=True)
class ReportPart:
    """A mục of the report: its title's name and its sections."""

    name: str
    sections: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """The parts of a report, then its addenda."""

    name: str
    parts: tuple[ReportPart, ...]
    addenda: tuple[str, ...]


GENERAL = ReportPart("general", ("guidance", "arrivals", "progress"))
JUDGED = ReportPart(
    "assessment", ("achievements", "comparison", "did_well", "not_there", "difficulties")
)
AHEAD = (ReportPart("directions", ("directions",)), ReportPart("proposals", ("proposals",)))
ADDENDA = ("agencies", "tasks", "communes", "movements", "absent")

TEMPLATES = {
    template.name: template
    for template in (
        Template(  # to the Central Committee of the Red Cross: by the Law's seven activities
            CENTRAL,
            (
                GENERAL,
                ReportPart(
                    "by_law", ("activities", "movements", "addresses", "organisation", "money")
                ),
                ReportPart("by_plan", ("themes_brief", "bodies_brief")),
                JUDGED,
                *AHEAD,
            ),
            ADDENDA,
        ),
        Template(  # to the province's People's Committee: by the plan's themes and bodies
            PROVINCE,
            (
                GENERAL,
                ReportPart("by_plan", ("themes", "bodies")),
                ReportPart(
                    "by_law",
                    ("activities_brief", "movements", "addresses", "organisation", "money"),
                ),
                JUDGED,
                *AHEAD,
            ),
            ADDENDA,
        ),
    )
}

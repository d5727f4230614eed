"""A file of people in words: what its columns and roles are called, and what is to be mended."""

from actions.accounts.people import PersonFault
from intake.findings import Finding
from intake.people import COLUMNS
from intake.text.normalisation import normalise_text
from locales.catalogues import LANGUAGES
from locales.findings import build_finding_sentence
from locales.words import Words, words_in
from models import UserRole


def name_people_column(column: str, words: Words) -> str:
    """The heading of a column in our template."""
    return words.say(f"people.column.{column}")


def list_known_headings() -> dict[str, str]:
    """Folded heading → column, in every language and in other usual spellings."""
    known = {column: column for column in COLUMNS}
    for words in map(words_in, LANGUAGES):
        for column in COLUMNS:
            known[normalise_text(name_people_column(column, words))] = column
            others = words.say(f"people.spellings.{column}").split("; ")
            known |= {normalise_text(other): column for other in others}
    return known


def list_known_roles() -> dict[str, UserRole]:
    """Folded name → role, in every language, and the codes themselves."""
    known = {normalise_text(role.value): role for role in UserRole}
    for words in map(words_in, LANGUAGES):
        for role in UserRole:
            others = words.say(f"people.role_spellings.{role}").split("; ")
            names = [words.say(f"user_role.{role}"), *others]
            known |= {normalise_text(name): role for name in names}
    return known


def build_unread_people_sentence(finding: Finding, words: Words) -> str:
    """Why nothing of a file of people could be read, in words of a list of people where a return
    is told otherwise. Plain text."""
    own = f"people.{finding.code}"
    if words.knows(own):
        return words.say(own, count=None, **finding.facts)
    return build_finding_sentence(finding, words)


def build_person_fault_sentence(fault: PersonFault, words: Words) -> str:
    """What is wrong with the cell, and what to do. Plain text."""
    facts = dict(fault.refused.facts)
    if "roles" in facts:
        facts["roles"] = "; ".join(words.say(f"user_role.{role}") for role in UserRole)
    if isinstance(columns := facts.get("columns"), tuple):
        facts["columns"] = ", ".join(name_people_column(column, words) for column in columns)
    own = f"people.fault.{fault.refused.code}"
    key = own if words.knows(own) else f"refusal.{fault.refused.code}"
    return words.say(key, count=None, **facts)


def build_person_fault_line(fault: PersonFault, words: Words) -> str:
    """The same with its place before it, on one line: “Dòng 4, cột Vai trò, “văn thu”: …”."""
    place = {
        "row": fault.row,
        "column": name_people_column(fault.column, words),
        "value": fault.value,
    }
    key = "people.fault_line" if fault.value else "people.fault_line_empty"
    return words.say(key, **place, what=build_person_fault_sentence(fault, words))

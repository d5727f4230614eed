"""Below a table is the place for signing: roles, place and day, who signs. All else that stands
there, such as a list of those who were helped, is not kept."""

import re

from intake.cells.lines import FOOT, LONGEST, SIGNED, find_signature_row
from intake.headers.headings import HeaderMap
from intake.privacy.personal_details import TITLE_ALONE, About, redact
from intake.privacy.personal_numbers import REMOVED, Detail
from intake.privacy.personal_places import UPPER
from intake.privacy.strict_reading import redact_strictly
from intake.text.normalisation import normalise_text

POLITE = re.compile(r"^\s*(?:ông|bà|đồng chí|đ/c|ths|ts|bs)[ .:]+", re.IGNORECASE)
MARK = re.compile(r"(?:da )?ky(?: .*)?|dong dau|chu ky|ho (?:va )?ten")
RECIPIENT = re.compile(r"\s*[-–+*•].{1,80}")
SIGNER = re.compile(rf"[{UPPER}][^\W\d_]{{1,7}}(?: [{UPPER}][^\W\d_]{{1,7}}){{1,4}}")
Cells = dict[tuple[int, int], str]  # row as the sender counts, column from 0 → its new text


def find_cells_below(headers: HeaderMap) -> Cells:
    """The new texts of the cells below the table that are not kept as they are."""
    signed = find_signature_row(headers)
    if signed is None:
        return {}
    cleared: Cells = {}
    roles, is_list_of_offices = 0, False
    for number, line in headers.table.cells.loc[signed:].iterrows():
        row = int(str(number))
        filled = {int(str(place)): str(cell) for place, cell in line.items() if str(cell).strip()}
        offices = {place for place, text in filled.items() if _is_role(text)}
        names = {place for place, text in filled.items() if _is_signer(text)} - offices
        is_list_of_offices |= any(map(_is_list_of_offices, filled.values()))
        others = {
            place
            for place in {*filled} - offices - names
            if not _stands_among_signs(filled[place], is_list_of_offices)
        }
        roles += len(offices)
        if others or len(names) > roles:
            others |= names
        cleared |= {(row, place): REMOVED for place in others}
        cleared |= {
            (row, place): text
            for place in offices
            if (text := _redact_role(filled[place])) != filled[place]
        }
        if names or (others and not offices):
            roles = 0
    return cleared


def _normalise(text: str) -> str:
    return normalise_text(text[:LONGEST])


def _is_list_of_offices(text: str) -> bool:
    return _normalise(text).startswith("noi nhan")


def _is_role(text: str) -> bool:
    normalised = _normalise(text)
    return len(text) <= LONGEST and any(
        pattern.fullmatch(normalised) is not None for pattern in (SIGNED, FOOT)
    )


def _is_signer(text: str) -> bool:
    """Is it the name of who signs, and nothing besides?"""
    bare = POLITE.sub("", text).strip()
    details = redact(bare, about=About.NAMED).details
    return details in ((), (Detail.NAME,)) and SIGNER.fullmatch(bare) is not None


def _stands_among_signs(text: str, is_list_of_offices: bool) -> bool:
    """Is it how one signs ("Ký, đóng dấu"), or one of the offices that receive the paper?"""
    if redact_strictly(text).details or len(text) > LONGEST:
        return False
    if MARK.fullmatch(_normalise(text)) is not None:
        return True
    return is_list_of_offices and RECIPIENT.fullmatch(text) is not None


def _redact_role(text: str) -> str:
    """A role, with who signs in the same cell, but without anything else of a person."""
    redaction = redact(text, about=About.NAMED)
    is_officer = redaction.details == (Detail.NAME,) and TITLE_ALONE.search(text) is None
    return text if is_officer else redaction.text

"""Reminders of the sample's last weeks: whom the secretariat wrote to or called, and what
they promised. Two communes never answered."""

from collections.abc import Iterator
from datetime import date

from actions.reminders.remind import Reminding
from sample_data.province import HABITUALLY_LATE, SILENT, THIS_YEAR, Province
from sample_data.sendings import ASKED_AND_SILENT, LATE_IN_2026, OVERDUE_IN_2026

FIRST_LETTER, SECOND_LETTER = date(2026, 12, 1), date(2026, 12, 15)
CALLS = date(2026, 12, 18)
PROMISED = {
    HABITUALLY_LATE: date(2026, 12, 22),
    "01366": date(2026, 12, 21),
    "01465": date(2026, 12, 19),  # promised, and the day has passed
    "01561": date(2026, 12, 23),
}


def list_reminders(province: Province) -> Iterator[Reminding]:
    """Every reminder of 2026, in the order of days."""
    slow = [HABITUALLY_LATE, *SILENT, *LATE_IN_2026, ASKED_AND_SILENT]
    for number, code in enumerate(slow):
        yield _build_reminder_letter(province, code, FIRST_LETTER, number=211 + number)
    for number, code in enumerate(sorted(OVERDUE_IN_2026)):
        yield _build_reminder_letter(province, code, SECOND_LETTER, number=236 + number)
    for code in sorted(OVERDUE_IN_2026):
        unit_id = province.find_body(code).unit_id
        yield Reminding(unit_id, THIS_YEAR, "telephone", CALLS, promised_on=PROMISED.get(code))


def _build_reminder_letter(province: Province, code: str, day: date, *, number: int) -> Reminding:
    unit_id = province.find_body(code).unit_id
    return Reminding(unit_id, THIS_YEAR, "letter", day, letter_no=f"{number}/CTĐ-VP")

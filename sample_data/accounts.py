"""Reports of help given: the files in which they came, area by area."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from intake.headers.layouts import SUPPORTS
from sample_data.deliveries import (
    SentReturn,
    build_delivery,
    build_letter,
    choose_secretariat_style,
)
from sample_data.province import THIS_YEAR, find_working_day, make_generator
from sample_data.supports import WAVES, Help

REPORT_DAYS = {"Tết": date(2026, 3, 6), "giữa năm": date(2026, 7, 17)}
FIRST_OF_THE_LAST, DAYS_OF_THE_LAST = date(2026, 12, 7), 5

AREAS = {  # districts whose lists came together
    "miền Tây": ("042", "043", "044", "045"),
    "miền Đông": ("046", "047", "048", "049", "050"),
    "trung tâm": ("040", "051", "052", "053"),
}
AREA_OF = {district: area for area, districts in AREAS.items() for district in districts}


def build_support_files(helps: Sequence[Help]) -> Iterator[SentReturn]:
    """Every report of help given, as a file."""
    groups: dict[tuple[date, str], list[Help]] = defaultdict(list)
    for support in helps:
        groups[_find_report_day(support), _name_sender(support)].append(support)
    for (day, sender), given in sorted(groups.items(), key=lambda group: group[0]):
        name = f"Tro giup dia chi nhan dao {day:%m-%Y} - {sender}"
        ordered = sorted(given, key=lambda support: (support.given_on, support.case.code))
        rows = [support.fields for support in ordered]
        letter = build_letter(name, day)
        yield build_delivery(
            SUPPORTS, rows, name, style=choose_secretariat_style(name), letter=letter
        )


def _find_report_day(support: Help) -> date:
    """The day it was reported: early in December; this year also after Tết and in July."""
    year = support.given_on.year
    if year < THIS_YEAR:
        return find_working_day(date(year, 12, 8))
    for wave, day in REPORT_DAYS.items():
        if support.given_on <= WAVES[wave][1]:
            return day
    days = make_generator("told", _name_sender(support)).randrange(DAYS_OF_THE_LAST)
    return FIRST_OF_THE_LAST + timedelta(days=days)


def _name_sender(support: Help) -> str:
    last_wave = support.given_on > WAVES[list(REPORT_DAYS)[-1]][1]
    return AREA_OF[support.case.district] if last_wave else "toàn tỉnh"

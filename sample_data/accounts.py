"""Accounts of help: the files in which it was told, area by area."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from intake.layouts import SUPPORTS
from sample_data.deliveries import Delivery, consolidated, delivery, letter_of
from sample_data.province import THIS_YEAR, drawn, working_day
from sample_data.supports import WAVES, Help

TOLD_ON = {"Tết": date(2026, 3, 6), "giữa năm": date(2026, 7, 17)}
FIRST_OF_THE_LAST, DAYS_OF_THE_LAST = date(2026, 12, 7), 5

AREAS = {  # districts whose lists came together
    "miền Tây": ("042", "043", "044", "045"),
    "miền Đông": ("046", "047", "048", "049", "050"),
    "trung tâm": ("040", "051", "052", "053"),
}
AREA_OF = {district: area for area, districts in AREAS.items() for district in districts}


def accounts_sent(helps: Sequence[Help]) -> Iterator[Delivery]:
    """Every account of help, as a file."""
    groups: dict[tuple[date, str], list[Help]] = defaultdict(list)
    for one in helps:
        groups[_told_on(one), _sender(one)].append(one)
    for (day, sender), given in sorted(groups.items(), key=lambda group: group[0]):
        name = f"Tro giup dia chi nhan dao {day:%m-%Y} - {sender}"
        ordered = sorted(given, key=lambda one: (one.given_on, one.case.code))
        rows = [one.said for one in ordered]
        letter = letter_of(name, day)
        yield delivery(SUPPORTS, rows, name, style=consolidated(name), letter=letter)


def _told_on(one: Help) -> date:
    """When it was told: early in December; this year also after Tết and in July."""
    year = one.given_on.year
    if year < THIS_YEAR:
        return working_day(date(year, 12, 8))
    for wave, day in TOLD_ON.items():
        if one.given_on <= WAVES[wave][1]:
            return day
    days = drawn("told", _sender(one)).randrange(DAYS_OF_THE_LAST)
    return FIRST_OF_THE_LAST + timedelta(days=days)


def _sender(one: Help) -> str:
    last_wave = one.given_on > WAVES[list(TOLD_ON)[-1]][1]
    return AREA_OF[one.case.district] if last_wave else "toàn tỉnh"

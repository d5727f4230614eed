"""Humanitarian addresses of the sample: invented cases, and the lists communes sent of them.

Until 30/6/2025 they lie in the communes of their day and come in districts' lists; from
the autumn of 2025 the new communes send them again, reviewed, under their own codes.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from sample_data.province import (
    NO_REGISTER,
    SILENT,
    THIS_YEAR,
    Body,
    Province,
    draw_by_weight,
    draw_day,
    make_generator,
)

SURVEYS = {  # last day of each survey → how many of a hundred addresses were found in it
    date(2019, 10, 10): 24,
    date(2020, 10, 12): 7,
    date(2021, 10, 11): 9,
    date(2022, 10, 10): 10,
    date(2023, 10, 10): 12,
    date(2024, 10, 10): 12,
    date(2025, 5, 9): 5,
    date(2025, 10, 10): 7,
    date(2026, 2, 27): 14,
}
LISTED_AFTER = timedelta(days=14)  # from the end of a survey to the list that tells of it
FIRST_SURVEY = date(2018, 12, 20)
LAST_DISTRICT_LIST, NEW_COMMUNES_LIST = date(2025, 5, 23), date(2025, 10, 24)
LIST_DAYS = tuple(date(2026, month, day) for month, day in ((3, 20), (7, 17), (8, 21), (11, 20)))
PER_COMMUNE = 91

SURVEYED = "surveyed"
STATUSES = (("supported", 68), ("connecting", 14), ("confirmed", 9), (SURVEYED, 5), ("paused", 4))
ENDINGS = (("risen", 66), ("moved", 15), ("died", 14), ("ineligible", 5))
ENDED_OF_A_HUNDRED = 12
OF_HOUSEHOLDS = (("poor", 46), ("near_poor", 22), ("ill", 10), ("disabled", 14), ("other", 8))
OF_PERSONS = (
    ("disabled", 30),
    ("elder", 24),
    ("orphan", 16),
    ("child", 14),
    ("ill", 10),
    ("agent_orange", 6),
)
NEEDS = (
    ("food", 24),
    ("livelihood", 22),
    ("health", 18),
    ("housing", 16),
    ("schooling", 13),
    ("equipment", 7),
)


@dataclass(frozen=True)
class Case:
    """One address. `way`: the communes it has lain in, one after another, today's last;
    `district`: the last one that its commune's first part belonged to."""

    code: str
    way: tuple[Body, ...]
    district: str
    listed_on: date
    facts: dict[str, object]  # the fields that never change
    status: str
    closed_on: date | None
    closed_reason: str | None

    @property
    def commune(self) -> Body:
        """Today's commune."""
        return self.way[-1]

    def place_on(self, day: date) -> Body:
        """The commune it lay in on `day`."""
        return next(body for body in reversed(self.way) if body.valid_from <= day)

    def is_standing_on(self, day: date) -> bool:
        """Listed by then, and not ended."""
        return self.listed_on <= day and (self.closed_on is None or self.closed_on > day)

    @property
    def listed_again_on(self) -> date | None:
        """The day this year's list of its commune came; None where none came."""
        return list_day(self.commune.code)


@cache
def list_day(code: str) -> date | None:
    """When a commune sends its list of this year; None for those that never do."""
    if code in (*NO_REGISTER, *SILENT):
        return None
    return make_generator("list", code).choice(LIST_DAYS)


def build_cases(province: Province) -> list[Case]:
    """Every address ever listed, commune after commune in the plan's order."""
    numbers: dict[str, int] = defaultdict(int)
    cases = []
    for commune in province.list_bodies_on(NEW_COMMUNES_LIST, level="commune"):
        if commune.code in NO_REGISTER:
            continue
        how_many = round(PER_COMMUNE * make_generator("register", commune.code).uniform(0.55, 1.5))
        for serial in range(how_many):
            generator = make_generator("case", commune.code, serial)
            cases.append(_build_case(province, commune, numbers, generator=generator))
    return cases


def _build_case(
    province: Province, commune: Body, numbers: dict[str, int], *, generator: Random
) -> Case:
    surveys = list(SURVEYS)
    if list_day(commune.code) is None:
        surveys.pop()
    last = generator.choices(surveys, [SURVEYS[day] for day in surveys])[0]
    index = surveys.index(last)
    surveyed_on = draw_day(generator, _find_survey_start(surveys, index), last)
    listed_on = last + LISTED_AFTER
    if last.year == THIS_YEAR:
        listed_on = list_day(commune.code) or listed_on
    way = province.trace_areas(commune, listed_on, generator=generator)
    numbers[way[0].code] += 1
    closed_on, reason = _draw_ending(generator, listed_on)
    facts = _draw_facts(generator, surveyed_on, listed_on, urban=commune.name.startswith("Phường"))
    status = draw_by_weight(generator, STATUSES)
    if status == SURVEYED:  # nobody has confirmed it yet
        facts["confirmed_on"] = None
    return Case(
        code=f"DC-{way[0].code}-{numbers[way[0].code]:04d}",
        way=tuple(way),
        district=province.origins[commune.unit_id][0].parent or "",
        listed_on=listed_on,
        facts=facts,
        status=status,
        closed_on=closed_on,
        closed_reason=reason,
    )


def _find_survey_start(surveys: Sequence[date], index: int) -> date:
    """The day after the survey before, or the start of the reporting year if that is later."""
    if index == 0:
        return FIRST_SURVEY
    return max(surveys[index - 1] + timedelta(days=20), date(surveys[index].year - 1, 12, 16))


def _draw_ending(generator: Random, listed_on: date) -> tuple[date | None, str | None]:
    first, last = listed_on + timedelta(days=200), date(THIS_YEAR, 2, 20)
    if generator.random() * 100 >= ENDED_OF_A_HUNDRED * 1.25 or first >= last:
        return None, None
    return draw_day(generator, first, last), draw_by_weight(generator, ENDINGS)


def _draw_facts(
    generator: Random, surveyed_on: date, listed_on: date, *, urban: bool
) -> dict[str, object]:
    household = generator.random() < 0.72
    categories = {draw_by_weight(generator, OF_HOUSEHOLDS if household else OF_PERSONS)}
    if generator.random() < 0.25:
        categories.add(draw_by_weight(generator, OF_HOUSEHOLDS))
    wants = {draw_by_weight(generator, NEEDS) for _ in range(generator.choice((1, 1, 2)))}
    confirmed_on = surveyed_on + timedelta(days=generator.randint(5, 40))
    return {
        "hamlet": f"{'Tổ' if urban else 'Xóm'} {generator.randint(1, 14)}",
        "kind": "household" if household else "person",
        "categories": ";".join(sorted(categories)),
        "household_size": generator.randint(2, 7) if household else 1,
        "needs": ";".join(sorted(wants)),
        "surveyed_on": surveyed_on,
        "confirmed_on": confirmed_on if confirmed_on < listed_on else None,
    }

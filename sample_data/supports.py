"""Help given to the addresses of the sample: by bodies, firms, groups and people, none real."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random

from models.units import UnitKind
from sample_data.addresses import Case
from sample_data.province import (
    FIRST_YEAR,
    HELP_NOBODY,
    REFORM,
    THIS_YEAR,
    UNEVEN,
    Body,
    Province,
    draw_by_weight,
    draw_day,
    make_generator,
)

REACH = {
    2019: 0.57,
    2020: 0.54,
    2021: 0.62,
    2022: 0.66,
    2023: 0.69,
    2024: 0.72,
    2025: 0.75,
    2026: 1.0,
}
LUCK = {"supported": 0.98, "connecting": 0.68, "confirmed": 0.46, "surveyed": 0.26, "paused": 0.34}
TWICE, TWICE_BEFORE, REGULAR = 0.17, 0.05, 0.32
COMMUNES_THAT_HELP = 0.75
SUPPORTERS = (
    ("commune", 26),
    ("agency", 20),
    ("red_cross", 12),
    ("enterprise", 22),
    ("person", 13),
    ("organisation", 7),
)
NAMES = {"enterprise": "Doanh nghiệp minh họa", "person": "Nhà hảo tâm"}
GROUPS = "Nhóm thiện nguyện"
FORMS = (("goods", 42), ("money", 41), ("care", 8), ("training", 5), ("labour", 4))
SUMS = (200, 300, 300, 300, 400, 500, 500, 1000)  # thousand đồng
WAVES = {  # this year's help: first and last day it was given
    "Tết": (date(2026, 1, 12), date(2026, 2, 12)),
    "giữa năm": (date(2026, 4, 6), date(2026, 7, 3)),
    "cuối năm": (date(2026, 7, 20), date(2026, 11, 25)),
}


@dataclass(frozen=True)
class Help:
    """One visit or commitment to an address."""

    case: Case
    given_on: date
    fields: dict[str, object] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells it from another."""
        names = ("supporter_unit_code", "supporter_name", "kind", "form")
        return (self.case.code, self.given_on, *(self.fields[name] for name in names))


def draw_helps(province: Province, cases: Sequence[Case]) -> list[Help]:
    """All help ever given, address after address, year after year."""
    givers = [body for body in province.bodies if body.kind in GIVING_KINDS]
    given: dict[tuple[object, ...], Help] = {}
    for case in cases:
        generator = make_generator("help", case.code)
        for year in range(FIRST_YEAR, THIS_YEAR + 1):
            for support in _draw_helps_in_year(case, year, givers, generator=generator):
                given.setdefault(support.identity, support)
    return list(given.values())


GIVING_KINDS = frozenset({UnitKind.DEPARTMENT, UnitKind.MEDIA, UnitKind.FRONT, UnitKind.UNION})


def _draw_helps_in_year(
    case: Case, year: int, givers: Sequence[Body], *, generator: Random
) -> Iterator[Help]:
    chance = LUCK[case.status] * REACH[year] * _draw_fortune(case, generator)
    if generator.random() >= chance:
        return
    twice = TWICE if year == THIS_YEAR else TWICE_BEFORE
    visits = 2 if generator.random() < (0.55 if _is_uneven(case) else twice) else 1
    for _ in range(visits):
        day = _draw_day_of_help(case, year, generator)
        if day is not None:
            yield Help(case, day, _draw_fields(case, day, givers, generator=generator))


def _draw_fortune(case: Case, generator: Random) -> float:
    """What the commune adds or takes; one commune leaves many aside and helps others twice."""
    if _is_uneven(case):
        return 0.6
    return _draw_usual_fortune(case.commune.code) + generator.uniform(-0.02, 0.02)


@cache
def _draw_usual_fortune(code: str) -> float:
    return make_generator("fortune", code).uniform(0.82, 1.14)


def _is_uneven(case: Case) -> bool:
    return case.commune.code == UNEVEN


def _draw_day_of_help(case: Case, year: int, generator: Random) -> date | None:
    """A day in the year on which the address was listed and had not ended, or None."""
    first, last = date(year, 1, 10), date(year, 11, 20)
    if year == THIS_YEAR:
        first, last = WAVES[
            draw_by_weight(generator, (("Tết", 27), ("giữa năm", 23), ("cuối năm", 50)))
        ]
        if case.listed_on.year == THIS_YEAR:
            first, last = max(case.listed_on, WAVES["cuối năm"][0]), date(2026, 12, 4)
    first = max(first, case.listed_on)
    if case.closed_on is not None:
        last = min(last, case.closed_on - timedelta(days=1))
    return draw_day(generator, first, last) if first <= last else None


def _draw_fields(
    case: Case, day: date, givers: Sequence[Body], *, generator: Random
) -> dict[str, object]:
    unit, name, kind = _draw_supporter(case, day, givers, generator=generator)
    regular = generator.random() < REGULAR + (0.05 if day.year == THIS_YEAR else 0)
    form = draw_by_weight(generator, FORMS)
    value = None if form == "labour" else generator.choice(SUMS) * 1000
    lasts = timedelta(days=generator.choice((365, 365, 548, 730)))
    return {
        "address_code": case.code,
        "supporter_unit_code": unit,
        "supporter_name": name,
        "supporter_kind": kind,
        "kind": "regular" if regular else "one_off",
        "form": form,
        "value_vnd": value,
        "given_on": day,
        "until": day + lasts if regular else None,
    }


def _draw_supporter(
    case: Case, day: date, givers: Sequence[Body], *, generator: Random
) -> tuple[str | None, str | None, str | None]:
    """A unit's code, or a made-up name with its kind."""
    who = draw_by_weight(generator, SUPPORTERS)
    if who == "commune" and _has_own_help(case.commune.code):
        place = case.place_on(day)
        return (place.code if day >= REFORM else place.parent), None, None
    if who == "agency":
        free = [
            body.code for body in givers if body.is_valid_on(day) and body.code not in HELP_NOBODY
        ]
        return generator.choice(free), None, None
    if who in NAMES:
        return None, f"{NAMES[who]} {generator.randint(1, 60)}", who
    if who == "organisation":
        return None, f"{GROUPS} {generator.randint(1, 25)}", who
    return "HCTD", None, None


@cache
def _has_own_help(code: str) -> bool:
    return make_generator("helps", code).random() < COMMUNES_THAT_HELP

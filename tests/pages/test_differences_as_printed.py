"""Figures and differences on the screens reconcile: what is printed of a year, less what is printed
of the year before on its own page, is the difference printed beside it; for whoever reads exact
counts and for whoever reads rounded ones. What a cause did adds up to what was reached."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models.database import open_database
from tests.locales.printed import money_printed, percent_printed
from tests.pages.whole_screens import open_screen, read_screen

ROLES = ("secretariat", "leader")
SCREENS = ("overview", "tasks", "addresses")
YEARS = range(2019, 2027)
DAY = "2026-12-20"
BESIDE = re.compile(r"so với cả kỳ|Bằng cả kỳ")
MOVED = re.compile(r"Tỷ lệ hoàn thành (?:tăng|giảm) từ (\S+)\s% (?:lên|xuống) (\S+)\s% \((.*)\)")
SPLIT = re.compile(r"Trong [^:]*\d địa chỉ: [^:]* đã kết thúc mà chưa được trợ giúp[^.]*")
POINTS = re.compile(r"([+−][\d,]+) điểm phần trăm")


@pytest.fixture(scope="module")
def sample(sample_file: Path) -> Iterator[Engine]:
    engine = open_database(f"sqlite:///{sample_file}")
    yield engine
    engine.dispose()


def read_figures(engine: Engine, screen: str, role: str, year: int) -> dict[str, tuple[str, str]]:
    """The figures of a screen: label → what is printed, and what beside it."""
    asked = {"nam": str(year), "ngay": DAY, "xem-nhu": role}
    metrics = open_screen(engine, screen, asked).metric
    return {one.label: (one.value, one.delta.replace("\\", "")) for one in metrics}


def read_number(text: str) -> Decimal:
    """A share, a sum or the first count that is printed."""
    if "%" in text or "điểm" in text:
        return percent_printed(text)
    return money_printed(f"{text} đồng")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_year_less_the_year_before_is_what_is_printed(
    sample: Engine, screen: str, role: str
) -> None:
    figures = {year: read_figures(sample, screen, role, year) for year in YEARS}
    wrong, compared = [], 0
    for before, year in pairwise(YEARS):
        for label, (value, delta) in figures[year].items():
            earlier = figures[before].get(label, ("", ""))[0]
            if not BESIDE.search(delta) or not re.search(r"\d", earlier):
                continue
            difference = Decimal(0)
            if "Bằng" not in delta:
                sign = -1 if delta.startswith("Giảm") else 1
                difference = sign * read_number(delta)
            compared += 1
            if read_number(value) - read_number(earlier) != difference:
                wrong.append((label, before, earlier, year, value, delta))
    assert compared
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_the_steps_between_two_days_add_up_as_printed(sample: Engine, role: str) -> None:
    wrong, compared = [], 0
    for since, until in (("2026-12-10", "2026-12-16"), ("2026-12-15", "2026-12-17")):
        asked = {"nam": "2026", "ngay": until, "tu-ngay": since, "xem-nhu": role}
        text = "\n".join(read_screen(open_screen(sample, "overview", asked)))
        for first, last, causes in MOVED.findall(text):
            points = [read_number(f"{one} điểm") for one in POINTS.findall(causes)]
            compared += len(points)
            way = percent_printed(f"{last}\N{NO-BREAK SPACE}%") - percent_printed(
                f"{first}\N{NO-BREAK SPACE}%"
            )
            if points and sum(points) != way:
                wrong.append((since, until, first, last, causes))
    assert compared
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_the_parts_of_the_split_add_up_as_printed(sample: Engine, role: str) -> None:
    """Helped, not helped and closed without help are the whole; the reasons are the closed."""
    found = []
    for year in YEARS:
        asked = {"nam": str(year), "ngay": DAY, "xem-nhu": role}
        for text in read_screen(open_screen(sample, "addresses", asked)):
            if said := SPLIT.search(text):
                counts = [int(count.replace(".", "")) for count in re.findall(r"\d[\d.]*", said[0])]
                found.append((year, *counts))
    assert found
    for year, whole, helped, nobody, closed, *reasons in found:
        assert helped + nobody + closed == whole, year
        assert not reasons or sum(reasons) == closed, year

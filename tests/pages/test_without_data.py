"""Every screen where there is nothing, or nearly nothing, to tell: a fresh installation, one with
exactly one return, and 30 May of a running year. Nobody is accused, and no ratio is made up."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from locales.words import words_in
from models import UserRole
from models.database import open_database
from pages.app.screens import SCREENS
from tests.actions.returns import Sent, received, results
from tests.pages.watching import TODAY, opened, tables, written

MAY, EVE = date(2025, 5, 30), date(2026, 12, 14)
ONE_RETURN = Sent(results("2026,SYT,HM_DK,done,01/12/2026,100,250,,"), day=date(2026, 12, 10))
ACCUSING = {
    "vi": r"[Qq]uá hạn \d|\d báo cáo quá hạn|[Kk]hông gửi|Cần liên hệ \d|Chậm nhất là|thấp nhất:",
    "en": r"[Oo]verdue by \d|\d (?:report|return)s? overdue|sent no report|[Ss]lowest is|lowest:",
}
NOUGHT = re.compile(r"(?<![\d,.])0(?:[,.]0)? ?%")
OPEN = [screen for screen in SCREENS if screen.name != "own_unit"]  # which is an officer's
ROLES = {screen.name: next(iter(sorted(screen.roles, reverse=True))) for screen in OPEN}
WAYS_ON = {  # screen: the words that say what to do next, where nothing has been received
    "overview": "empty.first_step.way_on",
    "agencies": "empty.no_data.way_on",
    "tasks": "empty.no_data.way_on",
    "addresses": "empty.no_register.way_on",
    "why": "why.nothing_way",
    "overdue": "empty.no_data.way_on",
    "chasing": "empty.no_data.way_on",
    "issues": "empty.no_issues.way_on",
}


class Case(NamedTuple):
    """A database, the day it is looked at, and the year."""

    name: str
    day: date
    year: int


CASES = [
    Case("fresh", TODAY, 2026),
    Case("fresh", TODAY, 2025),
    Case("fresh", MAY, 2025),
    Case("one", EVE, 2026),
    Case("one", TODAY, 2025),
    Case("sample", MAY, 2025),
]


@pytest.fixture(scope="module")
def databases(
    tmp_path_factory: pytest.TempPathFactory, province_template: Path, sample_file: Path
) -> Iterator[dict[str, Engine]]:
    """The databases of the cases by their names."""
    folder = tmp_path_factory.mktemp("without-data")
    files = {"fresh": province_template, "one": province_template, "sample": sample_file}
    engines = {
        name: open_database(f"sqlite:///{shutil.copy(file, folder / f'{name}.db')}")
        for name, file in files.items()
    }
    received(engines["one"], ONE_RETURN)
    yield engines
    for engine in engines.values():
        engine.dispose()


def look(engine: Engine, case: Case, name: str, language: str) -> AppTest:
    """The screen as one who may open it sees it."""
    asked = {"nam": str(case.year)}
    role = UserRole.SECRETARIAT if UserRole.SECRETARIAT in _roles(name) else ROLES[name]
    return opened(engine, name, role=role, language=language, as_of=case.day, asked=asked)


def _roles(name: str) -> frozenset[UserRole]:
    return next(screen.roles for screen in SCREENS if screen.name == name)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}-{case.year}-{case.day}")
@pytest.mark.parametrize("name", [screen.name for screen in OPEN])
def test_nobody_is_accused_and_no_ratio_is_made_up(
    databases: dict[str, Engine], name: str, case: Case, language: str
) -> None:
    app = look(databases[case.name], case, name, language)
    said = f"{written(app)}\n{tables(app)}"
    assert re.findall(ACCUSING[language], said) == []
    shares = [metric.value for metric in app.metric if NOUGHT.search(str(metric.value))]
    titles = [one.value for one in [*app.title, *app.subheader] if NOUGHT.search(str(one.value))]
    assert (shares, titles) == ([], [])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", WAYS_ON)
def test_an_empty_screen_says_what_to_do_next(
    databases: dict[str, Engine], name: str, language: str
) -> None:
    app = look(databases["fresh"], CASES[0], name, language)
    facts = {"year": 2026, "old": 2025, "new": 2026}
    assert words_in(language).say(WAYS_ON[name], **facts) in written(app)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_agency_of_a_year_without_data_is_not_late(
    databases: dict[str, Engine], language: str
) -> None:
    asked = {"nam": "2025", "don-vi": "STC"}
    app = opened(databases["fresh"], "agencies", language=language, asked=asked)
    assert words_in(language).say("report_state.no_data") in written(app)
    assert re.findall(ACCUSING[language], f"{written(app)}\n{tables(app)}") == []


def test_with_one_return_the_others_are_late_only_after_the_last_day(
    databases: dict[str, Engine],
) -> None:
    before, after = (
        written(opened(databases["one"], "overdue", as_of=day)) for day in (EVE, TODAY)
    )
    assert "Không có báo cáo quá hạn; còn chờ 70 báo cáo trong hạn." in before
    assert "Cần liên hệ 70 đơn vị; quá hạn lâu nhất 6 ngày" in after

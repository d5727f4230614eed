"""On every screen and paper of every year, asked on up to three days, stands no unit that was not
in being on the period's last day, or on the day looked at if that is earlier."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine

import documents.open_data.supervision
from actions.permissions import Actor
from documents.open_data.frames import build_open_frames
from documents.open_data.registers import YearData
from documents.overview.meeting import collect_content
from documents.printing.listings import Listing
from documents.reminders.cases import build_cases
from documents.reminders.letters import LetterContext, build_letter
from indicators.structure import carry_units
from locales.words import words_in
from models import UserRole
from models.database import open_database, reading
from models.pursuits import read_pursuit
from models.settings import read_data_version
from models.snapshots import Catalogue, read_catalogue
from models.units import are_in_being
from pages.components import cache, frames
from pages.components.visit import Structure, Visit
from pages.components.year_reports import load_year_reports
from pages.components.yearly_reports import build_draft_report, list_recipients
from pages.overview.to_decide import build_briefing
from tests.oracles.made_up import LAST_DAY, MadeUp
from tests.pages.whole_screens import open_screen, read_screen

SAMPLE, MADE_UP = "sample", "made up"
REORGANISED = (2024, 2025)  # the years of the made-up province with reorganisations
LAST_DAYS = {SAMPLE: date(2026, 12, 20), MADE_UP: LAST_DAY}
# Of the years between the reorganisations 2021 has one behind it and 2024 one before it; 2022 and
# 2023 have neither, and are asked for as 2024 is.
PLACES = [(SAMPLE, year) for year in (2019, 2020, 2021, 2024, 2025, 2026)]
PLACES += [(MADE_UP, year) for year in REORGANISED]
OF_A_PERIOD = ("overview", "agencies", "tasks", "addresses", "why", "overdue", "yearly", "chasing")
OF_BOTH_STRUCTURES = ("agencies", "tasks", "addresses")
NAMES = ["name_vi", "short_vi", "name_en"]
WORDS = words_in("vi")
LEAST = 5
Asked = dict[str, str]


@dataclass(frozen=True)
class Office:
    """A database and every unit there ever was in it."""

    engine: Engine
    catalogue: Catalogue
    last_day: date

    def choose_days(self, year: int) -> list[date]:
        """Within the year before any reorganisation of it, just after it, at the end of all. The
        first only where other units were in being on it than on the second: else a stranger of
        the one is a stranger of the other, which knows all that was known on the first."""
        first = date(year, 1, 31) if year in (2020, 2025) else date(year, 5, 30)
        second = date(year, 12, 20)
        before = [] if self.find_units(first).equals(self.find_units(second)) else [first]
        return [*dict.fromkeys([*before, second, self.last_day])]

    def find_units(self, *days: date) -> pd.DataFrame:
        """The units in being on one of `days`."""
        units = self.catalogue.units
        there = [are_in_being(units, pd.Timestamp(day)) for day in days]
        return units[pd.concat(there, axis=1).any(axis=1)]

    def find_uncarried(self, units: pd.DataFrame) -> pd.DataFrame:
        """Those of `units` that no single unit of the last day goes on."""
        onward = carry_units(self.catalogue.units, self.catalogue.successions, self.last_day)
        lost = onward.loc[onward["carried_to"].isna(), "unit_id"]
        return units[units["unit_id"].isin(lost)]

    def find_strangers(self, texts: Iterable[str], units: pd.DataFrame) -> set[str]:
        """Who is named in `texts`, or asked for by code in an address, and is none of `units`."""
        own, text = find_names(units), "\n".join({*texts})
        asked = {*re.findall(r"[?&]don-vi=([^&#\s)\"']+)", text)}
        strangers = asked - {*units["code"]}
        for name in find_names(self.catalogue.units) - own:
            if name in text:  # a name may be part of a longer one: the Department of Agriculture
                longer = [re.escape(one) for one in own if name in one]
                rest = re.sub("|".join(longer), "", text) if longer else text
                found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", rest)
                strangers |= {name} if found else set()
        return strangers


def find_names(units: pd.DataFrame) -> set[str]:
    """Every name of the units."""
    return {*units[NAMES].stack()}


@pytest.fixture(scope="module")
def offices(
    tmp_path_factory: pytest.TempPathFactory, sample_file: Path, sqlite_template: Path
) -> Iterator[dict[str, Office]]:
    """The sample, and a made-up province with reorganisations."""
    folder = tmp_path_factory.mktemp("province")
    file = folder / "oversight.db"
    file.write_bytes(sqlite_template.read_bytes())
    engines = {SAMPLE: open_database(f"sqlite:///{sample_file}")}
    engines[MADE_UP] = open_database(f"sqlite:///{file}")
    MadeUp(engines[MADE_UP], folder / "catalogue", 1).write()
    made = {}
    for name, engine in engines.items():
        with reading(engine) as session:
            made[name] = Office(engine, read_catalogue(session, None), LAST_DAYS[name])
    cache.SNAPSHOTS.forget()
    yield made
    for engine in engines.values():
        engine.dispose()


def choose_units(units: pd.DataFrame) -> Iterator[tuple[str, Asked]]:
    """The pages of single units: of each level one that ended later, else the newest."""
    for level, own in units.groupby("level"):
        code = own.sort_values(["valid_to", "valid_from"]).iloc[0]["code"]
        yield ("addresses", {"xa": code}) if level == "commune" else ("agencies", {"don-vi": code})


@pytest.mark.parametrize(("name", "year"), PLACES)
def test_every_screen_and_paper_of_a_period(
    offices: dict[str, Office], name: str, year: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    listings: list[Listing] = []
    monkeypatch.setattr(
        documents.open_data.supervision,
        "build_listing_book",
        lambda _, made, *__, **___: listings.extend(made),
    )
    office, wrong = offices[name], []
    for as_of in office.choose_days(year):
        day, before = (min(as_of, date(one, 12, 14)) for one in (year, year - 1))
        units = office.find_units(day)
        for screen, asked in find_pages(units):
            app = open_screen(
                office.engine, screen, {"nam": str(year), "ngay": str(as_of), **asked}
            )
            named = office.find_units(day, before) if screen == "why" else units
            strangers = office.find_strangers(read_screen(app), named)
            wrong += [(screen, asked, strangers)] if strangers else []
        for paper, texts in write_papers(visit_on(office, year, as_of), listings).items():
            strangers = office.find_strangers(texts, units)
            wrong += [(paper, as_of, strangers)] if strangers else []
    assert wrong == []


def find_pages(units: pd.DataFrame) -> Iterator[tuple[str, Asked]]:
    """The screens of a period, and of each level the page of one unit: one that ended later,
    else the newest."""
    yield from ((screen, Asked()) for screen in OF_A_PERIOD)
    yield "why", {"ve": "dia-chi"}
    for level, own in units.groupby("level"):
        code = own.sort_values(["valid_to", "valid_from"]).iloc[0]["code"]
        yield ("addresses", {"xa": code}) if level == "commune" else ("agencies", {"don-vi": code})


def write_papers(visit: Visit, listings: list[Listing]) -> dict[str, list[str]]:
    """What stands on every paper of a visit; the sheets of the workbook come in `listings`."""
    registered = YearData(visit.year, frames.load_snapshot(visit, visit.as_of), LEAST)
    listings.clear()
    documents.open_data.supervision.build_supervision_book(registered, WORDS)
    recipient, *_ = list_recipients(visit).values()
    sheets = [one.frame for one in listings]
    briefing = build_briefing(visit, "", [], load_year_reports(visit, (visit.year - 1, visit.year)))
    return {
        "report": [repr(build_draft_report(visit, recipient))],
        "letters": [repr(paper) for paper in write_letters(visit)],
        "meeting page": [repr(collect_content(briefing, WORDS))],
        "supervision": [*find_texts(sheets)],
        "open data": [*find_texts(build_open_frames(registered).values())],
    }


@pytest.mark.parametrize(("name", "year"), PLACES)
def test_every_screen_in_the_structure_of_today(
    offices: dict[str, Office], name: str, year: int
) -> None:
    """Who ended without a single heir keeps the own name: a break, drawn and told. The agencies
    asked to stand by an address are those of the year."""
    office, wrong = offices[name], []
    then, now = (office.find_units(day) for day in (date(year, 12, 14), office.last_day))
    if then.equals(now):
        return
    uncarried = office.find_uncarried(then)
    for screen in OF_BOTH_STRUCTURES:
        asked = {"nam": str(year), "cau-truc": "now"}
        own = then[then["level"] == "province"] if screen == "addresses" else uncarried
        app = open_screen(office.engine, screen, asked)
        strangers = office.find_strangers(read_screen(app), pd.concat([now, own]))
        wrong += [(screen, strangers)] if strangers else []
    assert wrong == []


@pytest.mark.parametrize("name", LAST_DAYS)
def test_the_catalogue_and_the_choices_of_whom_to_receive_from(
    offices: dict[str, Office], name: str
) -> None:
    """The catalogue is that of the day looked at; files are received today, for any year."""
    office, wrong = offices[name], []
    for year in (2020, 2025) if name == SAMPLE else REORGANISED:
        for as_of in office.choose_days(year):
            asked = {"nam": str(year), "ngay": str(as_of)}
            listed = read_screen(open_screen(office.engine, "catalogue", asked))
            strangers = office.find_strangers(listed, office.find_units(as_of))
            boxes = open_screen(office.engine, "receive", asked).selectbox
            offered = [box.options for box in boxes if box.label == WORDS.say("blanks.unit")]
            assert offered
            names = [name for options in offered for name in options]
            strangers |= office.find_strangers(names, office.find_units(office.last_day))
            wrong += [(asked, strangers)] if strangers else []
    assert wrong == []


def visit_on(office: Office, year: int, as_of: date) -> Visit:
    """The secretariat's look at `year` on a day."""
    with reading(office.engine) as session:
        version = read_data_version(session)
    return Visit(
        engine=office.engine,
        actor=Actor("trial-secretariat", UserRole.SECRETARIAT),
        words=WORDS,
        today=office.last_day,
        year=year,
        as_of=as_of,
        structure=Structure.THEN,
        version=version,
        sample=True,
        years=tuple(int(one) for one in office.catalogue.periods["year"]),
        now=datetime(2026, 12, 20, 3, 0, tzinfo=UTC),
    )


def write_letters(visit: Visit) -> Iterator[object]:
    """A letter to everybody who owes something."""
    with reading(visit.engine) as session:
        pursuit = read_pursuit(
            session, visit.year, visit.as_of, catalogue=frames.load_catalogue(visit)
        )
    for case in build_cases(pursuit, grace=5, words=WORDS):
        yield build_letter(case, LetterContext({}, WORDS))


def find_texts(tables: Iterable[pd.DataFrame]) -> Iterator[str]:
    """Each text of a column once; codes of units under the address they would have."""
    for table in tables:
        for column in table:
            prefix = "?don-vi=" if "unit_code" in str(column) else ""
            texts = table[column].dropna().astype("str").unique()
            yield from (f"{prefix}{text}" for text in texts)

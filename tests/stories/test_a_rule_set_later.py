"""A rule is changed in December 2026: what is asked of an earlier day answers as it did."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine

from actions.catalogue.amend import amend_catalogue, list_amendments
from actions.catalogue.next_year import cancel_year, open_year
from actions.catalogue.sheets import parse_book
from actions.periods import close_period, reopen_period, roll_weekend
from actions.reminders.contacts import set_contacts
from actions.reminders.extensions import Extending, extend
from indicators.change.moved import split_change_by_cause
from indicators.change.steps import DaySnapshot, build_steps
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from locales.catalogue_names import list_known_names
from locales.words import words_in
from models.database import ADDRESS_VARIABLE, open_database, reading
from models.snapshots import read_catalogue, read_duties, read_register
from models.units import find_unit
from oversight import main
from tests.actions.returns import CLERK, Sent, at, received, results
from tests.actions.test_amend_catalogue import Edit, cell, sent_back
from tests.conftest import NOW
from tests.pages.whole_screens import open_screen, read_screen
from tests.stories.test_an_address_and_its_help import REGISTER, REPORT

SATURDAY, SUNDAY = date(2024, 12, 14), date(2024, 12, 15)
EVE, DAY = date(2026, 12, 18), date(2026, 12, 19)  # the rule is changed on the second
EARLIER = (SUNDAY, EVE)
RETURN = results("2026,SYT,HM_DK,done,01/12/2026,100,250,,")
Ask = Callable[..., Any]  # Any: what JSON holds


@pytest.fixture
def ask(
    province: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Ask:
    """Ask the terminal and read its JSON."""
    monkeypatch.setenv(ADDRESS_VARIABLE, str(province.url))
    monkeypatch.setattr("cli.base.read_clock", lambda: NOW)

    def answer(*words: str) -> Any:  # Any: what JSON holds
        assert main([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return answer


def roll(engine: Engine) -> None:
    for year in (2024, 2026):
        roll_weekend(engine, year, rolls=True, actor=CLERK, now=at(DAY))


def end_assignment(engine: Engine) -> None:
    amend(
        engine,
        "assignments",
        cell_of({"task_code": "HM_DK", "body": "SYT"}, "valid_to", date(2026, 12, 1)),
    )


def change_task(engine: Engine) -> None:
    amend(engine, "tasks", cell("HM_DK", "title_vi", "Việc đã viết lại"))


def move_data(engine: Engine) -> None:
    amend(engine, "periods", cell_of({"year": 2024}, "last_day", date(2024, 12, 20)))


def change_contact(engine: Engine) -> None:
    with reading(engine) as session:
        unit = find_unit(session, "SYT", DAY)
    set_contacts(engine, {unit.id or 0 if unit else 0: "0206 111 1111"}, actor=CLERK, now=at(DAY))


def end_unit(engine: Engine) -> None:
    amend(engine, "units", cell("SYT", "valid_to", date(2026, 12, 1)))


def open_and_cancel(engine: Engine) -> None:
    open_year(engine, 2027, {}, actor=CLERK, now=at(DAY))
    cancel_year(engine, 2027, actor=CLERK, now=at(DAY, 11))


def close_and_reopen(engine: Engine) -> None:
    close_period(engine, 2024, actor=CLERK, now=at(DAY))
    reopen_period(engine, 2024, actor=CLERK, now=at(DAY, 11))


def amend(engine: Engine, sheet: str, edit: Edit) -> None:
    upload = sent_back(engine, sheet, edit)
    files = parse_book(upload, list_known_names(words_in("en"))).sent.files
    seen = list_amendments(engine, files, actor=CLERK)
    amend_catalogue(engine, files, seen, actor=CLERK, now=at(DAY))


def cell_of(row: dict[str, object], column: str, value: date) -> Edit:
    """Write `value` in the row that says `row`."""

    def edit(form: Any) -> None:  # Any: openpyxl's sheet
        headings = [one.value for one in form[1]]
        for cells in form.iter_rows(min_row=2):
            written = dict(zip(headings, (str(one.value) for one in cells), strict=True))
            if all(written[name] == str(text) for name, text in row.items()):
                form.cell(cells[0].row, headings.index(column) + 1).value = value

    return edit


def known_on(engine: Engine, day: date) -> dict[str, pd.DataFrame]:
    years = sorted({2024, min(day.year, 2026)})
    with reading(engine) as session:
        duties, catalogue = read_duties(session, years, day), read_catalogue(session, day)
        register = read_register(session, years, day)
    frames = {name: getattr(catalogue, name) for name in ("units", "tasks", "periods")}
    frames |= {"reports": list_due_reports(duties), "results": list_due_results(duties)}
    return frames | {"dossiers": register.dossiers, "supports": register.supports}


def between(engine: Engine) -> list[DaySnapshot]:
    """What was known of 2026 before and after the rule was changed."""
    with reading(engine) as session:
        return [
            DaySnapshot(read_duties(session, [2026], day), read_register(session, [2026], day))
            for day in (EVE, DAY)
        ]


@pytest.mark.parametrize(
    ("change", "moves"),
    [
        (roll, {"periods", "reports", "results"}),
        (move_data, {"periods", "reports", "results"}),
        (end_assignment, {"results"}),
        (change_task, {"tasks", "results"}),
        (change_contact, {"units", "reports", "results"}),
        (end_unit, {"units", "reports", "results"}),
        (open_and_cancel, set()),
        (close_and_reopen, set()),
    ],
)
def test_an_earlier_day_answers_as_it_did(
    province: Engine, ask: Ask, change: Callable[[Engine], None], moves: set[str]
) -> None:
    received(province, Sent(RETURN, day=date(2026, 12, 9)))
    frames = {day: known_on(province, day) for day in EARLIER}
    questions = [
        (verb, "--year", "2024", "--as-of", SUNDAY.isoformat()) for verb in ("due", "figures")
    ]
    answers = [ask(*words) for words in questions]
    today = known_on(province, DAY)
    change(province)
    assert [ask(*words) for words in questions] == answers
    for day, known in frames.items():
        for name, frame in known_on(province, day).items():
            pd.testing.assert_frame_equal(frame, known[name])
    now = known_on(province, DAY)
    assert {name for name in now if not now[name].equals(today[name])} == moves


def extend_one(engine: Engine) -> None:
    with reading(engine) as session:
        unit = find_unit(session, "SCT", DAY)
    asked = Extending(2026, date(2026, 12, 31), "Đơn vị đề nghị")
    extend(engine, [unit.id or 0 if unit else 0], asked, actor=CLERK, now=at(DAY))


def change_succession(engine: Engine) -> None:
    """The Department of Finance did not go on with what the Department of Planning was."""
    row = {"from_code": "SKHDT", "to_code": "STC"}
    amend(engine, "successions", cell_of(row, "to_code", "SCT"))


CHANGES: dict[Callable[[Engine], None], tuple[str, dict[str, str]]] = {  # and where each shows
    roll: ("overdue", {"nam": "2024"}),
    move_data: ("overdue", {"nam": "2024"}),
    end_assignment: ("agencies", {"nam": "2026"}),
    change_task: ("tasks", {"nam": "2026", "viec": "HM_DK"}),
    change_contact: ("agencies", {"nam": "2026", "don-vi": "SYT"}),
    extend_one: ("overdue", {"nam": "2026"}),
    change_succession: ("why", {"nam": "2025"}),
    end_unit: ("agencies", {"nam": "2026"}),
}
LOOKS = ((2026, EVE), (2025, EVE), (2024, SUNDAY))
SCREENS = (
    *("overview", "agencies", "tasks", "addresses", "why", "overdue", "yearly", "chasing"),
    "catalogue",
)


def read_screens(engine: Engine, year: int, day: date) -> dict[str, list[str]]:
    asked = {"nam": str(year), "ngay": day.isoformat()}
    return {name: [*read_screen(open_screen(engine, name, asked))] for name in SCREENS}


def ask_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What it says of the days in LOOKS, and the text of each report."""
    answers = []
    for year, day in LOOKS:
        for verb in (["due"], ["figures"], ["report", "--to", "1", "--replace"]):
            assert main([*verb, "--year", str(year), "--as-of", day.isoformat(), "--json"]) == 0
            answers.append(capsys.readouterr().out)
        paper = next(folder.glob("*.txt"))
        answers.append(paper.read_text("utf-8"))
        paper.unlink()
    return answers


def test_every_screen_and_answer_of_an_earlier_day_stays_as_it_was(
    sample_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Every rule is changed in one database: the day of the change shows it, no day before."""
    engine = open_database(f"sqlite:///{shutil.copy(sample_file, tmp_path)}")
    monkeypatch.setenv(ADDRESS_VARIABLE, str(engine.url))
    monkeypatch.chdir(tmp_path)
    papers = {"txt": lambda made, _: repr(made).encode()}
    monkeypatch.setattr("cli.reports.PAPERS", papers)
    known = {look: read_screens(engine, *look) for look in LOOKS}
    answers, unseen = ask_terminal(tmp_path, capsys), []
    for change, (screen, asked) in CHANGES.items():
        asked = {**asked, "ngay": DAY.isoformat()}
        before = [*read_screen(open_screen(engine, screen, asked))]
        change(engine)
        after = [*read_screen(open_screen(engine, screen, asked))]
        unseen += [change.__name__] if before == after else []
    assert unseen == []
    for look, screens in known.items():
        again = read_screens(engine, *look)
        assert [name for name in SCREENS if again[name] != screens[name]] == [], look
    assert ask_terminal(tmp_path, capsys) == answers
    asked = {"nam": "2026", "ngay": DAY.isoformat(), "tu-ngay": EVE.isoformat()}
    cause = words_in("vi").say("moved.short.rules")
    assert any(cause in text for text in read_screen(open_screen(engine, "overview", asked)))
    engine.dispose()


def test_the_weekend_rule_of_a_past_year_counts_from_the_day_it_is_set(
    province: Engine, ask: Ask
) -> None:
    def days(as_of: date) -> set[int]:
        answer = ask("due", "--year", "2025", "--as-of", as_of.isoformat())
        return {one["days"] for one in answer["reports"] if one["state"] == "overdue"}

    monday, later = date(2025, 12, 15), date(2026, 12, 10)  # the last day was a Sunday
    received(province, Sent(RETURN.replace("2026", "2025"), day=date(2025, 12, 10)))
    assert (days(monday), days(later)) == ({1}, {361})
    roll_weekend(province, 2025, rolls=True, actor=CLERK, now=at(later))
    assert (days(monday), days(later)) == ({1}, {360})


def test_addresses_leave_by_rules_where_the_days_of_a_period_change(province: Engine) -> None:
    received(province, REGISTER)  # two addresses surveyed on 1/3/2026
    received(province, REPORT)  # of their ward: nobody helped them
    amend(province, "periods", cell_of({"year": 2026}, "data_to", date(2026, 2, 28)))
    told = split_change_by_cause(build_steps(*between(province)))
    coverage = told[told["figure"] == "coverage"].set_index("cause")["whole"]
    assert coverage["rules"] == -2
    assert coverage.drop("rules").eq(0).all()


def test_a_report_that_may_come_later_is_overdue_no_more_by_rules(province: Engine) -> None:
    received(province, Sent(RETURN, day=date(2026, 12, 9)))
    extend_one(province)
    told = split_change_by_cause(build_steps(*between(province))).set_index(["figure", "cause"])[
        "part"
    ]
    assert told["overdue", "rules"] == -1
    assert told["overdue"].drop("rules").eq(0).all()


def test_what_moved_between_the_days_is_told_as_rules(province: Engine) -> None:
    received(province, Sent(RETURN, day=date(2026, 12, 9)))
    move = cell_of({"year": 2026}, "last_day", date(2026, 12, 31))
    amend(province, "periods", move)
    told = split_change_by_cause(build_steps(*between(province))).set_index(["figure", "cause"])[
        "part"
    ]
    assert told["overdue", "rules"] < 0
    assert told["overdue"].drop("rules").eq(0).all()
    assert told["completion", "rules"] == -1  # nothing has fallen due any more

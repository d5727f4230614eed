"""The sample province, filled once: is it the one we meant to show?"""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.permissions import Actor
from actions.returns.receive import Letter, preview_file
from indicators.completion import completion
from indicators.coverage import coverage
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from indicators.timeliness import timeliness
from indicators.totals import grand_total
from intake.tables import Upload
from models import Address, Batch, Dossier, Support, UserRole
from models.database import open_database, reading
from models.journal import check_journal
from models.settings import read_sample_day
from models.snapshots import Duties, Register, read_duties, read_register
from models.submissions import list_submissions
from models.units import list_units
from sample_data.addresses import build_cases
from sample_data.fill import CLERK, build_deliveries
from sample_data.province import AS_OF, HABITUALLY_LATE, NO_REGISTER, SILENT, load_province
from sample_data.sendings import ASKED_AND_SILENT, CORRECTED, SENT_BACK, SENT_BACK_AND_AGAIN
from sample_data.supports import draw_helps
from sample_data.to_try import build_trials
from sample_data.trials import Trial

YEARS = list(range(2019, 2027))
PLACE = re.compile(r"(Xóm|Tổ) \d+")
ADDRESS = re.compile(r"DC-\d{5}-\d{4}")
GIVER = re.compile(r"(Doanh nghiệp minh họa|Nhà hảo tâm|Nhóm thiện nguyện) \d+")


@pytest.fixture(scope="module")
def filled(sample_file: Path) -> Iterator[Engine]:
    """The filled database itself: these tests only read."""
    opened = open_database(f"sqlite:///{sample_file}")
    yield opened
    opened.dispose()


@pytest.fixture
def session(filled: Engine) -> Iterator[Session]:
    with reading(filled) as opened:
        yield opened


@pytest.fixture(scope="module")
def duties(filled: Engine) -> Duties:
    with reading(filled) as opened:
        return read_duties(opened, YEARS, AS_OF)


@pytest.fixture(scope="module")
def register(filled: Engine) -> Register:
    with reading(filled) as opened:
        return read_register(opened, YEARS, AS_OF)


@pytest.fixture(scope="module")
def reports(duties: Duties) -> pd.DataFrame:
    return list_due_reports(duties)


def this_year(reports: pd.DataFrame) -> pd.DataFrame:
    return reports[reports["year"] == 2026].set_index("code")


def test_the_same_seed_writes_the_same_files(session: Session, sample_file: Path) -> None:
    province = load_province(session)
    cases = build_cases(province)
    deliveries = build_deliveries(province, cases, helps=draw_helps(province, cases))
    folder = sample_file.parent / "returns"
    written = {path.name: path.read_bytes() for path in folder.glob("20*/*")}
    assert {one.name: one.content for one in deliveries} == written
    assert len(deliveries) == len(written) <= 300


def test_every_file_was_received_whole_and_once(session: Session, sample_file: Path) -> None:
    batches = session.exec(select(Batch)).all()
    received = sorted(batch.file_name for batch in batches)
    assert received == sorted(path.name for path in sample_file.parent.glob("returns/20*/*"))
    assert {batch.rows_left for batch in batches} == {0}
    assert {batch.layout for batch in batches} == {"results", "addresses", "supports"}
    kinds = [name.rsplit(".", 1)[1] for name in received]
    assert kinds.count("xlsx") >= 10
    assert kinds.count("csv") >= 50


def test_the_day_stands_still_and_the_journal_holds(session: Session) -> None:
    assert read_sample_day(session) == AS_OF == date(2026, 12, 20)
    assert check_journal(session).faults == ()


def test_this_year_shows_every_state_of_a_report(reports: pd.DataFrame) -> None:
    counted = this_year(reports).groupby(["obligation", "state"]).size().to_dict()
    assert counted == {
        ("required", "in_time"): 57,
        ("required", "late"): 6,
        ("required", "overdue"): 7,
        ("required", "sent_back"): 1,
        ("requested", "received"): 2,
        ("requested", "awaited"): 1,
    }


@pytest.mark.parametrize(
    ("code", "state"),
    [
        (HABITUALLY_LATE, "overdue"),
        (SILENT[0], "overdue"),
        (SILENT[1], "overdue"),
        (SENT_BACK, "sent_back"),
        (SENT_BACK_AND_AGAIN, "in_time"),  # it came again before the last day
        (CORRECTED, "in_time"),  # a correction after it does not make it late
        ("01279", "in_time"),  # posted on the last day, received two days after
        (ASKED_AND_SILENT, "awaited"),  # requested: never overdue
        ("MTTQ", "received"),
    ],
)
def test_the_ones_a_reader_will_look_for(reports: pd.DataFrame, code: str, state: str) -> None:
    assert this_year(reports).loc[code, "state"] == state


def test_one_department_was_late_in_every_year(reports: pd.DataFrame) -> None:
    its_own = reports[reports["code"] == HABITUALLY_LATE].set_index("year")["state"]
    assert its_own.to_dict() == {**dict.fromkeys(YEARS[:-1], "late"), 2026: "overdue"}


def test_one_return_is_signed_nil(reports: pd.DataFrame) -> None:
    assert list(this_year(reports).query("nil").index) == ["TTT"]


def test_a_correction_changed_figures_after_the_last_day(session: Session) -> None:
    def told(day: date) -> pd.DataFrame:
        known = list_due_results(read_duties(session, [2026], day))
        return known[known["code"] == CORRECTED].set_index("task_code")[["state", "quantity"]]

    before, after = told(date(2026, 12, 17)), told(AS_OF)
    assert not before.equals(after)
    assert (after["state"] == "done_in_time").sum() >= (before["state"] == "done_in_time").sum()


def test_the_overdue_were_reminded_and_the_silent_promised_nothing(reports: pd.DataFrame) -> None:
    overdue = this_year(reports).query("state == 'overdue'")
    assert overdue["reminded_on"].notna().all()
    assert overdue["promised_on"].notna().any()
    assert overdue.loc[list(SILENT), "promised_on"].isna().all()


def test_completion_tells_the_story_of_the_years(duties: Duties) -> None:
    shares = completion(list_due_results(duties), ["year"]).set_index("year")["share"]
    assert shares[2020] < shares[2019] < shares[2021]  # districts merged in 2020
    assert shares[2025] < shares[2024]  # and all was reorganised in 2025
    assert 0.63 < shares[2025] < 0.69
    assert 0.70 < shares[2026] < 0.77


def test_more_reports_come_in_time_than_in_2019(reports: pd.DataFrame) -> None:
    shares = timeliness(reports).set_index("year")["in_time_share"]
    assert shares[2020] < shares[2019] < shares[2024]
    assert shares[2025] < shares[2026]


def test_the_money_of_a_year_is_the_provinces_own_size(duties: Duties) -> None:
    values = grand_total(list_due_results(duties), ["year"]).set_index("year")["value_vnd"] / 10**9
    assert 30 < values[2026] < 40
    assert values.between(15, 40).all()


def test_addresses_and_help_have_the_size_and_shape_meant(register: Register) -> None:
    by_year = coverage(register, ["year"]).set_index("year").loc[2026]
    assert 4300 < by_year["whole"] < 5200
    assert 0.74 < by_year["share"] < 0.82
    assert 0.32 < by_year["committed_share"] < 0.40
    assert 0.24 < by_year["several"] / by_year["whole"] < 0.30
    assert 1.2 < by_year["value_vnd"] / 10**9 < 2.0


def test_some_communes_have_no_register_at_all(register: Register, session: Session) -> None:
    units = list_units(session)
    known = (
        coverage(register)
        .query("year == 2026")
        .merge(units, left_on="commune_id", right_on="unit_id")
    )
    today = known[known["valid_to"].isna()]
    assert set(today.loc[today["whole"].isna(), "code"]) == set(NO_REGISTER)
    assert len(today) == 56


def test_addresses_ended_for_reasons(session: Session) -> None:
    standing = select(Dossier.closed_reason).where(col(Dossier.superseded_at).is_(None))
    reasons = pd.Series([reason or "" for reason in session.exec(standing)], dtype="str")
    shares = reasons.value_counts() / len(reasons)
    assert 0.06 < shares["risen"] < 0.10
    assert {"moved", "died"} <= set(shares.index)


def test_no_address_helper_or_place_is_a_persons_name(session: Session) -> None:
    assert all(ADDRESS.fullmatch(code) for code in session.exec(select(Address.code)))
    hamlets = session.exec(select(Dossier.hamlet).distinct())
    assert all(PLACE.fullmatch(hamlet or "") for hamlet in hamlets)
    named = select(Support.supporter_name).where(col(Support.supporter_name).is_not(None))
    assert all(GIVER.fullmatch(name or "") for name in session.exec(named.distinct()))


def test_what_was_known_in_summer_is_less_than_now(session: Session) -> None:
    assert list_submissions(session, [2026], date(2026, 7, 1)).empty
    assert len(list_submissions(session, [2026], date(2026, 12, 14))) < len(
        list_submissions(session, [2026], AS_OF)
    )


def trials(filled: Engine) -> list[Trial]:
    with reading(filled) as opened:
        province = load_province(opened)
    cases = build_cases(province)
    return build_trials(province, cases, helps=draw_helps(province, cases))


def test_the_files_to_try_do_what_their_readme_says(filled: Engine, sample_file: Path) -> None:
    folder = sample_file.parent / "returns" / "to-try"
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    for trial in trials(filled):
        upload = Upload(trial.name, (folder / trial.name).read_bytes())
        officer = Actor("can_bo", UserRole.UNIT_OFFICER, trial.officer)
        actor = officer if trial.officer else CLERK
        seen = preview_file(filled, upload, Letter(AS_OF), actor=actor).arrival
        codes = {finding.code for finding in seen.findings if finding.severity != "note"}
        assert (trial.name, seen.outcome, codes) == (
            trial.name,
            trial.outcome,
            {trial.code} if trial.code else set(),
        )
        assert all(words in readme for words in (trial.name, *trial.words))


def test_the_good_files_bring_something_new(filled: Engine) -> None:
    for trial in trials(filled)[:4]:
        seen = preview_file(filled, Upload(trial.name, trial.content), Letter(AS_OF), actor=CLERK)
        plan = seen.arrival.plan
        assert plan is not None
        assert (plan.new >= 9, plan.changed, plan.unchanged) == (True, 0, 0)


def test_no_sound_return_holds_anything_that_is_taken_for_somebody_s(session: Session) -> None:
    """Every file of the sample is kept as it was sent, to the byte."""
    kept = session.exec(select(Batch.file_name, Batch.digest, Batch.content)).all()
    sent = [(name, digest, content) for name, digest, content in kept if content]
    assert len(sent) > 80
    assert [
        name for name, digest, content in sent if hashlib.sha256(content).hexdigest() != digest
    ] == []

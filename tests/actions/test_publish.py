"""A published report is kept whole, once, under the moment it was published."""

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text

from actions.erasure.erase import erase
from actions.permissions import Actor
from actions.refusals import Refused
from actions.verify import verify
from actions.yearly_report.publish import publish
from models import Ground, Period
from models.database import reading, writing
from models.issues import list_issues, read_issue
from models.settings import read_data_version
from tests.actions.keeping import register
from tests.actions.publications import publication
from tests.actions.returns import CLERK, LEADER, OFFICER, at, journal
from tests.province import GOOD, received

PUBLISHED_ON = date(2026, 12, 20)
SOON = at(PUBLISHED_ON)


def test_the_papers_and_the_figures_are_kept(each_province: Engine) -> None:
    number = publish(each_province, publication(each_province), actor=CLERK, now=SOON)
    with reading(each_province) as session:
        (issued,) = list_issues(session)
        issue = read_issue(session, number)
        assert (issued.code, issued.published_at) == ("2026-committee-1", SOON)
        assert issue.content == b"PK papers"
        assert issued.digest == hashlib.sha256(b"PK papers").hexdigest()
        assert issue.catalogue is None  # the rules have versions
        assert session.get_one(Period, 2026).closed_at is None
    (entry,) = journal(each_province, "publish")
    assert entry.subject == "issue 2026-committee-1"
    assert json.loads(entry.after)["digest"] == issued.digest
    assert verify(each_province).sound


def test_the_period_may_be_closed_by_the_same_deed(province: Engine) -> None:
    publish(province, publication(province, closing=True), actor=CLERK, now=SOON)
    publish(
        province,
        publication(province, number=2, closing=True),
        actor=CLERK,
        now=at(PUBLISHED_ON, 11),
    )
    with reading(province) as session:
        assert session.get_one(Period, 2026).closed_at == SOON
    told = [json.loads(entry.after)["closed"] for entry in journal(province, "publish")]
    assert told == [True, False]


def test_a_draft_of_older_data_is_refused(province: Engine) -> None:
    drafted = publication(province)
    received(province, GOOD)
    with pytest.raises(Refused, match="draft_stale"):
        publish(province, drafted, actor=CLERK, now=SOON)
    with reading(province) as session:
        assert list_issues(session) == []


def test_pressed_twice_it_is_one(each_province: Engine) -> None:
    drafted = publication(each_province)
    publish(each_province, drafted, actor=CLERK, now=SOON)
    with pytest.raises(Refused, match="issue_published"):
        publish(each_province, drafted, actor=CLERK, now=SOON)
    with pytest.raises(Refused, match="issue_out_of_turn"):
        publish(each_province, publication(each_province, number=3), actor=CLERK, now=SOON)
    publish(each_province, publication(each_province, number=2), actor=CLERK, now=SOON)
    with reading(each_province) as session:
        assert [one.number for one in list_issues(session)] == [2, 1]


def test_no_year_that_is_not_and_no_day_to_come(province: Engine) -> None:
    drafted = publication(province)
    with pytest.raises(Refused, match="period_unknown"):
        publish(province, replace(drafted, year=1999), actor=CLERK, now=SOON)
    with pytest.raises(Refused, match="issue_future"):
        publish(province, replace(drafted, as_of=date(2027, 3, 1)), actor=CLERK, now=SOON)


@pytest.mark.parametrize("actor", [OFFICER, LEADER], ids=lambda actor: actor.role.value)
def test_only_the_secretariat_publishes(province: Engine, actor: Actor) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        publish(province, publication(province), actor=actor, now=SOON)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE issue SET content = x'00'",
        "UPDATE issue SET content = x'00', digest = "
        "'6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'",
        """UPDATE issue SET figures = '{"completion": 1}'""",
        "UPDATE issue SET errata = '[]'",
        "UPDATE issue SET catalogue = x'00'",
        "UPDATE issue SET number = 2",
        "UPDATE issue SET document_no = '13/BC-CTĐ'",
        "UPDATE issue SET published_at = '2026-12-21 03:00:00'",
        "DELETE FROM issue",
    ],
)
def test_tampering_with_an_issue_is_found(province: Engine, tampering: str) -> None:
    publish(province, publication(province), actor=CLERK, now=SOON)
    with writing(province) as session:
        session.execute(text(tampering))
    found = verify(province)
    assert not found.sound
    assert found.issues != ()


def test_the_version_rises_once(province: Engine) -> None:
    drafted = publication(province)
    publish(province, drafted, actor=CLERK, now=SOON + timedelta(minutes=1))
    with reading(province) as session:
        assert read_data_version(session) == drafted.version + 1


def test_an_erasure_leaves_the_published_papers_as_they_were(own_province: Engine) -> None:
    register(own_province)
    drafted = publication(own_province, content=b"PK figures of three addresses")
    number = publish(own_province, drafted, actor=CLERK, now=SOON)
    erase(own_province, "DC-002", Ground.REQUESTED, actor=CLERK, now=SOON + timedelta(hours=1))
    with reading(own_province) as session:
        issue = read_issue(session, number)
        assert (issue.content, issue.figures) == (drafted.content, drafted.figures)
        assert issue.digest == hashlib.sha256(drafted.content).hexdigest()
    assert verify(own_province).sound

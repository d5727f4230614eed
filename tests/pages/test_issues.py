"""Đã công bố: every issue with its papers; closing; is the paper in hand one of them?"""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from actions.permissions import Actor
from actions.yearly_report.publish import publish
from documents.yearly_report.issues import (
    build_package,
    extract_paper,
    parse_figures,
    serialise_figures,
)
from models import Address, Batch, Dossier, Period, Result, Submission, UserRole
from models.database import reading, writing
from models.issues import find_late_batches, list_issues, read_issue
from models.settings import raise_data_version, read_data_version
from pages.components.awaited_errata import find_waiting_corrections
from pages.components.recounts import find_differences, recount_report
from pages.components.visit import Structure, Visit
from tests.actions.publications import publication
from tests.actions.returns import CLERK, at
from tests.documents.reports import VI, bare
from tests.models.rows import row
from tests.pages.watching import fill, opened, tables, written

TODAY = date(2026, 12, 20)


@pytest.fixture
def published(engine: Engine) -> Engine:
    fill(engine)
    drafted = publication(engine, as_of=TODAY, content=build_package(bare(), VI))
    publish(engine, drafted, actor=CLERK, now=at(TODAY, 9))
    return engine


def test_a_leader_finds_the_papers_and_their_digest(published: Engine) -> None:
    app = opened(published, "issues")
    told = written(app)
    with reading(published) as session:
        (issued,) = list_issues(session)
    assert "1 báo cáo tổng hợp đã công bố" in told
    assert "Báo cáo kỳ 2026 gửi Ủy ban nhân dân tỉnh, lần 1 (số 12/BC-CTĐ)" in told
    assert issued.digest[:16] in told
    assert "Kỳ 2026 đang mở" not in told  # closing is not a leader's


def test_the_paper_in_hand_is_known_to_the_byte(published: Engine) -> None:
    pdf = extract_paper(build_package(bare(), VI), "pdf") or b""
    app = opened(published, "issues")
    app.file_uploader[0].set_value([("a.pdf", pdf, "application/pdf")]).run()
    assert "đúng từng byte" in app.success[0].value
    app.file_uploader[0].set_value([("a.pdf", pdf + b" ", "application/pdf")]).run()
    assert "không trùng với bản nào" in app.warning[0].value.replace("\\", "")


def test_the_clerk_closes_and_reopens(published: Engine) -> None:
    for state in (True, False):
        app = opened(published, "issues", role=UserRole.SECRETARIAT)
        app.button(key="closing-yes").click().run()
        assert not app.exception
        with reading(published) as session:
            assert (session.get_one(Period, 2026).closed_at is not None) is state


def test_what_came_after_publication_is_marked(published: Engine) -> None:
    with writing(published) as session:
        session.add(row(Batch, id=9, token="9" * 64, recorded_at=at(TODAY, 11)))
        session.flush()
        session.add(row(Submission, id=9, unit_id=3, batch_id=9, recorded_at=at(TODAY, 11)))
    with reading(published) as session:
        assert find_late_batches(session) == {9}


def drawn(engine: "Engine", text: str) -> None:
    from dataclasses import replace
    from datetime import UTC, date, datetime

    from actions.permissions import Actor
    from documents.yearly_report.report import ReportFigure, ReportParagraph
    from indicators.readiness import Readiness, ReadinessLine
    from locales.words import words_in
    from models import UserRole
    from models.database import reading
    from models.settings import read_data_version
    from pages.components.visit import Structure, Visit
    from pages.yearly_report.publishing import show_publishing
    from tests.documents.reports import bare

    with reading(engine) as session:
        version = read_data_version(session)
    day = date(2026, 12, 20)
    visit = Visit(
        engine=engine, actor=Actor("vt", UserRole.SECRETARIAT), words=words_in("vi"), today=day,
        year=2026, as_of=day, structure=Structure.THEN, version=version, sample=True,
        years=(2025, 2026), now=datetime(2026, 12, 20, 4, tzinfo=UTC),
    )  # fmt: skip
    told = ReportParagraph(text, (ReportFigure("completion|unit=STC", "Tỷ lệ; STC", None, text),))
    blocks = replace(bare(), year=2026, as_of=day, blocks=(told,))
    show_publishing(visit, blocks, [ReadinessLine("overdue", Readiness.TO_MEND, 2, 6)])


def pressed(app: AppTest) -> str:
    """What is said after every field was filled and the press confirmed."""
    for field in app.text_input:
        field.set_value(
            "Lý do" if "Lý do" in f"{field.label}{field.placeholder}" else f"{field.key}/BC"[-60:]
        )
    app.run()
    return confirmed(app)


def confirmed(app: AppTest) -> str:
    app.button(key="publish").click().run()
    app.button(key="publish-yes").click().run()
    assert not app.exception
    return "\n".join(one.value for one in app.info).replace("\\", "")


def test_from_a_draft_to_lần_2(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last return → published → a late correction → the errata → lần 2."""
    moments = iter([at(TODAY, 9), at(TODAY, 14)])
    monkeypatch.setattr(
        "pages.yearly_report.publishing_confirm.read_instant", lambda: next(moments)
    )
    fill(engine)
    first = AppTest.from_function(drawn, args=(engine, "0 %"), default_timeout=60).run()
    assert "Đã công bố lần 1" in pressed(first)
    with writing(engine) as session:
        old = session.get_one(Result, 2)
        old.superseded_at = at(TODAY, 11)
        session.flush()
        later = row(Result, id=22, assignment_id=21, submission_id=2, recorded_at=at(TODAY, 11))
        later.status = "done"
        session.add(later)
        raise_data_version(session)
    second = AppTest.from_function(drawn, args=(engine, "50 %"), default_timeout=60).run()
    (table,) = second.dataframe
    assert table.value.iloc[0].tolist()[2:4] == ["0 %", "50 %"]
    assert "đơn vị sửa số đã báo cáo (1 dòng) (Sở Tài chính" in table.value.iloc[0, 4]
    assert "Đã công bố lần 2" in pressed(second)
    with reading(engine) as session:
        two, one = (read_issue(session, each.id) for each in list_issues(session))
    assert parse_figures(one.figures)["completion|unit=STC"].figure.text == "0 %"
    assert "đơn vị sửa" not in (one.errata or "") and "correction" in (two.errata or "")


def test_a_draft_that_grew_old_is_not_published(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pages.yearly_report.publishing_confirm.read_instant", lambda: at(TODAY, 9))
    fill(engine)
    app = AppTest.from_function(drawn, args=(engine, "0 %"), default_timeout=60).run()
    for field in app.text_input:
        field.set_value("12/BC")
    app.run()
    with writing(engine) as session:
        raise_data_version(session)
    assert "Số liệu đã thay đổi" in confirmed(app)
    with reading(engine) as session:
        assert list_issues(session) == []


def test_what_came_after_is_told_where_the_late_are_called(published: Engine) -> None:
    assert "sau khi công bố" not in tables(opened(published, "overdue"))
    with writing(published) as session:
        session.add(row(Batch, id=9, token="9" * 64, recorded_at=at(TODAY, 11)))
        session.flush()
        for number, unit in ((9, 3), (10, 1)):  # the first return of one, another's correction
            session.add(row(Submission, id=number, unit_id=unit, batch_id=9, sent_on=TODAY,
                            received_on=TODAY, recorded_at=at(TODAY, 11)))  # fmt: skip
        raise_data_version(session)
    app = opened(published, "overdue")
    assert "2 báo cáo đến hoặc sửa sau khi báo cáo năm 2026 đã công bố" in written(app)
    told = tables(app)
    assert "đến sau khi công bố" in told
    assert "có bản sửa sau khi công bố" in told
    own = opened(published, "agencies", asked={"don-vi": "SXD"})
    assert "đến sau khi công bố" in tables(own)
    then = opened(published, "overdue", asked={"cong-bo": "2026-committee-1"})
    assert "sau khi công bố" not in tables(then)


def looking(engine: Engine) -> tuple[Visit, Visit]:
    """A leader's visit and a clerk's."""
    with reading(engine) as session:
        version = read_data_version(session)
    leader = Visit(
        engine, Actor("ld", UserRole.LEADER), VI, today=TODAY, year=2026, as_of=TODAY,
        structure=Structure.THEN, version=version, sample=True, years=(2025, 2026),
        now=at(TODAY, 12),
    )  # fmt: skip
    return leader, replace(leader, actor=CLERK)


@pytest.fixture
def counted(engine: Engine) -> Engine:
    """The report that is truly drawn, published."""
    fill(engine)
    _, clerk = looking(engine)
    drafted = recount_report(clerk, "committee", "Ủy ban nhân dân tỉnh")
    ready = replace(publication(engine, as_of=TODAY), figures=serialise_figures(drafted))
    publish(engine, ready, actor=CLERK, now=at(TODAY, 9))
    return engine


def test_a_leader_is_told_no_count_of_a_communes_addresses(counted: Engine) -> None:
    """Six addresses of one commune come after publication, in one file."""
    came = at(TODAY, 11)
    with writing(counted) as session:
        session.add(row(Batch, id=9, token="9" * 64, file_name="xa-mot.csv", recorded_at=came))
        session.flush()
        for number in range(30, 36):
            session.add(row(Address, id=number, code=f"M-{number}", recorded_at=came))
            session.flush()
            session.add(
                row(Dossier, id=number, address_id=number, commune_id=5, batch_id=9, row=number,
                    surveyed_on=date(2026, 12, 1), recorded_at=came)
            )  # fmt: skip
        raise_data_version(session)
    for role in (UserRole.LEADER, UserRole.SUPERVISOR):
        told = tables(opened(counted, "issues", role=role))
        assert "sổ địa chỉ nhân đạo thay đổi sau khi công bố" in told
        assert "dòng" not in told and "xa-mot.csv" not in told


def test_nothing_waits_where_a_count_is_only_rounded_for_its_reader(counted: Engine) -> None:
    with reading(counted) as session:
        (issue,) = list_issues(session)
    for visit in looking(counted):
        assert find_waiting_corrections(visit, issue) == ()
        assert find_differences(replace(visit, issue=issue)) == ()

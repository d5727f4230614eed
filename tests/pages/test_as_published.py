"""As published, a screen says what it said then, whatever came, was corrected or renamed since."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import col, delete, update

from actions.yearly_report.publish import publish
from models import Assignment, Extension, Result, Submission, Succession, Task, Unit
from models.database import writing
from models.rule_versions import write_rule_versions
from models.settings import raise_data_version
from tests.actions.publications import publication
from tests.actions.returns import CLERK
from tests.models.rows import row
from tests.pages.watching import fill, opened, tables, written

PUBLISHED = datetime(2026, 12, 20, 3, 0, tzinfo=UTC)  # in the midst of its as-of day
AFTER = PUBLISHED + timedelta(hours=1)
CODE = "2026-committee-1"
SCREENS = ("overview", "agencies", "tasks", "addresses", "overdue")


@pytest.fixture
def published(engine: Engine) -> Engine:
    """The small province, published at ten in the morning."""
    fill(engine)
    drafted = publication(engine, as_of=date(2026, 12, 20))
    publish(engine, drafted, actor=CLERK, now=PUBLISHED)
    return engine


def changed(engine: Engine) -> None:
    """The same afternoon: returns, a correction, a rename, a merger, an assignment gone."""
    with writing(engine) as session:
        session.execute(update(Result).where(col(Result.id) == 2).values(superseded_at=AFTER))
        session.add(row(Result, id=22, assignment_id=21, submission_id=2, status="done",
                        recorded_at=AFTER))  # fmt: skip
        session.add(row(Submission, id=33, unit_id=3, sent_on=date(2026, 12, 12),
                        received_on=date(2026, 12, 12), recorded_at=AFTER))  # fmt: skip
        session.add(row(Extension, id=9, unit_id=3, recorded_at=AFTER))
        session.execute(update(Unit).where(col(Unit.id) == 3).values(name_vi="Sở Đổi Tên"))
        session.execute(update(Task).values(title_vi="Việc đã viết lại", clause="III.99"))
        session.add(row(Succession, kind="merge", from_unit_id=7, to_unit_id=6,
                        on_day=date(2026, 12, 1)))  # fmt: skip
        session.flush()
        session.execute(delete(Assignment).where(col(Assignment.id).in_([31, 32, 12])))
        write_rule_versions(session, now=AFTER)
        raise_data_version(session)


def seen(engine: Engine, screen: str, *, issue: str = "") -> str:
    app = opened(engine, screen, asked={"cong-bo": issue} if issue else None)
    return written(app) + tables(app)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_says_what_it_said(published: Engine, screen: str) -> None:
    before = seen(published, screen, issue=CODE)
    now = seen(published, screen)
    changed(published)
    assert seen(published, screen, issue=CODE) == before
    if screen != "addresses":  # of which nothing changed
        assert seen(published, screen) != now


def test_it_says_so_and_whose_day_it_is(published: Engine) -> None:
    said = written(opened(published, "overview", asked={"cong-bo": CODE}))
    assert "Đang xem như đã công bố: báo cáo kỳ 2026 gửi Ủy ban nhân dân tỉnh, lần 1" in said
    assert "10:00 20/12/2026" in said
    assert "Đang xem như đã công bố" not in written(opened(published, "overview"))


def test_a_figure_recounted_otherwise_is_said(published: Engine) -> None:
    """The paper of this test prints 50 % of what no recount finds."""
    said = opened(published, "overview", asked={"cong-bo": CODE})
    assert "1 số liệu tính lại khác bản đã in" in written(said)
    helped = "".join(one.help or "" for one in said.markdown).replace("\\", "")
    assert "Tỷ lệ: đã in 50 %, nay tính lại 16,7 %" in helped
    listed = opened(published, "issues", asked={"cong-bo": CODE})
    assert "tính lại theo danh mục, thiết lập hoặc phiên bản" in tables(listed)

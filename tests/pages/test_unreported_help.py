"""On 30 May of a running year nobody has reported any help yet: nobody is accused of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from models import UserRole
from models.database import open_database
from tests.pages.watching import opened, written

DAY = date(2025, 5, 30)
YEAR = {"nam": "2025"}
READERS = [UserRole.LEADER, UserRole.SECRETARIAT]


@pytest.fixture(scope="module")
def sample(sample_file: Path) -> Iterator[Engine]:
    """The sample, to look at only."""
    engine = open_database(f"sqlite:///{sample_file}")
    yield engine
    engine.dispose()


@pytest.mark.parametrize("role", READERS)
def test_the_register_is_told_without_a_ratio(sample: Engine, role: UserRole) -> None:
    app = opened(sample, "addresses", role=role, as_of=DAY, asked=YEAR)
    said = app.title[0].value.replace("\\", "")
    assert said.endswith("địa chỉ nhân đạo có hồ sơ; kỳ 2025 chưa có số liệu trợ giúp.")
    assert len(app.metric) == 0
    assert "địa chỉ chưa được trợ giúp, vừa có" not in written(app)
    assert "chưa gắn với địa chỉ" not in written(app)


@pytest.mark.parametrize("role", READERS)
def test_the_overview_tells_no_share_of_what_nobody_has_told(
    sample: Engine, role: UserRole
) -> None:
    app = opened(sample, "overview", role=role, as_of=DAY, asked=YEAR)
    told = {metric.label: metric.value for metric in app.metric}
    assert told["Bao phủ địa chỉ nhân đạo"] == "chưa có số liệu"
    assert told["Địa chỉ chưa được trợ giúp"] == "chưa có số liệu"
    assert "%" not in "".join(told.values())

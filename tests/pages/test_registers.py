"""Quá hạn hands the registers over to whoever watches, and makes none before it is asked."""

import pytest
from sqlalchemy import Engine

from models.users import UserRole
from tests.pages.watching import fill, opened


@pytest.mark.parametrize("role", [UserRole.LEADER, UserRole.SUPERVISOR, UserRole.SECRETARIAT])
def test_both_registers_are_offered_and_not_made(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, role: UserRole
) -> None:
    fill(engine)
    made: list[object] = []
    monkeypatch.setattr("pages.overdue.registers.YearData", lambda *said: made.append(said))
    app = opened(engine, "overdue", role=role)
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["Sổ giám sát (XLSX)", "Dữ liệu mở (ZIP)"]
    assert made == []

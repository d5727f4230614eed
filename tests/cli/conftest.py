"""At the terminal too it is 20/12/2026, 09:00 in Cao Bằng."""

import pytest

from tests.conftest import NOW


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.base.read_clock", lambda: NOW)

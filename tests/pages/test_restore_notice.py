"""What a restore did of people stands on every screen of every administrator, and of nobody else,
until it was dealt with or one has read it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from actions.accounts.accounts import disable_user, enable_user
from locales.catalogues import LANGUAGES
from models import UserRole
from models.database import reading
from models.users import find_user_by_code
from tests.actions.accounts import HOA, LAN, MINH, OFFICE, signed_up
from tests.actions.keeping import backed_up
from tests.actions.test_restore import again
from tests.conftest import NOW
from tests.pages.watching import opened

SCREENS = ("users", "backups", "settings")
SAID = {
    "vi": "Nông Thị Lan (lan) bị khóa tài khoản từ sau",
    "en": "Nông Thị Lan (lan) was disabled",
}


@pytest.fixture
def restored(province: Engine, tmp_path: Path) -> Engine:
    """An office that was restored to before Lan was disabled."""
    for account in (MINH, LAN, HOA):
        signed_up(province, account)
    made = backed_up(province, tmp_path / "copies")
    disable_user(province, "lan", actor=OFFICE, now=NOW)
    again(province, made.place)
    return province


def read_notice(engine: Engine, screen: str, language: str = "vi") -> str:
    app = opened(engine, screen, role=UserRole.ADMINISTRATOR, language=language)
    return "\n".join(box.value.replace("\\", "") for box in [*app.warning, *app.success])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_administrator_is_told_on_every_screen(restored: Engine, language: str) -> None:
    for screen in SCREENS:
        notice = read_notice(restored, screen, language)
        assert SAID[language] in notice
        assert "oversight-before-" in notice  # where the data of before are kept
    clerk = opened(restored, "backups", role=UserRole.SECRETARIAT, language=language)
    assert not [box for box in [*clerk.warning, *clerk.success] if "lan" in box.value]


def test_one_who_has_read_it_ends_it(restored: Engine) -> None:
    app = opened(restored, "users", role=UserRole.ADMINISTRATOR)
    app.button("restore-read").click().run()
    assert not app.exception
    for screen in SCREENS:
        assert SAID["vi"] not in read_notice(restored, screen)
    with reading(restored) as session:
        lan = find_user_by_code(session, "lan")
    assert lan is not None and lan.disabled_at == NOW


def test_whoever_deals_with_it_ends_it(restored: Engine) -> None:
    enable_user(restored, "lan", actor=OFFICE, now=NOW)
    for screen in SCREENS:
        assert SAID["vi"] not in read_notice(restored, screen)

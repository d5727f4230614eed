"""The front door where a provider says who somebody is: known, signed in today, and since the
data were last restored; all by the clock of this machine, whatever the provider's says."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
import time_machine
from sqlalchemy import Engine
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from actions.accounts.accounts import add_user
from actions.backups.restore import restore
from actions.permissions import build_actor
from models.database import reading
from models.sign_ins import LONGEST
from models.users import find_claimed_user
from pages.app.visitor import Stranger, identify_visitor
from server.auth.modes import SignInMode
from tests.actions.accounts import LAN, OFFICE
from tests.actions.keeping import backed_up
from tests.conftest import ADMINISTRATOR

SECRET = "s" * 64
COOKIE = "_streamlit_user"


class Claims(dict[str, object]):
    """What the provider said, as Streamlit's cookie keeps it."""

    is_logged_in = True


def seen(engine: Engine, monkeypatch: pytest.MonkeyPatch, *, ago: float, says: float = 0) -> object:
    """Who Lan is at the door, signed in so many seconds ago, by a provider that `says` so many
    more."""
    with time_machine.travel(began := datetime.now(UTC) - timedelta(seconds=ago), tick=False):
        cookie = create_signed_value(SECRET, COOKIE, "{}").decode()
    iat = int(began.timestamp() - says)
    claims = Claims(iat=iat, sub="lan", email=LAN.email, email_verified=True)
    monkeypatch.setattr("pages.app.visitor.st.user", claims)
    came = SimpleNamespace(cookies={COOKIE: cookie})
    monkeypatch.setattr("pages.app.visitor.st.context", came)
    monkeypatch.setattr("pages.app.visitor.get_cookie_secret", lambda: SECRET)
    return identify_visitor(engine, SignInMode.OIDC, sample=False)


def test_who_signed_in_before_a_restore_signs_in_again(
    province: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    add_user(province, LAN, actor=OFFICE, now=now)
    with reading(province) as session:
        user = find_claimed_user(session, subject="lan", email=str(LAN.email))
        assert user is not None
        lan = build_actor(user)
    assert seen(province, monkeypatch, ago=600) == lan
    assert seen(province, monkeypatch, ago=LONGEST.total_seconds() + 1) == Stranger.NOT_SIGNED_IN
    made = backed_up(province, tmp_path / "copies")
    province.dispose()
    at = now - timedelta(seconds=300)
    restore(str(province.url), Path(made.place), passphrase=None, actor=ADMINISTRATOR, now=at)
    assert seen(province, monkeypatch, ago=600) == Stranger.RESTORED
    assert seen(province, monkeypatch, ago=10) == lan
    assert seen(province, monkeypatch, ago=10, says=7200) == lan
    assert seen(province, monkeypatch, ago=600, says=-600) == Stranger.RESTORED

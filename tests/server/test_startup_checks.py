"""What must hold before the door opens, each in a sentence that names the setting and the place."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from models import Setting
from models.database import writing
from models.settings import SAMPLE_DAY
from server.auth.modes import SignInMode, get_provider_settings, get_sign_in_mode
from server.startup_checks import (
    CONDITIONS,
    find_mode_faults,
    find_provider_faults,
    find_setting_faults,
)

WRONG = {
    "server.enableXsrfProtection": False,
    "server.enableCORS": False,
    "server.enableAgentApi": True,
    "server.trustedUserHeaders": {"X-User": "user"},
    "server.maxUploadSize": 200,
    "server.allowedHosts": ["*"],
    "browser.gatherUsageStats": True,
    "global.developmentMode": True,
    "client.showErrorDetails": "full",
    "client.allowedOrigins": ["https://*.streamlit.app"],
}
PROVIDER = {
    "redirect_uri": "https://giamsat18.example.vn/oauth2callback",
    "cookie_secret": "s" * 64,
    "client_id": "giam-sat-18",
    "client_secret": "secret",
    "server_metadata_url": "https://id.example.vn/.well-known/openid-configuration",
}


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """Streamlit's settings as somebody set them; the rest are what Streamlit says."""
    values: dict[str, object] = {}
    place = f"{Path('config.toml')}"
    monkeypatch.setattr("streamlit.config.is_manually_set", lambda name: name in values)
    monkeypatch.setattr("streamlit.config.get_option", lambda name: values.get(name, []))
    monkeypatch.setattr("streamlit.config.get_where_defined", lambda _name: place)
    return values


def test_every_condition_is_tried_here() -> None:
    assert {one.setting for one in CONDITIONS} == set(WRONG)


@pytest.mark.parametrize("setting", WRONG)
def test_a_setting_that_would_open_a_hole_is_named_with_its_file(
    set_to: dict[str, object], setting: str
) -> None:
    set_to[setting] = WRONG[setting]
    (told,) = find_setting_faults()
    assert setting in told
    assert "config.toml" in told
    assert told.count("\n") == 1  # in both languages


def test_what_nobody_set_is_no_fault(set_to: dict[str, object]) -> None:
    assert find_setting_faults() == []
    set_to["server.maxUploadSize"] = 5
    assert find_setting_faults() == []


def test_a_trial_shows_sample_data_on_its_own_machine_only(engine: Engine) -> None:
    assert "số liệu thật" in find_mode_faults(engine, SignInMode.TRIAL, "127.0.0.1")[0]
    with writing(engine) as session:
        session.add(Setting(name=SAMPLE_DAY, value="2026-12-20"))
    assert find_mode_faults(engine, SignInMode.TRIAL, "127.0.0.1") == []
    assert "0.0.0.0" in find_mode_faults(engine, SignInMode.TRIAL, "0.0.0.0")[0]


@pytest.mark.parametrize("way", [SignInMode.ACCOUNTS, SignInMode.OIDC])
def test_a_server_of_an_office_knows_its_name(
    engine: Engine, set_to: dict[str, object], way: SignInMode
) -> None:
    assert find_mode_faults(engine, way, "127.0.0.1") == []
    (told,) = find_mode_faults(engine, way, "0.0.0.0")
    assert "OVERSIGHT_HOSTS" in told
    assert "server.allowedHosts" in told
    set_to["server.allowedHosts"] = ["localhost", "giamsat18.example.vn"]
    assert find_mode_faults(engine, way, "0.0.0.0") == []


@pytest.mark.parametrize("name", PROVIDER)
def test_a_provider_half_told_of_is_refused_by_name(name: str) -> None:
    assert find_provider_faults({"auth": PROVIDER}) == []
    (told,) = find_provider_faults({"auth": {**PROVIDER, name: ""}})
    assert name in told
    assert "secrets.toml" in told


def test_a_short_secret_is_refused() -> None:
    assert "32" in find_provider_faults({"auth": {**PROVIDER, "cookie_secret": "short"}})[0]
    assert len(find_provider_faults({})) == len(PROVIDER)


def test_the_environment_may_say_it_all() -> None:
    environment = {f"OVERSIGHT_OIDC_{name.upper()}": value for name, value in PROVIDER.items()}
    assert get_provider_settings(environment) == PROVIDER
    assert get_sign_in_mode({"OVERSIGHT_SIGN_IN": "oidc"}) == SignInMode.OIDC
    assert get_sign_in_mode({"OVERSIGHT_SIGN_IN": ""}) == get_sign_in_mode({}) == SignInMode.TRIAL
    with pytest.raises(ValueError, match="acounts"):
        get_sign_in_mode({"OVERSIGHT_SIGN_IN": "acounts"})

"""Modes of sign-in: how people show who they are, chosen by whoever runs the server.

trial      nobody signs in: this machine only, sample data only
accounts   a name and a password, checked here
oidc       an identity provider, by Streamlit's own st.login
"""

import os
from collections.abc import Mapping
from enum import StrEnum

WAY_VARIABLE = "OVERSIGHT_SIGN_IN"


class SignInMode(StrEnum):
    """How one comes in."""

    TRIAL = "trial"
    ACCOUNTS = "accounts"
    OIDC = "oidc"


def get_sign_in_mode(environment: Mapping[str, str] = os.environ) -> SignInMode:
    """The way this server was told to use; the trial where it was told nothing.

    Raises ValueError for a word that is none: a slip of the pen must not open the trial.
    """
    return SignInMode(environment.get(WAY_VARIABLE) or SignInMode.TRIAL)


PROVIDER_VARIABLES = {
    f"OVERSIGHT_OIDC_{name.upper()}": name
    for name in (
        *("redirect_uri", "cookie_secret", "client_id", "client_secret"),
        "server_metadata_url",
    )
}


def get_provider_settings(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What the environment says of the identity provider, as [auth] of secrets.toml would."""
    return {
        name: environment[variable]
        for variable, name in PROVIDER_VARIABLES.items()
        if environment.get(variable)
    }


def say_not_local(address: str) -> str:
    """Why a trial does not open at `address`."""
    return (
        f"Chưa có đăng nhập nên chỉ mở tại 127.0.0.1, không mở tại {address}. "
        f"Muốn mở cho cơ quan: đặt {WAY_VARIABLE}=accounts hoặc oidc.\n"
        f"There is no sign-in yet: it opens at 127.0.0.1 only, not at {address}. "
        f"To open it to an office set {WAY_VARIABLE}=accounts or oidc."
    )

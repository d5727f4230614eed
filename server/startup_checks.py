"""What must hold before the server starts. Each that does not is a sentence that
names the setting and where it was set; with one of them the server does not start."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Engine
from streamlit import config

from models.database import reading
from models.settings import read_sample_day
from server.auth.modes import WAY_VARIABLE, SignInMode, say_not_local
from server.middleware.host_check import HOSTS_VARIABLE, LOCAL_NAMES

MOST_MEGABYTES = 10
LEAST_SECRET = 32  # characters of the secret that seals Streamlit's own cookie
OIDC_SETTINGS = ("redirect_uri", "cookie_secret", "client_id", "client_secret")
METADATA = "server_metadata_url"
SECRETS_FILE = ".streamlit/secrets.toml"
Holds = Callable[[Any], bool]  # Any: a setting is of any type


class Condition(NamedTuple):
    """A setting of Streamlit's, what it has to be, and whether a value is that."""

    setting: str
    needed: str
    holds: Holds


def _build_equality(value: object) -> Holds:
    return lambda set_to: bool(set_to == value)


CONDITIONS = (
    Condition("server.enableXsrfProtection", "true", _build_equality(True)),
    Condition("server.enableCORS", "true", _build_equality(True)),
    Condition("server.enableAgentApi", "false", _build_equality(False)),
    Condition("server.trustedUserHeaders", "{}", lambda headers: not headers),
    Condition(
        "server.maxUploadSize", f"≤ {MOST_MEGABYTES}", lambda size: 0 < size <= MOST_MEGABYTES
    ),
    Condition("server.allowedHosts", "không có / without *", lambda names: "*" not in str(names)),
    Condition("browser.gatherUsageStats", "false", _build_equality(False)),
    Condition("global.developmentMode", "false", _build_equality(False)),
    Condition("client.allowedOrigins", "[]", lambda origins: not origins),
    Condition("client.showErrorDetails", "none", _build_equality("none")),
)


def find_setting_faults() -> list[str]:
    """A sentence for each setting of Streamlit's that somebody set otherwise than it must be."""
    return [
        _describe_fault(condition)
        for condition in CONDITIONS
        if config.is_manually_set(condition.setting) and not condition.holds(_get_value(condition))
    ]


def _describe_fault(condition: Condition) -> str:
    setting, source = f"{condition.setting} = {_get_value(condition)}", _find_source(condition)
    return (
        f"Không mở: {setting} (đặt ở {source}), phải là {condition.needed}.\n"
        f"Not opened: {setting} (set in {source}), must be {condition.needed}."
    )


def find_mode_faults(engine: Engine, way: SignInMode, address: str) -> list[str]:
    """Why a server cannot be opened this way at `address` over this database."""
    if way != SignInMode.TRIAL:
        return list(_find_missing_names(address))
    faults = [] if address in LOCAL_NAMES else [say_not_local(address)]
    if not _is_a_sample(engine):
        faults.append(
            "Cơ sở dữ liệu này có số liệu thật, không phải số liệu minh họa, nên không mở khi "
            f"chưa có đăng nhập: đặt {WAY_VARIABLE}=accounts (tài khoản) hoặc oidc.\n"
            "This database holds real data, not sample data, and is not opened without "
            f"sign-in: set {WAY_VARIABLE}=accounts or oidc."
        )
    return faults


def find_provider_faults(secrets: dict[str, Any]) -> list[str]:  # Any: as a TOML file has it
    """What is missing of the identity provider's settings ([auth] of secrets.toml)."""
    auth = secrets.get("auth") or {}
    own = [part for part in auth.values() if isinstance(part, dict)] or [auth]
    lacking = [name for name in OIDC_SETTINGS[:2] if not auth.get(name)]
    lacking += [
        name for name in (*OIDC_SETTINGS[2:], METADATA) if not all(part.get(name) for part in own)
    ]
    faults = [
        f"Thiếu {name} trong mục [auth] của {SECRETS_FILE}.\n"
        f"{name} is missing from [auth] of {SECRETS_FILE}."
        for name in lacking
    ]
    secret = str(auth.get("cookie_secret") or "")
    if secret and len(secret) < LEAST_SECRET:
        faults.append(
            f"cookie_secret trong mục [auth] của {SECRETS_FILE} cần ít nhất {LEAST_SECRET} ký tự.\n"
            f"cookie_secret in [auth] of {SECRETS_FILE} needs at least {LEAST_SECRET} characters."
        )
    return faults


def _find_missing_names(address: str) -> Iterator[str]:
    """Opened to a network, the server must know the name it is asked by."""
    names = set(config.get_option("server.allowedHosts")) - LOCAL_NAMES
    if address not in LOCAL_NAMES and not names:
        yield (
            f"Thiếu tên máy chủ: ghi vào {HOSTS_VARIABLE} (hoặc thêm vào server.allowedHosts trong "
            ".streamlit/config.toml) tên mà trình duyệt gọi, ví dụ giamsat18.example.vn.\n"
            f"The server's name is missing: write into {HOSTS_VARIABLE} (or add to "
            "server.allowedHosts in .streamlit/config.toml) the name that browsers call it by, "
            "such as giamsat18.example.vn."
        )


def _is_a_sample(engine: Engine) -> bool:
    with reading(engine) as session:
        return read_sample_day(session) is not None


def _get_value(condition: Condition) -> Any:  # as `Holds` takes it
    return config.get_option(condition.setting)


def _find_source(condition: Condition) -> str:
    return config.get_where_defined(condition.setting)

"""The fields of an account: what the administrator settles of a user."""

import pandas as pd
import streamlit as st

from locales.names import list_full_names
from models.users import UserRole
from pages.components import frames
from pages.components.visit import Visit

ROLES = tuple(UserRole)
Fields = tuple[str, UserRole, str | None, str, str | None]


def ask_account_fields(visit: Visit, user: pd.Series) -> Fields:
    """Name, role, unit, e-mail and subject, as they stand and as they are changed."""
    words, key = visit.words, f"user-{user['code']}"
    name = st.text_input(words.say("users.column.name"), _read_text(user, "name"), max_chars=120,
                         key=f"{key}-name")  # fmt: skip
    role = st.selectbox(
        words.say("users.column.role"),
        ROLES,
        index=ROLES.index(UserRole(user["role"])),
        format_func=lambda option: words.say(f"user_role.{option}"),
        key=f"{key}-role",
    )
    units = _list_units(visit)
    at = list(units).index(user["unit_code"]) if _read_text(user, "unit_code") in units else None
    unit = st.selectbox(
        words.say("users.column.unit"),
        list(units),
        index=at,
        format_func=lambda code: units.get(code, code),
        placeholder=words.say("users.unit_help"),
        key=f"{key}-unit",
    )
    email = st.text_input(words.say("users.column.email"), _read_text(user, "email"), max_chars=254,
                          help=words.say("users.email_help"), key=f"{key}-email")  # fmt: skip
    return name, UserRole(role), unit, email, _read_text(user, "subject") or None


def _list_units(visit: Visit) -> dict[str, str]:
    """The units in being, by code, in the plan's order."""
    units = frames.load_catalogue(visit).units
    current = units[units["valid_to"].isna()]
    return dict(zip(current["code"], list_full_names(current, visit.words), strict=True))


def _read_text(user: pd.Series, name: str) -> str:
    value = user.get(name)
    return "" if value is None or pd.isna(value) else str(value)

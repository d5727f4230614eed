"""Người dùng: who may come in, as what, and who has not set a password yet?"""

from collections.abc import Mapping

import pandas as pd

from models.database import reading
from models.second_factors import find_factor_state
from models.users import list_users
from pages.admin.accounts import add_account, change_account, give_codes_again, show_messages
from pages.admin.people import import_people
from pages.components.empty import show_empty_screen, show_empty_state
from pages.components.headline import show_headline
from pages.components.next_steps import show_next_steps
from pages.components.tables import show_written_table
from pages.components.visit import Visit

COLUMNS = ("name", "code", "role", "unit", "email", "factor", "state")


def show(visit: Visit) -> None:
    """The screen."""
    words = visit.words
    with reading(visit.engine) as session:
        users = list_users(session)
        factors = find_factor_state(session)
    if users.empty:
        show_empty_screen(visit, "no_users")
    else:
        show_headline(visit, _build_sentence(visit, users))
        alt = {"alt": words.say("screen.users")}
        show_written_table(words, _build_table(visit, users, factors), key="users", options=alt)
        give_codes_again(visit, users)
    show_messages(visit)
    first = len(users) < 2  # nobody besides who set the program up
    if first and not users.empty:
        show_empty_state(visit, "only_user")
    add_account(visit, expanded=first)
    import_people(visit, expanded=first)
    if not users.empty:
        change_account(visit, users)
    show_next_steps(visit)


def _build_sentence(visit: Visit, users: pd.DataFrame) -> str:
    active = users[users["disabled_at"].isna()]
    waiting = int(active["password_set_at"].isna().sum())
    return visit.words.say("users.sentence", count=len(active), all=len(users), waiting=waiting)


def _build_table(visit: Visit, users: pd.DataFrame, factors: Mapping[str, str]) -> pd.DataFrame:
    words = visit.words
    columns = {
        "name": users["name"],
        "code": users["code"],
        "role": [words.say(f"user_role.{role}") for role in users["role"]],
        "unit": users["unit_code"].fillna(""),
        "email": users["email"].fillna(""),
        "factor": [words.say(f"users.factor.{factors[code]}") for code in users["code"]],
        "state": [words.say(f"users.state.{_find_state(user)}") for _, user in users.iterrows()],
    }
    return pd.DataFrame({words.say(f"users.column.{name}"): columns[name] for name in COLUMNS})


def _find_state(user: pd.Series) -> str:
    """How things stand with a user: disabled, waiting for a password, or active."""
    if pd.notna(user["disabled_at"]):
        return "disabled"
    return "waiting" if pd.isna(user["password_set_at"]) else "active"

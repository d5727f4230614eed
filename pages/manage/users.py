"""Người dùng: who may come in, as what, and who has not set a password yet?"""

import pandas as pd

from models.database import reading
from models.users import list_users
from pages.manage.accounts import add_account, change_account, give_codes_again, tell
from pages.manage.people import import_people
from pages.parts.empty import show_empty_screen, show_empty_state
from pages.parts.headline import show_headline
from pages.parts.next_steps import show_next_steps
from pages.parts.tables import show_written_table
from pages.parts.visit import Visit

COLUMNS = ("name", "code", "role", "unit", "email", "state")


def show(visit: Visit) -> None:
    """The screen."""
    words = visit.words
    with reading(visit.engine) as session:
        known = list_users(session)
    if known.empty:
        show_empty_screen(visit, "no_users")
    else:
        show_headline(visit, _sentence(visit, known))
        alt = {"alt": words.say("screen.users")}
        show_written_table(words, _shown(visit, known), key="users", options=alt)
        give_codes_again(visit, known)
    tell(visit)
    first = len(known) < 2  # nobody besides who set the program up
    if first and not known.empty:
        show_empty_state(visit, "only_user")
    add_account(visit, expanded=first)
    import_people(visit, expanded=first)
    if not known.empty:
        change_account(visit, known)
    show_next_steps(visit)


def _sentence(visit: Visit, known: pd.DataFrame) -> str:
    active = known[known["disabled_at"].isna()]
    waiting = int(active["password_set_at"].isna().sum())
    return visit.words.say("users.sentence", count=len(active), all=len(known), waiting=waiting)


def _shown(visit: Visit, known: pd.DataFrame) -> pd.DataFrame:
    words = visit.words
    told = {
        "name": known["name"],
        "code": known["code"],
        "role": [words.say(f"user_role.{role}") for role in known["role"]],
        "unit": known["unit_code"].fillna(""),
        "email": known["email"].fillna(""),
        "state": [words.say(f"users.state.{state_of(user)}") for _, user in known.iterrows()],
    }
    return pd.DataFrame({words.say(f"users.column.{name}"): told[name] for name in COLUMNS})


def state_of(user: pd.Series) -> str:
    """How things stand with a user: disabled, waiting for a password, or active."""
    if pd.notna(user["disabled_at"]):
        return "disabled"
    return "waiting" if pd.isna(user["password_set_at"]) else "active"

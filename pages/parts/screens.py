"""Screens: every address of the dashboard, who may open it, and what it shows.

Not directly in pages/: Streamlit would take a script there for a page of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from locales.texts import escaped
from models.users import UserRole
from pages.manage import backups, journal
from pages.parts.links import link
from pages.parts.visit import Visit
from pages.report import chasing, receive_returns
from pages.watch import addresses, agencies, overdue, overview, tasks

WATCHERS = frozenset({UserRole.LEADER, UserRole.SECRETARIAT, UserRole.SUPERVISOR})
CALLERS = WATCHERS | {UserRole.ADMINISTRATOR}
KEEPERS = frozenset({UserRole.SECRETARIAT, UserRole.ADMINISTRATOR})
SENDERS = frozenset({UserRole.SECRETARIAT, UserRole.UNIT_OFFICER})


@dataclass(frozen=True)
class Screen:
    """One address: `name` gives its words (screen.<name>), `roles` may open it."""

    url_path: str
    name: str
    roles: frozenset[UserRole]
    show: Callable[[Visit], None]

    def open_to(self, role: UserRole) -> bool:
        """May `role` see it?"""
        return role in self.roles


SCREENS = (
    Screen("tong-quan", "overview", WATCHERS, overview.show),
    Screen("co-quan", "agencies", WATCHERS, agencies.show),
    Screen("nhiem-vu", "tasks", WATCHERS, tasks.show),
    Screen("dia-chi", "addresses", WATCHERS, addresses.show),
    Screen("qua-han", "overdue", CALLERS, overdue.show),
    Screen("nhap-bao-cao", "receive", SENDERS, receive_returns.show),
    Screen("don-doc", "chasing", frozenset({UserRole.SECRETARIAT}), chasing.show),
    Screen("nhat-ky", "journal", KEEPERS, journal.show),
    Screen("sao-luu", "backups", KEEPERS, backups.show),
)


def body(screen: Screen, visit: Visit) -> None:
    """The screen, or, in words, that it is not for the visitor's role and what is."""
    if screen.open_to(visit.actor.role):
        screen.show(visit)
        return
    words = visit.words
    role = words.say(f"user_role.{visit.actor.role}")
    st.title(words.say("not_allowed.title"), anchor=False)
    st.markdown(escaped(words.say("not_allowed.why", role=role)))
    for other in SCREENS:
        if other.open_to(visit.actor.role):
            link(visit, other.url_path, words.say(f"screen.{other.name}"))

"""Screens: every address of the dashboard, who may open it, and what it shows.

Not directly in pages/: Streamlit would take a script there for a page of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from models.users import UserRole
from pages.addresses import screen as addresses
from pages.admin import journal, settings, users
from pages.agencies import screen as agencies
from pages.app.outside import show_missing_page
from pages.app.unanswerable import show_unanswerable
from pages.backups import screen as backups
from pages.catalogue import screen as catalogue
from pages.components.empty import show_empty_screen
from pages.components.links import show_link
from pages.components.period import find_first_day
from pages.components.visit import Visit, find_year_on
from pages.components.visit_from import DAY, YEAR
from pages.explain_change import screen as why
from pages.overdue import screen as overdue
from pages.overview import screen as overview
from pages.own_unit import screen as own_unit
from pages.plan import screen as tasks
from pages.published import screen as issues
from pages.reminders import screen as chasing
from pages.returns.typed import screen as receive_returns
from pages.yearly_report import screen as yearly

Show = Callable[[Visit], None]
WATCHERS = frozenset({UserRole.LEADER, UserRole.SECRETARIAT, UserRole.SUPERVISOR})
KEEPERS = frozenset({UserRole.SECRETARIAT, UserRole.ADMINISTRATOR})
ADMINISTRATORS = frozenset({UserRole.ADMINISTRATOR})
READERS = frozenset({UserRole.SECRETARIAT, UserRole.LEADER})
OFFICERS = frozenset({UserRole.UNIT_OFFICER})
SENDERS = frozenset({UserRole.SECRETARIAT, UserRole.UNIT_OFFICER})


@dataclass(frozen=True)
class Screen:
    """One address: `name` gives its words (screen.<name>), `roles` may open it."""

    url_path: str
    name: str
    roles: frozenset[UserRole]
    show: Show

    def open_to(self, role: UserRole) -> bool:
        """May `role` see it?"""
        return role in self.roles


def _require_started(url_path: str, show: Show) -> Show:
    """The screen `show` of `url_path`; on a day before the visit's period, when that begins
    and the ways to what there is."""

    def show_if_started(visit: Visit) -> None:
        first = find_first_day(visit)
        if first is None or visit.as_of >= first:
            show(visit)
        else:
            _show_not_started(visit, url_path, first)

    return show_if_started


def _show_not_started(visit: Visit, url_path: str, first: date) -> None:
    say = visit.words.say
    show_empty_screen(visit, "not_begun", year=visit.year, first=first)
    then = find_year_on(visit.years, visit.as_of)
    if then != visit.year:
        label = say("not_begun.look", year=then, day=visit.as_of)
        show_link(visit, url_path, label, **{YEAR: str(then)})
    label = say("not_begun.look", year=visit.year, day=visit.today)
    show_link(visit, url_path, label, **{YEAR: str(visit.year), DAY: visit.today.isoformat()})


def _make_period_screen(url_path: str, name: str, show: Show) -> Screen:
    """A watchers' screen of the visit's period."""
    return Screen(url_path, name, WATCHERS, _require_started(url_path, show))


SCREENS = (
    _make_period_screen("tong-quan", "overview", overview.show),
    _make_period_screen("co-quan", "agencies", agencies.show),
    _make_period_screen("nhiem-vu", "tasks", tasks.show),
    _make_period_screen("dia-chi", "addresses", addresses.show),
    _make_period_screen("vi-sao", "why", why.show),
    _make_period_screen("qua-han", "overdue", overdue.show),
    Screen("don-vi-toi", "own_unit", OFFICERS, _require_started("don-vi-toi", own_unit.show)),
    Screen("nhap-bao-cao", "receive", SENDERS, receive_returns.show),
    Screen("don-doc", "chasing", frozenset({UserRole.SECRETARIAT}), chasing.show),
    Screen("bao-cao", "yearly", READERS, yearly.show),
    Screen("da-cong-bo", "issues", WATCHERS, issues.show),
    Screen("danh-muc", "catalogue", KEEPERS, catalogue.show),
    Screen("nguoi-dung", "users", ADMINISTRATORS, users.show),
    Screen("nhat-ky", "journal", KEEPERS, journal.show),
    Screen("sao-luu", "backups", KEEPERS, backups.show),
    Screen("cai-dat", "settings", KEEPERS, settings.show),
)


def show_screen(screen: Screen, visit: Visit) -> None:
    """The screen; where it is not the visitor's, what is said of a page that never was. Above it
    stands what the address asked for and cannot have, known once the screen has looked."""
    if not screen.open_to(visit.actor.role):
        show_missing_page(visit)
        return
    place = st.container()
    screen.show(replace(visit, screen=screen.name))
    with place:
        show_unanswerable(visit, screen.name)

"""An open page says what it likes: values that no control offers, others' buttons, files that
are not its own. Each is as if nothing had been said: no fault, nothing told, nothing changed."""

from collections.abc import Iterator

import pytest
from sqlalchemy import String, text
from sqlmodel import col, select
from streamlit.proto.WidgetStates_pb2 import WidgetState

from actions.permissions import PERMISSIONS, Verb
from models import Entry, UserRole
from models.database import reading
from models.record import Record
from pages.app.screens import SCREENS, Screen
from tests.sweep.conftest import Office
from tests.sweep.forged import ROUNDS, forged
from tests.sweep.page import Page
from tests.sweep.secrets import met_on
from tests.sweep.test_screens import faults

ROLES = list(UserRole)
ONLOOKERS = (UserRole.LEADER, UserRole.SUPERVISOR)
DOERS = tuple(role for role in UserRole if role not in ONLOOKERS)
MOVING = frozenset({"sign_in"})  # when a sign-in was last used
AT_ONCE = 3  # of the values, on each screen of each role; every screen begins elsewhere
MOST_PRESSED = 6  # on each screen
SIGN_OUT = "sign-out"


def counts(office: Office) -> dict[str, int]:
    """How many rows each table has: the journal's among them."""
    names = sorted(set(Record.metadata.tables) - MOVING)
    with reading(office.engine) as session:
        ask = session.connection().execute
        return {name: ask(text(f'select count(*) from "{name}"')).scalar_one() for name in names}


def too_long(office: Office) -> list[str]:
    """The columns that hold more than they were made for; PostgreSQL would have failed."""
    sized = [
        (table.name, column.name, column.type.length)
        for table in Record.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, String) and column.type.length
    ]
    with reading(office.engine) as session:
        ask = session.connection().execute
        longest = 'select coalesce(max(length("{1}")), 0) from "{0}"'
        return [
            f"{one[0]}.{one[1]}"
            for one in sized
            if ask(text(longest.format(*one))).scalar_one() > one[2]
        ]


def own_screens(role: UserRole) -> list[tuple[int, Screen]]:
    return [(place, one) for place, one in enumerate(SCREENS) if one.open_to(role)]


def lies(page: Page, turn: int) -> Iterator[WidgetState]:
    """A forged value for every control of the page."""
    for place, (kind, number) in enumerate(page.widgets()):
        state = forged(kind, number, turn + place)
        if state is not None:
            yield state


def buttons(page: Page) -> list[str]:
    """The numbers of the page's buttons, but for the way out."""
    pressed = [number for kind, number in page.widgets() if kind == "button"]
    return [number for number in pressed if not number.endswith(SIGN_OUT)]


def press(number: str) -> WidgetState:
    return WidgetState(id=number, trigger_value=True)


def entries(office: Office, after: int) -> list[Entry]:
    """What the journal tells from there on."""
    with reading(office.engine) as session:
        asked = select(Entry).order_by(col(Entry.id)).offset(after)
        return list(session.exec(asked))


def calm(office: Office, page: Page, *asked: object) -> None:
    """No fault on the page nor in the log."""
    assert faults(page) == [], asked
    log = office.log.read_text("utf-8")
    assert "Traceback" not in log, (asked, log[-3000:])
    assert '"level": "error"' not in log, (asked, log[-3000:])


@pytest.mark.parametrize("role", ROLES)
def test_a_value_that_is_not_offered_is_not_heard(own_office: Office, role: UserRole) -> None:
    before = counts(own_office)
    with own_office.page(role) as page:
        for place, screen in own_screens(role):
            page.open(screen.url_path)
            for turn in range(AT_ONCE):
                page.run(*lies(page, (place * AT_ONCE + turn) % ROUNDS))
                calm(own_office, page, screen.url_path, turn)
        assert met_on(page, role, own_office.engine) == []
    assert counts(own_office) == before


@pytest.mark.parametrize("role", ROLES)
def test_a_button_among_lies_does_what_its_role_may(own_office: Office, role: UserRole) -> None:
    before = counts(own_office)
    with own_office.page(role) as page:
        for place, screen in own_screens(role):
            own = buttons(page.open(screen.url_path))
            for turn, number in enumerate(own[:MOST_PRESSED]):
                page.run(*lies(page, (place + turn) % ROUNDS), press(number))
                calm(own_office, page, screen.url_path, number)
        assert met_on(page, role, own_office.engine) == []
    told = entries(own_office, before[str(Entry.__tablename__)])
    assert {one.actor for one in told} <= {f"some.{role.replace('_', '-')}"}
    assert all(role in PERMISSIONS[Verb(one.verb)] for one in told)
    assert too_long(own_office) == []
    if role in ONLOOKERS:
        assert counts(own_office) == before


def test_buttons_of_others_are_nobodys(own_office: Office) -> None:
    """Also a part of a page, and a page, that there is not."""
    theirs: set[str] = set()
    for role in DOERS:
        fresh = own_office.somebody(f"fresh.{role.replace('_', '-')}", role)  # one may be disabled
        with Page(own_office.address, fresh) as page:
            for _, screen in own_screens(role):
                theirs |= {number for _, number in page.open(screen.url_path).widgets()}
    before = counts(own_office)
    for role in ONLOOKERS:
        with own_office.page(role) as page:
            for _, screen in own_screens(role):
                own = {number for _, number in page.open(screen.url_path).widgets()}
                page.run(*(press(number) for number in sorted(theirs - own)))
                calm(own_office, page, screen.url_path)
                page.part("no-such-part")
                calm(own_office, page, screen.url_path)
            assert met_on(page, role, own_office.engine) == []
    assert counts(own_office) == before

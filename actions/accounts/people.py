"""People from a file: who would be added, who is here already, and what is to be mended."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.accounts.accounts import Account, find_account_faults, normalise_account
from actions.permissions import Actor, Verb, check
from actions.refusals import Refused
from intake.checks.nearest import MOST_LOOKED_UP, find_nearest
from intake.people import EMAIL, NAME, REQUIRED, ROLE, SIGN_IN, UNIT, PeopleFile, PersonRow
from intake.tables import Faulty
from intake.text.normalisation import normalise_text
from models import Unit, User, UserRole
from models.database import reading
from models.users import find_user_by_code

COLUMN_OF = {"code": SIGN_IN, "name": NAME, "email": EMAIL, "unit_code": UNIT}
COMPARED = ("name", "role", "unit_code", "email")
COMMUNE_DIGITS = 5


class PersonFault(NamedTuple):
    """What is to be mended: at which cell (no column: the row), what stands there, and why."""

    sheet: str | None
    row: int
    column: str
    value: str
    refused: Refused


class Person(NamedTuple):
    """A row without a fault. `is_new` is False where just this user is here already."""

    row: int
    account: Account
    is_new: bool


class PeoplePlan(NamedTuple):
    """What a file of people would do."""

    people: tuple[Person, ...]
    faults: tuple[PersonFault, ...]

    @property
    def new(self) -> list[Account]:
        """The accounts to be added."""
        return [person.account for person in self.people if person.is_new]


class _Units(NamedTuple):
    """The full name of each unit in being, by its code; which code each folded name means,
    names that two units bear left out; and the nearest unit to what was looked up so far."""

    names: Mapping[str, str]
    by_name: Mapping[str, str]
    nearest: dict[str, str | None]


class _Earlier(NamedTuple):
    """On which row each sign-in name and each e-mail address of the file stands first."""

    names: dict[str, int]
    emails: dict[str, int]


def plan_people(
    engine: Engine, file: PeopleFile, roles: Mapping[str, UserRole], *, actor: Actor
) -> PeoplePlan:
    """Hold the file against the users and units there are; nothing is kept. `roles` gives the
    role of each folded name.

    Raises Refused: not_allowed, people_without_headings, people_without_rows.
    """
    check(actor, Verb.ADD_USER)
    if any(column not in file.headings for column in REQUIRED):
        raise Refused("people_without_headings", file=file.name)
    if not file.rows:
        raise Refused("people_without_rows", file=file.name)
    people: list[Person] = []
    faults: list[PersonFault] = []
    earlier = _Earlier({}, {})
    with reading(engine) as session:
        units = _load_units(session)
        for row in file.rows:
            account, row_faults = _parse_account(row, roles, units)
            user = find_user_by_code(session, account.code)
            row_faults += _find_faults(session, row, account, user=user, earlier=earlier)
            row_faults = list({fault.column: fault for fault in reversed(row_faults)}.values())[
                ::-1
            ]
            faults += row_faults
            if not row_faults:
                people.append(Person(row.number, account, user is None))
    return PeoplePlan(tuple(people), tuple(faults))


def _load_units(session: Session) -> _Units:
    units = session.exec(select(Unit).where(col(Unit.valid_to).is_(None))).all()
    by_name: dict[str, set[str]] = {}
    for unit in units:
        for name in (unit.name_vi, unit.short_vi, unit.name_en, unit.code):
            by_name.setdefault(normalise_text(name), set()).add(unit.code)
    single = {name: codes.pop() for name, codes in by_name.items() if len(codes) == 1}
    return _Units({unit.code: unit.name_vi for unit in units}, single, {})


def _parse_account(
    row: PersonRow, roles: Mapping[str, UserRole], units: _Units
) -> tuple[Account, list[PersonFault]]:
    """The account that a row describes, and what cannot be read of it."""
    faults = [
        _build_fault(row, column, Refused("cell_without_value"))
        for column, cell in row.cells.items()
        if isinstance(cell, Faulty)
    ]
    role = roles.get(normalise_text(_format_cell(row, ROLE)))
    if role is None:
        faults.append(_build_fault(row, ROLE, Refused("role_unknown", roles=tuple(UserRole))))
    elif role != UserRole.UNIT_OFFICER and _format_cell(row, UNIT):
        faults.append(_build_fault(row, UNIT, Refused("unit_not_wanted")))
    unit = _find_unit(_format_cell(row, UNIT), units)
    if role == UserRole.UNIT_OFFICER and unit and unit not in units.names:
        faults.append(_build_fault(row, UNIT, _refuse_unit(unit, units)))
    email = _format_cell(row, EMAIL) or None
    account = Account(
        _format_cell(row, SIGN_IN), _format_cell(row, NAME), role or UserRole.LEADER, unit, email
    )
    return normalise_account(account), faults


def _find_unit(written: str, units: _Units) -> str | None:
    """The code of the unit that is meant: by its code, which a spreadsheet may have taken for
    a number (1273 for 01273), or by its whole name."""
    whole = written.zfill(COMMUNE_DIGITS) if written.isdigit() else written
    if whole in units.names:
        return whole
    return units.by_name.get(normalise_text(written), written) or None


def _refuse_unit(written: str, units: _Units) -> Refused:
    """No unit in being is called so; the nearest one, where there is one."""
    key = normalise_text(written)
    if key not in units.nearest and len(units.nearest) < MOST_LOOKED_UP:
        units.nearest[key] = next(iter(find_nearest(written, units.by_name)), None)
    code = units.nearest.get(key)
    if code is None:
        return Refused("unit_not_in_being", unit=written[:64])
    return Refused("unit_perhaps", unit=written[:64], near=code, name=units.names[code])


def _find_faults(
    session: Session,
    row: PersonRow,
    account: Account,
    *,
    user: User | None,
    earlier: _Earlier,
) -> list[PersonFault]:
    """What stands against the account of a row in the database, and in the rows above it."""
    besides = user.id if user is not None else None
    faults = [
        _build_fault(row, COLUMN_OF[field], refused)
        for field, refused in find_account_faults(session, account, besides=besides)
    ]
    faults += _find_repetitions(row, account, earlier)
    if user is not None and (other := [*_find_differences(user, account)]):
        refused = Refused("person_differs", user=user.code, columns=tuple(other))
        faults.append(_build_fault(row, SIGN_IN, refused))
    return faults


def _find_repetitions(row: PersonRow, account: Account, earlier: _Earlier) -> Iterator[PersonFault]:
    first = earlier.names.setdefault(account.code, row.number)
    if account.code and first != row.number:
        yield _build_fault(row, SIGN_IN, Refused("person_twice", row=first))
    if account.email is None:
        return
    first = earlier.emails.setdefault(account.email, row.number)
    if first != row.number:
        yield _build_fault(row, EMAIL, Refused("person_email_twice", row=first))


def _find_differences(user: User, account: Account) -> Iterator[str]:
    """The columns in which a user that is here is another than the file says."""
    for field in COMPARED:
        if getattr(user, field) != getattr(account, field):
            yield {"role": ROLE, **COLUMN_OF}[field]


def _build_fault(row: PersonRow, column: str, refused: Refused) -> PersonFault:
    return PersonFault(row.sheet, row.number, column, str(row.cells.get(column, "")), refused)


def _format_cell(row: PersonRow, column: str) -> str:
    """What a cell says as text: 1273, not 1273.0; nothing where it holds no value."""
    cell = row.cells.get(column, "")
    if isinstance(cell, Faulty):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()

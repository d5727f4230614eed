"""What a role may meet in no message: rows of the register, files, other units' returns."""

import re
from collections.abc import Callable
from functools import cache

from sqlalchemy import Engine, text

from models import UserRole
from models.database import reading
from tests.sweep.page import Page

ADDRESS_CODE = re.compile(rb"DC-\d{5}-\d{4}")
LEAST_LETTERS = 8  # a shorter hamlet's name is a word of the language


@cache
def asked(engine: Engine, question: str) -> tuple[str, ...]:
    """The first column of `question`."""
    with reading(engine) as session:
        return tuple(str(row[0]) for row in session.connection().execute(text(question)))


def hamlets(engine: Engine) -> tuple[str, ...]:
    """The register's hamlets whose names are long enough to be told from other words."""
    found = asked(engine, "select distinct hamlet from dossier where hamlet is not null")
    return tuple(name for name in found if len(name) >= LEAST_LETTERS)


def files(engine: Engine) -> tuple[str, ...]:
    """The names of the files that were received."""
    return asked(engine, "select distinct file_name from batch")


def foreign_files(engine: Engine) -> tuple[str, ...]:
    """Those that hold no row of the sweep's own unit, and were not sent by it."""
    return asked(
        engine,
        "select distinct file_name from batch where id not in (select s.batch_id from submission s"
        " join unit u on u.id = s.unit_id where u.code = 'SCT' and s.batch_id is not null)",
    )


NEVER: dict[UserRole, Callable[[Engine], tuple[str, ...]]] = {
    UserRole.LEADER: hamlets,
    UserRole.SUPERVISOR: lambda engine: hamlets(engine) + files(engine),
    UserRole.UNIT_OFFICER: lambda engine: hamlets(engine) + foreign_files(engine),
    UserRole.ADMINISTRATOR: hamlets,
    UserRole.SECRETARIAT: lambda _engine: (),
}


def met(told: bytes, role: UserRole, engine: Engine) -> list[str]:
    """What of all that `role` may not meet stands in `told`."""
    if role == UserRole.SECRETARIAT:
        return []
    found = {code.decode() for code in ADDRESS_CODE.findall(told)}
    found |= {name for name in NEVER[role](engine) if name.encode() in told}
    return sorted(found)[:5]


def met_on(page: Page, role: UserRole, engine: Engine, *, asked_for: str = "") -> list[str]:
    """The same, of all that `page` was ever sent; but for what it asked for by name."""
    found = met(b"\n".join(page.heard).replace(b"\\", b""), role, engine)
    return [one for one in found if one != asked_for]

"""Looks at the register stand in the journal: who, how, what scope, how many rows."""

import json

import pytest
from sqlalchemy import Engine

from actions.erasure.read_register import Manner, RegisterLook, read_register
from actions.permissions import Actor
from actions.refusals import Refused
from models import UserRole
from models.database import reading
from models.settings import read_data_version
from tests.actions.returns import CLERK, DAY, at, journal


def test_a_download_is_told_with_its_scope_and_rows(province: Engine) -> None:
    said = RegisterLook(Manner.DOWNLOAD, 12, {"year": 2026, "commune": "01273", "list": "nobody"})
    with reading(province) as session:
        version = read_data_version(session)
    read_register(province, said, actor=CLERK, now=at(DAY))
    (entry,) = journal(province, "read_register")
    assert (entry.actor, entry.subject) == (CLERK.code, "register")
    assert json.loads(entry.after) == {
        "manner": "download", "rows": 12, "year": 2026, "commune": "01273", "list": "nobody",
    }  # fmt: skip
    with reading(province) as session:
        assert read_data_version(session) == version  # a look makes no figure old


@pytest.mark.parametrize("role", [one for one in UserRole if one != UserRole.SECRETARIAT])
def test_nobody_but_the_secretariat(province: Engine, role: UserRole) -> None:
    with pytest.raises(Refused) as refused:
        read_register(province, RegisterLook(Manner.VIEW, 1), actor=Actor("x", role), now=at(DAY))
    assert refused.value.code == "not_allowed"
    assert journal(province, "read_register") == []

"""Every download of every role: its own browser fetches it, nobody else's does."""

from dataclasses import dataclass

import httpx2
import pytest

from models import UserRole
from pages.app.screens import SCREENS
from tests.sweep.conftest import Office
from tests.sweep.secrets import met

QUERIES = ("", "don-vi=SCT&xa=01273&lang=en")
OF_ONE = frozenset({"co-quan", "dia-chi", "vi-sao", "nhap-bao-cao"})  # where the second asks more


@dataclass(frozen=True)
class Found:
    """The downloads of one role's screens: addresses of files, and what each one holds."""

    files: dict[str, bytes]
    buttons: list[str]


def downloads(office: Office, role: UserRole) -> Found:
    """Fetch all that the screens of `role` offer."""
    found: dict[str, bytes] = {}
    pressed: list[str] = []
    with office.page(role) as page:
        for screen in SCREENS:
            queries = QUERIES if screen.url_path in OF_ONE else QUERIES[:1]
            for query in queries if screen.open_to(role) else ():
                page.open(screen.url_path, query)
                buttons, ready = page.buttons(), page.files()
                made = [page.fetch(number) for number in buttons]
                assert all(made), (screen.url_path, "a button of one's own makes its file")
                pressed += buttons
                for path in (*ready, *made):
                    answer = page.get(path)
                    assert answer.status_code == 200, path
                    found[path] = answer.content
    return Found(found, pressed)


@pytest.mark.parametrize("role", list(UserRole))
def test_a_download_is_its_own_browsers(office: Office, role: UserRole) -> None:
    found = downloads(office, role)
    other = next(one for one in UserRole if one != role)
    stranger = office.somebody(f"other.than-{role.replace('_', '-')}", other)
    never = httpx2.get(f"{office.address}/media/{'0' * 56}.xlsx", headers={"Cookie": stranger})
    for path, content in found.files.items():
        assert met(content, role, office.engine) == []
        answer = httpx2.get(office.address + path, headers={"Cookie": stranger})
        assert (answer.status_code, answer.content) == (404, never.content)
        assert httpx2.get(office.address + path).status_code == 401
    with office.page(other) as page:
        page.open(next(screen.url_path for screen in SCREENS if screen.open_to(other)))
        assert all(page.fetch(number, seconds=1) == "" for number in found.buttons[:1])

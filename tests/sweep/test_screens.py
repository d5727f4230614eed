"""Every screen and every deep link as every role: one's own opens and tells nothing of
others; what is not one's own is, to the byte, an address that never was."""

import re
from urllib.parse import urlencode

import httpx2
import pytest

from models import UserRole
from pages.app.screens import SCREENS
from tests.sweep.conftest import Office
from tests.sweep.page import Page
from tests.sweep.parameters import parameters
from tests.sweep.secrets import asked, met_on

NEVER = "khong-he-co"
ROLES = list(UserRole)
VISIT = {"Accept": "text/html"}


def never_was(page: Page, query: str = "") -> str:
    """What is drawn at an address that never was."""
    return page.open(NEVER, query).drawn.replace(NEVER, "")


def faults(page: Page) -> list[str]:
    return [one.exception.message for one in page.elements if one.HasField("exception")]


def an_address(office: Office) -> str:
    return asked(office.engine, "select min(code) from address")[0]


def links(office: Office) -> list[str]:
    """Queries that name somebody else's, what is not there, and what is no name at all; each
    in every parameter there is."""
    values = (
        "SYT",
        "01267",
        "1",
        an_address(office),
        "2019-06-30",
        "-1",
        "<b>*x*</b>'; --",
        "9" * 300,
        "\0",
    )
    return [urlencode(dict.fromkeys(parameters(), value)) for value in values]


KNOWN_PARAMETERS = {
    *("buoc", "cau-truc", "chi-so", "cong-bo", "cua", "den", "dien", "dien-cho", "don-vi", "lang"),
    *("ma-viec", "muc"),
    *("muc-ke-hoach", "nam", "ngay", "nguoi", "nhom", "noi-nhan", "pham-vi", "phan", "so-hieu"),
    *("so-voi", "thieu", "thoi", "tim", "trang", "truoc", "tu", "tu-ngay", "ve", "viec", "xa"),
    *("xem-nhu", "xep"),
}


def test_the_address_bar_is_known() -> None:
    """All of them: a renamed function of the address bar would leave the sweep without some."""
    assert set(parameters()) == KNOWN_PARAMETERS


def without(drawn: str, path: str) -> str:
    """The page without its own address, which may be a part of another's."""
    return re.sub(rf"(?<![\w-]){path}(?![\w-])", "", drawn)


@pytest.mark.parametrize("role", ROLES)
def test_what_is_not_ones_own_never_was(office: Office, role: UserRole) -> None:
    with office.page(role) as page:
        never = never_was(page)
        assert "Không có trang này" in never
        for screen in SCREENS:
            drawn = without(page.open(screen.url_path).drawn, screen.url_path)
            assert faults(page) == []
            assert (drawn != never) == screen.open_to(role), screen.url_path
        assert met_on(page, role, office.engine) == []


@pytest.mark.parametrize("role", ROLES)
def test_a_deep_link_opens_nothing_more(office: Office, role: UserRole) -> None:
    """`xem-nhu`, the trial's choice of a role, is among them: signed in, it means nothing. What a
    screen makes of a query is the same code for every role: each role asks half of them of each of
    its screens, and the next role the other half."""
    own = [screen for screen in SCREENS if screen.open_to(role)]
    lost = next(screen for screen in SCREENS if not screen.open_to(role))
    as_another = urlencode({"xem-nhu": UserRole.SECRETARIAT.value})
    asking = links(office)
    with office.page(role) as page:
        for screen in own:
            first = (ROLES.index(role) + SCREENS.index(screen)) % 2
            for query in (*asking[first::2], as_another):
                page.open(screen.url_path, query)
                assert faults(page) == [], (screen.url_path, query)
        drawn = without(page.open(lost.url_path, as_another).drawn, lost.url_path)
        assert drawn == never_was(page, as_another)
        assert met_on(page, role, office.engine, asked_for=an_address(office)) == []


def test_the_page_itself_is_one_for_all(office: Office) -> None:
    paths = ["/", f"/{NEVER}", *(f"/{screen.url_path}" for screen in SCREENS)]
    told = {office.page(role).get(path).content for role in ROLES for path in paths}
    assert len(told) == 1


@pytest.mark.parametrize("cookie", ["", "phien=forged", "phien=" + "x" * 5000])
def test_signed_out_there_is_one_way_on(office: Office, cookie: str) -> None:
    for screen in SCREENS:
        place = f"{office.address}/{screen.url_path}?don-vi=SYT"
        led = httpx2.get(place, headers={"Cookie": cookie, **VISIT})
        assert led.status_code == 303
        assert led.headers["location"] == f"/dang-nhap?den=%2F{screen.url_path}%3Fdon-vi%3DSYT"


def test_leader_after_secretariat_and_unit_after_unit(office: Office) -> None:
    """One process keeps its answers; none of them crosses from one reader to another."""
    first = [screen.url_path for screen in SCREENS if screen.open_to(UserRole.LEADER)]
    with office.page(UserRole.SECRETARIAT) as page:
        exact = {path: page.open(path, "xa=01273").drawn for path in first}
    with office.page(UserRole.LEADER) as page:
        for path in first:
            page.open(path, "xa=01273")
        assert met_on(page, UserRole.LEADER, office.engine) == []
        assert page.open("dia-chi", "xa=01273").drawn != exact["dia-chi"]

"""Sign-in by an identity provider, end to end: who is known comes in where they were going,
each tab where it was, also after a restore, from a provider whose clock is behind and one that
says much; who is not known gets a page that says so, who is disabled is out at the next run, and
who signs out does so in every tab."""

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine

from actions.accounts.accounts import Account, add_user, disable_user
from actions.permissions import Actor
from models import UserRole
from models.database import open_database, writing
from models.sign_ins import end_all_sign_ins
from tests.browser.conftest import HERE, find_port, served
from tests.chromium import PATIENCE_MS

pytestmark = pytest.mark.browser
KEEPER = Actor("terminal", UserRole.ADMINISTRATOR)
BEHIND = timedelta(minutes=20)
CLOCK = """import runpy, sys, time_machine
from datetime import datetime, timedelta
behind = timedelta(seconds=float(sys.argv.pop(1)))
time_machine.travel(datetime.now().astimezone() - behind).start()
runpy.run_module("oidc_provider_mock", run_name="__main__", alter_sys=True)"""
SAID = {
    "sub": "mai@example.vn",
    "email": "mai@example.vn",
    "groups": Random(18).randbytes(3000).hex(),
}
MAI = Account("mai", "Lý Mai", UserRole.LEADER, email="mai@example.vn")
LAN = Account("lan", "Nông Lan", UserRole.SECRETARIAT, email="lan@example.vn")


@dataclass(frozen=True)
class Office:
    """A server that asks a provider, and its database."""

    address: str
    engine: Engine


@contextmanager
def provider(port: int) -> Iterator[None]:
    """An identity provider at `port`, in a process of its own, whose clock is behind."""
    command = [sys.executable, "-c", CLOCK, str(BEHIND.total_seconds()), "--port", str(port)]
    command += ["--user-claims", json.dumps(SAID)]
    asked = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        asked.terminate()
        asked.wait(timeout=30)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, province_template: Path) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("provider")
    shutil.copy(province_template, folder / "oversight.db")
    port, asked = find_port(), find_port()
    with provider(asked):
        told = settings(asked, f"http://{HERE}:{port}/oauth2callback")
        with served(folder, "--sign-in", "oidc", port=port, **told) as address:
            yield Office(address, engine := known(folder))
            engine.dispose()


def settings(port: int, back: str) -> dict[str, str]:
    """What a server is told of the provider at `port`, which leads `back`."""
    return {
        "OVERSIGHT_OIDC_REDIRECT_URI": back,
        "OVERSIGHT_OIDC_COOKIE_SECRET": "s" * 64,
        "OVERSIGHT_OIDC_CLIENT_ID": "giam-sat-18",
        "OVERSIGHT_OIDC_CLIENT_SECRET": "secret",
        "OVERSIGHT_OIDC_SERVER_METADATA_URL": (
            f"http://{HERE}:{port}/.well-known/openid-configuration"
        ),
    }


def known(folder: Path) -> Engine:
    """The database of the server in `folder`, which knows Lan and Mai."""
    engine = open_database(f"sqlite:///{folder}/oversight.db")
    for one in (LAN, MAI):
        add_user(engine, one, actor=KEEPER, now=datetime.now(UTC))
    return engine


@pytest.fixture
def tab(page: Page) -> Page:
    """The first of the reader's tabs."""
    return page


def come_in(tab: Page, address: str, *, email: str) -> None:
    """Open an address, be led to the provider, say who one is."""
    tab.goto(address)
    ask(tab)
    answer(tab, email)


def ask(tab: Page) -> None:
    """From the page that is open, be led to the provider."""
    tab.get_by_role("button", name="Đăng nhập bằng tài khoản").click(timeout=PATIENCE_MS)
    tab.locator("input[name=sub]").wait_for(timeout=PATIENCE_MS)


def answer(tab: Page, email: str) -> None:
    """Say at the provider who one is."""
    tab.locator("input[name=sub]").fill(email)
    tab.get_by_role("button", name="Authorize").click()


def arrived(tab: Page, place: str, title: str) -> None:
    """The page is at `place` to the letter, and shows it."""
    tab.wait_for_url(lambda url: url == place, timeout=PATIENCE_MS)
    expect(tab.get_by_text(title).first).to_be_visible(timeout=PATIENCE_MS)
    expect(tab.get_by_role("link", name="Tổng quan").first).to_be_visible(timeout=PATIENCE_MS)
    assert tab.url == place


def test_each_tab_comes_back_to_where_it_was(office: Office, tab: Page) -> None:
    """Two links opened signed out, one after the other; the first is answered last."""
    agency, overdue = f"{office.address}/co-quan?don-vi=SCT&nam=2025", f"{office.address}/qua-han"
    other = tab.context.new_page()
    tab.goto(agency)
    other.goto(overdue)
    ask(tab)
    ask(other)
    answer(other, "lan@example.vn")
    arrived(other, overdue, "Quá hạn")
    answer(tab, "lan@example.vn")
    arrived(tab, agency, "Sở Công Thương")


def test_who_was_in_before_a_restore_comes_back_to_where_they_were(
    office: Office, tab: Page
) -> None:
    """What a restore does to those who are in; the provider's clock lags behind it."""
    come_in(tab, f"{office.address}/qua-han", email="lan@example.vn")
    arrived(tab, f"{office.address}/qua-han", "Quá hạn")
    with writing(office.engine) as session:
        end_all_sign_ins(session, now=datetime.now(UTC))
    time.sleep(
        1
    )  # Streamlit seals whole seconds, and who is in doubt is out; a restore takes longer
    place = f"{office.address}/co-quan?don-vi=SCT&nam=2025"
    tab.goto(place)
    expect(tab.get_by_text("Xin đăng nhập lại").first).to_be_visible(timeout=PATIENCE_MS)
    ask(tab)
    answer(tab, "lan@example.vn")
    arrived(tab, place, "Sở Công Thương")


def test_who_signs_out_does_so_in_every_tab(office: Office, tab: Page) -> None:
    """And the provider may say more of somebody than one cookie holds."""
    place = f"{office.address}/qua-han?nam=2025"
    come_in(tab, place, email="mai@example.vn")
    arrived(tab, place, "Quá hạn")
    other = tab.context.new_page()
    other.goto(f"{office.address}/co-quan?don-vi=SCT")
    expect(other.get_by_text("Sở Công Thương").first).to_be_visible(timeout=PATIENCE_MS)
    tab.get_by_role("button", name=re.compile("^Kỳ ")).click()
    tab.get_by_role("button", name="Đăng xuất").click()
    tab.get_by_role("button", name="End session").click(timeout=PATIENCE_MS)
    other.get_by_role("link", name="Tổng quan").first.click()
    expect(other.get_by_role("button", name="Đăng nhập bằng tài khoản")).to_be_visible(
        timeout=PATIENCE_MS
    )


def test_who_is_known_comes_in_where_they_were_going(office: Office, tab: Page) -> None:
    place = f"{office.address}/co-quan?don-vi=SCT&nam=2025"
    come_in(tab, place, email="lan@example.vn")
    arrived(tab, place, "Sở Công Thương")

    disable_user(office.engine, "lan", actor=KEEPER, now=datetime.now(UTC))
    tab.get_by_role("link", name="Tổng quan").first.click()
    expect(tab.get_by_text("Chưa được cấp quyền").first).to_be_visible(timeout=PATIENCE_MS)


def test_who_is_not_known_is_told_so_and_sees_nothing(office: Office, tab: Page) -> None:
    come_in(tab, f"{office.address}/qua-han", email="nobody@example.vn")
    expect(tab.get_by_text("Chưa được cấp quyền").first).to_be_visible(timeout=PATIENCE_MS)
    expect(tab.get_by_text(re.compile("nobody.?@example.vn")).first).to_be_visible()
    expect(tab.get_by_role("link", name="Tổng quan")).to_have_count(0)

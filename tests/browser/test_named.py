"""An office's own name for the server, told in the environment: its pages are drawn at that name,
and at no other."""

import http.client
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from models import UserRole
from models.database import open_database
from server.middleware.host_check import HOSTS_VARIABLE
from tests.browser.conftest import served
from tests.browser.test_sign_in import PASSWORD, Office, member, write
from tests.chromium import PATIENCE_MS

pytestmark = pytest.mark.browser
NAME = "giamsat18.example.vn"


def answered_at(address: str, name: str) -> int:
    """The status of the sign-in page asked for by `name`."""
    with closing(http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)) as asking:
        asking.request("GET", "/dang-nhap", headers={"Host": name})
        return asking.getresponse().status


def test_pages_are_drawn_at_the_name(
    tmp_path: Path,
    province_template: Path,
    launch_browser: Callable[..., Browser],
    browser_type_launch_args: dict[str, Any],  # as Playwright takes them
) -> None:
    shutil.copy(province_template, tmp_path / "oversight.db")
    named = {HOSTS_VARIABLE: f"tinh.example.vn, {NAME}"}
    with served(tmp_path, "--sign-in", "accounts", **named) as address:
        engine = open_database(f"sqlite:///{tmp_path}/oversight.db")
        member(Office(address, engine, tmp_path / "log.txt"), "lan", UserRole.SECRETARIAT)
        engine.dispose()
        there = [*browser_type_launch_args["args"], f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
        browser = launch_browser(args=there)
        page = browser.new_page()
        page.goto(f"http://{NAME}:{urlsplit(address).port}/nhat-ky")
        write(page, name="lan", password=PASSWORD)
        expect(page.get_by_text("việc đã ghi vào nhật ký").first).to_be_visible(timeout=PATIENCE_MS)
        browser.close()
        assert [answered_at(address, name) for name in (NAME, "tinh.example.vn")] == [200, 200]
        assert answered_at(address, "evil.example") == 403
    assert "[server]" not in (tmp_path / "log.txt").read_text("utf-8")  # Streamlit's complaint


def test_all_names_at_once_are_none(tmp_path: Path, province_template: Path) -> None:
    shutil.copy(province_template, tmp_path / "oversight.db")
    with (
        pytest.raises(pytest.fail.Exception, match=r"allowedHosts .* \(set in OVERSIGHT_HOSTS\)"),
        served(tmp_path, "--sign-in", "accounts", **{HOSTS_VARIABLE: "*"}),
    ):
        pass

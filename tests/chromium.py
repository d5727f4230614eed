"""The machine's own Chromium, one for all tests of a process: what it has fetched and compiled
once it has, and one process of it draws every page, which halves what a page costs.

A test finds no cookie, permission or stored value of the tests before it. Who needs a second
reader beside the first asks for `browser`, whose contexts know nothing of each other.
"""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, expect

PATIENCE_MS = 120_000  # of a page on a busy machine; what is there is found at once
expect.set_options(timeout=PATIENCE_MS)

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (  # without these Chromium asks hosts outside at every start
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
STORED = "local_storage,indexeddb,websql,service_workers,cache_storage,file_systems"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How pytest-playwright starts the machine's own Chromium."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.fail(f"The browser tests need one of {', '.join(BROWSERS)}; .ci/run installs it.")
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": found, "args": [*QUIET, *as_root]}


@pytest.fixture(scope="session")
def base_url() -> None:
    """No server is the usual one: each test goes to its own."""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Vietnamese reader at a desk."""
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture(scope="session")
def profile(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[BrowserContext]:
    """A Chromium that keeps on disk what it compiled; its first page stays empty."""
    arguments = [*browser_type_launch_args["args"], "--renderer-process-limit=1"]
    opened = browser_type.launch_persistent_context(
        tmp_path_factory.mktemp("chromium"),
        **{**browser_type_launch_args, "args": arguments},
        **browser_context_args,
    )
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def context(profile: BrowserContext) -> Iterator[BrowserContext]:
    """The browser as a new reader finds it; what a test opened in it is closed."""
    before = [*profile.pages]
    yield profile
    for page in profile.pages:
        if page not in before:
            page.close()
    profile.unroute_all()
    profile.clear_cookies()
    profile.clear_permissions()
    line = profile.new_cdp_session(before[0])
    line.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": STORED})
    line.detach()

"""The machine's own Chromium, one for all tests of a process: what it has fetched and compiled
once it has, and one process of it draws every page, which halves what a page costs.

A test finds no cookie, permission or stored value of the tests before it. Who needs a second
reader beside the first asks for `second_page`. A context of `browser`, which compiles everything
anew, is for what a reader's own cannot be: a screen that is touched.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, BrowserType, Page, expect

PATIENCE_MS = 120_000  # of a page on a busy machine; what is there is found at once
expect.set_options(timeout=PATIENCE_MS)
AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"  # nothing is being drawn

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
# Done once the application has begun to draw anew, or has had ten seconds to.
GO_WITHIN = """(address) => new Promise((done) => {
  const app = document.querySelector("[data-testid=stApp]");
  const seen = new MutationObserver(() => {
    if (app.dataset.testScriptState === "running") { seen.disconnect(); done(); }
  });
  seen.observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });
  setTimeout(done, 10_000);
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
})"""


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


Open = Callable[[], AbstractContextManager[BrowserContext]]


@pytest.fixture(scope="session")
def open_profile(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Open:
    """How a Chromium is opened that keeps on disk what it compiled; its first page stays empty."""
    arguments = [*browser_type_launch_args["args"], "--renderer-process-limit=1"]

    @contextmanager
    def open_one() -> Iterator[BrowserContext]:
        opened = browser_type.launch_persistent_context(
            tmp_path_factory.mktemp("chromium"),
            **{**browser_type_launch_args, "args": arguments},
            **browser_context_args,
        )
        opened.set_default_timeout(PATIENCE_MS)
        yield opened
        opened.close()

    return open_one


@pytest.fixture(scope="session")
def profile(open_profile: Open) -> Iterator[BrowserContext]:
    """The Chromium of the reader."""
    with open_profile() as opened:
        yield opened


@pytest.fixture(scope="session")
def second_profile(open_profile: Open) -> Iterator[BrowserContext]:
    """The Chromium of somebody beside the reader."""
    with open_profile() as opened:
        yield opened


@contextmanager
def lend(profile: BrowserContext) -> Iterator[BrowserContext]:
    """A browser as a new reader finds it; what is opened in it is closed afterwards."""
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


@pytest.fixture
def context(profile: BrowserContext) -> Iterator[BrowserContext]:
    """The reader's browser."""
    with lend(profile) as lent:
        yield lent


@pytest.fixture
def second_page(second_profile: BrowserContext) -> Iterator[Page]:
    """A page in somebody else's browser, which knows nothing of the reader's."""
    with lend(second_profile) as lent:
        yield lent.new_page()


def go_within(page: Page, address: str) -> None:
    """Go to an address of the application that is open, as by the browser's way back: it is drawn
    anew, and nothing is fetched and begun again, which is most of what a page costs."""
    page.evaluate(GO_WITHIN, address)

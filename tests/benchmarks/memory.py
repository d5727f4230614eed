"""What the server holds in memory before, while and after one officer drops 40 files of 9 MB on
Nhập báo cáo: ten on each of four pages, through the real uploader, in Chromium. Then the pages
are closed.

    python -m tests.benchmarks.memory
"""

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from models.database import ADDRESS_VARIABLE
from server.memory import LOOK_SECONDS as LOOK_EACH
from tests.benchmarks.load import resident, served
from tests.browser.conftest import HERE
from tests.chromium import AT_REST, BROWSERS, QUIET
from tests.house.tracked import HOUSE
from tests.journeys.desk import CHOOSER

PORT, PATIENCE_MS = 28719, 600_000
KEPT_SECONDS = 5  # a closed page, instead of the ten minutes of .streamlit/config.toml
# The program as ever, but for how long it keeps a closed page.
SERVE = f"""import sys
from streamlit.runtime.caching.ttl_cache import TTLCache
made = TTLCache.__init__
def make(self, maxsize, ttl, **other):
    made(self, maxsize, {KEPT_SECONDS} if ttl == 600 else ttl, **other)
TTLCache.__init__ = make
import oversight
sys.exit(oversight.main(sys.argv[1:]))
"""
PAGES, FILES, BYTES = 4, 10, 9 * 1024 * 1024
SCREEN = "nhap-bao-cao?xem-nhu=unit_officer"
LOOK_SECONDS = 0.2
HEAD = "period,unit_code,task_code,status,note\n"


@dataclass
class Memory:
    """MiB of the server's: before anything was dropped, at most, and after all was forgotten."""

    before: float
    peak: float = 0.0
    after: float = 0.0

    @property
    def left(self) -> float:
        """What was not given back."""
        return self.after - self.before


def write_return(place: Path, number: int, size: int) -> Path:
    """A CSV of about `size` bytes, its rows of a few hundred letters; no two are alike."""
    line = f"2026,SCT,HM_DK,in_progress,{number} {'đã triển khai tại các xã ' * 12}\n"
    file = place / f"bao-cao-{number}.csv"
    file.write_text(HEAD + line * (size // len(line.encode())), "utf-8")
    return file


def measure_memory(
    database: str, folder: Path, *, pages: int = PAGES, files: int = FILES
) -> Memory:
    """Serve `database`, drop `files` files on each of `pages` pages, and close them."""
    command = ["-c", SERVE, "serve", "--port", str(PORT), "--no-browser"]
    places = {ADDRESS_VARIABLE: database, "PYTHONPATH": str(HOUSE)}
    with served(command, folder, PORT, **places) as started, _browser() as browser:
        address = f"http://{HERE}:{PORT}"
        for _ in range(3):  # what the first pages bring with them stays
            _open(browser, address).context.close()
        memory = Memory(resident(started.pid))
        with _watched(started, memory):
            opened = []
            for number in range(pages):
                places = range(number * files, (number + 1) * files)
                page = _open(browser, address)
                _drop(page, [write_return(folder, place, BYTES) for place in places])
                opened.append(page)
            for page in opened:
                page.context.close()
        time.sleep(KEPT_SECONDS + 2 * LOOK_EACH)
        memory.after = resident(started.pid)
    return memory


@contextmanager
def _browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*QUIET, "--no-sandbox"])
        yield browser
        browser.close()


def _open(browser: Browser, address: str) -> Page:
    page = browser.new_context(locale="vi-VN").new_page()
    page.goto(f"{address}/{SCREEN}")
    expect(page.locator("h1").first).to_be_visible(timeout=PATIENCE_MS)
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)
    return page


def _drop(page: Page, files: list[Path]) -> None:
    page.locator(f".st-key-files {CHOOSER}").set_input_files(files)
    for file in files[:3]:
        name = page.get_by_text(file.name).filter(visible=True).first
        expect(name).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(2000)
    page.locator(AT_REST).wait_for(timeout=PATIENCE_MS)


@contextmanager
def _watched(started: subprocess.Popen[bytes], memory: Memory) -> Iterator[None]:
    """Look at the memory all the while, and note the most."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(LOOK_SECONDS):
            memory.peak = max(memory.peak, resident(started.pid))

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    yield
    ended.set()
    watching.join()


def main() -> None:
    """Print the figures, on a sample database of its own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = f"sqlite:///{folder}/oversight.db"
        command = [sys.executable, str(HOUSE / "oversight.py"), "init", "--sample"]
        subprocess.run(command, env={ADDRESS_VARIABLE: database}, cwd=folder, check=True)
        memory = measure_memory(database, folder)
    print(
        f"{PAGES * FILES} files of {BYTES // 2**20} MB: {memory.before:.0f} MiB before, "
        f"{memory.peak:.0f} at most, {memory.after:.0f} after ({memory.left:+.0f})"
    )


if __name__ == "__main__":
    main()

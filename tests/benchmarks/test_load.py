"""A slip in what a click or an open page costs is seen here, beside an empty Streamlit
application of the same run; how many people that makes is in `load.py`."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.benchmarks.load import SCREENS, costs, empty, left, ours
from tests.browser.conftest import find_port

MOST = 2.0  # times: half as many people can click, and an open page holds twice as much
SLACK = 0.1  # MiB a page: below it, what the allocator rounds to
FLAT = 20.0  # MiB after pages were opened and left


@pytest.mark.benchmark
def test_half_as_many_people_can_click_and_an_open_page_leaves_nothing(
    sample_file: Path, tmp_path: Path
) -> None:
    database = f"sqlite:///{shutil.copy(sample_file, tmp_path / 'oversight.db')}"
    port = find_port()
    with empty(tmp_path, port) as started:
        alone = costs(port, started.pid, ("",))
    with ours(tmp_path, port, database) as started:
        own = costs(port, started.pid, SCREENS)
        assert asyncio.run(left(port, started.pid, SCREENS)) < FLAT
    assert own.click < alone.click * MOST
    assert own.page < alone.page * MOST + SLACK

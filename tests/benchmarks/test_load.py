"""A slip in what a click or an open page costs is seen here, beside an empty Streamlit
application of the same run; how many people that makes is in `load.py`."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gate.serving import free_port
from tests.benchmarks.load import SCREENS, Costs, costs, empty, ours
from tests.browser.conftest import HERE

FIRST_PORT = 20501
MOST = 2.0  # times: half as many people can click, and an open page holds twice as much
SLACK = 0.1  # MiB a page: below it, what the allocator rounds to
FLAT = 20.0  # MiB after 200 pages opened and left


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, sample_file: Path) -> Iterator[list[Costs]]:
    """The costs of the empty application and of ours, measured one after the other."""
    folder = tmp_path_factory.mktemp("load")
    database = f"sqlite:///{shutil.copy(sample_file, folder / 'oversight.db')}"
    port = free_port(HERE, FIRST_PORT + os.getpid() % 1000)
    assert port is not None
    with empty(folder, port) as started:
        alone = costs(port, started.pid, ("",))
    with ours(folder, port, database) as started:
        yield [alone, costs(port, started.pid, SCREENS)]


@pytest.mark.benchmark
def test_half_as_many_people_can_click(both: list[Costs]) -> None:
    alone, own = both
    assert own.click < alone.click * MOST


@pytest.mark.benchmark
def test_an_open_page_holds_little_and_leaves_nothing(both: list[Costs]) -> None:
    alone, own = both
    assert own.page < alone.page * MOST + SLACK
    assert own.left < FLAT

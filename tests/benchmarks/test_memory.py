"""Much of what lay in memory for the files of a page is given back once it is forgotten."""

import shutil
import sys
from pathlib import Path

import pytest

from tests.benchmarks.memory import measure_memory

FILES = 8
LARGEST_SHARE = 0.25  # of what came on top; measured 0.06; 1.0 where nothing comes back


@pytest.mark.benchmark
@pytest.mark.browser
@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_much_of_the_memory_of_a_closed_page_is_given_back(
    sample_file: Path, tmp_path: Path
) -> None:
    database = f"sqlite:///{shutil.copy(sample_file, tmp_path)}"
    memory = measure_memory(database, tmp_path, pages=1, files=FILES)
    assert memory.left / (memory.peak - memory.before) < LARGEST_SHARE

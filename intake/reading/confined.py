"""A large workbook is read by a process of its own, within time and memory, so that a hostile one
ends alone. A small one costs less than starting a process."""

import pickle
import subprocess
import sys
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import Any, TypeVar

from intake.findings import Finding
from intake.tables import Unreadable

MOST_SECONDS = 9  # of processor: a busy machine refuses nobody's file
PATIENCE_SECONDS = 20 * MOST_SECONDS  # by the clock; on Windows, which counts none, MOST_SECONDS
MOST_MEMORY = 230 * 1024 * 1024  # above what the process has once it has started
MOST = {"seconds": MOST_SECONDS, "memory": MOST_MEMORY // 1024**2}  # as facts
TAKES_TOO_MUCH = "file.takes_too_much"
HOUSE = Path(__file__).parent.parent.parent
Read = TypeVar("Read")


def run_in_subprocess(content: bytes, module: str) -> Any:  # whatever the module's reader gives
    """What `module`, run as a program, answers to `content`. Raises Unreadable: its own
    refusals, and file.takes_too_much where it needed too much time or memory."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", module, str(MOST_SECONDS)],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MOST_SECONDS if sys.platform == "win32" else PATIENCE_SECONDS,
            cwd=HOUSE,
            check=False,
        )
    except subprocess.TimeoutExpired as fault:
        raise Unreadable(TAKES_TOO_MUCH, **MOST) from fault
    if done.returncode or not done.stdout:
        raise Unreadable(TAKES_TOO_MUCH, **MOST)
    result = pickle.loads(done.stdout)  # written by `run_reader`, nobody else
    if isinstance(result, Finding):
        raise Unreadable(result.code, **result.facts)
    return result


def run_reader(read: Callable[[bytes], Read]) -> None:
    """In the process that was started: read standard input with `read`, write the result or the
    refusal."""
    bound_growth(int(sys.argv[1]))
    content = sys.stdin.buffer.read()
    result: Read | Finding
    try:
        result = read(content)
    except Unreadable as fault:
        result = fault.finding
    sys.stdout.buffer.write(pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL))


def bound_growth(most_seconds: int) -> None:
    """Let this process grow by MOST_MEMORY, and work for `most_seconds`, and no more, where the
    system can hold it to that."""
    if sys.platform == "win32":
        return
    import resource  # not there on Windows

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = ceil(used.ru_utime + used.ru_stime) + most_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    memory_file = Path("/proc/self/statm")
    if memory_file.exists():
        pages = int(memory_file.read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + MOST_MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))

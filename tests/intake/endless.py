"""Run as a program, confined: works without end, or waits longer than it may work."""

import time

from intake.reading.confined import run_reader


def read(content: bytes) -> str:
    """Where it is told to wait, it is done after a while."""
    while content != b"waits":
        pass
    time.sleep(1.5)
    return "read"


if __name__ == "__main__":
    run_reader(read)

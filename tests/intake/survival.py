"""Reads files that may be hostile in a process of its own, and says what it took.

`python -m tests.intake.survival FILE…` prints one line of JSON for each file: the codes found,
the outcome, the seconds, and by how many megabytes the process, and the largest of those it
started, have grown at most since it was idle.
"""

import json
import resource
import sys
from pathlib import Path
from time import perf_counter

from intake.pipeline import Arrival, build_refusal, detect_layout, validate_upload
from intake.tables import Unreadable, Upload
from tests.intake.register import arrived, references

KILOBYTES = 1024  # in a megabyte, and ru_maxrss is in kilobytes


def read(path: Path) -> Arrival:
    """What becomes of a file."""
    upload = Upload(path.name, path.read_bytes())
    try:
        return validate_upload(upload, detect_layout(upload), references())
    except Unreadable as fault:
        return build_refusal(upload, fault)


def grown(whose: int, since: int = 0) -> float:
    """The most memory ever held, in megabytes, above `since` kilobytes."""
    return (resource.getrusage(whose).ru_maxrss - since) / KILOBYTES


def survive(paths: list[Path]) -> None:
    """Read each file and print what it took."""
    arrived("period,unit_code,task_code\n2026,SYT,HM_DK\n")  # all that is imported late
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in paths:
        start = perf_counter()
        became = read(path)
        told = {
            "codes": sorted({one.code for one in became.findings}),
            "outcome": became.outcome.value,
            "seconds": perf_counter() - start,
            "grown": grown(resource.RUSAGE_SELF, idle),
            "children": grown(resource.RUSAGE_CHILDREN),
        }
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    survive([Path(one) for one in sys.argv[1:]])

"""Names of sheets, from codes: short, plain, each once."""

import re
from collections.abc import Iterable

LONGEST = 31  # letters that Excel takes
UNFIT = re.compile(r"[^0-9A-Za-z._-]+")


def build_sheet_names(codes: Iterable[str]) -> list[str]:
    """A name for each code, in their order; two like codes get a number each."""
    used: set[str] = set()
    names = []
    for code in codes:
        bare = UNFIT.sub("-", code).strip("-'.") or "table"
        name, number = bare[:LONGEST], 1
        while name.casefold() in used:
            number += 1
            name = f"{bare[: LONGEST - len(str(number)) - 1]}-{number}"
        used.add(name.casefold())
        names.append(name)
    return names

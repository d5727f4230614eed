"""A task's code and title written in one cell: "HM_TV - Hiến máu", "Hiến máu (HM_TV)"."""

import re
from collections.abc import Mapping

from intake.text.normalisation import normalise_text

CODE = r"(?P<code>[\w.\-]{2,32}?)"
CODE_AND_TITLE = re.compile(rf"\s*{CODE}\s*(?:[-–—:.]\s|\s[-–—:]|:)\s*(?P<title>.{{3,}})")
TITLE_AND_CODE = re.compile(rf"\s*(?P<title>.{{3,}}?)\s*[(\[]{CODE}[)\]]\s*")
LONGEST = 500


def find_task(text: str, known: Mapping[str, int]) -> tuple[int, bool] | None:
    """The place in `known` (by normalised spelling) of the task whose code the text gives, and
    whether its title is that task's own; None without such a code, or where the title beside it is
    another task's."""
    match = TITLE_AND_CODE.fullmatch(text[:LONGEST]) or CODE_AND_TITLE.fullmatch(text[:LONGEST])
    place = known.get(normalise_text(match["code"])) if match else None
    if match is None or place is None:
        return None
    title = known.get(normalise_text(match["title"]))
    return (place, title == place) if title in (None, place) else None

"""The corrections that were accepted with a file, kept for ever beside its batch."""

from typing import TYPE_CHECKING

from actions.deeds import Deed
from intake.corrections import LONGEST, read_sent_cell
from intake.personal_numbers import without_personal_numbers
from models import Batch, Correction

if TYPE_CHECKING:
    from actions.receive import Preview

MOST = 200  # letters of a cell as it was sent


def keep_corrections(
    under_way: Deed, batch: Batch, seen: "Preview", *, reason: str
) -> dict[str, str]:
    """Keep each corrected cell. Answers what the journal is told: by heading and row, from what
    to what; of the registers, whose entries may be erased on request, only that it was done.
    Called inside the deed's transaction."""
    told = {}
    for one in seen.corrections:
        if seen.found is None:
            raise RuntimeError("a file that was not read has no cells to correct")
        before = read_sent_cell(seen.found, (one.row, one.field))[:MOST]
        after = without_personal_numbers(one.text)[:LONGEST]
        heading = seen.found.headings[one.field][:MOST]
        under_way.session.add(
            Correction(
                batch_id=batch.id or 0,
                row=one.row,
                field=one.field,
                heading=heading,
                sent=before,
                corrected=after,
                reason=reason,
                recorded_at=under_way.now,
            )
        )
        values = f"“{before}” → “{after}”" if batch.layout == "results" else "…"
        told[f"{heading} ({one.row})"] = values
    return told

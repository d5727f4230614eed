"""The corrections that were accepted with a file, kept for ever beside its batch."""

from typing import TYPE_CHECKING

from actions.deeds import Deed
from intake.corrections import LONGEST, get_sent_text
from intake.privacy.personal_details import remove_personal_details
from intake.redaction.rows_redaction import choose_about
from models import Batch, Correction

if TYPE_CHECKING:
    from actions.returns.receive import Preview

MOST = 200  # letters of a cell as it was sent


def keep_corrections(
    under_way: Deed, batch: Batch, preview: "Preview", *, reason: str
) -> dict[str, str]:
    """Keep each corrected cell, inside the deed's transaction. Gives the facts of the journal's
    entry: by heading and row, from what to what; of the registers, whose entries may be erased
    on request, only that it was done."""
    facts = {}
    for cell in preview.corrections:
        if preview.header_map is None:
            raise RuntimeError("a file that was not read has no cells to correct")
        before = get_sent_text(preview.header_map, (cell.row, cell.field))[:MOST]
        about = choose_about(preview.header_map, cell.field)
        after = remove_personal_details(cell.text, about=about)[:LONGEST]
        heading = preview.header_map.headings[cell.field][:MOST]
        under_way.session.add(
            Correction(
                batch_id=batch.id or 0,
                row=cell.row,
                field=cell.field,
                heading=heading,
                sent=before,
                corrected=after,
                reason=reason,
                recorded_at=under_way.now,
            )
        )
        values = f"“{before}” → “{after}”" if batch.layout == "results" else "…"
        facts[f"{heading} ({cell.row})"] = values
    return facts

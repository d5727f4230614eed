"""Cells that the office corrected, beside the rows of a certificate."""

import pandas as pd

from locales.corrections import build_correction_sentence
from models.corrections import find_corrections
from models.database import reading
from models.submissions import find_batches_of_submissions
from pages.components.visit import Visit


def list_corrections(visit: Visit, rows: pd.DataFrame) -> pd.Series:
    """For each row of a list of origins (with batch_id, or submission_id, and row) what the
    office corrected in it, as text; missing where it was received as it was sent."""
    none = pd.Series(None, index=rows.index, dtype="str")
    with reading(visit.engine) as session:
        known = find_corrections(session, visit.as_of)
        if known.empty:
            return none
        batches = find_batches_of_submissions(session, known["batch_id"].unique().tolist())
    if "batch_id" in rows:
        numbers = rows["batch_id"]
    elif "submission_id" in rows:
        numbers = rows["submission_id"].map(batches)
    else:
        return none
    sentences = [
        build_correction_sentence(correction, visit.words)
        for correction in known.to_dict("records")
    ]
    keys = zip(known["batch_id"].tolist(), known["row"].tolist(), strict=True)
    texts: dict[tuple[int, int], str] = {}
    for (batch, row), text in zip(keys, sentences, strict=True):
        key = (int(batch), int(row))
        texts[key] = f"{texts[key]} {text}" if key in texts else text
    row_texts = [
        None if pd.isna(batch) or pd.isna(row) else texts.get((int(batch), int(row)))
        for batch, row in zip(numbers, rows["row"], strict=True)
    ]
    return pd.Series(row_texts, index=rows.index, dtype="str")

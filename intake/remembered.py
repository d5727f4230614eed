"""Remembered: what cells said stays in memory while it may be read again, and no longer."""

from intake.folding import normalise_text
from intake.personal_details import forget_read_texts
from intake.spellings import forget_read_headings


def forget_texts() -> None:
    """Forget every text of files that were read: what is read next is read anew."""
    normalise_text.cache_clear()
    forget_read_headings()
    forget_read_texts()

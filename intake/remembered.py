"""Remembered: what cells said stays in memory while it may be read again, and no longer."""

from intake.headers.spellings import forget_read_headings
from intake.privacy.personal_details import forget_read_texts
from intake.text.normalisation import normalise_text


def forget_texts() -> None:
    """Forget every text of files that were read: what is read next is read anew."""
    normalise_text.cache_clear()
    forget_read_headings()
    forget_read_texts()

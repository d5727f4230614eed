"""What came of the end of a time of keeping, as the screen and the terminal say it."""

from collections.abc import Mapping

from locales.words import Words

READ_AGAIN = {
    "cleaned": "retain.cleaned",
    "emptied": "retain.emptied",
    "unread": "retain.left_unread",
    "too_heavy": "retain.too_heavy",
    "draft_rows": "retain.draft_rows",
}


def list_retained_lines(counts: Mapping[str, int], words: Words) -> list[str]:
    """A sentence of what went, and one for each thing that became of files read again."""
    lines = [words.say(key, count=counts[name]) for name, key in READ_AGAIN.items() if counts[name]]
    return [words.say("retain.ended", count=None, **counts), *lines]

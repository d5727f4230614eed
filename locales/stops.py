"""Why nothing is written any more, and what to do, in words."""

from locales.words import Words
from models.backups import Backup
from models.soundness import MOVED, Stop


def build_stop_sentence(stop: Stop, backup: Backup | None, words: Words, *, place: str = "") -> str:
    """Since when nothing is written, what that means, and which backup to restore: the last proven
    one, which lies at `place`. Where the file itself was moved it is put back instead."""
    if stop.code == MOVED:
        return f"{words.say('stopped.noticed', at=stop.since)} {words.say('stopped.put_back')}"
    last = words.say("stopped.alone")
    if backup is not None:
        last = words.say("stopped.backup", place=place, at=backup.made_at)
    return f"{words.say('stopped.since', at=stop.since)} {last}"


def build_stop_title(stop: Stop, words: Words) -> str:
    """What was met: damage, or a disk that fails."""
    return words.say(f"stopped.{stop.code}")

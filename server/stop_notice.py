"""What the pages before the first screen say once nothing is written any more."""

from pathlib import PureWindowsPath

from sqlalchemy import Engine

from actions.opening import find_proven_backup
from locales.stops import build_stop_sentence, build_stop_title
from locales.words import Words
from models.soundness import find_stop


def build_stop_notice(engine: Engine, words: Words) -> str:
    """What happened, since when, and the last proven backup: by its file's name only, since
    whoever reads this need not have signed in. "" while all is well."""
    stop = find_stop(engine.url)
    if stop is None:
        return ""
    backup = find_proven_backup(engine)
    name = PureWindowsPath(backup.place).name if backup is not None else ""  # of any system
    sentence = build_stop_sentence(stop, backup, words, place=name)
    return f"{build_stop_title(stop, words)}. {sentence}"

"""What stands in the place where a backup is to go: ours, whole or damaged, or another's."""

import re
from glob import escape
from mmap import ACCESS_READ, mmap
from pathlib import Path

from sqlalchemy import make_url

from actions.accounts import factor_keys
from actions.erasures import KEY, LIST
from actions.journal import anchors
from actions.opening import Unavailable, open_database_or_refuse, place_of, refuse_missing
from actions.refusals import Refused

BESIDE = (LIST, KEY, anchors.ENDING, factor_keys.KEY)  # what only our databases have
# As SQLite keeps it, wherever else it is damaged.
OWN_WORDS = re.compile(rb'CREATE TABLE "?data_version')
TOLD_LATER = frozenset({"database_silent", "database_busy", "database_unopened"})


def refuse_other_programs(address: str) -> None:
    """Raise Refused("restore_foreign") where something stands at `address` that is neither empty
    nor a database of ours, nor can have been one before it was damaged: the address may be
    mistyped. Raises Unavailable("database_is_folder")."""
    try:
        with open_database_or_refuse(address) as engine:
            refuse_missing(engine)
    except Unavailable as refused:
        url = make_url(address)
        on_file = url.get_backend_name() == "sqlite"
        if refused.code == "database_is_folder":
            raise
        if refused.code == "database_missing" or refused.code in TOLD_LATER:
            return
        is_other = refused.code == "database_foreign"
        if is_other or (on_file and not _was_ours(Path(str(url.database)))):
            raise Refused("restore_foreign", place=place_of(url)) from None


def _was_ours(file: Path) -> bool:
    beside = {place.name for place in file.parent.glob(f"{escape(file.name)}.*")}
    if not beside.isdisjoint(f"{file.name}{ending}" for ending in BESIDE):
        return True
    with file.open("rb") as content, mmap(content.fileno(), 0, access=ACCESS_READ) as bytes_of:
        return OWN_WORDS.search(bytes_of) is not None

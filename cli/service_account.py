"""Whose account the terminal works as. Files that root left among the data the service cannot
read, and a database that root restored it cannot write. So root becomes the account that the
folder of the data belongs to.
"""

import os
import sys
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from actions.paths import get_path_beside
from models.database import get_database_address


def become_keeper() -> None:
    """Go on as the account whose the data are, where root began; root's own it leaves to root,
    and those of an account that this system does not know."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    import pwd  # not there on Windows

    try:
        keeper = pwd.getpwuid(folder_of_data().stat().st_uid)
    except (OSError, KeyError, ArgumentError):  # no folder yet; nobody's; no address at all
        return
    if keeper.pw_uid == 0:
        return
    os.initgroups(keeper.pw_name, keeper.pw_gid)
    os.setgid(keeper.pw_gid)
    os.setuid(keeper.pw_uid)
    os.environ["HOME"] = keeper.pw_dir


def folder_of_data() -> Path:
    """Where the database lies, or the files beside one that is no file."""
    return get_path_beside(make_url(get_database_address()), "").parent

"""The same verbs from a terminal. `python run.py WORD …` comes here.

Exit codes: 0 done, 1 the answer is no (a file with errors, a refusal), 2 could not be tried.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from actions.opening import Unavailable
from actions.refusals import Refused
from cli import backups as keeping
from cli import extensions as extending
from cli import (
    figures,
    letters,
    nil_returns,
    publishing,
    reminders,
    reports,
    returns,
    scans,
    sending_back,
    users,
)
from cli import forms as papers
from cli import next_year as opening_years
from cli import registers as registering
from cli import start as starting
from cli.base import NO, UNTRIED, Command, choose_words
from cli.service_account import become_keeper
from locales.arguments import ALWAYS, ARGUMENTS
from locales.refusals import build_refusal_sentence

MODULES = (
    starting,
    returns,
    nil_returns,
    sending_back,
    scans,
    figures,
    papers,
    keeping,
    letters,
    reports,
    publishing,
    reminders,
    opening_years,
    registering,
    extending,
    users,
)
VERBS: dict[str, Command] = {word: verb for room in MODULES for word, verb in room.VERBS.items()}


def build_parser() -> argparse.ArgumentParser:
    """Every verb with its arguments, explained in Vietnamese and English."""
    parser = argparse.ArgumentParser(
        prog="oversight.py",
        description="Giám sát 18: theo dõi Chỉ thị 18/CT-TTg / oversight of Directive 18/CT-TTg",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VIỆC", required=True, title="việc / verbs")
    for word, verb in VERBS.items():
        own = verbs.add_parser(word, help=verb.help, description=verb.help)
        for name in (*verb.takes, *ALWAYS):
            own.add_argument(name.split()[0], **ARGUMENTS[name])
    return parser


def choose_encoding(encoding: str) -> str:
    """`encoding`, or UTF-8 where it lacks our letters: Windows says cp1252 of what goes into a
    file or to another program (its console takes all)."""
    try:
        "ằ₫".encode(encoding)
    except UnicodeEncodeError:
        return "utf-8"
    return encoding


def main(arguments: Sequence[str]) -> int:
    """Do what the words say; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=choose_encoding(stream.encoding), errors="replace")
    chosen = build_parser().parse_args(arguments)
    try:
        return VERBS[chosen.verb].does(chosen)
    except Refused as refused:
        print(build_refusal_sentence(refused, choose_words(chosen)), file=sys.stderr)
        return UNTRIED if isinstance(refused, Unavailable) else NO


if __name__ == "__main__":
    os.umask(0o077)  # whatever is written may hold data: it is its owner's alone
    become_keeper()
    sys.exit(main(sys.argv[1:]))

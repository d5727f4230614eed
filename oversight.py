"""The same verbs from a terminal. `python run.py WORD …` comes here.

Exit codes: 0 done, 1 the answer is no (a file with errors, a refusal), 2 could not be tried.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from actions.opening import Unavailable
from actions.refusals import Refused
from cli.base import NO, UNTRIED, Command, choose_words
from cli.service_account import become_keeper
from locales.arguments import ALWAYS, ARGUMENTS
from locales.refusals import build_refusal_sentence

# By verb, in the order of the help: the module of cli/ that holds it. Only that one is loaded,
# with whatever it needs (reports: the libraries of charts and papers).
VERBS = {
    "serve": "start",
    "init": "start",
    "check": "returns",
    "receive": "returns",
    "undo": "returns",
    "nil": "nil_returns",
    "send-back": "sending_back",
    "undo-send-back": "sending_back",
    "attach": "scans",
    "detach": "scans",
    "figures": "figures",
    "due": "figures",
    "blank": "forms",
    "slip": "forms",
    "backup": "backups",
    "restore": "backups",
    "open-old-backup": "backups",
    "verify": "backups",
    "recount": "start",
    "erase": "backups",
    "retain": "backups",
    "letters": "letters",
    "report": "reports",
    "publish": "publishing",
    "close": "publishing",
    "reopen": "publishing",
    "issues": "publishing",
    "reminders": "reminders",
    "open-year": "next_year",
    "registers": "registers",
    "extension": "extensions",
    "user": "users",
}


def load_verb(word: str) -> Command:
    """What `word`, one of VERBS, says of itself, takes and does."""
    verb: Command = import_module(f"cli.{VERBS[word]}").VERBS[word]
    return verb


def build_parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The verb that `arguments` begin with, or else every verb, with its own arguments, explained
    in Vietnamese and English."""
    parser = argparse.ArgumentParser(
        prog="oversight.py",
        description="Giám sát 18: theo dõi Chỉ thị 18/CT-TTg / oversight of Directive 18/CT-TTg",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VIỆC", required=True, title="việc / verbs")
    for word in [one for one in arguments[:1] if one in VERBS] or VERBS:
        verb = load_verb(word)
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
    chosen = build_parser(arguments).parse_args(arguments)
    try:
        return load_verb(chosen.verb).does(chosen)
    except Refused as refused:
        print(build_refusal_sentence(refused, choose_words(chosen)), file=sys.stderr)
        return UNTRIED if isinstance(refused, Unavailable) else NO


if __name__ == "__main__":
    os.umask(0o077)  # whatever is written may hold data: it is its owner's alone
    become_keeper()
    sys.exit(main(sys.argv[1:]))

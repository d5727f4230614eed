"""Progress: how far the filling is, as a line on the terminal."""

import sys
from collections.abc import Callable

from locales.words import Words


def make_progress_printer(words: Words) -> Callable[[int, int, str], None]:
    """A function that prints how far the sample data are: in one line, or one for each tenth."""

    def print_progress(done: int, whole: int, what: str) -> None:
        line = words.say("terminal.progress", done=done, whole=whole, what=what)
        if sys.stderr.isatty():
            print(f"\r{line:<70}", end="\n" if done == whole else "", file=sys.stderr, flush=True)
        elif whole and done * 10 // whole != (done - 1) * 10 // whole:
            print(line, file=sys.stderr, flush=True)

    return print_progress

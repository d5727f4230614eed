"""Prepares .venv from the lock, then does what was asked.

    python run.py                 the dashboard, at http://127.0.0.1:8501
    python run.py test            every check and test (further words go to pytest)
    python run.py test quick      the checks, and the tests that answer within two minutes
    python run.py WORD ...        oversight.py WORD ...

Standard library only, in the grammar of Python 3.6, so that an old Python can be told so.
"""

import contextlib
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parent
ENVIRONMENT = HOUSE / ".venv"
STAMP = ENVIRONMENT / "ready.json"
TURN = HOUSE / "var" / "prepare.lock"
USERS_LOCK, TESTS_LOCK = HOUSE / "requirements.lock", HOUSE / "requirements-dev.lock"
OVERSIGHT = str(HOUSE / "oversight.py")
OLDEST, NEWEST = (3, 11), (3, 14)
# A share of the tests to each processor; whoever is done first takes from the others.
SIDE_BY_SIDE = ["-n", "logical", "--maxprocesses", "4", "--dist", "worksteal"]
# What a change breaks most often: the rules of the code, what is kept, the figures recounted;
# without the two oracles that draw or print every year of the sample.
QUICK = ["tests/house", "tests/models", "tests/oracles"]
QUICK += [
    f"--ignore=tests/oracles/test_{name}.py" for name in ("units_on_every_screen", "independent")
]
CHECKS = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["lint-imports"])

WRONG_PYTHON = """Cần Python 3.11 đến 3.14, máy đang dùng {0}.
Python 3.11 to 3.14 is needed, this one is {0}."""
NO_VENV = """Python này thiếu mô-đun venv; trên Debian, Ubuntu: apt install python3-venv
This Python lacks the venv module; on Debian, Ubuntu: apt install python3-venv"""
NO_PERMISSION = """Không ghi được vào {0}; xin chuyển chương trình tới thư mục được phép ghi.
Cannot write to {0}; please move the program to a folder that can be written."""
NOT_INSTALLED = """Không cài được các thư viện; xin kiểm tra mạng và chỗ trống rồi chạy lại.
The libraries could not be installed; please check network and disk, and run again."""
PREPARING = """Đang chuẩn bị thư viện, lần đầu mất khoảng một phút …
Preparing the libraries, about a minute the first time …"""


class NotPrepared(Exception):
    """The environment cannot be made; the text is the sentence to show."""


def main(words: "list[str]") -> int:
    """Prepare what the words need and do what they say; the exit code."""
    if hasattr(sys.stderr, "reconfigure"):  # Windows would write our letters as \u0110
        sys.stderr.reconfigure(encoding="utf-8")
    testing = words[:1] == ["test"]
    try:
        prepare([USERS_LOCK, TESTS_LOCK] if testing else [USERS_LOCK])
    except NotPrepared as missing:
        print(missing, file=sys.stderr)
        return 2
    os.environ["PYTHONUTF8"] = "1"  # for what we start, also where the system says otherwise
    return test(words[1:]) if testing else become([program("python"), OVERSIGHT, *verb(words)])


def verb(words: "list[str]") -> "list[str]":
    """The words for oversight.py: `serve` where none is a verb."""
    given = words and (not words[0].startswith("-") or words[0] in ("-h", "--help"))
    return words if given else ["serve", *words]


def prepare(locks: "list[Path]") -> None:
    """Make .venv hold what `locks` say, unless it does; one process at a time."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        raise NotPrepared(WRONG_PYTHON.format(".".join(map(str, sys.version_info[:3]))))
    if finished(locks):
        return
    try:
        with turn():
            if not finished(locks):  # another process may have done it meanwhile
                print(PREPARING, file=sys.stderr)
                build(locks)
                STAMP.write_text(json.dumps(stamp(locks)), encoding="utf-8")
    except OSError as error:
        raise NotPrepared(NO_PERMISSION.format(HOUSE) + "\n" + str(error)) from error


def stamp(locks: "list[Path]") -> "dict[str, str]":
    """What a finished .venv says of itself: its Python and the digest of each lock."""
    digests = {lock.name: hashlib.sha256(lock.read_bytes()).hexdigest() for lock in locks}
    return dict(digests, python=sys.version)


def finished(locks: "list[Path]") -> bool:
    """Was .venv made to its end for this Python and these locks (or for more)?"""
    try:
        kept = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return stamp(locks).items() <= kept.items() and Path(program("python")).exists()


@contextlib.contextmanager
def turn() -> "Iterator[None]":
    """Wait until no other process prepares; the system ends the turn of one that died."""
    TURN.parent.mkdir(exist_ok=True)
    with TURN.open("ab") as held:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def build(locks: "list[Path]") -> None:
    """Make .venv anew, or keep a finished one, and install the last of `locks`."""
    anew = not finished([USERS_LOCK])
    with contextlib.suppress(FileNotFoundError):
        STAMP.unlink()
    if anew:
        told = complaint([sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)])
        if told:
            missing = "ensurepip" in told or "No module named" in told
            raise NotPrepared((NO_VENV if missing else NO_PERMISSION.format(HOUSE)) + told)
    pip = [program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # Built packages only, but for the typeface, which is published as a source archive alone.
    ready = ["--only-binary", ":all:", "--no-binary", "font-roboto"]
    told = complaint([*pip, "--require-hashes", *ready, "-r", str(locks[-1])])
    if told:
        raise NotPrepared(NOT_INSTALLED + told)


def complaint(command: "list[str]") -> str:
    """Run `command`; nothing when it went well, else its last lines."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    return "\n".join(["", *lines[-12:]]) if done.returncode else ""


def test(words: "list[str]") -> int:
    """The checks in turn, stopping at the first that complains; pytest last, side by side
    unless further words say what is wanted (`quick`: see QUICK)."""
    if words[:1] == ["quick"]:
        words = [*SIDE_BY_SIDE, *QUICK, *words[1:]]
    os.chdir(str(HOUSE))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # many processes run what one has compiled
    for name, *rest in CHECKS:
        complained = subprocess.call([program(name), *rest])
        if complained:
            return complained
    return become([program("python"), "-m", "pytest", *(words or SIDE_BY_SIDE)])


def become(command: "list[str]") -> int:
    """Be replaced by `command`; Windows cannot, so run it and pass its exit code on."""
    if os.name == "posix":
        os.execv(command[0], command)
    with contextlib.suppress(KeyboardInterrupt):
        return subprocess.call(command)
    return 0


def program(name: str) -> str:
    """The path of a program inside .venv."""
    place, ending = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return str(ENVIRONMENT / place / (name + ending))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

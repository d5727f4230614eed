"""Trials: a file to upload by hand, what becomes of it, and what it shows, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from intake.findings import Outcome
from intake.headers.layouts import Layout
from sample_data.province import THIS_YEAR
from sample_data.returns import Row, Style, build_file


@dataclass(frozen=True)
class Trial:
    """One file, what becomes of it, the finding it shows, and that in words (vi, en).

    `officer` is the unit whose officer should upload it; None: the secretariat.
    """

    name: str
    content: bytes
    outcome: Outcome
    code: str | None
    words: tuple[str, str]
    officer: str | None = None


def write_to_try(folder: Path, trials: Sequence[Trial]) -> None:
    """Put the files into `folder`, with a README.txt that says what each shows."""
    folder.mkdir(parents=True, exist_ok=True)
    for trial in trials:
        (folder / trial.name).write_bytes(trial.content)
    (folder / "README.txt").write_text(build_readme(trials), encoding="utf-8")


def build_readme(trials: Sequence[Trial]) -> str:
    """What each file shows, in Vietnamese and in English."""
    lines = [
        "Các tệp để thử tải lên. Số liệu minh họa.",
        "Files to upload by hand. Sample data.",
        "",
    ]
    for trial in trials:
        vietnamese, english = trial.words
        lines += [trial.name, f"  vi: {vietnamese}", f"  en: {english}", ""]
    return "\n".join(lines)


def build_trial_file(layout: Layout, rows: Sequence[Row], style: Style) -> bytes:
    """The bytes of a form's rows, under a title of their own."""
    return build_file(layout, rows, style, title=f"{layout.vi} năm {THIS_YEAR}")

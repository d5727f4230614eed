"""A file with the tasks across that cannot be turned, lest something in it be lost: its sender
hears what to do, and of which tasks it was seen."""

from sqlmodel import Session

from intake.pipeline import WITHOUT_ROWS, read_tables
from intake.tables import Table, Unreadable, Upload
from intake.text.normalisation import normalise_text
from models.tasks import list_tasks

LINES_LOOKED_AT = 40
FEWEST = 2  # tasks that one line names
MOST_NAMED = 5


def explain_fault(session: Session, upload: Upload, fault: Unreadable) -> Unreadable:
    """The fault, or a clearer one where a line of the file names several tasks."""
    if fault.finding.code not in WITHOUT_ROWS:
        return fault
    tasks = list_tasks(session)[["task_code", "title_vi", "title_en"]]
    titles: dict[str, str] = {}
    for code, *named in tasks.itertuples(index=False, name=None):
        titles |= {
            normalise_text(name): named[0] for name in (code, *named) if isinstance(name, str)
        }
    named = max((_find_tasks_across(table, titles) for table in read_tables(upload)), key=len)
    if len(named) < FEWEST:
        return fault
    return Unreadable("file.tasks_across", tasks=tuple(named[:MOST_NAMED]))


def _find_tasks_across(table: Table, titles: dict[str, str]) -> list[str]:
    """The different tasks that one line names, of the line that names most."""
    best: list[str] = []
    for line in table.cells.head(LINES_LOOKED_AT).to_numpy():
        texts = (normalise_text(cell[:200]) for cell in line if isinstance(cell, str))
        named = list(dict.fromkeys(titles[text] for text in texts if text in titles))
        best = max(best, named, key=len)
    return best

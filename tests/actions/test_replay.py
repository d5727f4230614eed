"""Whatever was received, withdrawn and undone, and in whatever order: what stands is what the
standing files alone would have left. The oracle replays them in plain dictionaries."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from actions.refusals import Refused
from actions.returns.receive import AlreadyReceived, Choices
from actions.returns.undo import undo
from models.addresses import find_current_dossiers
from models.database import open_database, reading
from models.results import find_current_results
from models.supports import find_current_supports
from tests.actions.returns import CLERK, DAY, Sent, at, received, results

Said = Mapping[str, int]  # a row's short name → the number it says
ROWS = ("a", "b", "c")
TASKS = dict(zip(ROWS, ("HM_DK", "TET_SUAT", "QT_LUOT"), strict=True))
CODES = dict(zip(ROWS, ("A-001", "A-002", "A-003"), strict=True))
DAYS = dict(zip(ROWS, ("2026-05-08", "2026-05-09", "2026-05-10"), strict=True))
ADDRESSES = "code,commune_code,surveyed_on,household_size\n"
SUPPORTS = "address_code,supporter_unit_code,kind,form,given_on,value_vnd\n"


def written(form: str, said: Said) -> str:
    """The file that says these numbers."""
    lines: dict[str, Callable[[], str]] = {
        "results": lambda: results(*(f"2026,SYT,{TASKS[k]},,,,{v},," for k, v in said.items())),
        "addresses": lambda: (
            ADDRESSES + "".join(f"{CODES[k]},01273,01/03/2026,{v}\n" for k, v in said.items())
        ),
        "supports": lambda: (
            SUPPORTS + "".join(f"A-001,SYT,one_off,money,{DAYS[k]},{v}\n" for k, v in said.items())
        ),
    }
    return lines[form]()


def standing(engine: Engine, form: str) -> dict[str, int]:
    """The numbers that stand in the database, by the rows' short names."""
    with reading(engine) as session:
        if form == "results":
            frame = find_current_results(session, [2026])
            names = _names(engine)
            pairs = zip(frame["assignment_id"].map(names), frame["quantity"], strict=True)
        elif form == "addresses":
            frame = find_current_dossiers(session, list(CODES.values()))
            back = {code: name for name, code in CODES.items()}
            pairs = zip(frame["code"].map(back), frame["household_size"], strict=True)
        else:
            frame = find_current_supports(session, ["A-001"])
            back = {day: name for name, day in DAYS.items()}
            days = frame["given_on"].dt.strftime("%Y-%m-%d").map(back)
            pairs = zip(days, frame["value_vnd"], strict=True)
        return {str(name): int(value) for name, value in pairs}


def _names(engine: Engine) -> dict[int, str]:
    from models.tasks import find_assignments_due, list_tasks
    from models.units import find_unit

    with reading(engine) as session:
        unit = find_unit(session, "SYT", DAY)
        due = find_assignments_due(session, [2026]).merge(list_tasks(session), on="task_id")
    mine = due[due["unit_id"] == (unit.id if unit else None)]
    back = {task: name for name, task in TASKS.items()}
    return {
        int(number): back[code]
        for number, code in zip(mine["assignment_id"], mine["task_code"], strict=True)
        if code in back
    }


@dataclass
class Oracle:
    """What each batch did to each row (None: withdrew it), and which batches stand."""

    deeds: dict[int, dict[str, int | None]] = field(default_factory=dict)
    undone: set[int] = field(default_factory=set)

    def state(self) -> dict[str, int]:
        """The last standing deed of each row."""
        left: dict[str, int | None] = {}
        for batch in sorted(self.deeds.keys() - self.undone):
            left |= self.deeds[batch]
        return {name: value for name, value in left.items() if value is not None}

    def receive(self, batch: int, said: Said, *, withdraw: bool, form: str) -> None:
        """A file that says what is stored already does nothing; a list of which less than
        half is sent again only adds to it."""
        before = self.state()
        withdraw &= form == "results" or 2 * len(before.keys() & said.keys()) >= len(before)
        done: dict[str, int | None] = {k: v for k, v in said.items() if before.get(k) != v}
        if withdraw:
            done |= {name: None for name in before if name not in said}
        self.deeds[batch] = done


@contextmanager
def copied(template: Path) -> Iterator[Engine]:
    with TemporaryDirectory() as folder:
        opened = open_database(f"sqlite:///{shutil.copy(template, folder)}")
        yield opened
        opened.dispose()


SAID = st.dictionaries(st.sampled_from(ROWS), st.integers(1, 3), min_size=1)
RECEIVE = st.tuples(st.just("receive"), SAID, st.booleans())
UNDO = st.tuples(st.just("undo"), st.integers(0, 9), st.none())
STEPS = st.lists(st.one_of(RECEIVE, UNDO), min_size=2, max_size=7)
Step = tuple[str, object, bool | None]
# The gap this was written for: withdrawn by B, sent again by C, undone in either order.
WITHDRAWN_AND_RESENT: list[Step] = [
    ("receive", {"a": 1, "b": 2}, False),
    ("receive", {"a": 1}, True),
    ("receive", {"a": 1, "b": 3}, False),
]


def follow(engine: Engine, form: str, steps: list[Step]) -> None:
    """Do the steps; after each the database and the oracle agree."""
    if form == "supports":
        received(engine, Sent(f"{ADDRESSES}A-001,01273,01/03/2026,4\n", name="so.csv"))
    oracle, numbers = Oracle(), list[int]()
    for place, (what, said, withdraw) in enumerate(steps):
        day = DAY + timedelta(days=place)
        if what == "receive" and isinstance(said, dict):
            choices = Choices(True, True, withdraw=bool(withdraw))
            try:
                receipt = received(engine, Sent(written(form, said), day=day), choices)
            except AlreadyReceived:
                continue
            except Refused as refused:  # a list that says what is stored already
                assert refused.code == "nothing_to_receive"
                assert said.items() <= oracle.state().items()
                continue
            numbers.append(receipt.batch_id)
            oracle.receive(receipt.batch_id, said, withdraw=bool(withdraw), form=form)
        elif isinstance(said, int) and (left := [n for n in numbers if n not in oracle.undone]):
            batch = left[said % len(left)]
            undo(engine, batch, actor=CLERK, now=at(day))
            oracle.undone.add(batch)
        assert standing(engine, form) == oracle.state(), steps[: place + 1]


@pytest.mark.parametrize("form", ["results", "addresses", "supports"])
@pytest.mark.parametrize("order", [(1, 1), (2, 1), (0, 0), (0, 1, 0), (2, 0, 0)])
def test_withdrawn_and_sent_again_is_undone_in_any_order(
    province: Engine, form: str, order: tuple[int, ...]
) -> None:
    follow(province, form, [*WITHDRAWN_AND_RESENT, *(("undo", one, None) for one in order)])


@given(form=st.sampled_from(["results", "addresses", "supports"]), steps=STEPS)
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_stands_is_what_the_standing_files_left(
    province_template: Path, form: str, steps: list[Step]
) -> None:
    with copied(province_template) as engine:
        follow(engine, form, steps)

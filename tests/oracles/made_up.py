"""Made-up provinces in a database file: a small catalogue with reorganisations, and what came in
four years, each through the action that takes it, at nine o'clock of its day.

What is drawn: who ends, merges, is split or renamed; whose list of addresses comes late; who
sends, again, late, nil or not at all; what is undone, corrected, sent back, extended.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.catalogue.load import load_catalogue
from actions.periods import close_period, roll_weekend
from actions.permissions import Actor
from actions.reminders.extensions import Extending, extend
from actions.returns.receive import Choices, Letter, preview_file, receive
from actions.returns.receive_nil import Declaration, receive_nil
from actions.returns.send_back import SendingBack, send_back
from actions.returns.undo import undo
from actions.settings import set_value
from intake.tables import Upload
from models import Batch, Submission, Unit, UserRole
from models.database import reading
from models.settings import SAMPLE_DAY

YEARS = (2024, 2025, 2026)
BEGUN, FIRST, SECOND = date(2018, 7, 9), date(2024, 7, 1), date(2025, 7, 1)
LAST_DAY = date(2026, 12, 31)
OFFICE = Actor("van-thu", UserRole.SECRETARIAT)
KEEPER = Actor("quan-tri", UserRole.ADMINISTRATOR)
CATALOGUE = Path(__file__).parents[2] / "catalogue"
DISTRICTS = ("H1", "H2", "H3")
Row = Mapping[str, object]
Step = tuple[date, Callable[[], object]]

TASKS = (  # code, clause, movement, reporting, measure, adds_up, money
    ("NV1", "II.1", 0, 0, "người", "sum", "none"),
    ("NV2", "II.2", 1, 0, "suất", "sum", "contained"),
    ("NV3", "II.2", 1, 0, "lượt", "sum", "counts"),
    ("NV4", "II.2", 0, 0, "hội viên", "stock", "none"),
    ("NV5", "III.12", 0, 0, "", "units", "apart"),
    ("BC", "III.13", 0, 1, "", "units", "none"),
)


class MadeUp:
    """The province of a seed, as it is written into an empty, migrated database."""

    def __init__(self, engine: Engine, folder: Path, seed: int) -> None:
        self.engine, self.folder, self.chance = engine, folder, Random(seed)
        self.units: list[dict[str, object]] = []
        self.successions: list[dict[str, object]] = []
        self.communes: list[tuple[str, date, date | None]] = []
        self.addresses: dict[str, dict[str, object]] = {}
        self.listed: dict[str, date] = {}

    def write(self) -> None:
        """Load the catalogue, then let everything come in the order of its days."""
        set_value(self.engine, SAMPLE_DAY, LAST_DAY.isoformat(), actor=OFFICE, now=at_nine(BEGUN))
        self._found_units()
        self._load()
        for _, act in sorted(self._steps(), key=lambda step: step[0]):
            act()

    def _found_units(self) -> None:
        bodies = [("HC", "red_cross"), ("MT", "front"), ("TD", "union"), ("BD", "media")]
        bodies += [(f"S{number}", "department") for number in range(1, 6)]
        for code, kind in bodies:
            ends = SECOND if code in ("S4", "S5") else None
            self._add_unit(code, "province", kind, ends=ends)
        self._add_unit("S9", "province", "department", begins=SECOND)
        self._succeed("merge", SECOND, "S4", "S9")
        self._succeed("merge", SECOND, "S5", "S9")
        for code in DISTRICTS:
            self._add_unit(code, "district", "committee", ends=SECOND)
        self._found_communes()

    def _found_communes(self) -> None:
        """Twelve communes; on the first day some become X2.., on the second most become N1..;
        three of those have one predecessor, two have many, one takes a part of another."""
        chance = self.chance
        old = [f"X{number:02}" for number in range(1, 13)]
        chance.shuffle(old)
        merged, renamed, rest = old[:2], old[2], old[3:]
        alone, together, parted, lost, stays = rest[:2], rest[2:5], rest[5], rest[6], rest[7:]
        for code in (*merged, renamed):
            self._add_unit(code, "commune", "committee", ends=FIRST, parent="H1")
        self._add_unit("M1", "commune", "committee", begins=FIRST, ends=SECOND, parent="H1")
        self._add_unit("M2", "commune", "committee", begins=FIRST, ends=SECOND, parent="H1")
        for code in merged:
            self._succeed("merge", FIRST, code, "M1")
        self._succeed("rename", FIRST, renamed, "M2")
        for code in (*alone, *together, parted, lost):
            parent = chance.choice(DISTRICTS)
            self._add_unit(code, "commune", "committee", ends=SECOND, parent=parent)
        for code in stays:
            self._add_unit(code, "commune", "committee", parent="04")
        for number in range(1, 6):
            self._add_unit(f"N{number}", "commune", "committee", begins=SECOND, parent="04")
        for code, heir in zip((*alone, "M2"), ("N1", "N2", "N5"), strict=True):
            self._succeed("merge", SECOND, code, heir)
        for code in (*together, "M1"):
            self._succeed("merge", SECOND, code, "N3")
        self._succeed("split", SECOND, parted, "N4")
        self._succeed("split", SECOND, parted, stays[0])
        self._succeed("abolish", SECOND, lost, "")

    def _add_unit(
        self,
        code: str,
        level: str,
        kind: str,
        *,
        begins: date = BEGUN,
        ends: date | None = None,
        parent: str = "04",
    ) -> None:
        name = f"{kind} {code}"
        self.units.append(
            {"code": code, "valid_from": begins, "valid_to": ends or "", "name_vi": name}
            | {"name_en": name, "short_vi": code, "level": level, "kind": kind}
            | {"parent_code": parent, "position": len(self.units) + 1, "certainty": "solid"}
        )
        if level == "commune":
            self.communes.append((code, begins, ends))

    def _succeed(self, kind: str, day: date, old: str, new: str) -> None:
        begun = {row["code"]: row["valid_from"] for row in self.units} | {new: day}
        stays = {row["code"]: row["valid_from"] for row in self.units if row["valid_from"] < day}
        self.successions.append(
            {"kind": kind, "on_day": day, "from_code": old, "from_valid_from": begun[old]}
            | {"to_code": new, "to_valid_from": stays.get(new, day) if new else ""}
            | {"certainty": "solid"}
        )

    def _load(self, ended: date | None = None) -> None:
        """Load the catalogue: for the first time, or again with a task that ended on a day."""
        tasks = [
            {"code": code, "clause": clause, "theme": clause, "activity": "", "movement": movement}
            | {"reporting": reporting, "title_vi": f"Việc {code}", "title_en": f"Task {code}"}
            | {"measure_vi": measure, "measure_en": measure, "adds_up": adds_up, "money": money}
            | {"position": place, "certainty": "solid"}
            for place, (code, clause, movement, reporting, measure, adds_up, money) in enumerate(
                TASKS
            )
        ]
        roles = [("NV1", "@all"), ("NV2", "@department"), ("NV3", "@committee")]
        roles += [("NV4", "@all"), ("NV5", "@committee"), ("BC", "@department")]
        roles += [("BC", "@committee"), ("NV2", "MT"), ("NV3", "HC")]
        roles += [("BC", "MT"), ("BC", "TD"), ("BC", "BD")]
        asked = ("MT", "TD", "BD")
        assignments = [
            {"task_code": task, "body": body, "valid_from": BEGUN, "certainty": "solid"}
            | {"valid_to": ended if ended and task == "NV4" else ""}
            | {"role": "requested" if body in asked else "coordinate"}
            for task, body in roles
        ]
        periods = [
            {"year": year, "data_from": date(year - 1, 12, 15), "data_to": date(year, 12, 14)}
            | {"last_day": date(year, 12, 14 + (ended is not None and year == 2025))}
            | {"weekend_rolls": int(ended is not None and year == 2025)}
            for year in YEARS
        ]
        files = {"units": self.units, "successions": self.successions, "tasks": tasks}
        files |= {"assignments": assignments, "periods": periods}
        self.folder.mkdir(exist_ok=True)
        for name, rows in files.items():
            heading = (CATALOGUE / f"{name}.csv").read_text("utf-8").splitlines()[0]
            (self.folder / f"{name}.csv").write_bytes(write_csv(rows, heading.split(",")))
        (self.folder / "ladder.csv").write_text("days,channel,requested\n-3,email,1\n")
        load_catalogue(self.engine, KEEPER, self.folder, now=at_nine(ended or BEGUN))

    def _steps(self) -> Iterator[Step]:
        for year in (YEARS[0] - 1, *YEARS):
            yield from self._registers(year)
        for year in YEARS:
            yield from self._help(year)
            yield from self._returns(year)
        yield from self._rules()

    def _rules(self) -> Iterator[Step]:
        """Rules that change afterwards: a period is closed, a last day rolls over its weekend, a
        task is taken back."""
        closed, rolled, ended = date(2025, 3, 3), date(2026, 2, 10), date(2026, 3, 2)

        def close() -> None:
            close_period(self.engine, 2024, actor=OFFICE, now=at_nine(closed))

        def roll() -> None:
            roll_weekend(self.engine, 2025, rolls=True, actor=OFFICE, now=at_nine(rolled))

        def end() -> None:
            self._load(ended)

        yield from ((closed, close), (rolled, roll), (ended, end))

    def _registers(self, year: int) -> Iterator[Step]:
        """Lists of addresses: in October, of some communes after the year, one by mistake."""
        late = self.chance.sample(range(12), 3)
        for day, is_late in ((date(year, 10, 10), False), (date(year + 1, 1, 8), True)):
            if day > LAST_DAY:
                continue
            communes = [code for code, begins, ends in self.communes if stands(begins, ends, day)]
            chosen = [code for at, code in enumerate(communes) if (at in late) == is_late]
            rows = [self._address(code, number, day) for code in chosen for number in range(4)]
            rows += [] if is_late else self._moved(communes, day)
            rows = [*{str(row["code"]): row for row in rows}.values()]
            yield day, self._receiving(f"danh-sach-{day}.csv", rows, day)
            if not is_late:
                wrong = [row | {"commune_code": self.chance.choice(communes)} for row in rows[:9]]
                wrong_day = day + timedelta(days=2)
                name = f"nham-{day}.csv"
                yield wrong_day, self._receiving(name, wrong, wrong_day)
                yield wrong_day + timedelta(days=30), self._undoing(name)

    def _address(self, commune: str, number: int, day: date) -> dict[str, object]:
        code = f"{commune}-{day.year % 100}{number}"
        chance = self.chance
        surveyed = day - timedelta(days=chance.randint(20, 500))
        self.listed[code] = day
        self.addresses[code] = {
            "code": code,
            "commune_code": commune,
            "kind": chance.choice(("person", "household")),
            "surveyed_on": chance.choice((surveyed, surveyed, "")),
            "confirmed_on": chance.choice((surveyed + timedelta(days=9), "")),
            "reviewed_on": chance.choice((day - timedelta(days=5), "")),
            "status": chance.choice(("surveyed", "confirmed", "supported")),
            "closed_on": "",
            "closed_reason": "",
        }
        return dict(self.addresses[code])

    def _moved(self, communes: Sequence[str], day: date) -> list[dict[str, object]]:
        """What the lists say of addresses known before: another commune, closed, reviewed."""
        rows = []
        for code, known in sorted(self.addresses.items()):
            if code.endswith(f"{day.year % 100}{code[-1]}") or self.chance.random() < 0.4:
                continue
            row = {**known, "commune_code": self.chance.choice(communes)}
            if self.chance.random() < 0.3:
                closed = day - timedelta(days=self.chance.randint(1, 300))
                reason = self.chance.choice(("risen", "moved", "died"))
                row |= {"status": "closed", "closed_on": closed, "closed_reason": reason}
            self.addresses[code] = row
            rows.append(dict(row))
        return rows

    def _help(self, year: int) -> Iterator[Step]:
        """Help: told in May but for one year, and at the end of the year."""
        for day in (date(year, 5, 20), date(year, 12, 5)):
            if (year, day.month) == (YEARS[1], 5):
                continue
            listed = sorted(code for code, first in self.listed.items() if first < day)
            known = [code for code in listed if self.chance.random() < 0.6]
            rows = [self._support(code, day) for code in known for _ in range(2)]
            yield day, self._receiving(f"tro-giup-{day}.csv", rows, day)

    def _support(self, address: str, day: date) -> dict[str, object]:
        chance = self.chance
        given = day - timedelta(days=chance.randint(1, 420))
        unit = chance.choice(("HC", "S1", "S2", "MT", ""))
        kind = chance.choice(("regular", "one_off"))
        until = given + timedelta(days=chance.randint(30, 500))
        return {
            "address_code": address,
            "supporter_unit_code": unit,
            "supporter_name": "" if unit else chance.choice(("Công ty Một", "Công ty Hai")),
            "supporter_kind": "" if unit else "enterprise",
            "kind": kind,
            "form": chance.choice(("money", "goods")),
            "value_vnd": chance.choice(("", 0, chance.randint(1, 50) * 100_000)),
            "given_on": given,
            "until": chance.choice(("", until)) if kind == "regular" else "",
        }

    def _returns(self, year: int) -> Iterator[Step]:
        """Returns: most in time, some late, some again, some nil, some sent back, some undone."""
        bodies = self._owing(year)
        chance = self.chance
        early, late, again, nil = (chance.sample(bodies, 3) for _ in range(4))
        told = [code for code in bodies if code not in early and code not in nil]
        days = {date(year, 6, 10): early, date(year, 12, 12): told[2:-2]}
        days |= {date(year, 12, 18): late, date(year, 12, 22): again}
        for day, senders in days.items():
            rows = [row for code in senders for row in self._results(code, year)]
            yield day, self._receiving(f"bao-cao-{day}.csv", rows, day)
        for code in nil:
            yield date(year, 12, 13), self._declaring(code, year)
        wrong = [row for code in again for row in self._results(code, year)]
        yield date(year, 12, 19), self._receiving(f"sai-{year}.csv", wrong, date(year, 12, 19))
        yield date(year, 12, 20), self._undoing(f"sai-{year}.csv")
        yield date(year, 12, 1), self._extending(chance.sample(bodies, 3), year)
        yield date(year, 12, 21), self._sending_back(chance.sample(bodies, 4), year)

    def _owing(self, year: int) -> list[str]:
        last = date(year, 12, 14)
        groups = {row["code"]: row for row in self.units}
        return [
            str(code)
            for code, row in groups.items()
            if stands(row["valid_from"], row["valid_to"] or None, last)
            and (row["level"] != "commune" or row["parent_code"] == "04")
        ]

    def _results(self, code: str, year: int) -> Iterator[dict[str, object]]:
        chance = self.chance
        for task, *_, measure, _, money in TASKS[:-1]:
            if chance.random() < 0.25:
                continue
            status = chance.choice(("done", "done", "done_late", "in_progress", "not_started", "-"))
            done = date(year, 12, 14) + timedelta(days=chance.randint(-200, 3))
            yield {
                "period": year,
                "unit_code": code,
                "task_code": task,
                "status": status,
                "done_on": done if status.startswith("done") and chance.random() < 0.7 else "",
                "quantity": chance.choice(("", 0, chance.randint(1, 90))) if measure else "",
                "value_vnd": chance.choice(("", 5_000_000)) if money != "none" else "",
            }

    def _receiving(self, name: str, rows: Sequence[Row], day: date) -> Callable[[], object]:
        def act() -> None:
            upload, sent = Upload(name, write_csv(rows)), day - timedelta(days=day.day % 3)
            seen = preview_file(
                self.engine, upload, Letter(day, sent, f"{day:%d%m}/BC"), actor=OFFICE
            )
            choices = Choices(accept_valid_rows=True, confirm=True, reason="Theo công văn")
            receive(self.engine, seen, choices, actor=OFFICE, now=at_nine(day))

        return act

    def _undoing(self, name: str) -> Callable[[], object]:
        def act() -> None:
            with reading(self.engine) as session:
                asked = select(col(Batch.id), col(Batch.received_on)).where(Batch.file_name == name)
                number, day = session.exec(asked).one()
            undo(self.engine, number or 0, actor=OFFICE, now=at_nine(day + timedelta(days=1)))

        return act

    def _declaring(self, code: str, year: int) -> Callable[[], object]:
        def act() -> None:
            with reading(self.engine) as session:
                unit = find_unit(session, code, date(year, 12, 14))
            letter = Letter(date(year, 12, 13))
            declared = Declaration(unit, year, letter, replacing=True)
            receive_nil(self.engine, declared, actor=OFFICE, now=at_nine(date(year, 12, 13)))

        return act

    def _extending(self, codes: Sequence[str], year: int) -> Callable[[], object]:
        def act() -> None:
            with reading(self.engine) as session:
                units = [find_unit(session, code, date(year, 12, 14)) for code in codes]
            asked = Extending(year, date(year, 12, 19), "Đơn vị đề nghị")
            extend(self.engine, units, asked, actor=OFFICE, now=at_nine(date(year, 12, 1)))

        return act

    def _sending_back(self, codes: Sequence[str], year: int) -> Callable[[], object]:
        def act() -> None:
            with reading(self.engine) as session:
                units = [find_unit(session, code, date(year, 12, 14)) for code in codes]
                asked = select(col(Submission.unit_id), col(Submission.id)).where(
                    col(Submission.unit_id).in_(units),
                    Submission.year == year,
                    col(Submission.superseded_at).is_(None),
                )
                last = dict(session.exec(asked.order_by(col(Submission.id))).all())
            now = at_nine(date(year, 12, 21))
            for number in last.values():
                reason = SendingBack("Thiếu chữ ký")
                send_back(self.engine, number or 0, reason, actor=OFFICE, now=now)

        return act


def at_nine(day: date) -> datetime:
    """Nine o'clock in Viet Nam."""
    return datetime(day.year, day.month, day.day, 2, tzinfo=UTC)


def stands(begins: object, ends: object, day: date) -> bool:
    """Is a unit of this span in being on `day`?"""
    return str(begins) <= str(day) and (ends is None or str(ends) > str(day))


def find_unit(session: Session, code: str, day: date) -> int:
    """The unit that bore `code` on `day`."""
    units = session.exec(select(Unit).where(Unit.code == code)).all()
    return next(unit.id or 0 for unit in units if stands(unit.valid_from, unit.valid_to, day))


def write_csv(rows: Sequence[Row], heading: Sequence[str] = ()) -> bytes:
    """The rows under their own headings, or under these."""
    written = io.StringIO()
    writer = csv.DictWriter(written, heading or list(rows[0]), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()

"""Places to look at: every screen, and what opens within it, each by who sees it there."""

from dataclasses import dataclass
from urllib.parse import urlencode

from pages.app.screens import SCREENS

COMMUNE, AGENCY, CLAUSE, TASK = "01273", "SYT", "II.2", "TET_SUAT"


@dataclass(frozen=True)
class Place:
    """A name (of its outline and its pictures), the screen, who looks, what the address asks."""

    name: str
    screen: str
    role: str = "leader"
    asked: tuple[tuple[str, str], ...] = ()

    def address(self, language: str) -> str:
        """Where it is, in `language`."""
        path = next(one.url_path for one in SCREENS if one.name == self.screen)
        return f"/{path}?{urlencode([*self.asked, ('xem-nhu', self.role), ('lang', language)])}"


def _within(name: str, screen: str, choice: str, value: str) -> Place:
    return Place(name, screen, asked=((choice, value),))


PLACES = (
    Place("overview", "overview"),
    Place("agencies", "agencies"),
    _within("agencies-all", "agencies", "nhom", "tat-ca"),
    _within("agency", "agencies", "don-vi", AGENCY),
    Place("tasks", "tasks"),
    _within("tasks-all", "tasks", "nhom", "tat-ca"),
    _within("clause", "tasks", "muc-ke-hoach", CLAUSE),
    _within("task", "tasks", "viec", TASK),
    Place("addresses", "addresses"),
    _within("addresses-whose", "addresses", "muc", "doi-tuong"),
    _within("addresses-helpers", "addresses", "muc", "ai-giup-ai"),
    _within("addresses-value", "addresses", "muc", "tri-gia"),
    _within("commune", "addresses", "xa", COMMUNE),
    Place("commune-exact", "addresses", "secretariat", (("xa", COMMUNE),)),
    Place("why", "why"),
    Place("overdue", "overdue"),
    Place("own-unit", "own_unit", "unit_officer"),
    Place("receive", "receive", "secretariat"),
    Place("typed-return", "receive", "unit_officer", (("dien", "results"),)),
    Place("chasing", "chasing", "secretariat"),
    Place("yearly", "yearly", "secretariat"),
    Place("issues", "issues"),
    Place("catalogue", "catalogue", "secretariat"),
    Place("catalogue-unit", "catalogue", "secretariat", (("tim", "nam quang"), ("so-hieu", "40"))),
    Place("catalogue-tasks", "catalogue", "secretariat", (("phan", "nhiem-vu"), ("ma-viec", TASK))),
    Place("catalogue-periods", "catalogue", "secretariat", (("phan", "ky"),)),
    Place("catalogue-file", "catalogue", "secretariat", (("phan", "sua"),)),
    Place("users", "users", "administrator"),
    Place("journal", "journal", "secretariat"),
    Place("backups", "backups", "administrator"),
    Place("settings", "settings", "administrator"),
)

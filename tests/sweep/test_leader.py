"""A leader's browser is sent no row of the register and no small count: not in the picture's
rows, not in a table, not in a certificate; and two views or two days taken together, neither."""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.WidgetStates_pb2 import WidgetState

from indicators.disclosure.suppression import LEAST
from models import UserRole
from pages.app.screens import SCREENS
from tests.sweep.conftest import Office
from tests.sweep.page import Page
from tests.sweep.secrets import asked, met_on

READERS = (UserRole.LEADER, UserRole.SUPERVISOR)
VIEWS = ("chang-duong", "doi-tuong", "ai-giup-ai", "tri-gia")
DAYS = (
    *("", "ngay=2026-12-19", "ngay=2026-06-30", "cau-truc=now", "nam=2025", "lang=en"),
    "nam=2025&ngay=2025-05-30",  # nobody has reported any help yet
    "nam=2026&ngay=2026-12-05",  # a part of the communes has
)
OPENED = "xa=01273"  # a commune of today
SIGN_OUT = "sign-out"  # the key of the one button that ends it all
PLACED = (
    *("part", "whole", "nobody", "several", "unreported", "count", "addresses", "size"),
    "count_said",
)


def tables(element: Element) -> Iterator[pd.DataFrame]:
    """Every table in an element: a table's own, a picture's rows."""
    kind = element.WhichOneof("type")
    if kind == "dataframe":
        yield _frame(element.dataframe.arrow_data.data)
    elif kind == "vega_lite_chart":
        yield _frame(element.vega_lite_chart.data.data)
        for one in element.vega_lite_chart.datasets:
            yield _frame(one.data.data)


def _frame(told: bytes) -> pd.DataFrame:
    return pa.ipc.open_stream(told).read_pandas() if told else pd.DataFrame()


def pressed(page: Page) -> Iterator[Page]:
    """The page after each of its buttons: a figure's certificate, an agency, a way back."""
    for element in page.elements:
        if element.HasField("button") and not element.button.id.endswith(SIGN_OUT):
            yield page.run(WidgetState(id=element.button.id, trigger_value=True))


@pytest.mark.parametrize("role", READERS)
def test_no_row_of_the_register_is_ever_sent(office: Office, role: UserRole) -> None:
    """Both readers open every view and day; what is pressed there is the same code for both, so
    each presses the buttons of every other one."""
    with office.page(role) as page:
        for screen in SCREENS:
            if screen.open_to(role):
                for _ in pressed(page.open(screen.url_path)):
                    assert page.frames
        queries = (*(f"muc={view}" for view in VIEWS), *DAYS, "xa=01279", OPENED)
        for place, query in enumerate(queries):
            page.open("dia-chi", query)
            if place % len(READERS) == READERS.index(role):
                for _ in pressed(page):
                    assert page.frames
        assert met_on(page, role, office.engine) == []


def test_counts_of_places_are_rounded_in_every_view_and_on_every_day(office: Office) -> None:
    """So that neither a difference of days, nor of structures, nor of views gives one back."""
    communes = asked(office.engine, "select code from unit where level = 'commune'")
    told: dict[str, set[float]] = defaultdict(set)
    with office.page(UserRole.LEADER) as page:
        for query in (*DAYS, *(f"muc={view}" for view in VIEWS)):
            page.open("dia-chi", query)
            for element in page.elements:
                for frame in tables(element):
                    _note(frame, communes, told)
    assert told
    for name, values in told.items():
        assert all(value % LEAST == 0 for value in values), (name, sorted(values)[:20])


@pytest.mark.parametrize("role", READERS)
@pytest.mark.parametrize("view", VIEWS)
def test_no_picture_is_sent_of_one_commune(office: Office, role: UserRole, view: str) -> None:
    with office.page(role) as page:
        page.open("dia-chi", f"{OPENED}&muc={view}")
        assert not [one for one in page.elements if one.HasField("vega_lite_chart")]


def _note(frame: pd.DataFrame, communes: tuple[str, ...], told: dict[str, set[float]]) -> None:
    """Each count of a frame whose rows are communes."""
    if "code" not in frame or not set(frame["code"].dropna()) <= set(communes):
        return
    for name in PLACED:
        if name in frame:
            told[name] |= set(pd.to_numeric(frame[name], errors="coerce").dropna())

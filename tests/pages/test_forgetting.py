"""Forgetting: an erasure empties whatever this process kept in memory, in whichever cache."""

import pytest
from sqlalchemy import Engine

from models import Erasure
from models.database import writing
from pages.app.forgetting import forget_erased
from pages.components.cache import SingleFlightCache
from tests.models.rows import row


@pytest.fixture
def kept() -> SingleFlightCache:
    return SingleFlightCache(4)


def erase(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(row(Erasure))


def answers(kept: SingleFlightCache) -> str:
    return kept.get("household", lambda: "asked anew")


def test_an_erasure_lets_go_of_every_answer(engine: Engine, kept: SingleFlightCache) -> None:
    forget_erased(engine)
    kept.get("household", lambda: "known")
    erase(engine)
    forget_erased(engine)
    assert answers(kept) == "asked anew"


def test_without_an_erasure_nothing_is_asked_anew(engine: Engine, kept: SingleFlightCache) -> None:
    forget_erased(engine)
    kept.get("household", lambda: "known")
    forget_erased(engine)
    assert answers(kept) == "known"

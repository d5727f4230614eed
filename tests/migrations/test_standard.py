"""The standard tests of a history of migrations, on each database: one head, forward from
nothing, the same tables as the models, and back again."""

from collections.abc import Iterator

import pytest
from alembic.config import Config
from pytest_alembic.tests import (
    test_model_definitions_match_ddl as test_the_models_are_what_the_migrations_make,
)
from pytest_alembic.tests import test_single_head_revision as test_there_is_one_newest_revision
from pytest_alembic.tests import test_up_down_consistency as test_every_step_goes_back
from pytest_alembic.tests import test_upgrade as test_from_nothing_to_the_newest
from sqlalchemy import Connection, Engine

from models.migrations import alembic_settings

__all__ = [
    "test_every_step_goes_back",
    "test_from_nothing_to_the_newest",
    "test_the_models_are_what_the_migrations_make",
    "test_there_is_one_newest_revision",
]


@pytest.fixture
def alembic_config() -> Config:
    """Our settings, which have no file."""
    return alembic_settings()


@pytest.fixture
def alembic_engine(empty_engine: Engine) -> Iterator[Connection]:
    """The connection our env.py works on; it asks for no engine."""
    with empty_engine.connect() as connection:
        yield connection

"""A database is there whole or not at all, however its first filling ended."""

from pathlib import Path

import pytest

from actions.opening import Unavailable, make_database, open_checked_database, prepare_fresh_file
from models.migrations import migrate


class CutShortError(Exception):
    """Stands for a power cut in the middle of the filling."""


def test_a_filling_that_was_cut_short_leaves_no_database(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/oversight.db"
    with (
        pytest.raises(CutShortError),
        prepare_fresh_file(address) as place,
        make_database(place) as engine,
    ):
        migrate(engine)
        raise CutShortError
    assert not (tmp_path / "oversight.db").exists()
    with pytest.raises(Unavailable), open_checked_database(address):
        pass


def test_the_next_start_begins_again_and_ends_with_a_whole_one(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/oversight.db"
    (tmp_path / "oversight.db.unfinished").write_bytes(b"half of something")
    with prepare_fresh_file(address) as place, make_database(place) as engine:
        assert place != address
        migrate(engine)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["oversight.db"]
    with open_checked_database(address) as engine:
        assert engine.url.database == f"{tmp_path}/oversight.db"


def test_a_database_that_stands_is_left_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "oversight.db").write_bytes(b"")
    with prepare_fresh_file(f"sqlite:///{tmp_path}/oversight.db") as place:
        assert place == f"sqlite:///{tmp_path}/oversight.db"


@pytest.mark.parametrize("address", ["postgresql+psycopg://nobody@127.0.0.1/x", "sqlite://"])
def test_other_databases_are_filled_in_place(address: str) -> None:
    with prepare_fresh_file(address) as place:
        assert place == address

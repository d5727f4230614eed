"""What a restore, a backup or a look at one leaves when it is killed goes with the next start;
what is in use stays."""

import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import Engine

from actions.backups.orders import settle
from actions.copies import scratch
from actions.copies.database_copies import SCRATCH, connect_to_server
from actions.copies.scratch import BACKUP, EXAMINE, RESTORE, make_scratch_folder, sweep
from actions.erasure.erase import erase
from actions.erasures import load_erasures, load_list
from actions.paths import get_path_beside
from actions.settings import set_value
from actions.verify import verify
from models import Ground
from tests.actions.keeping import backed_up, register
from tests.actions.test_restore import again, theme
from tests.house.tracked import HOUSE
from tests.province import CLERK, NOW

AT_WORK = """
import sys
from sqlalchemy import make_url
from actions.copies.scratch import RESTORE, make_scratch_folder
with make_scratch_folder(make_url(sys.argv[1]), RESTORE) as folder:
    (folder / "unsealed").write_text("the register")
    print(folder, flush=True)
    sys.stdin.read()
"""


def address_of(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def left_beside(engine: Engine) -> list[Path]:
    """The scratch folders beside a database."""
    near = get_path_beside(engine.url, "").parent
    return [one for name in (RESTORE, BACKUP, EXAMINE) for one in near.glob(f"{name}*")]


def test_a_folder_in_use_stays_and_goes_once_its_process_was_killed(province: Engine) -> None:
    address = address_of(province)
    at_work = subprocess.Popen(
        [sys.executable, "-c", AT_WORK, address],
        cwd=HOUSE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with at_work:
        assert at_work.stdout is not None
        folder = Path(at_work.stdout.readline().strip())
        settle(address)
        with make_scratch_folder(province.url, EXAMINE):
            assert len(left_beside(province)) == 2
        assert [one.name for one in folder.iterdir()] == ["unsealed"]
        at_work.kill()
    settle(address)
    assert left_beside(province) == []


@pytest.mark.parametrize("name", [RESTORE, BACKUP, EXAMINE])
def test_the_next_backup_takes_it_away_too(province: Engine, tmp_path: Path, name: str) -> None:
    left = get_path_beside(province.url, "").with_name(f"{name}abc")
    left.mkdir()
    (left / "unsealed").write_text("the register")
    backed_up(province, tmp_path / "copies")
    assert left_beside(province) == []


def test_what_a_killed_bring_left_goes_with_the_next_start(
    province: Engine, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    half = folder / "mang-den-0123456789abcdef.tar.gz.part"
    own = folder / "của tôi.part"
    for file in (half, own):
        file.write_bytes(b"the register")
    with make_scratch_folder(province.url, EXAMINE):
        sweep(province.url, folder)  # as the next start does
        assert half.exists()  # somebody may be bringing it
    sweep(province.url, folder)
    assert (half.exists(), own.exists()) == (False, True)


def test_a_restore_killed_right_after_the_swap_is_brought_to_its_end(
    own_province: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(own_province)
    set_value(own_province, "theme", "then", actor=CLERK, now=NOW)
    made = backed_up(own_province, tmp_path / "copies")
    erase(own_province, "DC-002", Ground.WITHDRAWN, actor=CLERK, now=NOW)
    backed_up(own_province, tmp_path / "copies")  # an anchor further on than the copy goes
    set_value(own_province, "theme", "now", actor=CLERK, now=NOW)
    with monkeypatch.context() as killed:
        killed.setattr(scratch, "TemporaryDirectory", lambda **at: nullcontext(mkdtemp(**at)))
        killed.setattr("actions.backups.restore.complete_restore", broken_off)
        with pytest.raises(KeyboardInterrupt):
            again(own_province, made.place)
    get_path_beside(own_province.url, ".erasures").unlink()
    assert left_beside(own_province) != []
    assert not verify(own_province).sound
    settle(address_of(own_province))
    assert left_beside(own_province) == []
    assert theme(own_province) == "then"
    assert verify(own_province).sound
    assert load_list(own_province.url) == load_erasures(own_province) != []


def broken_off(*_given: object, **_more: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("own_province", ["postgresql"], indirect=True)
def test_a_scratch_database_goes_unless_its_maker_lives(own_province: Engine) -> None:
    with (
        connect_to_server(own_province.url) as server,
        connect_to_server(own_province.url) as maker,
    ):
        for name in ("of_the_dead", "of_the_living"):
            server.exec_driver_sql(f'CREATE DATABASE "{SCRATCH}{name}" TEMPLATE template0')
        maker.exec_driver_sql(f"SET application_name = '{SCRATCH}of_the_living'")
        settle(address_of(own_province))
        there = "SELECT datname FROM pg_database WHERE starts_with(datname, %s)"
        found = server.exec_driver_sql(there, (SCRATCH,)).scalars().all()
        assert found == [f"{SCRATCH}of_the_living"]
        server.exec_driver_sql(f'DROP DATABASE "{found[0]}"')

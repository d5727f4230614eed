"""Files received into the province of the tests, for those that need the whole house."""

from datetime import UTC, date, datetime

from sqlalchemy import Engine

from actions.permissions import Actor
from actions.returns.receive import Choices, Letter, Preview, Receipt, preview_file, receive
from intake.tables import Upload
from models import UserRole

NOW = datetime(2026, 12, 20, 2, 0, tzinfo=UTC)  # 09:00 in Cao Bằng
TODAY = date(2026, 12, 20)
CLERK = Actor("van-thu", UserRole.SECRETARIAT)
OFFICER = Actor("can-bo-syt", UserRole.UNIT_OFFICER, "SYT")

GOOD = b"""period,unit_code,task_code,status,done_on,percent,quantity,value_vnd,note
2026,SYT,HM_TV,done,01/12/2026,100,12,,
2026,SYT,YT_TT,done,02/12/2026,100,3,1500000,
2026,SYT,KCB_LN,in_progress,,40,5,,
"""
BAD = GOOD.replace(b",40,5,", b",140,5,")


def looked_at(engine: Engine, content: bytes, *, name: str = "syt.csv") -> Preview:
    """The clerk's preview of a file that came today."""
    return preview_file(engine, Upload(name, content), Letter(TODAY), actor=CLERK)


def received(engine: Engine, content: bytes, *, name: str = "syt.csv") -> Receipt:
    """A file received by the clerk, its sound rows only, confirmed."""
    seen = looked_at(engine, content, name=name)
    return receive(engine, seen, Choices(True, True), actor=CLERK, now=NOW)

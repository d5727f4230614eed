"""The way of the addresses, from the survey to standing on their own feet: over the province,
and of one commune for who may know single addresses."""

from functools import partial

import pandas as pd

from charts.lengths import build_lengths_rows
from indicators.birth import birth_of_stage
from indicators.funnel import STAGES, funnel
from indicators.published import UNPLACED
from locales.numbers import missing
from locales.texts import begun
from models.snapshots import Register
from pages.parts import comparisons, frames, notes
from pages.parts.birth import Origin, open_birth
from pages.parts.headline import subtitle
from pages.parts.picked import Codes
from pages.parts.picture import Pick, draw
from pages.parts.privacy import counted, exact, of_province
from pages.parts.visit import Visit
from pages.watch.share_figures import ratio_read

OF_HELP = ("helped", "committed")
DEFINED = {  # stage → the definition that signs it
    "surveyed": "confirmed",
    "confirmed": "confirmed",
    "committed": "committed",
    "helped": "coverage",
    "risen": "risen",
}


def province_way(visit: Visit, register: Register) -> None:
    """The funnel over the province; it tells of no commune."""
    told = frames.once(visit, "funnel", lambda: of_province(visit, funnel(register)))
    now = comparisons.of_year(told, visit.year)
    _drawn(visit, now, {"year": visit.year}, register)


def commune_way(visit: Visit, register: Register, commune_id: int) -> None:
    """The funnel of one commune. Its stages overlap and the province's are told exactly: what
    each commune has in them cannot be rounded so that nothing is deduced, so it is told to
    nobody else (docs/decisions/0010)."""
    if not exact(visit):
        notes.note(visit.words.say("funnel.untold"))
        return
    counted = partial(funnel, register, ("commune_id",))
    told = frames.once(visit, "funnel by commune", counted)
    own = told["commune_id"].fillna(UNPLACED) == commune_id
    here = told[own & (told["year"] == visit.year)]
    if len(here):
        selection = {"commune_id": None if commune_id == UNPLACED else commune_id}
        _drawn(visit, here.iloc[0], {"year": visit.year, **selection}, register)


def _drawn(visit: Visit, now: "pd.Series", where: dict[str, object], register: Register) -> None:
    """The stages of a row of `funnel`, which is counted of `where`."""
    words, place = visit.words, "-".join(str(part) for part in where.values())
    message = words.say(
        "funnel.message",
        confirmed=counted(visit, now["confirmed"]),
        whole=counted(visit, now["surveyed"]),
        risen=counted(visit, now["risen"]),
    )
    subtitle(begun(message))
    rows = frames.once(visit, f"funnel drawn {place}", partial(_lines, visit, now))
    pick = Pick(f"way-{place}", opens=partial(_open, visit, register, where, now=now))
    draw(visit, "lengths", rows, alt=message, pick=pick)
    notes.hint(words.say("pick.origin"), key="way")
    closed, risen = (counted(visit, now[name]) for name in ("closed", "risen"))
    notes.note(begun(words.say("funnel.closed", closed=closed, risen=risen)))
    notes.source(visit, "register")


def _open(
    visit: Visit, register: Register, where: dict[str, object], codes: Codes, *, now: "pd.Series"
) -> None:
    """The certificate of one stage of `now`."""
    stage = codes["code"]
    if stage in DEFINED:
        birth = partial(birth_of_stage, stage, register, where)
        of, whole = visit.words.say(f"funnel.{stage}"), _whole(now, stage)
        share = float(now[stage]) / whole if whole and not missing(now[stage]) else None
        read = ratio_read(visit, share, counted(visit, now[stage]), counted(visit, whole))
        open_birth(visit, Origin(DEFINED[stage], birth, of=of, read=read))


def _lines(visit: Visit, now: "pd.Series") -> pd.DataFrame:
    words = visit.words
    lines = [
        {
            "label": words.say(f"funnel.{stage}"),
            "code": stage,
            "value": now[stage],
            "said": words.say(
                "funnel.said",
                count=counted(visit, now[stage]),
                share=float(now[stage]) / _whole(now, stage),
            ),
            "kind": "added",
        }
        for stage in STAGES
        if not missing(now[stage])  # nobody has reported any help
    ]
    return build_lengths_rows(pd.DataFrame(lines), words)


def _whole(now: "pd.Series", stage: str) -> int:
    """What a stage is a share of: help, of the addresses whose help is reported."""
    silent = now["unreported"] if stage in OF_HELP else 0
    return int(now["surveyed"]) - int(silent)

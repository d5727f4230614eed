"""No sentence of the yearly report is said where what it claims is not so.

Every sentence of the catalogue has made-up provinces in which its claim is false; a new one
without any fails here. Each is said somewhere, too: none stands idle, and no case is empty.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd
import pytest

from documents.yearly_report.contents import build_yearly_report
from documents.yearly_report.evidence import Evidence
from documents.yearly_report.people import MOST_NAMED
from documents.yearly_report.recipients import Recipient
from documents.yearly_report.report import ReportParagraph, list_blocks
from documents.yearly_report.sentences import ADDENDA, SLOTS, TEMPLATES, ReportPart, Template
from indicators.obligations import REQUESTED, REQUIRED
from locales.catalogues import read_sentences
from locales.words import Words, words_in
from tests.documents.test_yearly_contents import YEAR, evidence_of

Change = Callable[[Evidence], Evidence]
VI = words_in("vi")
PARTS = [part for template in TEMPLATES.values() for part in template.parts]
SECTIONS = [name for part in PARTS for name in part.sections if name not in SLOTS]
EVERYTHING = Recipient(
    "moi-muc",
    "Mọi mục",
    Template("all", (ReportPart("general", tuple(dict.fromkeys(SECTIONS))),), ADDENDA),
)
AFTER = date(2027, 1, 20)
ACTIVITIES = ("a", "b", "c", "d", "đ", "e", "g")


class RecordingWords(Words):
    """Vietnamese words that keep the keys of what they were asked for."""

    def __init__(self) -> None:
        super().__init__("vi", read_sentences("vi"))
        self.asked_for: set[str] = set()

    def say(self, key: str, /, **facts: object) -> str:
        self.asked_for.add(key)
        return super().say(key, **facts)


@cache
def _base() -> Evidence:
    """A year that is over, with everything in it: returns in time, late, missing and sent back,
    requested bodies that answered and that did not."""
    return next(
        evidence
        for evidence in map(evidence_of, range(40))
        if evidence.as_of == AFTER
        and {"in_time", "late", "overdue", "sent_back"} <= set(evidence.required_reports["state"])
        and len(evidence.requested_reports) > 2
    )


def _set(frame: pd.DataFrame, rows: "pd.Series[bool]", **values: object) -> pd.DataFrame:
    """The frame with `values` in the chosen rows."""
    changed = frame.copy()
    for name, value in values.items():
        changed[name] = changed[name].mask(rows, value)
    return changed


def _with_reports(
    evidence: Evidence, *, obligation: str = "", year: int = YEAR, **values: object
) -> Evidence:
    reports = evidence.reports
    rows = (reports["year"] == year) & (
        reports["obligation"] == (obligation or reports["obligation"])
    )
    return replace(evidence, reports=_set(reports, rows, **values))


def _with_results(
    evidence: Evidence, *, obligation: str = "", year: int = YEAR, **values: object
) -> Evidence:
    results = evidence.results
    rows = (results["year"] == year) & (
        results["obligation"] == (obligation or results["obligation"])
    )
    return replace(evidence, results=_set(results, rows, **values))


def _without_register(evidence: Evidence, *, years: tuple[int, ...]) -> Evidence:
    register = evidence.register
    dossiers = register.dossiers[~register.dossiers["year"].isin(years)]
    without = replace(register, dossiers=dossiers)
    return _without_help(replace(evidence, register=without), years=years)


def _without_help(evidence: Evidence, *, years: tuple[int, ...] = (YEAR,)) -> Evidence:
    register = evidence.register
    supports = register.supports[~register.supports["year"].isin(years)]
    returns = register.returns[~register.returns["year"].isin(years)]
    return replace(evidence, register=replace(register, supports=supports, returns=returns))


def _silent(evidence: Evidence, *, year: int = YEAR) -> Evidence:
    """Nobody has sent anything of `year`."""
    sent = {"submission_id": pd.NA, "judged_on": pd.NaT, "days": pd.NA}
    quiet = _with_reports(evidence, year=year, obligation=REQUIRED, state="overdue", **sent)
    quiet = _with_reports(quiet, year=year, obligation=REQUESTED, state="awaited", **sent)
    nothing = {"submission_id": pd.NA, "quantity": float("nan"), "value_vnd": pd.NA}
    return _with_results(quiet, year=year, state="not_reported", **nothing)


def _never_reported(evidence: Evidence) -> Evidence:
    for year in sorted(set(evidence.reports["year"])):
        evidence = _silent(evidence, year=int(year))
    return evidence


def _running(evidence: Evidence) -> Evidence:
    """The same in June, when a few have reported and nothing has fallen due."""
    june = replace(evidence.register, as_of=date(YEAR, 6, 1))
    early = replace(evidence, register=june)
    early = _with_reports(early, fallen_due=False)
    early = _with_results(early, fallen_due=False)
    awaited = _with_reports(early, state="awaited")
    came = awaited.reports["unit_id"].isin(awaited.required_reports["unit_id"].head(2))
    of_year = awaited.reports["year"] == YEAR
    return replace(awaited, reports=_set(awaited.reports, came & of_year, state="in_time"))


def _nobody_owes(evidence: Evidence) -> Evidence:
    """Only what was requested is left, of reports and of tasks."""
    reports, results = (
        frame[(frame["year"] != YEAR) | (frame["obligation"] == REQUESTED)]
        for frame in (evidence.reports, evidence.results)
    )
    return replace(evidence, reports=reports, results=results)


def _nobody_asked(evidence: Evidence) -> Evidence:
    reports, results = (
        frame[(frame["year"] != YEAR) | (frame["obligation"] == REQUIRED)]
        for frame in (evidence.reports, evidence.results)
    )
    return replace(evidence, reports=reports, results=results)


def _nothing(evidence: Evidence) -> Evidence:
    """No duty at all in the year."""
    reports, results = (
        frame[frame["year"] != YEAR] for frame in (evidence.reports, evidence.results)
    )
    return replace(evidence, reports=reports, results=results)


def _synthesised(evidence: Evidence, *, state: str = "done_in_time") -> Evidence:
    """A task of the report's own theme, said to be done."""
    results = evidence.results
    rows = (results["year"] == YEAR) & (results["task_code"] == "TET")
    return replace(evidence, results=_set(results, rows, theme="III.13", state=state))


def _of_every_activity(evidence: Evidence) -> Evidence:
    results = evidence.results
    activities = [ACTIVITIES[place % len(ACTIVITIES)] for place in range(len(results))]
    return replace(evidence, results=results.assign(activity=activities))


def _of_two_activities(evidence: Evidence) -> Evidence:
    """What is required is of one activity, what is requested of another."""
    asked = evidence.results["obligation"] == REQUESTED
    return replace(
        evidence, results=evidence.results.assign(activity=asked.map({True: "b", False: "a"}))
    )


def _by_bodies(evidence: Evidence) -> Evidence:
    """Every task counts the bodies that have done it."""
    return replace(evidence, results=evidence.results.assign(adds_up="units", money="counts"))


def _all_well(evidence: Evidence) -> Evidence:
    done = _with_results(_nobody_asked(evidence), state="done_in_time", submission_id=1)
    return _with_reports(done, state="in_time")


def _money(evidence: Evidence, factor: float) -> Evidence:
    """The money of the year is `factor` times that of the year before, task by task."""
    results = evidence.results
    before = results[results["year"] == YEAR - 1].set_index("assignment_id")["value_vnd"]
    now = results["assignment_id"].map(before)
    rows = results["year"] == YEAR
    money = results["value_vnd"].mask(
        rows, (now.astype("Float64") * factor).round().astype("Int64")
    )
    return replace(evidence, results=results.assign(value_vnd=money, money="counts"))


PROVINCES: Mapping[str, Change] = {
    "base": lambda base: base,
    "silent": _silent,
    "silent before": lambda base: _silent(base, year=YEAR - 1),
    "never reported": _never_reported,
    "running": _running,
    "past": lambda base: _with_reports(base, days=float("nan")),
    "running, silent": lambda base: _silent(_running(base)),
    "nobody owes": _nobody_owes,
    "nobody asked": _nobody_asked,
    "nothing": _nothing,
    "all in time": lambda base: _with_reports(base, state="in_time"),
    "all late": lambda base: _with_reports(base, state="late"),
    "all well": _all_well,
    "all nil": lambda base: _with_results(base, obligation=REQUIRED, state="nil"),
    "none nil": lambda base: _with_results(base, state="done_late"),
    "all but nil undone": lambda base: _with_results(base, state="not_started"),
    "nothing told": lambda base: _with_results(
        base, state="not_reported", quantity=float("nan"), value_vnd=pd.NA
    ),
    "requested silent": lambda base: _with_results(
        _with_reports(base, obligation=REQUESTED, state="awaited"),
        obligation=REQUESTED,
        state="not_reported",
    ),
    "requested came": lambda base: _with_results(
        _with_reports(base, obligation=REQUESTED, state="received"),
        obligation=REQUESTED,
        state="done_in_time",
    ),
    "requested sent back": lambda base: _with_reports(
        base, obligation=REQUESTED, state="sent_back"
    ),
    "only requested tell": lambda base: _of_two_activities(
        _with_results(base, obligation=REQUESTED, state="running")
    ),
    "only requested, silent": lambda base: _of_two_activities(
        _with_results(base, obligation=REQUESTED, state="not_reported")
    ),
    "all but one activity nil": lambda base: _of_two_activities(
        _with_results(base, obligation=REQUIRED, state="nil")
    ),
    "silent, of every activity": lambda base: _of_every_activity(_silent(base)),
    "of every activity": _of_every_activity,
    "unasked": lambda base: replace(
        base, unasked=frozenset({int(base.required_reports["unit_id"].iloc[0])})
    ),
    "owed by others, unasked": lambda base: _unasked(base),
    "estimates": lambda base: replace(
        base, estimates=frozenset(base.received_reports["unit_id"].head(1))
    ),
    "estimates not received": lambda base: replace(
        _with_reports(base, obligation=REQUIRED, state="overdue", days=3),
        estimates=frozenset(base.received_reports["unit_id"].head(1)),
    ),
    "nil signed": lambda base: _with_reports(base, nil=True),
    "nil never signed": lambda base: _with_reports(base, nil=False),
    "synthesis": _synthesised,
    "synthesis undone": lambda base: _synthesised(base, state="running"),
    "by bodies": _by_bodies,
    "by bodies, done": lambda base: _by_bodies(_with_results(base, state="done_in_time")),
    "by bodies, undone": lambda base: _by_bodies(_with_results(base, state="running")),
    "by bodies, no money": lambda base: _by_bodies(_with_results(base, value_vnd=pd.NA)),
    "by bodies, no money, undone": lambda base: _by_bodies(
        _with_results(base, value_vnd=pd.NA, state="running")
    ),
    "no movements": lambda base: replace(base, results=base.results.assign(movement=False)),
    "no stocks": lambda base: replace(
        base, results=base.results.assign(adds_up=base.results["adds_up"].replace("stock", "sum"))
    ),
    "no money": lambda base: _with_results(base, value_vnd=pd.NA),
    "no money before": lambda base: _with_results(base, year=YEAR - 1, value_vnd=pd.NA),
    "more money": lambda base: _money(base, 2),
    "less money": lambda base: _money(base, 0.5),
    "same money": lambda base: _money(base, 1),
    "no register": lambda base: _without_register(base, years=(YEAR - 1, YEAR)),
    "no register, never reported": lambda base: _never_reported(
        _without_register(base, years=(YEAR - 1, YEAR))
    ),
    "no help": _without_help,
    "no help before": lambda base: _without_help(base, years=(YEAR - 1,)),
    "rough": lambda base: replace(base, rough=True),
    "help of one commune unreported": lambda base: _one_commune_unreported(base),
    "every help reported": lambda base: _every_help_reported(base),
    "help of many communes unreported": lambda base: _many_communes_unreported(base),
    "a body helps where help is unreported": lambda base: _helping_where_unreported(base),
    "every count told": lambda base: replace(base, least=1),
    "asked for its report alone": lambda base: _asked_for_report_alone(base),
}

# In which provinces each sentence would not be true.
FALSE_IN: Mapping[str, tuple[str, ...]] = {
    "report.opening": ("silent", "running", "running, silent"),
    "report.opening.running": ("base", "running, silent"),
    "report.opening.no_return": ("base", "running"),
    "report.arrivals": ("silent", "nobody owes", "nothing"),
    "report.arrivals.none": ("base", "silent"),
    "report.arrivals.no_return": ("base", "running", "nobody owes"),
    "report.arrivals.overdue": ("all in time", "all late", "running", "silent", "nobody owes"),
    "report.arrivals.sent_back": ("all in time", "silent", "running"),
    "report.arrivals.awaited": ("all in time", "nobody owes"),
    "report.arrivals.share": ("running", "silent", "nobody owes"),
    "report.arrivals.before": ("silent before", "running", "silent"),
    "report.arrivals.requested": ("nobody asked", "nothing"),
    "report.arrivals.unasked": ("base",),
    "report.arrivals.estimates": ("base", "estimates not received"),
    "report.progress.none": ("base", "all nil", "silent"),
    "report.progress.all": ("nothing", "nobody owes", "silent", "all nil", "all well"),
    "report.progress": ("running", "silent", "nothing", "nobody owes", "all nil"),
    "report.progress.before": ("silent before", "running", "silent"),
    "report.progress.no_return": ("base", "running", "all nil", "nothing"),
    "report.progress.nil": ("base", "silent", "nothing", "nobody owes"),
    "report.progress.left_out": ("none nil",),
    "report.progress.reports_apart": ("nobody owes", "nothing"),
    "report.progress.this_report": ("base", "synthesis undone"),
    "report.bodies": ("nothing", "silent", "nobody owes"),
    "report.theme.this_report": ("base",),
    "report.group": ("all nil", "silent, of every activity", "nobody owes", "nothing"),
    "report.group.with_nil": ("none nil", "all nil", "silent"),
    "report.group.nil": ("base", "none nil", "silent, of every activity", "nobody owes"),
    "report.group.no_return": ("base", "of every activity", "all nil"),
    "report.group.nobody": ("of every activity", "silent, of every activity"),
    "report.group.requested": ("only requested, silent", "base", "silent"),
    "report.group.requested_silent": ("only requested tell", "base", "nobody asked"),
    "report.group.this_report": ("base",),
    "report.brought.both": ("by bodies, done", "no money", "nothing told"),
    "report.brought.one": ("nothing told", "silent, of every activity", "nothing"),
    "report.brought.bodies": ("by bodies, undone", "silent"),
    "report.brought.bodies_value": ("by bodies, undone", "by bodies, no money"),
    "report.brought.no_body": ("by bodies, done",),
    "report.brought.no_body_value": ("by bodies, done", "by bodies, no money, undone"),
    "report.movements": ("no movements", "nothing"),
    "report.movements.none": ("base",),
    "report.addresses": ("no register", "no help", "base"),
    "report.addresses.reported": ("no register", "no help", "every help reported"),
    "report.addresses.none": ("base", "no help"),
    "report.addresses.no_help": ("base", "no register"),
    "report.addresses.left_out": ("every help reported", "no register"),
    "report.addresses.left_out_many": ("base", "no register", "every help reported"),
    "report.addresses.before": ("no help before", "no register", "no help"),
    "report.addresses.rough": ("base", "no register"),
    "report.way": ("no register", "no help"),
    "report.linked": ("no register", "no help"),
    "report.linked_left_out": ("base", "no register", "no help", "every help reported"),
    "report.roughly": ("base",),
    "report.organisation": ("no stocks", "nothing told", "nothing"),
    "report.organisation.none": ("base",),
    "report.money.all": ("no money", "silent", "nothing"),
    "report.money.before": ("no money before", "no money", "silent before"),
    "report.money.none": ("base",),
    "report.money.rounded": ("no money", "silent"),
    "report.money_more": ("less money", "same money", "no money", "no money before", "running"),
    "report.money_less": ("more money", "same money", "no money", "no money before", "running"),
    "report.money_same": ("more money", "less money", "no money", "no money before", "running"),
    "report.comparison.running": ("base", "silent"),
    "report.not_compared": ("base", "silent"),
    "report.change": ("running",),
    "report.targets": ("running", "silent", "nothing"),
    "report.did_well": ("all late", "running", "silent", "nothing told"),
    "report.did_well.none": ("all well", "running", "silent", "nothing"),
    "report.did_well.not_due": ("base", "all well", "all late"),
    "report.not_there.overdue": ("all in time", "all late", "running", "silent", "past"),
    "report.not_there.sent_back": ("all in time", "silent", "past"),
    "report.not_there.overdue.past": ("base", "all in time", "running"),
    "report.not_there.sent_back.past": ("base", "all in time", "running"),
    "report.not_there.awaited": ("all in time", "silent"),
    "report.not_there.requested": (
        "requested came",
        "requested sent back",
        "nobody asked",
        "silent",
    ),
    "report.not_there.requested_sent_back": ("requested came", "requested silent", "nobody asked"),
    "report.not_there.none": ("base", "running", "silent", "requested silent", "nothing"),
    "report.not_there.no_return": ("base", "running", "nothing"),
    "report.requested": ("requested came", "requested sent back", "nobody asked"),
    "report.requested_came": ("requested silent", "requested sent back", "nobody asked"),
    "report.requested_sent_back": ("requested came", "requested silent", "nobody asked"),
    "report.unasked": ("base",),
    "report.state_nil": ("nil never signed",),
    "report.source": ("never reported",),
    "report.source_register": ("no register",),
    "report.source_rounded": ("no register",),
}
# What claims nothing of the year: how a value is written, a name of a column, a rule of counting.
CLAIMS_NOTHING = frozenset(
    f"report.{name}"
    for name in (
        "about",
        "closing",
        "bodies_done",
        "communes.note",
        "counted_once",
        "day",
        "money",
        "month",
        "movements.note",
        "no_change_told",
        "of_year",
        "tasks.note",
        "total",
        "unknown_day",
    )
)
NAMES = ("part", "section", "slot", "addendum", "table", "column", "chart", "measure", "activity")
LABELS = (*NAMES, "cell", "money_counts")


def _unasked(base: Evidence) -> Evidence:
    """One of those who owe tasks owes no report, and has sent one."""
    unit = int(base.required_reports["unit_id"].iloc[0])
    kept = ~((base.reports["unit_id"] == unit) & (base.reports["year"] == YEAR))
    return replace(base, reports=base.reports[kept], unasked=frozenset({unit}))


def _one_commune_unreported(base: Evidence) -> Evidence:
    """Nobody has reported the help of one commune."""
    return _communes_unreported(base, base.register.dossiers["commune_id"].iloc[:1])


def _every_help_reported(base: Evidence) -> Evidence:
    """Every commune with addresses has sent its report."""
    own = base.register.dossiers[["year", "commune_id"]].drop_duplicates()
    returns = own.rename(columns={"commune_id": "unit_id"})
    return replace(base, register=replace(base.register, returns=returns))


def _many_communes_unreported(base: Evidence) -> Evidence:
    """Nobody has reported the help of more communes than one names in a sentence."""
    own = base.register.dossiers["commune_id"].dropna().drop_duplicates()
    return _communes_unreported(base, own.iloc[: MOST_NAMED + 1])


def _communes_unreported(base: Evidence, communes: pd.Series) -> Evidence:
    dossiers, supports = base.register.dossiers, base.register.supports
    here = dossiers.loc[dossiers["commune_id"].isin(communes), "address_id"]
    returns = base.register.returns
    register = replace(
        base.register,
        supports=supports[~supports["address_id"].isin(here)],
        returns=returns[~returns["unit_id"].isin(communes)],
    )
    return replace(base, register=register)


def _helping_where_unreported(base: Evidence) -> Evidence:
    """Nobody has reported the help of one commune, where all the help of one body goes."""
    commune = base.register.dossiers["commune_id"].iloc[0]
    silent = _communes_unreported(base, pd.Series([commune]))
    dossiers, supports = silent.register.dossiers, silent.register.supports
    here = (dossiers["commune_id"] == commune) & (dossiers["year"] == YEAR)
    units = base.register.catalogue.units
    body = units.loc[units["level"] == "province", "unit_id"].iloc[0]
    others = supports[supports["supporter_unit_id"].ne(body).fillna(value=True)]
    own = others[others["year"] == YEAR].head(1)
    own = own.assign(address_id=dossiers.loc[here, "address_id"].iloc[0], supporter_unit_id=body)
    own = own.assign(in_period=False, kind="regular", given_on=pd.Timestamp(YEAR - 1, 1, 1))
    own = own.assign(until=pd.Series(pd.NaT, own.index, others["until"].dtype))
    help_given = pd.concat([others, own], ignore_index=True)
    return replace(base, register=replace(silent.register, supports=help_given))


def _asked_for_report_alone(base: Evidence) -> Evidence:
    """One of those who owe tasks is only requested to report, and did."""
    unit = int(base.received_reports["unit_id"].iloc[0])
    rows = (base.reports["unit_id"] == unit) & (base.reports["year"] == YEAR)
    return replace(base, reports=_set(base.reports, rows, obligation=REQUESTED))


@cache
def _keys_said(name: str) -> frozenset[str]:
    """The keys of all that a report with every section says of a province."""
    words = RecordingWords()
    evidence = replace(PROVINCES[name](_base()), words=words, recipient=EVERYTHING)
    with pytest.MonkeyPatch.context() as patched:  # what is drawn says nothing of its own here
        patched.setattr("documents.yearly_report.charts.build_paper_spec", lambda *_: {})
        report = build_yearly_report(evidence)
    assert all(block.text for block in list_blocks(report) if isinstance(block, ReportParagraph))
    return frozenset(words.asked_for)


def _sentences() -> list[str]:
    """Every sentence of the report in the catalogue of texts."""
    keys = [key for key in read_sentences("vi") if key.startswith("report.")]
    return sorted(key for key in keys if key.split(".")[1] not in LABELS)


def test_every_sentence_has_a_province_in_which_it_is_false() -> None:
    assert set(_sentences()) - {*FALSE_IN, *CLAIMS_NOTHING} == set()


@pytest.mark.parametrize("name", PROVINCES)
def test_nothing_is_said_that_is_not_so(name: str) -> None:
    false = {key for key, provinces in FALSE_IN.items() if name in provinces}
    assert false & _keys_said(name) == set()


def test_every_sentence_is_said_where_it_is_so() -> None:
    said = {key for name in PROVINCES for key in _keys_said(name)}
    assert (FALSE_IN.keys() & set(_sentences())) - said == set()

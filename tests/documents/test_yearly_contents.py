"""The yearly report: every figure is the one that is counted by hand, and nothing is dropped."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from documents.yearly_report.contents import build_yearly_report
from documents.yearly_report.docx import build_yearly_docx
from documents.yearly_report.evidence import Evidence
from documents.yearly_report.recipients import find_recipient, read_recipients
from documents.yearly_report.report import (
    ClerkText,
    ReportParagraph,
    ReportTable,
    ValueState,
    YearlyReport,
    collect_figures,
    list_blocks,
)
from documents.yearly_report.sentences import SLOTS
from indicators.coverage import ACROSS, coverage, mark_addresses
from indicators.disclosure.published import suppress_coverage
from indicators.due_reports import list_due_reports
from indicators.due_results import list_due_results
from locales.catalogues import LANGUAGES
from locales.words import words_in
from tests.documents.recount import Recount
from tests.oracles.provinces import province

VI, EN = words_in("vi"), words_in("en")
YEAR = 2026
BOTH = read_recipients({}, VI)
HOSTILE = "A & B <x> =1+1 “" + "rất dài " * 20


def evidence_of(seed: int, **changes: object) -> Evidence:
    """All that is known of a made-up province, whose units and tasks are called by their codes."""
    made = province(seed)
    results, reports = list_due_results(made.duties), list_due_reports(made.duties)
    titles = dict.fromkeys(("title_vi", "title_en"), results["task_code"])
    results = results.assign(**called(results), **titles)
    catalogue = made.register.catalogue
    named = replace(catalogue, units=catalogue.units.assign(**called(catalogue.units)))
    known = Evidence(
        year=YEAR,
        recipient=BOTH[0],
        words=VI,
        results=results,
        reports=reports.assign(**called(reports)),
        register=replace(made.register, catalogue=named),
    )
    return replace(known, **changes)  # type: ignore[arg-type]  # each test its own


def called(units: pd.DataFrame) -> dict[str, pd.Series]:
    return dict.fromkeys(("name_vi", "name_en", "short_vi"), units["code"])


@pytest.mark.parametrize("recipient", BOTH, ids=lambda one: one.template.name)
@pytest.mark.parametrize("seed", range(3))
def test_every_figure_is_the_one_counted_by_hand(seed: int, recipient: object) -> None:
    report = build_yearly_report(evidence_of(seed, recipient=recipient))
    slow = Recount(province(seed).duties, province(seed).register, YEAR)
    figures = {
        key: figure
        for key, figure in collect_figures(report).items()
        if "commune=" not in key and not (key.startswith("value|") and figure.value is None)
    }
    assert len(figures) > 150
    counted = {key: slow.of(key) for key, figure in figures.items() if figure.value is not None}
    assert {key: figures[key].value for key in counted} == pytest.approx(counted)
    unknown = {key for key, figure in figures.items() if figure.value is None}
    assert {key for key in unknown if slow.of(key) is not None} == set()


@pytest.mark.parametrize("seed", range(3))
def test_communes_read_as_on_the_leaders_screens(seed: int) -> None:
    evidence = evidence_of(seed)
    answer = coverage(evidence.register)
    crossed = coverage(evidence.register.of_year(YEAR), ACROSS)
    told = suppress_coverage(answer[answer["year"] == YEAR], crossed, least=evidence.least)
    codes = evidence.register.catalogue.units.set_index("unit_id")["code"]
    figures = collect_figures(build_yearly_report(evidence))
    for row in told.to_dict("records"):
        for measure, column in (("addresses", "whole"), ("addresses_nobody", "nobody")):
            figure = figures[f"{measure}|commune={codes[row['commune_id']]}"]
            expected = None if pd.isna(row[column]) else row[column]
            assert figure.value == expected
            if expected is None:
                assert figure.known == (ValueState.HIDDEN if row["hidden"] else ValueState.MISSING)


@pytest.mark.parametrize("seed", range(3))
def test_only_a_commune_without_any_address_has_no_register(seed: int) -> None:
    evidence = evidence_of(seed)
    codes = evidence.register.catalogue.units.set_index("unit_id")["code"]
    known = {codes[number] for number in coverage(evidence.register.of_year(YEAR))["commune_id"]}
    report = build_yearly_report(evidence)
    (listed,) = [table for table in tables(report) if table.name == "communes"]
    told = {row[1].figure.key.split("=")[1]: row[1].text for row in listed.rows if row[1].figure}
    unlisted = {code for code, text in told.items() if text == "chưa có danh sách"}
    marked = mark_addresses(evidence.register.of_year(YEAR))
    with_addresses = {codes[number] for number in marked["commune_id"].dropna()}
    assert known >= unlisted
    assert unlisted & with_addresses == set()


def test_both_templates_say_the_same_of_the_same_year() -> None:
    one, other = (
        collect_figures(build_yearly_report(evidence_of(0, recipient=each))) for each in BOTH
    )
    shared = one.keys() & other.keys()
    assert len(shared) > 150
    assert {key for key in shared if one[key].value != other[key].value} == set()


@pytest.mark.parametrize("words", [VI, EN], ids=["vi", "en"])
def test_a_year_of_which_nothing_is_known_says_so(words: object) -> None:
    evidence = evidence_of(0, year=2031, words=words)
    report = build_yearly_report(evidence)
    assert [table for table in tables(report) if table.total] == []
    said = " ".join(one.text for one in report.blocks if isinstance(one, ReportParagraph))
    assert evidence.words.say("report.arrivals.none", year=2031) in said
    assert evidence.words.say("report.addresses.none", year=2031) in said
    assert evidence.words.say("report.money.none", year=2031) in said
    assert build_yearly_docx(report, evidence.words)


def test_what_the_clerk_wrote_stands_in_its_place_and_the_rest_is_asked_for() -> None:
    report = build_yearly_report(evidence_of(0, texts={"difficulties": HOSTILE}))
    own = {one.slot: one for one in list_blocks(report) if isinstance(one, ClerkText)}
    assert set(own) == set(SLOTS)
    assert own["difficulties"].text == HOSTILE
    assert {one.text for slot, one in own.items() if slot != "difficulties"} == {""}
    assert all(one.prompt for one in own.values())


def test_a_body_that_is_only_asked_is_never_called_overdue() -> None:
    late = next(
        one for one in map(evidence_of, range(9)) if "awaited" in set(one.requested_reports.state)
    )
    names = set(late.requested_reports["name_vi"])
    for block in list_blocks(build_yearly_report(late)):
        if isinstance(block, ReportParagraph) and "quá hạn:" in block.text:
            listed = block.text.split("quá hạn:")[1].split(".")[0]
            assert not names & {name.strip() for name in listed.split(";")}
    (absent,) = [table for table in tables(build_yearly_report(late)) if table.name == "absent"]
    rows = {row[0].text: row[1].text for row in absent.rows}
    assert {rows[name] for name in names & rows.keys()} == {VI.say("report.requested")}


def test_the_rows_of_the_agencies_add_up_to_the_province() -> None:
    (agencies,) = [
        one for one in tables(build_yearly_report(evidence_of(1))) if one.name == "agencies"
    ]
    assert agencies.total
    for column in agencies.summed:
        values = [row[column].figure for row in agencies.rows]
        last = agencies.total[column].figure
        assert last is not None
        assert sum(one.value or 0 for one in values if one) == last.value


def test_hostile_names_are_kept_and_the_same_input_gives_the_same_bytes() -> None:
    evidence = evidence_of(0, recipient=BOTH[1])
    results = evidence.results.assign(title_vi=HOSTILE, name_vi=HOSTILE)
    report = build_yearly_report(replace(evidence, results=results))
    assert any(HOSTILE.strip()[:12] in one.text for one in paragraphs(report))
    assert build_yearly_docx(report, VI) == build_yearly_docx(report, VI)


def test_recipients_have_one_code_in_both_languages_and_take_their_template() -> None:
    assert [one.code for one in read_recipients({}, VI)] == [
        one.code for one in read_recipients({}, EN)
    ]
    assert [one.template.name for one in read_recipients({}, VI)] == ["trung-uong", "tinh"]
    lines = "Ban Thường vụ Tỉnh ủy\nMặt trận | trung-uong\nA | B\n" + "Rất dài " * 20 + "\nX"
    five = read_recipients({"paper.report_recipients": lines}, VI)
    assert [one.template.name for one in five] == ["tinh", "trung-uong", "tinh", "tinh", "tinh"]
    assert five[1].name == "Mặt trận"
    assert len({one.code for one in five}) == len(five)
    assert max(len(one.code) for one in five) <= 40
    assert find_recipient(five, "2") == five[1]
    assert find_recipient(five, "nowhere") is None


def test_before_the_last_day_nothing_is_missing_yet() -> None:
    early = evidence_of(_seed_of(date(2026, 6, 1)))
    report = build_yearly_report(early)
    said = " ".join(one.text for one in paragraphs(report))
    assert "reports_overdue" not in collect_figures(report)
    assert (
        VI.say("report.arrivals.awaited", count=collect_figures(report)["reports_awaited"].value)
        in said
    )


def _seed_of(day: date) -> int:
    return next(seed for seed in range(20) if province(seed).duties.as_of == day)


def tables(report: YearlyReport) -> list[ReportTable]:
    return [one for one in list_blocks(report) if isinstance(one, ReportTable)]


def paragraphs(report: YearlyReport) -> list[ReportParagraph]:
    return [one for one in list_blocks(report) if isinstance(one, ReportParagraph)]


def test_the_text_ends_as_every_official_text_does() -> None:
    for recipient in BOTH:
        last = build_yearly_report(evidence_of(0, recipient=recipient)).blocks[-1]
        assert isinstance(last, ReportParagraph)
        assert last.text.endswith("./.")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slot", SLOTS)
def test_the_screen_calls_what_is_to_be_written_as_the_report_does(
    language: str, slot: str
) -> None:
    words = words_in(language)
    headings = [f"report.{kind}.{slot}" for kind in ("section", "part")]
    printed = next(words.say(key) for key in headings if words.knows(key))
    assert words.say(f"journal.value.{slot}") == printed
    assert printed in words.say(f"journal.fact.waived_{slot}")

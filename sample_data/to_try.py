"""Files for a newcomer to upload by hand: four that are sound, and one for each fault."""

from collections.abc import Sequence
from datetime import date

from intake.findings import Outcome
from intake.headers.layouts import ADDRESSES, RESULTS, SUPPORTS
from sample_data.addresses import Case
from sample_data.faults import OTHER_COMMUNE, build_faulty_trials
from sample_data.lists import build_row
from sample_data.province import AS_OF, HABITUALLY_LATE, NO_REGISTER, THIS_YEAR, UNEVEN, Province
from sample_data.results import Row, draw_amounts
from sample_data.returns import OFFICE, PLAIN, WORKBOOK
from sample_data.supports import Help
from sample_data.trials import Trial, build_trial_file

LATE_COMMUNE = "01366"  # still overdue on the sample's day
DONE_ON = date(2026, 12, 11)
SOME = 4  # rows of a broken file


def build_trials(
    province: Province, cases: Sequence[Case], *, helps: Sequence[Help]
) -> list[Trial]:
    """Every file to try, in the order of their names."""
    sound = build_whole_return(province, OTHER_COMMUNE)[:SOME]
    return [
        *_build_good_trials(province, cases, helps),
        *build_faulty_trials(sound, _build_new_addresses(cases)),
    ]


def _build_good_trials(
    province: Province, cases: Sequence[Case], helps: Sequence[Help]
) -> list[Trial]:
    files = (
        (
            "01-bao-cao-tot.csv",
            build_trial_file(RESULTS, build_whole_return(province, HABITUALLY_LATE), OFFICE),
        ),
        (
            "02-bao-cao-tot.xlsx",
            build_trial_file(RESULTS, build_whole_return(province, LATE_COMMUNE), WORKBOOK),
        ),
        ("03-dia-chi-tot.csv", build_trial_file(ADDRESSES, _build_new_addresses(cases), PLAIN)),
        (
            "04-tro-giup-tot.csv",
            build_trial_file(SUPPORTS, _build_new_supports(cases, helps), PLAIN),
        ),
    )
    return [Trial(name, content, Outcome.ACCEPT, None, GOOD[name]) for name, content in files]


GOOD = {
    "01-bao-cao-tot.csv": (
        "Báo cáo năm 2026 đầy đủ của Sở Công Thương, đơn vị đang quá hạn: nhận xong, số báo cáo"
        " quá hạn giảm một và tỷ lệ hoàn thành tăng.",
        "The whole 2026 return of a department still overdue: once received, one report fewer is"
        " overdue and completion rises.",
    ),
    "02-bao-cao-tot.xlsx": (
        "Báo cáo năm 2026 của Xã Cần Yên, tệp Excel có tiêu đề phía trên bảng.",
        "The 2026 return of Cần Yên Commune, a workbook with a title above its table.",
    ),
    "03-dia-chi-tot.csv": (
        "Sổ địa chỉ nhân đạo đầu tiên của Xã Nam Quang: trước đó xã này chưa có số liệu.",
        "The first register of Nam Quang Commune, which had no data until then.",
    ),
    "04-tro-giup-tot.csv": (
        "Trợ giúp mới cho những địa chỉ của Xã Hòa An chưa được ai giúp trong năm.",
        "New help to addresses of Hòa An Commune that nobody had helped this year.",
    ),
}


def build_whole_return(province: Province, code: str) -> list[Row]:
    """A return of 2026 in which every task is done."""
    body = province.find_body(code)
    common_fields = {"period": THIS_YEAR, "unit_code": code, "status": "done", "done_on": DONE_ON}
    return [
        {
            **common_fields,
            "task_code": duty.code,
            "percent": 100,
            **draw_amounts(duty, body, THIS_YEAR),
        }
        for duty in province.duties[THIS_YEAR, body.unit_id]
        if not duty.reporting
    ]


def _build_new_addresses(cases: Sequence[Case]) -> list[Row]:
    """A dozen addresses in a commune without a register."""
    code = NO_REGISTER[0]
    standing = [case for case in cases if case.is_standing_on(AS_OF)][:12]
    return [
        {**build_row(case, AS_OF), "code": f"DC-{code}-{900 + number}", "commune_code": code}
        for number, case in enumerate(standing)
    ]


def _is_in_this_year(support: Help) -> bool:
    """Was it given in this year's period, or did it run on any day of it?"""
    last_day = support.fields["until"] or support.given_on
    return str(last_day) >= f"{THIS_YEAR - 1}-12-15"


def _build_new_supports(cases: Sequence[Case], helps: Sequence[Help]) -> list[Row]:
    """Gifts to twenty addresses of the uneven commune that nobody helped this year."""
    helped = {support.case.code for support in helps if _is_in_this_year(support)}
    left = [
        case
        for case in cases
        if case.commune.code == UNEVEN and case.is_standing_on(AS_OF) and case.code not in helped
    ]
    gift = {"supporter_unit_code": HABITUALLY_LATE, "kind": "one_off", "form": "goods"}
    given = {**gift, "value_vnd": 500_000, "given_on": DONE_ON}
    return [{**given, "address_code": case.code} for case in left[:20]]

"""A task given by its code and its title in one cell."""

import pytest

from tests.intake.register import arrived

ROW = 'period,unit_code,task_code,status\n2026,SYT,"{}",done\n'


@pytest.mark.parametrize(
    ("text", "means", "codes"),
    [
        ("HM_DK - Hiến máu tình nguyện", "HM_DK", []),
        ("HM_DK: Voluntary blood donation", "HM_DK", []),
        ("Hiến máu tình nguyện (HM_DK)", "HM_DK", []),
        ("HM_DK – hiến máu đợt 2", "HM_DK", ["register.task_read_as"]),
        ("HM_DK - Tết Nhân ái", None, ["register.task_unknown"]),  # two tasks in one cell
        ("XX_YY - Tết Nhân ái", None, ["register.task_unknown"]),
    ],
)
def test_what_it_means(text: str, means: str | None, codes: list[str]) -> None:
    came = arrived(ROW.format(text))
    assert came.rows is not None
    found = came.rows.frame.at[2, "task_code_means"]
    assert (None if found != found else found) == means
    assert [one.code for one in came.findings if one.column == "task_code"] == codes

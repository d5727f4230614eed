"""The first true case gives the name."""

import pandas as pd

from indicators.naming import name_first_match


def test_the_first_true_case_names_a_row_and_nothing_else_the_rest() -> None:
    index = pd.Index([7, 8, 9])
    late, missing = (pd.Series(case, index) for case in ([True, True, False], [False, True, False]))
    names = name_first_match({"missing": missing, "late": late}, "in_time", index)
    assert names.to_dict() == {7: "late", 8: "missing", 9: "in_time"}
    assert names.dtype == "str"

"""The figures of the plan, of one clause or of one task: how much is done."""

from functools import partial

import pandas as pd

from indicators.completion import completion
from indicators.provenance import find_result_provenance
from pages.components.figures import Figure
from pages.components.share_figures import FigureKeys, build_share_figure
from pages.components.visit import Visit

SHARES = ("completion", "done_in_time", "progress")


def build_part_figures(visit: Visit, results: pd.DataFrame) -> list[Figure]:
    """Completion, done in time and progress of `results`, this year beside last."""
    by_year = completion(results, by=("year",))
    return [
        build_share_figure(
            visit,
            by_year,
            name,
            keys=FigureKeys(f"definition.{name}.title", f"tasks.counted.{name}"),
            provenance=partial(find_result_provenance, name, results, {"year": visit.year}),
        )
        for name in SHARES
    ]

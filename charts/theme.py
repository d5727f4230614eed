"""The theme: numbers and days in the reader's language, few lines, no frame.

The font is left to the page's own theme; text is ink on whatever paper the page has.
"""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from charts.palette import ink

STEP = 26  # pixels from one bar to the next
BAR = 15
LABEL = 12

VIETNAMESE = {
    "number": {
        "decimal": ",",
        "thousands": ".",
        "grouping": [3],
        "currency": ["", " ₫"],
        "percent": "\u00a0%",
    },
    "time": {
        "dateTime": "%A, %e %B %Y %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["SA", "CH"],
        "days": ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
        "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
        "months": [f"Tháng {month}" for month in range(1, 13)],
        "shortMonths": [f"Th{month}" for month in range(1, 13)],
    },
}


def build_empty_frame(columns: Mapping[str, str]) -> pd.DataFrame:
    """A frame of these columns, by name and type, with nothing in it."""
    return pd.DataFrame(columns=list(columns)).astype(dict(columns))


def start_chart(columns: Mapping[str, str]) -> alt.Chart:
    """A chart of rows with these columns: its shape is built without any."""
    return alt.Chart(build_empty_frame(columns))


def stack_layers(*marks: alt.Chart, height: int | alt.Step) -> alt.LayerChart:
    """The marks over one another, the first at the back; they share one frame."""
    return alt.LayerChart(layer=list(marks), height=height)


def apply_theme(drawing: alt.LayerChart, language: str) -> alt.LayerChart:
    """The drawing with the sizes, inks and locale of every chart, as wide as its place."""
    locale: dict[str, Any] = {"locale": VIETNAMESE} if language == "vi" else {}  # Altair's type
    fitted = drawing.properties(autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
    themed: alt.LayerChart = fitted.configure(
        axis=alt.AxisConfig(
            labelFontSize=LABEL,
            labelColor=ink(),
            titleFontSize=LABEL,
            titleFontWeight="normal",
            titleColor=ink(),
            domain=False,
            ticks=False,
            gridOpacity=0.6,
            labelPadding=6,
            titlePadding=8,
        ),
        legend=alt.LegendConfig(
            labelFontSize=LABEL,
            labelLimit=220,
            orient="top",
            direction="horizontal",
            columns=2,
            layout=alt.ExprRef("{top: {anchor: 'end'}}"),  # over the labels, not past the edge
            offset=10,
            padding=0,
            symbolType="square",
            symbolSize=130,
            symbolStrokeWidth=1.2,
            rowPadding=4,
            labelColor=ink(),
            titleFontSize=LABEL,
            titleFontWeight="normal",
            titleColor=ink(),
        ),
        view=alt.ViewConfig(stroke=None),
        **locale,
    )
    return themed

"""A report of the tests, ready to be published."""

import json
from datetime import date

from sqlalchemy import Engine

from actions.yearly_report.publish import Publication
from models.database import reading
from models.settings import read_data_version

FIGURES = {"completion": {"label": "Tỷ lệ", "value": 0.5, "text": "50 %", "known": "known"}}


def publication(
    engine: Engine,
    *,
    number: int = 1,
    as_of: date = date(2026, 12, 14),
    closing: bool = False,
    content: bytes = b"PK papers",
) -> Publication:
    """Issue `number` of 2026 to the People's Committee, drafted now."""
    with reading(engine) as session:
        version = read_data_version(session)
    return Publication(
        2026,
        "committee",
        number,
        as_of,
        content=content,
        figures=json.dumps(FIGURES),
        version=version,
        unready={},
        addressee="Ủy ban nhân dân tỉnh",
        document_no=f"{number + 11}/BC-CTĐ",
        dated=as_of,
        cause="Sửa số liệu" if number > 1 else "",
        closing=closing,
    )

"""Yearly reports for the tests: a rich one of about twelve pages, one with nothing in it, and
one with hostile text wherever text can be put."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from documents.yearly_report.report import (
    Addendum,
    Block,
    Chart,
    ClerkText,
    ReportCell,
    ReportFigure,
    ReportHeading,
    ReportParagraph,
    ReportTable,
    ValueState,
    YearlyReport,
)
from locales.words import words_in
from tests.documents.papers import HEAD

HOSTILE = (
    "A & B <x>",
    "]]> &amp; &#60; <w:t>",
    "Sở \"Y tế\" 'tỉnh' “A”",
    "=1+1",
    "@SUM(A1)",
    "-2+3",
    '#read("/etc/passwd") $x$ *b* _c_ \\ @y <z> // no',
    "{ EQ \\f(1,2) } { DDEAUTO c:\\x }",
    "Số\u202eliệu\x00\x1b \ud800",
    "Cơ quan 😀 ●◕ 漢字",
    "Ủy ban nhân dân " + "rất dài " * 25,
    "D" * 200,
)
VI = words_in("vi")
SIGNS = {
    ValueState.MISSING: "◌",
    ValueState.NIL: "–",
    ValueState.NOT_ASKED: "·",
    ValueState.HIDDEN: "*",
}
ODD = {3: ValueState.MISSING, 5: ValueState.NIL, 7: ValueState.NOT_ASKED, 9: ValueState.HIDDEN}
COLOURS = ("#00664A", "#7CC4A1", "#D4D1C9")


def number(key: str, value: float, *, form: str = "number") -> ReportCell:
    """A cell that shows a figure that is known, as the report writes it."""
    share = form == "share"
    shown = VI.say("number.share", share=value) if share else f"{value:,.0f}".replace(",", ".")
    return ReportCell(shown, ReportFigure(key, key, value, shown))


def absent(key: str, known: ValueState) -> ReportCell:
    """A cell that shows why there is no number."""
    return ReportCell(SIGNS[known], ReportFigure(key, key, None, SIGNS[known], known))


def text(said: str) -> ReportCell:
    return ReportCell(said)


def units(rows: int, *, name: str = "table.units") -> ReportTable:
    """Agencies: tasks assigned, done, the share, money; some missing, nil, hidden, not asked."""
    sums = [0, 0, 0]
    lines = []
    for place in range(rows):
        counted = (4 + place % 7, min(2 + place % 5, 4 + place % 7), 1_250_000 * place)
        spent = number(f"{name}|unit={place}|spent", counted[2])
        if place in ODD:
            counted = (*counted[:2], 0)
            spent = absent(f"{name}|unit={place}|spent", ODD[place])
        sums = [before + more for before, more in zip(sums, counted, strict=True)]
        shown = _counts(f"{name}|unit={place}", counted[0], counted[1])
        lines.append((text(f"Ủy ban nhân dân xã Mẫu {place + 1}"), *shown, spent))
    counts = _counts(name, sums[0], sums[1])
    total = (text("Tổng cộng"), *counts, number(f"{name}|spent", sums[2]))
    return ReportTable(
        name=name,
        title="Kết quả thực hiện nhiệm vụ theo cơ quan, đơn vị, địa phương",
        headings=("Cơ quan, đơn vị", "Nhiệm vụ", "Hoàn thành", "Tỷ lệ", "Kinh phí (đồng)"),
        rows=tuple(lines),
        widths=(5.0, 2.0, 2.2, 1.6, 3.0),
        numeric=frozenset({1, 2, 3, 4}),
        total=total,
        summed=frozenset({1, 2, 4}),
        note="Nguồn: báo cáo của các cơ quan, đơn vị, địa phương; số liệu đến hết ngày 14/12/2026.",
    )


def _counts(key: str, whole: int, part: int) -> tuple[ReportCell, ReportCell, ReportCell]:
    share = number(f"{key}|share", part / whole, form="share") if whole else None
    missing = absent(f"{key}|share", ValueState.MISSING)
    return number(f"{key}|whole", whole), number(f"{key}|part", part), share or missing


def chart(name: str, bars: int) -> Chart:
    """Stacked bars with Vietnamese names; every letter with its marks."""
    states = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Chưa thực hiện")
    values = [
        {"name": f"Xã Nguyễn Huệ {bar}", "state": state, "count": (bar * 3 + place * 2) % 7 + 1}
        for bar in range(bars)
        for place, state in enumerate(states)
    ]
    spec = {
        "data": {"values": values},
        "width": 380,
        "mark": {"type": "bar", "stroke": "#17211F", "strokeWidth": 0.5},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "title": None, "sort": None},
            "x": {"field": "count", "type": "quantitative", "title": "Số nhiệm vụ"},
            "color": {
                "field": "state",
                "type": "nominal",
                "title": None,
                "scale": {"domain": states, "range": COLOURS},
                "legend": {"orient": "top"},
            },
        },
    }
    return Chart(
        name,
        "Nhiều xã đã hoàn thành đúng hạn; ba xã chưa thực hiện",
        f"Biểu đồ thanh của {bars} xã: phần hoàn thành đúng hạn, quá hạn và chưa thực hiện.",
        spec,
        note="Nguồn: báo cáo của các xã, phường; số liệu đến hết ngày 14/12/2026.",
    )


LONG = (
    "Trong năm 2026, các cơ quan, đơn vị, địa phương đã bám sát nội dung Kế hoạch của Ủy ban nhân "
    "dân tỉnh, chủ động phối hợp với các cấp Hội Chữ thập đỏ trong tuyên truyền, vận động và tổ "
    "chức hoạt động nhân đạo; tỷ lệ hoàn thành đạt 73 %, tăng 5 điểm phần trăm so với năm trước. "
)


def section(place: int, title: str) -> list[Block]:
    """A mục with its khoản, a table or a chart, and the clerk's own words."""
    return [
        ReportHeading(1, f"{'I' * place}. {title}"),
        ReportParagraph(LONG * 2),
        ReportHeading(2, "1. Kết quả"),
        ReportParagraph(LONG),
        units(6 + place, name=f"section{place}"),
        ReportHeading(2, "2. So với năm trước"),
        ReportParagraph(LONG),
        chart(f"chart{place}", 4 + 2 * place),
        ClerkText(f"own{place}", "Nêu việc nổi bật trong năm và nguyên nhân", ""),
    ]


def rich(charts: int = 3) -> YearlyReport:
    """The report that a secretariat would send."""
    body: list[Block] = [ReportParagraph(LONG)]
    for place, title in enumerate(("Công tác chỉ đạo", "Kết quả", "Tồn tại")[:charts], 1):
        body += section(place, title)
    body.append(
        ClerkText("proposals", "Kiến nghị, đề xuất", "Đề nghị quan tâm.\n\n- Bổ sung kinh phí.")
    )
    return YearlyReport(
        head=HEAD,
        recipient="uy_ban",
        addressees=("Trung ương Hội Chữ thập đỏ Việt Nam", "Ủy ban nhân dân tỉnh Cao Bằng"),
        copies=("Như trên", "Thường trực Tỉnh ủy (báo cáo)"),
        year=2026,
        as_of=date(2026, 12, 14),
        about="Kết quả thực hiện Chỉ thị số 18/CT-TTg ngày 09 tháng 7 năm 2018 năm 2026",
        blocks=tuple(body),
        addenda=(
            Addendum("I", "Kết quả theo cơ quan, đơn vị", (units(64), chart("chart.annex", 12))),
            Addendum(
                "II", "Xã, phường chưa báo cáo", (ReportParagraph("Không có."), units(0, name="b"))
            ),
        ),
        sample=True,
    )


def bare() -> YearlyReport:
    """Nothing anywhere: no recipient, no section, an annex without a block."""
    report = replace(rich(), addressees=(), copies=(), blocks=(), sample=False, about="")
    return replace(report, addenda=(Addendum("", "", ()),))


def hostile(said: str) -> YearlyReport:
    """`said` wherever a text can be put."""
    row = (text(said), number("a", 1), text(said))
    table = ReportTable(
        said, said, (said, "Số", said), (row, row), (3, 1, 2), frozenset({1}), note=said
    )
    picture = replace(chart("c", 1), title=said, alt=said, note=said)
    blocks: Sequence[Block] = (
        ReportHeading(1, said),
        ReportHeading(2, said),
        ReportParagraph(said),
        ClerkText("full", said, f"{said}\n{said}"),
        ClerkText("empty", said),
        table,
        picture,
    )
    head = replace(HEAD, superior=said, body=said, place=said, signer_name=said)
    return replace(
        rich(),
        head=replace(head, signer_offices=(said,), abbreviation=said, drafter=said),
        addressees=(said,) * 5,
        copies=(said, said),
        about=said,
        blocks=tuple(blocks),
        addenda=(Addendum("I", said, tuple(blocks)),),
        document_no=said,
    )

"""Made-up cells of numbers, whose maker knows what they say; and what was understood of a cell,
written out again in words of the writer's own."""

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from intake.cells.statements import Shape, Statement, Value


@dataclass(frozen=True)
class Made:
    """A cell. `value` is the number it says, None where it says no single one; `plain` tells that
    it may be read without a question."""

    text: str
    value: float | None
    plain: bool = True

    def with_text(self, text: str) -> "Made":
        """The same number in a cell that says more, which must not be passed over."""
        return replace(self, text=text, plain=False)


def join_groups(number: int, mark: str) -> str:
    """A whole number in groups of three."""
    return f"{number:,}".replace(",", mark)


WHOLE = st.integers(0, 999).map(lambda number: Made(str(number), number))
GROUPED = st.integers(1_000_000, 10**9).map(lambda one: Made(join_groups(one, "."), one))
ONE_GROUP = st.integers(1000, 999_999).map(lambda one: Made(join_groups(one, "."), one, False))
TENTHS = st.tuples(st.integers(0, 99), st.integers(1, 9)).map(
    lambda two: Made(f"{two[0]},{two[1]}", float(f"{two[0]}.{two[1]}"))
)
NUMBERS = st.one_of(WHOLE, GROUPED, ONE_GROUP, TENTHS)
BEFORE = (
    "~~18~~",
    "khoảng",
    "hơn",
    "ước đạt",
    "~",
    "≥",
    "quý II:",
    "lũy kế",
    "6 tháng đầu năm:",
    "KH",
)
BEHIND = (
    "²",
    "*",
    "(1)",
    "~~7~~",
    "¹",
    " [1]",
    "(*)",
    " (ước)",
    " (quý III)",
    " (năm 2025)",
    "+",
    " abc",
    "x",
)
SCALES = (("tỷ", 10**9), ("triệu", 10**6), ("tr", 10**6), ("nghìn", 1000), ("ngàn", 1000))
IN_WORDS = (("tá", 12), ("chục", 10), ("trăm", 100), ("vạn", 10_000))
MEASURES = ("người", "lượt người", "HỘ NGHÈO", "đơn vị máu", "đồng chí", "tin, bài", "văn bản")
JOINED = ("; ", "\n", ", ", " và ", " - ", "/", " đến ", " ", " & ")
CORRECTED = (
    "{wrong} (sai, đúng là {right})",
    "{wrong} đúng là {right}",
    "{wrong}, sửa thành {right}",
    "{wrong} → {right}",
    "{wrong} nay là {right}",
    "{right} (không phải {wrong})",
    "{wrong} (đính chính: {right})",
)
ENDLESS = (" (sai)", " không", " (chưa tính xã khác)", " ta", "O", " ①", "/", " (", "=", "‰", " ?")


@st.composite
def make_cell(draw: st.DrawFn) -> Made:
    """A number as one of many hands would write it, with anything beside it."""
    return draw(st.sampled_from(MAKERS))(draw)


def _write_alone(draw: st.DrawFn) -> Made:
    return draw(NUMBERS)


def _write_beside(draw: st.DrawFn) -> Made:
    made = draw(NUMBERS)
    if draw(st.booleans()):
        return made.with_text(f"{draw(st.sampled_from(BEFORE))} {made.text}")
    return made.with_text(f"{made.text}{draw(st.sampled_from(BEHIND))}")


def _write_scaled(draw: st.DrawFn) -> Made:
    number = draw(st.one_of(WHOLE, TENTHS))
    word, factor = draw(st.sampled_from((*SCALES, *IN_WORDS)))
    value = round((number.value or 0) * factor, 2)
    text = draw(st.sampled_from(["{} {}", "{}{}", "{} ({})", "{}\n{}", "{} {}."]))
    return Made(text.format(number.text, word), value, plain=(word, factor) in SCALES)


def _write_measured(draw: st.DrawFn) -> Made:
    number = draw(NUMBERS)
    text = draw(st.sampled_from(["{} {}", "{} ({})", "{}\n{}", "được {} {}"]))
    return replace(number, text=text.format(number.text, draw(st.sampled_from(MEASURES))))


def _write_fraction(draw: st.DrawFn) -> Made:
    whole = draw(st.integers(1, 99))
    part, value = draw(st.sampled_from([("½", 0.5), ("¼", 0.25), (" 1/2", 0.5), (" rưỡi", 0.5)]))
    return Made(f"{whole}{part}", whole + value, plain=False)


def _write_corrected(draw: st.DrawFn) -> Made:
    wrong, right = draw(WHOLE), draw(st.one_of(NUMBERS, st.just(Made("½", 0.5, plain=False))))
    written = draw(st.sampled_from(CORRECTED))
    return right.with_text(written.format(wrong=wrong.text, right=right.text))


def _write_several(draw: st.DrawFn) -> Made:
    first, second = draw(st.tuples(st.integers(1, 99), st.integers(1, 99)))
    return Made(f"{first}{draw(st.sampled_from(JOINED))}{second}", None)


def _write_sum(draw: st.DrawFn) -> Made:
    first, second, off = draw(st.tuples(*[st.integers(1, 99)] * 2, st.integers(0, 1)))
    total = first + second + off
    texts = (
        f"{first}+{second}={total}",
        f"{total} = {first} + {second}",
        f"{total} ({first} nam, {second} nữ)",
        f"{total}: {first} nam, {second} nữ",
    )
    return Made(draw(st.sampled_from(texts)), None if off else total, plain=False)


def _write_spoilt(draw: st.DrawFn) -> Made:
    return Made(f"{draw(WHOLE).text}{draw(st.sampled_from(ENDLESS))}", None)


MAKERS = (
    _write_alone,
    _write_beside,
    _write_scaled,
    _write_measured,
    _write_fraction,
    _write_corrected,
    _write_several,
    _write_sum,
    _write_spoilt,
)
PIECES = (
    *("12", "150", "7", "1.234", "2,5", "½", "²", "triệu", "tá", "đồng", "USD", "%", "khoảng"),
    *("người", "abc", "(", ")", "+", "=", "x", "/", "-", ";", ",", ".", ":", "sai", "đúng là"),
    *("không", "nam", "nữ", "trong đó", "*", "rưỡi", "(1)", "[2]", "~~9~~", "\n", "đạt"),
)
ANY_TEXT = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " "])), min_size=1, max_size=9
).map(lambda pieces: "".join(piece + blank for piece, blank in pieces))

WRITTEN_SCALES = ((10**9, "tỷ"), (10**6, "triệu"), (12, "tá"))
TAILS = (
    *(("words", " tiền mặt"), ("approximate", " (ước)"), ("footnote", "*")),
    ("corrected", " (không phải 0)"),
)
UNITS = (("money", " đồng"), ("foreign", " USD"), ("percent", "%"), ("rate", "/lần"))


def write_statement(statement: Statement) -> str:
    """What was understood, as a cell."""
    sign = {Shape.SUM: " + ", Shape.PRODUCT: " x "}.get(statement.shape, "")
    shared = "parts" in statement.said
    text = (", " if shared else sign).join(map(write_value, statement.values))
    total = f" = {write_value(statement.total)}" if statement.total else ""
    return ("-" if statement.shape == Shape.NEGATIVE else "") + text + total


def write_value(value: Value) -> str:
    """One number of it, with all that was said beside it."""
    behind = "".join(tail for said, tail in TAILS if said in value.said)
    units = "".join(unit for name, unit in UNITS if name in value.units)
    spelt = " (mười đồng)" if "letters" in value.said and "abc" not in value.measure else ""
    spelt = spelt if "x" not in value.measure else ""
    measure = "".join(f" {word}" for word in value.measure)
    marks = "".join(value.marks)
    return write_terms(value) + marks + measure + units + write_parts(value) + spelt + behind


def write_terms(value: Value) -> str:
    """Digits and what multiplies them."""
    text = ""
    for digits, factor in value.terms:
        left = factor
        if digits == "1/2" and "short" in value.said:
            text += " rưỡi"
            continue
        if "/" in digits and factor > 1:
            text += digits.split("/")[0]
            continue
        text += "½" if digits == "1/2" else f" {digits}"
        for scale, word in WRITTEN_SCALES:
            while left % scale == 0 and left >= scale:
                left //= scale
                text += f" {word}"
    return text.strip()


def write_parts(value: Value) -> str:
    """The numbers in brackets behind another."""
    if not value.parts:
        return ""
    return f" ({'trong đó ' * value.of_which}{'; '.join(map(write_value, value.parts))})"

"""How wide the columns of a printed table are, and how large its letters, so that no number and
no word of a heading is parted between two lines."""

from documents.printing.letter_widths import measure_width
from documents.printing.official import TextTable, clean_text

LARGEST = ((6, 12), (9, 11))  # up to so many columns, so many points; with more, one fewer
FEWEST, SMALLEST = 10, 8
ASIDE = 3.4  # mm of a column that its margins and lines take
MOST = 0.4  # of the table: a longer piece is parted all the same
SPARE = 1.04  # one printer's letters are a little wider than another's


def fit_columns(grid: TextTable) -> tuple[list[float], int]:
    """Widths in mm, together as wide as those that were told, and points. A column gives up
    what it has beyond its own need; where that is not enough the letters are smaller."""
    wished = list(grid.widths)
    pieces = _measure_widest_pieces(grid)
    largest = next((size for most, size in LARGEST if len(wished) <= most), FEWEST)
    for size in range(largest, SMALLEST - 1, -1):
        needs = [min(piece * size + ASIDE, MOST * sum(wished)) for piece in pieces]
        if sum(needs) <= sum(wished):
            beyond = [max(0.0, width - need) for width, need in zip(wished, needs, strict=True)]
            left = sum(wished) - sum(needs)
            share = left / sum(beyond) if sum(beyond) else 0.0
            return [need + more * share for need, more in zip(needs, beyond, strict=True)], size
    return wished, SMALLEST


def _measure_widest_pieces(grid: TextTable) -> list[float]:
    """For each column the width of its widest piece, for letters of one point: a word, or a
    number with its sign. The longest is the widest, near enough."""
    pieces = []
    for place, heading in enumerate(grid.headings):
        words = clean_text(heading).split()
        cells = {clean_text(line[place]) for line in grid.lines}
        whole = {cell for cell in cells if place in grid.numeric and cell[:1].isdigit()}
        for candidates in (whole, {word for cell in cells - whole for word in cell.split()}):
            words.append(max(sorted(candidates), key=len, default=""))
        widest = max((measure_width(word, 1, bold=True) for word in words), default=0.0)
        pieces.append(widest * SPARE)
    return pieces

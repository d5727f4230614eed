"""How wide the columns of a printed table are, and how large its letters, so that no number and
no word of a heading is parted between two lines."""

from collections.abc import Sequence

from documents.letter_widths import width
from documents.official import Grid, printable

LARGEST = ((6, 12), (9, 11))  # up to so many columns, so many points; with more, one fewer
FEWEST, SMALLEST = 10, 8
ASIDE = 3.4  # mm of a column that its margins and lines take
MOST = 0.4  # of the table: a longer piece is parted all the same
SPARE = 1.04  # one printer's letters are a little wider than another's


def fitted(grid: Grid) -> tuple[list[float], int]:
    """Widths in mm, together as wide as those that were told, and points. A column gives up
    what it has beyond its own need; where that is not enough the letters are smaller."""
    told = list(grid.widths)
    pieces = _widest_pieces(grid)
    largest = next((size for most, size in LARGEST if len(told) <= most), FEWEST)
    for size in range(largest, SMALLEST - 1, -1):
        needs = [min(piece * size + ASIDE, MOST * sum(told)) for piece in pieces]
        if sum(needs) <= sum(told):
            return _shared_out(told, needs), size
    return told, SMALLEST


def _shared_out(told: Sequence[float], needs: Sequence[float]) -> list[float]:
    beyond = [max(0.0, one - need) for one, need in zip(told, needs, strict=True)]
    left = sum(told) - sum(needs)
    share = left / sum(beyond) if sum(beyond) else 0.0
    return [need + more * share for need, more in zip(needs, beyond, strict=True)]


def _widest_pieces(grid: Grid) -> list[float]:
    """For each column the width of its widest piece, for letters of one point: a word, or a
    number with its sign. The longest is the widest, near enough."""
    pieces = []
    for place, heading in enumerate(grid.headings):
        words = printable(heading).split()
        rows = (*grid.rows, *((grid.total,) if grid.total else ()))
        cells = {printable(row[place]) for row in rows}
        whole = {cell for cell in cells if place in grid.numeric and cell[:1].isdigit()}
        for cells_told in (whole, {word for cell in cells - whole for word in cell.split()}):
            words.append(max(cells_told, key=len, default=""))
        widest = max((width(word, 1, bold=True) for word in words), default=0.0)
        pieces.append(widest * SPARE)
    return pieces

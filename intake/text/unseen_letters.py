"""Letters that nobody sees, some of which turn the letters around them ("12" stored, "21" seen)."""

# These turn what is written after them: what is stored is not what is seen.
TURNING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
BREAKS = (0x0B, 0x0C, *range(0x1C, 0x20), 0x85, 0x2028, 0x2029)  # of lines or pages, to a printer
# Those, all other marks of format, and what orders a terminal about: what to write instead.
UNSEEN: dict[int, str | None] = dict.fromkeys(
    (
        *TURNING,
        *(0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFEFF, 0xFFA0),
        *(*range(0x180B, 0x180E), *range(0x200B, 0x2010), *range(0x2060, 0x2066)),
        *(*range(0x206A, 0x2070), *range(0xFE00, 0xFE10), *range(0xFFF9, 0xFFFC)),
        *(*range(0xE0000, 0xE0080), *range(0xE0100, 0xE01F0)),
        *(*range(0x00, 0x09), *range(0x0E, 0x1C), *range(0x7F, 0xA0)),
    )
) | dict.fromkeys(BREAKS, " ")
LETTERS = frozenset(map(chr, UNSEEN))
TURNERS = frozenset(map(chr, TURNING))


def has_unseen(text: str) -> bool:
    """Does the text hold signs that nobody sees?"""
    return not LETTERS.isdisjoint(set(text))  # a set first: ten times as fast in a long text


def remove_unseen(text: str) -> str:
    """The text without them."""
    return text.translate(UNSEEN)


def show_unseen(text: str) -> str:
    """The text with each of them by its number, as "SYT[U+200B]"."""
    return "".join(f"[U+{ord(letter):04X}]" if letter in LETTERS else letter for letter in text)

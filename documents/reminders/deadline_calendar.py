"""A last day as an entry for a calendar (RFC 5545): escaped, folded, the same bytes each time."""

from datetime import UTC, date, datetime, timedelta

from documents.printing.official import clean_text

MIME = "text/calendar"
OCTETS = 75  # of a line, its break not counted
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def build_deadline_ics(
    last_day: date, *, uid: str, title: str, details: str, now: datetime
) -> bytes:
    """The whole of `last_day`, with a reminder three days before. `now` (aware) is when the
    entry was made; `uid` tells a calendar that it has this one already."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Giam sat 18//VI",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_escape(uid)}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{last_day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last_day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escape(title)}",
        f"DESCRIPTION:{_escape(details)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escape(title)}",
        "TRIGGER:-P3D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_fold(line) for line in lines)


def _escape(text: str) -> str:
    lines = (clean_text(line) for line in text.splitlines())
    return "\n".join(lines).translate(ESCAPES)


def _fold(line: str) -> bytes:
    """The line in pieces of at most OCTETS bytes, no letter cut in two."""
    pieces: list[bytes] = [b""]
    for sign in line:
        encoded = sign.encode()
        indent = 1 if len(pieces) > 1 else 0  # the blank that goes on a line
        if indent + len(pieces[-1]) + len(encoded) > OCTETS:
            pieces.append(b"")
        pieces[-1] += encoded
    return b"\r\n ".join(pieces) + b"\r\n"

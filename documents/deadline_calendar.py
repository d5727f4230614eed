"""A last day as an entry for a calendar (RFC 5545): escaped, folded, the same bytes each time."""

from datetime import UTC, date, datetime, timedelta

from documents.official import printable

MIME = "text/calendar"
OCTETS = 75  # of a line, its break not counted
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def deadline_ics(last_day: date, *, uid: str, title: str, details: str, now: datetime) -> bytes:
    """The whole of `last_day`, with a reminder three days before. `now` (aware) is when the
    entry was made; `uid` tells a calendar that it has this one already."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Giam sat 18//VI",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_escaped(uid)}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{last_day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last_day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(title)}",
        f"DESCRIPTION:{_escaped(details)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(title)}",
        "TRIGGER:-P3D",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _escaped(text: str) -> str:
    lines = (printable(line) for line in text.splitlines())
    return "\n".join(lines).translate(ESCAPES)


def _folded(line: str) -> bytes:
    """The line in pieces of at most OCTETS bytes, no letter cut in two."""
    pieces: list[bytes] = [b""]
    for sign in line:
        encoded = sign.encode()
        begun = 1 if len(pieces) > 1 else 0  # the blank that goes on a line
        if begun + len(pieces[-1]) + len(encoded) > OCTETS:
            pieces.append(b"")
        pieces[-1] += encoded
    return b"\r\n ".join(pieces) + b"\r\n"

"""Whom the yearly report goes to, and by which template: one recipient a line of the setting
`report_recipients`, “Tên nơi nhận” or “Tên nơi nhận | mẫu”."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from documents.printing.letterheads import find_setting_lines
from documents.printing.official import clean_text
from documents.yearly_report.sentences import CENTRAL, PROVINCE, TEMPLATES, Template
from locales.words import Words, words_in

SETTING = "report_recipients"
MOST = 40  # letters of a code
SEPARATOR = "|"
SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Recipient:
    """A nơi nhận: its code (from its name, so that its place in the list does not matter),
    the name as it is addressed, and its template."""

    code: str
    name: str
    template: Template


def read_recipients(settings: Mapping[str, str], words: Words) -> tuple[Recipient, ...]:
    """Every recipient that is set, each once, in the order of the setting; where none is set,
    the two that the plan names (III.13). The code is the same in every language."""
    codes = _read_lines(settings, words_in("vi"))
    recipients = [
        _parse_recipient(coded, named)
        for coded, named in zip(codes, _read_lines(settings, words), strict=True)
    ]
    return tuple({recipient.code: recipient for recipient in recipients if recipient.name}.values())


def _read_lines(settings: Mapping[str, str], words: Words) -> tuple[str, ...]:
    return find_setting_lines(settings, SETTING, words) or find_setting_lines({}, SETTING, words)


def _parse_recipient(coded: str, named: str) -> Recipient:
    name, template = _split_line(coded)
    code = build_code(name)
    return Recipient(code, _split_line(named)[0], template or TEMPLATES[_choose_template(code)])


def _split_line(line: str) -> tuple[str, Template | None]:
    """The name and its template; a template that is none of ours belongs to the name."""
    name, sign, template_name = line.rpartition(SEPARATOR)
    template = TEMPLATES.get(template_name.strip().lower()) if sign else None
    return clean_text(name if template else line), template


def _choose_template(code: str) -> str:
    """The Red Cross above is reported to by the Law's activities, everybody else by the plan."""
    above = code.startswith(("trung-uong", "central")) or "hoi-chu-thap-do" in code
    return CENTRAL if above else PROVINCE


def build_code(name: str) -> str:
    """A code of at most MOST letters, of a-z, 0-9 and dashes; a longer name is told from
    others by its digest."""
    bare = unicodedata.normalize("NFD", name.lower().replace("đ", "d")).encode("ascii", "ignore")
    code = SIGNS.sub("-", bare.decode()).strip("-") or "noi-nhan"
    if len(code) <= MOST:
        return code
    digest = hashlib.sha256(name.encode()).hexdigest()[:6]
    return f"{code[: MOST - 7].rstrip('-')}-{digest}"


def find_recipient(recipients: tuple[Recipient, ...], query: str) -> Recipient | None:
    """The recipient whose code, template or place in the list (from 1) is `query`, or whose
    code alone begins with it; None where there is none, or more than one."""
    wanted = query.strip().lower()
    exact = [recipient for recipient in recipients if recipient.code == wanted]
    by_number = [recipient for at, recipient in enumerate(recipients, 1) if str(at) == wanted]
    by_template = [recipient for recipient in recipients if recipient.template.name == wanted]
    by_prefix = [
        recipient for recipient in recipients if wanted and recipient.code.startswith(wanted)
    ]
    for matches in (exact, by_number, by_template, by_prefix):
        if len(matches) == 1:
            return matches[0]
    return None


def find_published_recipient(recipients: tuple[Recipient, ...], code: str, name: str) -> Recipient:
    """The recipient whose `code` a published report bears; one that is set no longer gets the
    template that fits its name."""
    with_code = (recipient for recipient in recipients if recipient.code == code)
    return next(with_code, Recipient(code, name, TEMPLATES[_choose_template(code)]))

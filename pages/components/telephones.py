"""Telephones: the numbers in what an office said of how it is reached, as links to dial."""

import re

NUMBER = re.compile(r"(?<![\d+])(?:\+84|0)(?:[ .-]?\d){8,10}(?!\d)")
TEL = "tel:{number}"


def find_telephones(contact: str) -> list[str]:
    """The telephone numbers in `contact`, as they are written there."""
    return [match.group() for match in NUMBER.finditer(contact)]


def format_dial_link(number: str) -> str:
    """The address that dials `number` from anywhere: tel:+84…"""
    digits = re.sub(r"\D", "", number)
    national = digits.removeprefix("84") if number.startswith("+") else digits.removeprefix("0")
    return TEL.format(number=f"+84{national}")

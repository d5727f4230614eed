"""Numbers to dial, out of what offices write."""

import pytest

from pages.components.telephones import find_telephones, format_dial_link


@pytest.mark.parametrize(
    ("contact", "numbers"),
    [
        ("Văn phòng · 0206 3852 123", ["tel:+842063852123"]),
        ("(0206) 3.852.123 máy lẻ 12", []),  # not sure enough to dial
        ("0206.3852.123; 0912-345-678", ["tel:+842063852123", "tel:+84912345678"]),
        ("+84 206 3852 123", ["tel:+842063852123"]),
        ("số 12 phố 0", []),
        ("mã 123456789012345", []),
        ("001206085123", []),  # an identity number is no telephone
        ("", []),
    ],
)
def test_the_numbers_of_a_contact(contact: str, numbers: list[str]) -> None:
    assert [format_dial_link(number) for number in find_telephones(contact)] == numbers

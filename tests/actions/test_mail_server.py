"""The mail server as the environment names it; an address that is none is refused unsaid."""

import pytest

from actions.refusals import Refused
from actions.reminders.mail_server import MailServer, find_mailbox, parse_mail_server

SENDER = "vanthu@caobang.example.vn"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            "smtp://van-thu:m%40t@mail.example.vn:2525",
            MailServer("mail.example.vn", 2525, SENDER, False, True, "van-thu", "m@t"),
        ),
        ("smtps://mail.example.vn", MailServer("mail.example.vn", 465, SENDER, tls=True)),
        ("smtp://127.0.0.1:8025?plain", MailServer("127.0.0.1", 8025, SENDER)),
        ("  ", None),
    ],
)
def test_the_address_says_it_all(address: str, expected: MailServer | None) -> None:
    named = {"OVERSIGHT_SMTP": address, "OVERSIGHT_SMTP_SENDER": SENDER}
    assert parse_mail_server(named) == expected


@pytest.mark.parametrize(
    ("address", "sender"),
    [
        ("http://mail.example.vn", SENDER),
        ("smtp://", SENDER),
        ("smtp://mail.example.vn:port", SENDER),
        ("smtp://bi-mat@mail.example.vn", ""),
        ("smtp://van-thu:m%E1%BA%ADt@mail.example.vn", SENDER),
        ("smtp://văn-thư:mat@mail.example.vn", SENDER),
        ("smtp://mail.example.vn", f"{SENDER}\nBcc: x@example.vn"),
        ("smtp://mail.example.vn", f"Văn thư <{SENDER}>"),
    ],
)
def test_a_malformed_one_is_refused_without_repeating_it(address: str, sender: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_mail_server({"OVERSIGHT_SMTP": address, "OVERSIGHT_SMTP_SENDER": sender})
    assert (refused.value.code, refused.value.facts) == ("mail_server_malformed", {})


def test_a_password_is_never_shown() -> None:
    server = parse_mail_server(
        {"OVERSIGHT_SMTP": "smtp://a:mat-khau@h", "OVERSIGHT_SMTP_SENDER": SENDER}
    )
    assert "mat-khau" not in repr(server)


@pytest.mark.parametrize(
    ("text", "mailbox"),
    [
        ("ĐT 0206 3852 000; thư: vp.syt@caobang.gov.vn (văn phòng)", "vp.syt@caobang.gov.vn"),
        ("a@b.vn, c@d.vn", "a@b.vn"),
        ("0206 3852 000", None),
        ("a@b", None),
        (f"{'a' * 300}@b.vn", None),
        (None, None),
    ],
)
def test_a_mailbox_is_found_in_what_is_known_of_an_office(
    text: str | None, mailbox: str | None
) -> None:
    assert find_mailbox(text) == mailbox

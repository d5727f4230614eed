"""Letters to those still missing: what is missing, until when, and in what tone."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from docx import Document

from documents.printing.decree30 import build_official_docx, read_text
from documents.printing.official import Letterhead, Official
from documents.printing.packing import build_zip
from documents.reminders.batch import MailingOptions, build_package, list_lost_signs
from documents.reminders.cases import ReminderCase
from documents.reminders.deadline_calendar import build_deadline_ics
from documents.reminders.letters import (
    LetterContext,
    build_letter,
    build_letter_to_all,
    format_letter_number,
)
from documents.reminders.mail import Mailboxes, build_draft, build_plain_text
from documents.reminders.run import (
    LetterChoices,
    build_remindings,
    build_run,
    build_run_for_all,
    build_run_for_each,
    number_letters,
    select_to_call,
    select_to_write,
)
from indicators.chasing import ChasingStep, Lack
from locales.words import words_in
from tests.indicators.tables import AFTER, duties

DAY = date(2026, 12, 18)
NOW = datetime(2026, 12, 18, 3, 0, tzinfo=UTC)
WORDS = words_in("vi")
DESK = LetterContext({"paper.abbreviation": "CTĐ", "paper.drafter": "VP"}, WORDS)
LATE = ReminderCase(
    unit_id=1,
    code="SYT",
    name="Sở Y tế",
    year=2026,
    lack=Lack.REPORT,
    requested=False,
    due_on=date(2026, 12, 14),
    extended=False,
    overdue_days=4,
    until=date(2026, 12, 23),
    as_of=date(2026, 12, 18),
    step=ChasingStep.NOW,
    channel="letter",
    rung_days=3,
    rung_on=date(2026, 12, 17),
)
FRONT = replace(
    LATE, unit_id=2, code="MTTQ", name="Ủy ban MTTQ tỉnh", requested=True, overdue_days=0
)
RETURNED = {"lack": Lack.AGAIN, "returned_on": date(2026, 12, 16), "reason": "tổng không khớp"}
TASKS = {"lack": Lack.TASKS, "tasks": ("Hiến máu nhân đạo", "Tết Nhân ái"), "overdue_days": 0}
HARSH = ("quá hạn", "chậm", "đôn đốc", "nhắc")
HOSTILE = ("A & B <x>", 'Sở "Y tế"', "T" * 200, "Sở\nBcc: a@b.vn", "Sở\r\nSubject: x", "=1+1;,\\")


def text(paper: Official) -> str:
    return read_text(build_official_docx(paper, WORDS))


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (
            LATE,
            [
                "; báo cáo đã quá hạn 4 ngày",
                "hết ngày 14 tháng 12 năm 2026",
                "ngày 23 tháng 12 năm 2026",
            ],
        ),
        (replace(LATE, extended=True), ["đã gia hạn", "quá hạn 4 ngày"]),
        (
            replace(LATE, overdue_days=0, until=date(2026, 12, 14)),
            ["chưa nhận được báo cáo", "chậm nhất hết ngày 14 tháng 12"],
        ),
        (replace(LATE, **RETURNED), ["trả lại ngày 16 tháng 12", "tổng không khớp", "gửi lại"]),
        (
            replace(LATE, **TASKS),
            ["2 nhiệm vụ", "- Hiến máu nhân đạo;", "- Tết Nhân ái.", "không phát sinh"],
        ),
    ],
)
def test_a_letter_says_what_is_missing_and_until_when(case: ReminderCase, said: list[str]) -> None:
    told = text(build_letter(case, DESK))
    assert [one for one in said if one not in told] == []
    assert "Sở Y tế" in told
    assert "Số: …/CTĐ-VP" in told


def test_the_plan_is_cited_with_its_number_once_it_is_set() -> None:
    assert "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh Cao Bằng" in text(build_letter(LATE, DESK))
    numbered = LetterContext({"paper.plan_no": "số 9/KH-UBND ngày 01 tháng 8 năm 2018"}, WORDS)
    assert "Thực hiện Kế hoạch số 9/KH-UBND ngày 01 tháng 8 năm 2018 của Ủy ban" in text(
        build_letter(LATE, numbered)
    )
    own = LetterContext({"paper.plan_no": "số 9/KH-UBND", "paper.plan": "Kế hoạch mới"}, WORDS)
    assert "Thực hiện Kế hoạch mới, định kỳ" in text(build_letter(LATE, own))
    summary = "về nâng cao hiệu quả công tác nhân đạo và hoạt động chữ thập đỏ trong tình hình mới"
    assert summary in text(build_letter(LATE, DESK))


def test_one_task_is_spoken_of_as_one() -> None:
    case = replace(LATE, **{**TASKS, "tasks": ("Tết Nhân ái",)})
    assert "bổ sung kết quả nhiệm vụ nêu trên" in text(build_letter(case, DESK))
    assert "các nhiệm vụ" not in text(build_letter(case, DESK))


@pytest.mark.parametrize(
    "changed", [{}, {"extended": True}, RETURNED, TASKS, {"overdue_days": 9}], ids=str
)
@pytest.mark.parametrize("enclosed", [False, True])
def test_a_requested_body_is_never_told_that_it_is_late(
    changed: dict[str, object], enclosed: bool
) -> None:
    case = replace(FRONT, **changed)
    desk = replace(DESK, enclosed=enclosed)
    one = build_package(case, desk, duties(AFTER), MailingOptions(NOW))
    told = [text(build_letter(case, desk)), text(build_letter_to_all([case, case], desk))]
    told.append(str(one.message.get_body(("plain",))) + str(one.message["Subject"]))
    told += [content.decode() for name, content in one.files if name.endswith(".ics")]
    assert [word for word in HARSH for one in told if word in one.casefold()] == []
    assert "cảm ơn" in told[0]


def test_one_letter_lists_all_and_requested_bodies_get_their_own() -> None:
    cases = [LATE, replace(LATE, unit_id=3, code="X1", name="Xã Một", **TASKS), FRONT]
    choices = LetterChoices(7, DAY, one_for_all=True)
    run = build_run(cases, DESK, duties(AFTER), MailingOptions(NOW), choices=choices)
    files = {name: content for name, content in run.files if name.endswith(".docx")}
    assert list(files) == [
        "07 - Cac co quan, don vi, dia phuong.docx",
        "08 - Cac co quan duoc de nghi phoi hop.docx",
    ]
    required, requested = (read_text(content) for content in files.values())
    assert [line.letter_no for line in build_remindings(run, DAY)] == ["07/CTĐ-VP"] * 2 + [
        "08/CTĐ-VP"
    ]
    assert "còn 2 cơ quan" in required
    assert "Kết quả các nhiệm vụ: Hiến máu nhân đạo; Tết Nhân ái" in required
    assert "Số: 07/CTĐ-VP" in required
    assert "Số: 08/CTĐ-VP" in requested
    assert "ngày 18 tháng 12 năm 2026" in required
    assert "MTTQ" not in required
    assert "Ủy ban MTTQ tỉnh" in requested
    assert "Xã Một" not in requested


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_in_the_letter_and_begins_no_header(name: str) -> None:
    case = replace(LATE, name=name, reason=name, contact=name, code="../../x y")
    one = build_package(case, replace(DESK, enclosed=True), duties(AFTER), MailingOptions(NOW))
    stem = one.files[0][0].removesuffix(".docx")
    assert re.fullmatch(r"[0-9A-Za-z ,._()-]+ \(x y\)", stem)
    told = read_text(one.files[0][1])
    assert " ".join(name.split()) in told
    kept = message_from_bytes(dict(one.files)[f"{stem}.eml"], policy=policy.default)
    assert set(kept.keys()) == {
        *("Subject", "Date", "Message-ID", "X-Unsent", "MIME-Version", "Content-Type"),
    }
    assert isinstance(kept, EmailMessage)
    names = [part.get_filename() for part in kept.iter_attachments()]
    assert names == [f"{stem}.docx", f"{stem}.ics", f"{stem} - Bieu mau bao cao 2026.xlsx"]


def test_a_subject_and_an_address_begin_no_header_either() -> None:
    paper = replace(build_letter(LATE, DESK), about="xin\r\nBcc: a@b.vn\x00")
    message = build_draft(paper, WORDS, mailboxes=Mailboxes(), enclosed={}, uid="SYT-2026", now=NOW)
    assert message["Subject"] == "Xin Bcc: a@b.vn"
    with pytest.raises(ValueError, match=r"linefeed|newline|CR"):
        mailboxes = Mailboxes(None, "a@b.vn\nBcc: c@d.vn")
        build_draft(paper, WORDS, mailboxes=mailboxes, enclosed={}, uid="x", now=NOW)


@pytest.mark.parametrize("length", range(1, 30))
def test_a_long_subject_arrives_with_every_space(length: int) -> None:
    about = "phối hợp cung cấp kết quả thực hiện Chỉ thị số 18/CT-TTg năm 2026"
    paper = replace(build_letter(LATE, DESK), about="T" * length + " " + about)
    enclosed = {f"Phiếu sửa lỗi báo cáo năm 2026 {'ạ' * length}.xlsx": ("text/plain", b"x")}
    message = build_draft(
        paper, WORDS, mailboxes=Mailboxes(), enclosed=enclosed, uid="SYT-2026", now=NOW
    )
    arrived = message_from_bytes(message.as_bytes(), policy=policy.default)
    assert arrived["Subject"] == paper.about
    assert [part.get_filename() for part in arrived.iter_attachments()] == list(enclosed)


def test_a_draft_carries_the_letter_and_opens_ready_to_send() -> None:
    post = MailingOptions(
        NOW, sender="vanthu@ctd.vn", addresses={1: "vp@syt.vn"}, numbers={1: "12"}
    )
    one = build_package(LATE, DESK, duties(AFTER), post)
    files = dict(one.files)
    kept = message_from_bytes(files["12 - So Y te (SYT).eml"], policy=policy.default)
    assert isinstance(kept, EmailMessage)
    assert (kept["To"], kept["From"], kept["X-Unsent"]) == ("vp@syt.vn", "vanthu@ctd.vn", "1")
    assert str(kept["Subject"]).startswith("Đôn đốc gửi báo cáo")
    body = kept.get_body(("plain",))
    assert body is not None
    assert (
        body.get_content().replace("\r\n", "\n").strip()
        == build_plain_text(one.paper, WORDS).strip()
    )
    assert body.get_content().startswith("Kính gửi: Sở Y tế")
    attached = {part.get_filename(): part.get_content() for part in kept.iter_attachments()}
    assert attached["12 - So Y te (SYT).docx"] == files["12 - So Y te (SYT).docx"]
    assert "Số: 12/CTĐ-VP" in read_text(files["12 - So Y te (SYT).docx"])


def test_the_same_run_always_gives_the_same_bytes() -> None:
    desk = replace(DESK, enclosed=True)
    made = [
        build_run_for_each([LATE, FRONT], desk, duties(AFTER), MailingOptions(NOW)).files
        for _ in range(2)
    ]
    assert build_zip(made[0]) == build_zip(made[1])
    with zipfile.ZipFile(io.BytesIO(build_zip(made[0]))) as batch:
        names = batch.namelist()
    assert len(names) == len(set(names)) == 8
    assert {name.rpartition(".")[2] for name in names} == {"docx", "ics", "xlsx", "eml"}


def test_every_letter_of_a_batch_opens() -> None:
    cases = [replace(LATE, unit_id=at, code=f"X{at}", name=f"Xã {at}") for at in range(5)]
    numbers = number_letters(cases, LetterChoices(9, DAY))
    run = build_run_for_each(cases, DESK, duties(AFTER), MailingOptions(NOW, numbers=numbers))
    papers = {name: content for name, content in run.files if name.endswith(".docx")}
    printed = [Document(io.BytesIO(one)).tables[0].rows[1].cells[0].text for one in papers.values()]
    assert [one.split("\n")[0] for one in printed] == [
        f"Số: {n}/CTĐ-VP" for n in ("09", 10, 11, 12, 13)
    ]


def test_one_for_all_still_has_a_draft_for_each() -> None:
    run = build_run_for_all([LATE, FRONT], DESK, duties(AFTER), MailingOptions(NOW))
    names = [name for name, _ in run.files]
    assert [name for name in names if name.endswith(".docx")] == [
        "Cac co quan, don vi, dia phuong.docx",
        "Cac co quan duoc de nghi phoi hop.docx",
    ]
    assert [name for name in names if name.endswith(".eml")] == [
        "So Y te (SYT).eml",
        "Uy ban MTTQ tinh (MTTQ).eml",
    ]
    (drafted,) = [
        message_from_bytes(content, policy=policy.default)
        for name, content in run.files
        if name == "So Y te (SYT).eml"
    ]
    assert isinstance(drafted, EmailMessage)
    attached = {part.get_filename(): part.get_content() for part in drafted.iter_attachments()}
    letter_to_all = dict(run.files)["Cac co quan, don vi, dia phuong.docx"]
    assert attached["Cac co quan, don vi, dia phuong.docx"] == letter_to_all


def test_an_email_has_no_number_and_no_letter_in_it() -> None:
    cases = [LATE, replace(LATE, unit_id=3, code="X1", name="Xã Một", channel="email")]
    run = build_run(
        cases,
        DESK,
        duties(AFTER),
        MailingOptions(NOW),
        choices=LetterChoices(301, DAY, enclosed=True),
    )
    assert [(line.channel, line.letter_no) for line in build_remindings(run, DAY)] == [
        ("letter", "301/CTĐ-VP"),
        ("email", None),
    ]
    names = [name for name, _ in run.files if "Xa Mot" in name]
    assert names == [
        "Xa Mot (X1).ics",
        "Xa Mot (X1) - Bieu mau bao cao 2026.xlsx",
        "Xa Mot (X1).eml",
    ]


def test_every_letter_that_has_a_number_has_its_day() -> None:
    for first, dated in ((None, "ngày … tháng … năm 2026"), (5, "ngày 18 tháng 12 năm 2026")):
        run = build_run(
            [LATE], DESK, duties(AFTER), MailingOptions(NOW), choices=LetterChoices(first, DAY)
        )
        assert f"…, {dated}" in read_text(run.files[0][1]).replace("Cao Bằng", "…")


@pytest.mark.parametrize(
    ("step", "channel", "written", "called"),
    [
        (ChasingStep.NOW, "letter", True, False),
        (ChasingStep.NOW, "email", True, False),
        (ChasingStep.NOW, "telephone", False, True),
        (ChasingStep.BROKEN, "telephone", False, True),
        (ChasingStep.PROMISED, "telephone", False, False),
        (ChasingStep.WAITING, "letter", False, False),
    ],
)
def test_only_what_is_to_be_done_now_is_written_or_called(
    step: ChasingStep, channel: str, *, written: bool, called: bool
) -> None:
    case = replace(LATE, step=step, channel=channel)
    assert (bool(select_to_write([case])), bool(select_to_call([case]))) == (written, called)


def test_signs_no_paper_can_hold_are_told() -> None:
    one = build_package(replace(LATE, name="Sở\x07 Y tế"), DESK, duties(AFTER), MailingOptions(NOW))
    assert "Sở Y tế" in list_lost_signs([one])
    assert list_lost_signs([build_package(LATE, DESK, duties(AFTER), MailingOptions(NOW))]) == []


def test_a_calendar_is_escaped_and_folded_without_cutting_a_letter() -> None:
    title = "Hạn gửi; báo cáo, \\ " + "nhân đạo " * 20
    made = build_deadline_ics(
        date(2026, 12, 14), uid="a", title=title, details="một\nhai\rEND:X", now=NOW
    )
    lines = made.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    unfolded = made.decode().replace("\r\n ", "")
    assert "SUMMARY:Hạn gửi\\; báo cáo\\, \\\\ nhân đạo" in unfolded
    assert "DESCRIPTION:một\\nhai\\nEND:X\r\n" in unfolded
    assert "DTSTART;VALUE=DATE:20261214\r\nDTEND;VALUE=DATE:20261215\r\n" in unfolded
    assert "DTSTAMP:20261218T030000Z" in unfolded
    assert made.endswith(b"END:VCALENDAR\r\n")


def test_a_number_stands_alone_while_the_symbol_is_not_set() -> None:
    assert format_letter_number("301", Letterhead(abbreviation="CTĐ").letter_symbol) == "301"
    set_symbol = Letterhead(abbreviation="CTĐ", drafter="VP").letter_symbol
    assert format_letter_number("5", set_symbol) == "05/CTĐ-VP"

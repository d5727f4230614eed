"""Arguments: what may follow a verb of the command line, explained in Vietnamese and English."""

from datetime import date, datetime
from typing import Any

from intake.headers.layouts import LAYOUTS
from locales.catalogues import LANGUAGES
from models.erasures import Ground
from models.users import UserRole

ADDRESS = "127.0.0.1"
PORT = 8501


def parse_day(text: str) -> date:
    """A day as 2026-12-14 or 14/12/2026; ValueError otherwise."""
    return datetime.strptime(text, "%d/%m/%Y" if "/" in text else "%Y-%m-%d").date()


def parse_reason_of_item(text: str) -> tuple[str, str]:
    """An item of a checklist and the reason written for it, as ITEM=REASON; ValueError."""
    item, sign, reason = text.partition("=")
    if not sign or not item.strip() or not reason.strip():
        raise ValueError(text)
    return item.strip(), reason.strip()


FORMS = [layout.name for layout in LAYOUTS]
ROLES = [role.value for role in UserRole]
TICK: dict[str, Any] = {"action": "store_true"}  # Any: as argparse takes its options
DEEDS = ("list", "add", "import", "change", "disable", "enable", "code", "remove-factor")
ARGUMENTS: dict[str, dict[str, Any]] = {
    "--address": {"default": ADDRESS, "help": f"địa chỉ / address ({ADDRESS})"},
    "--port": {"type": int, "default": PORT, "help": f"cổng / port ({PORT})"},
    "--processes": {
        "type": int,
        "default": 1,
        "choices": range(1, 17),
        "metavar": "N",
        "help": "số tiến trình, mỗi tiến trình một cổng / how many processes, each at a port (1)",
    },
    "--no-browser": {**TICK, "help": "không mở trình duyệt / open no browser"},
    "--sign-in": {
        "choices": ("accounts", "oidc"),
        "help": "cách đăng nhập / how people sign in (OVERSIGHT_SIGN_IN)",
    },
    "deed": {
        "choices": DEEDS,
        "metavar": "DEED",
        "help": f"việc / what to do: {', '.join(DEEDS)}",
    },
    "user": {
        "nargs": "?",
        "metavar": "USER",
        "help": "tên đăng nhập, tệp / sign-in name, file",
    },
    "deed extension": {
        "choices": ("list", "request", "withdraw", "grant", "decline"),
        "metavar": "DEED",
        "help": "việc / what to do: list, request, withdraw, grant, decline",
    },
    "request": {
        "nargs": "?",
        "type": int,
        "metavar": "REQUEST",
        "help": "số đề nghị gia hạn / number of the request",
    },
    "--until": {"type": parse_day, "help": "đến hết ngày / until the end of (2026-12-20)"},
    "--reason WHY": {"help": "lý do, hoặc câu trả lời / the reason, or the answer"},
    "--role": {"choices": ROLES, "help": f"vai trò / role ({', '.join(ROLES)})"},
    "--name": {"help": "họ và tên / full name"},
    "--email": {"help": "thư điện tử / e-mail address"},
    "--subject": {"help": "mã định danh OIDC / the provider's subject"},
    "--site": {"metavar": "URL", "help": "địa chỉ trang, cho liên kết / the site, for links"},
    "--sample": {**TICK, "help": "số liệu minh họa / sample data"},
    "files": {"nargs": "+", "metavar": "FILE", "help": "tệp báo cáo / returns"},
    "file": {"metavar": "FILE", "help": "tệp báo cáo / a return"},
    "--unit": {"help": "mã đơn vị / unit code"},
    "--received-on": {"type": parse_day, "help": "ngày nhận / day received (2026-12-14)"},
    "--values": {**TICK, "help": "cả các dòng sẽ lưu / also each row to be stored"},
    "--sent-on": {"type": parse_day, "help": "ngày gửi / day sent"},
    "--document-no": {"help": "số văn bản / document number"},
    "--accept-valid-rows": {**TICK, "help": "chỉ nhận dòng đúng / valid rows only"},
    "--confirm": {**TICK, "help": "xác nhận cách hiểu / confirm what was interpreted"},
    "--overlap": {
        "choices": ("add", "replace", "leave"),
        "help": "điều hai trang, hai tệp cùng ghi / what two sheets or files both write: "
        "cộng thêm / add, thay / replace, bỏ / leave",
    },
    "--withdraw": {**TICK, "help": "rút các dòng không gửi lại / withdraw rows not resent"},
    "--again": {**TICK, "help": "ghi lại địa chỉ đã xóa / register erased addresses again"},
    "--reason": {"help": "lý do nhận khi có cảnh báo / why, despite warnings"},
    "batch": {"type": int, "metavar": "BATCH", "help": "số lần nhận / receipt number"},
    "--year": {"type": int, "help": "kỳ báo cáo / reporting year"},
    "--as-of": {"type": parse_day, "help": "tính đến ngày / as known on (2026-12-20)"},
    "layout": {
        "nargs": "?",
        "choices": FORMS,
        "metavar": "FORM",
        "help": f"biểu mẫu / form ({', '.join(FORMS)})",
    },
    "--all": {**TICK, "help": "mọi đơn vị, một tệp ZIP / every unit, as one ZIP"},
    "--register": {**TICK, "help": "kèm biểu địa chỉ, trợ giúp / with the register's forms"},
    "--out": {"metavar": "FILE", "help": "ghi vào tệp / file to write"},
    "--replace": {**TICK, "help": "ghi đè tệp cùng tên / write over files of the same name"},
    "--csv": {**TICK, "help": "dạng CSV / as CSV"},
    "place": {"metavar": "DEST", "help": "thư mục hoặc tệp .tar.gz(.age) / folder or file"},
    "source": {"metavar": "SRC", "help": "tệp sao lưu / backup file"},
    "folder": {"metavar": "DEST", "help": "thư mục của tệp mới / folder for the new file"},
    "--encrypt": {**TICK, "help": "hỏi mật khẩu để mã hóa / ask for a passphrase"},
    "--other-office": {
        **TICK,
        "help": "đúng là bản sao của cơ quan khác / another office's backup is meant",
    },
    "--passphrase-file": {"metavar": "FILE", "help": "tệp chứa mật khẩu / holds the passphrase"},
    "--against": {"metavar": "BACKUP", "help": "đối chiếu với bản sao lưu / hold against a backup"},
    "--anchor": {
        "action": "append",
        "metavar": "N:HASH",
        "help": "mốc nhật ký in trên giấy / anchor of the journal, printed on a paper",
    },
    "address": {"metavar": "CODE", "help": "mã địa chỉ; - để nhập kín / code; - to type it unseen"},
    "--ground": {
        "choices": [ground.value for ground in Ground],
        "default": Ground.REQUESTED.value,
        "help": "căn cứ xóa / why it is erased",
    },
    "--to": {"metavar": "DIR", "help": "ghi vào thư mục và ghi sổ / folder to write to"},
    "--to RECIPIENT": {
        "required": True,
        "dest": "recipient",
        "metavar": "RECIPIENT",
        "help": "nơi nhận: mã, mẫu hoặc số thứ tự / recipient: code, template or number",
    },
    "--dated": {
        "type": parse_day,
        "help": "ngày văn bản, mặc định hôm nay / day the document bears",
    },
    "--waive": {
        "type": parse_reason_of_item,
        "action": "append",
        "metavar": "ITEM=REASON",
        "help": "lý do vẫn công bố khi mục ITEM chưa sẵn sàng / why, though ITEM is not ready",
    },
    "--cause": {"help": "lý do phát hành lần sau / why it is published again"},
    "--leave-out": {
        "action": "append",
        "metavar": "TASK[@UNIT]",
        "help": "nhiệm vụ không chuyển sang năm sau / task not carried on",
    },
    "--cancel": {**TICK, "help": "hủy việc mở kỳ / take the opening back"},
    "--close": {**TICK, "help": "đồng thời khóa kỳ / close the period with it"},
    "--out FOLDER": {"dest": "folder", "metavar": "FOLDER", "help": "thư mục / folder to write to"},
    "--one": {**TICK, "help": "một văn bản chung / one letter to all"},
    "--blank": {**TICK, "help": "kèm biểu mẫu của năm / enclose the year's blank"},
    "--number": {"help": "số văn bản đầu tiên / the first letter's number"},
    "--withdraw LINE": {
        "dest": "lines",
        "metavar": "LINE",
        "type": int,
        "nargs": "+",
        "help": "rút các dòng ghi nhầm / take back lines written by mistake",
    },
    "--send": {**TICK, "help": "gửi thư điện tử (OVERSIGHT_SMTP) / send the e-mail"},
    "scan_file": {"metavar": "FILE", "help": "bản ký: PDF, JPEG, PNG / signed scan"},
    "scan": {"type": int, "metavar": "SCAN", "help": "số bản ký / number of the scan"},
    "--document-on": {"type": parse_day, "help": "ngày văn bản / day of the document"},
    "--replace-results": {**TICK, "help": "rút kết quả đã lưu / withdraw the stored results"},
    "--letter-no": {"help": "số công văn trả lại / number of the letter"},
    "--json": {**TICK, "help": "một dòng JSON / one line of JSON"},
    "--lang": {"choices": LANGUAGES, "default": "vi", "help": "ngôn ngữ / language"},
}
HELD = ("--against", "--anchor")
SEALED = ("--encrypt", "--passphrase-file")
ALWAYS = ("--json", "--lang")
SERVED = ("--address", "--port", "--processes", "--no-browser", "--sign-in")
CHECKED = ("files", "--unit", "--received-on", "--values", "--overlap")
DECIDED = ("--withdraw", "--again", "--reason")
RECEIVED = ("--sent-on", "--document-no", "--accept-valid-rows", "--confirm", *DECIDED)
BLANK = (
    *("layout", "--all", "--register", "--unit", "--year", "--as-of", "--out", "--csv"),
    "--replace",
)
SLIP = ("file", "--unit", "--received-on", "--out", "--replace")
ASKED = ("--year", "--as-of")
SIGNED = ("--document-no", "--dated", "--waive", "--cause")
REPORT = (*ASKED, "--to RECIPIENT", "--out FOLDER", "--replace")
REGISTERS = (*ASKED, "--out FOLDER", "--replace")
LETTERS = (*ASKED, "--to", "--one", "--blank", "--number", "--send", "--replace")
REMINDERS = (*ASKED, "--withdraw LINE", "--reason")
EXTENSION = ("deed extension", "request", "--unit", *ASKED, "--until", "--reason WHY")
OPENED = ("--year", "--leave-out", "--cancel")
PUBLISHED = (*ASKED, "--to RECIPIENT", *SIGNED, "--close")
NIL = ("--unit", "--year", "--received-on", "--document-no", "--document-on", "--replace-results")
SENT_BACK = ("batch", "--unit", "--reason WHY", "--until", "--letter-no", "--out", "--replace")
TAKEN_BACK = ("batch", "--unit")
OF_ACCOUNT = ("--role", "--name", "--unit", "--email", "--subject")
ACCOUNT = ("deed", "user", *OF_ACCOUNT, "--site", "--out", "--replace")
ATTACHED = ("batch", "scan_file")
DETACHED = ("scan",)

"""The return forms, each declared once. The blank, the reader, the checks and the help text
all come from these declarations; explanations are words, so locales has them.

A heading is known by its field's name, by both languages' headings, with or without
marks, and by the other spellings listed here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Spellings = Mapping[str, tuple[str, ...]]


class Kind(StrEnum):
    """What a cell of the field holds."""

    YEAR = "year"
    UNIT = "unit"  # a unit's code or name
    TASK = "task"
    CODE = "code"
    TEXT = "text"
    DAY = "day"
    WHOLE = "whole"
    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"  # whole đồng
    CHOICE = "choice"
    CHOICES = "choices"  # several, parted by ; or ,


@dataclass(frozen=True, eq=False)
class Field:
    """One column of a form. `most` bounds the length of a text or the size of a number."""

    name: str
    kind: Kind
    vi: str
    en: str
    headings: tuple[str, ...] = ()
    required: bool = False
    key: bool = False
    choices: Spellings = field(default_factory=dict)
    most: int | None = None


@dataclass(frozen=True, eq=False)
class Layout:
    """A form: its name, its version and its fields in the order of the blank."""

    name: str
    version: int
    vi: str
    en: str
    fields: tuple[Field, ...]

    def find_field(self, name: str) -> Field:
        """The field called `name`; KeyError if the form has none."""
        return {column.name: column for column in self.fields}[name]

    @property
    def key_names(self) -> tuple[str, ...]:
        """The fields that together tell one row from another."""
        return tuple(column.name for column in self.fields if column.key)


STATUSES: Spellings = {
    "done": (
        "hoàn thành",
        "hoàn thành đúng hạn",
        "đã hoàn thành",
        "đã hoàn thành đúng hạn",
        "đã thực hiện",
        "đã thực hiện xong",
        "hoàn thành vượt mức",
        "đã xong",
        "xong",
        "completed",
        "completed on time",
        "done in time",
    ),
    "done_late": (
        "hoàn thành quá hạn",
        "đã hoàn thành quá hạn",
        "hoàn thành trễ hạn",
        "hoàn thành chậm",
        "completed late",
        "done late",
    ),
    "in_progress": (
        "đang thực hiện",
        "đang thực hiện trong hạn",
        "đang thực hiện quá hạn",
        "đang triển khai",
        "đang triển khai thực hiện",
        "đang làm",
        "in progress",
        "ongoing",
    ),
    "not_started": ("chưa thực hiện", "chưa triển khai", "chưa làm", "not started"),
}
ADDRESS_KINDS: Spellings = {
    "person": ("cá nhân", "người", "individual"),
    "household": ("hộ", "hộ gia đình", "gia đình", "family"),
}
CATEGORIES: Spellings = {
    "poor": ("hộ nghèo", "nghèo"),
    "near_poor": ("hộ cận nghèo", "cận nghèo", "near poor"),
    "disabled": ("người khuyết tật", "khuyết tật", "disability"),
    "orphan": ("trẻ mồ côi", "mồ côi"),
    "child": ("trẻ em có hoàn cảnh khó khăn", "trẻ khó khăn", "học sinh nghèo"),
    "elder": ("người già cô đơn", "người cao tuổi cô đơn", "lonely elder"),
    "agent_orange": ("nạn nhân chất độc da cam", "chất độc da cam", "da cam", "agent orange"),
    "ill": ("người mắc bệnh hiểm nghèo", "bệnh hiểm nghèo", "seriously ill"),
    "other": ("hoàn cảnh đặc biệt khó khăn khác", "khác"),
}
NEEDS: Spellings = {
    "housing": ("nhà ở", "sửa nhà", "xây nhà"),
    "livelihood": ("sinh kế", "việc làm", "vốn", "con giống"),
    "health": ("y tế", "khám chữa bệnh", "thuốc"),
    "schooling": ("học tập", "học phí", "sách vở"),
    "food": ("lương thực", "gạo", "thực phẩm"),
    "equipment": ("phương tiện", "xe lăn", "đồ dùng"),
    "other": ("khác",),
}
DOSSIER_STATUSES: Spellings = {
    "surveyed": ("đã khảo sát", "khảo sát"),
    "confirmed": ("đã lập hồ sơ", "lập hồ sơ", "đã xác nhận"),
    "connecting": ("đang kết nối", "kết nối"),
    "supported": ("đang được trợ giúp", "được trợ giúp", "đang trợ giúp"),
    "paused": ("tạm dừng",),
    "closed": ("kết thúc", "đã kết thúc"),
}
CLOSED_REASONS: Spellings = {
    "risen": ("vươn lên", "thoát nghèo", "ổn định"),
    "moved": ("chuyển đi", "chuyển nơi khác"),
    "died": ("qua đời", "mất", "chết"),
    "ineligible": ("không đủ điều kiện", "không thuộc đối tượng"),
}
SUPPORT_KINDS: Spellings = {
    "regular": ("thường xuyên", "định kỳ", "hằng tháng", "hàng tháng"),
    "one_off": ("đột xuất", "một lần", "one off"),
}
SUPPORTER_KINDS: Spellings = {
    "organisation": ("tổ chức", "cơ quan", "đoàn thể", "organization"),
    "enterprise": ("doanh nghiệp", "công ty"),
    "person": ("cá nhân", "nhà hảo tâm"),
}
FORMS: Spellings = {
    "money": ("tiền", "tiền mặt", "bằng tiền", "cash"),
    "goods": ("hiện vật", "quà", "in kind"),
    "labour": ("công sức", "ngày công", "labor"),
    "training": ("học nghề", "tạo việc làm", "sinh kế"),
    "care": ("khám chữa bệnh", "phục hồi chức năng", "y tế"),
    "other": ("khác",),
}

YEAR = Field("period", Kind.YEAR, "Kỳ báo cáo", "Period", ("năm", "năm báo cáo", "year", "kỳ"))
NOTE = Field("note", Kind.TEXT, "Ghi chú", "Note", ("notes", "diễn giải"), most=2000)
VALUE = Field(
    "value_vnd",
    Kind.MONEY,
    "Trị giá (đồng)",
    "Value (VND)",
    ("trị giá", "giá trị", "số tiền", "kinh phí", "thành tiền", "value", "amount"),
    most=10**15,
)

RESULTS = Layout(
    "results",
    1,
    "Kết quả thực hiện nhiệm vụ",
    "Results of tasks",
    (
        Field(**{**YEAR.__dict__, "required": True, "key": True}),
        Field(
            "unit_code",
            Kind.UNIT,
            "Mã đơn vị",
            "Unit code",
            ("đơn vị", "mã cơ quan", "cơ quan", "tên đơn vị", "cơ quan đơn vị", "unit"),
            required=True,
            key=True,
        ),
        Field(
            "task_code",
            Kind.TASK,
            "Mã nhiệm vụ",
            "Task code",
            ("nhiệm vụ", "mã chỉ tiêu", "chỉ tiêu", "tên nhiệm vụ", "task"),
            required=True,
            key=True,
        ),
        Field(
            "status",
            Kind.CHOICE,
            "Tình trạng",
            "Status",
            ("trạng thái", "kết quả", "tình trạng thực hiện", "tiến độ thực hiện"),
            choices=STATUSES,
        ),
        Field(
            "done_on",
            Kind.DAY,
            "Ngày hoàn thành",
            "Done on",
            ("hoàn thành ngày", "date done", "completed on"),
        ),
        Field(
            "percent",
            Kind.PERCENT,
            "Tỷ lệ (%)",
            "Percent",
            ("tỷ lệ", "tỷ lệ hoàn thành", "phần trăm", "tiến độ"),
        ),
        Field(
            "quantity",
            Kind.NUMBER,
            "Số lượng",
            "Quantity",
            ("khối lượng", "số liệu", "kết quả số lượng", "sl"),
            most=10**9,
        ),
        VALUE,
        NOTE,
    ),
)
ADDRESSES = Layout(
    "addresses",
    1,
    "Sổ địa chỉ nhân đạo",
    "Register of humanitarian addresses",
    (
        Field(
            "code",
            Kind.CODE,
            "Mã địa chỉ",
            "Address code",
            ("mã hồ sơ", "mã", "mã địa chỉ nhân đạo"),
            required=True,
            key=True,
            most=32,
        ),
        Field(
            "commune_code",
            Kind.UNIT,
            "Mã xã, phường",
            "Commune code",
            ("mã xã", "xã", "xã phường", "xã, phường, thị trấn", "commune"),
            required=True,
        ),
        Field("hamlet", Kind.TEXT, "Xóm, tổ", "Hamlet", ("xóm", "thôn", "tổ dân phố"), most=120),
        Field("kind", Kind.CHOICE, "Loại", "Kind", ("loại địa chỉ",), choices=ADDRESS_KINDS),
        Field(
            "categories",
            Kind.CHOICES,
            "Nhóm đối tượng",
            "Categories",
            ("đối tượng", "category"),
            choices=CATEGORIES,
        ),
        Field(
            "household_size",
            Kind.WHOLE,
            "Số nhân khẩu",
            "Household size",
            ("nhân khẩu", "số người", "số khẩu"),
            most=50,
        ),
        Field("needs", Kind.CHOICES, "Nhu cầu", "Needs", ("nhu cầu trợ giúp",), choices=NEEDS),
        Field("surveyed_on", Kind.DAY, "Ngày khảo sát", "Surveyed on", ("khảo sát ngày",)),
        Field("confirmed_on", Kind.DAY, "Ngày xác nhận", "Confirmed on", ("ngày lập hồ sơ",)),
        Field("reviewed_on", Kind.DAY, "Ngày rà soát", "Reviewed on", ("rà soát ngày",)),
        Field(
            "status",
            Kind.CHOICE,
            "Tình trạng",
            "Status",
            ("trạng thái",),
            choices=DOSSIER_STATUSES,
        ),
        Field("closed_on", Kind.DAY, "Ngày kết thúc", "Closed on", ("kết thúc ngày",)),
        Field(
            "closed_reason",
            Kind.CHOICE,
            "Lý do kết thúc",
            "Closed reason",
            ("lý do",),
            choices=CLOSED_REASONS,
        ),
    ),
)
SUPPORTS = Layout(
    "supports",
    1,
    "Trợ giúp địa chỉ nhân đạo",
    "Help given to addresses",
    (
        Field(
            "address_code",
            Kind.CODE,
            "Mã địa chỉ",
            "Address code",
            ("mã hồ sơ", "mã địa chỉ nhân đạo", "địa chỉ nhân đạo"),
            required=True,
            key=True,
            most=32,
        ),
        Field(
            "supporter_unit_code",
            Kind.UNIT,
            "Mã đơn vị trợ giúp",
            "Supporter unit code",
            ("đơn vị trợ giúp", "cơ quan trợ giúp"),
            key=True,
        ),
        Field(
            "supporter_name",
            Kind.TEXT,
            "Tên tổ chức, nhà hảo tâm",
            "Supporter name",
            ("người trợ giúp", "nhà hảo tâm", "tên đơn vị trợ giúp"),
            key=True,
            most=200,
        ),
        Field(
            "supporter_kind",
            Kind.CHOICE,
            "Loại người trợ giúp",
            "Supporter kind",
            (),
            choices=SUPPORTER_KINDS,
        ),
        Field(
            "kind",
            Kind.CHOICE,
            "Loại trợ giúp",
            "Kind of support",
            ("loại", "kind"),
            required=True,
            key=True,
            choices=SUPPORT_KINDS,
        ),
        Field(
            "form",
            Kind.CHOICE,
            "Hình thức",
            "Form",
            ("hình thức trợ giúp",),
            required=True,
            key=True,
            choices=FORMS,
        ),
        VALUE,
        Field(
            "given_on",
            Kind.DAY,
            "Ngày trợ giúp",
            "Given on",
            ("ngày", "trợ giúp ngày"),
            required=True,
            key=True,
        ),
        Field("until", Kind.DAY, "Đến ngày", "Until", ("trợ giúp đến", "đến hết ngày")),
        NOTE,
    ),
)
LAYOUTS: tuple[Layout, ...] = (RESULTS, ADDRESSES, SUPPORTS)
OF_GIVERS = frozenset({"supporter_name"})  # names that are kept: who gives is thanked by name
OF_PLACES = frozenset({"hamlet"})  # that hold the name of a place, and nothing else

# Columns that the blank and the correction slip show beside the form's own. The reader knows
# them and reads past them. The slip's first column says which row of the file it mends.
SLIP_ROW = Field("slip_row", Kind.WHOLE, "Dòng trong tệp", "Row in the file")
SLIP_FAULT = Field("slip_fault", Kind.TEXT, "Điều cần sửa", "What to correct")
TASK_MEASURE = Field("measure", Kind.TEXT, "Đơn vị tính", "Unit of measure")
LAST_STATUS = Field("last_status", Kind.TEXT, "Tình trạng kỳ trước", "Status last period")
LAST_QUANTITY = Field("last_quantity", Kind.NUMBER, "Số liệu kỳ trước", "Quantity last period")
LAST_VALUE = Field("last_value", Kind.MONEY, "Trị giá kỳ trước (đồng)", "Value last period (VND)")
ASIDES: tuple[Field, ...] = (
    *(SLIP_ROW, SLIP_FAULT),
    *(TASK_MEASURE, LAST_STATUS, LAST_QUANTITY, LAST_VALUE),
)

# Headings of columns the register must not hold. They are left out on arrival, and said.
PERSONAL_HEADINGS: tuple[str, ...] = (
    "họ tên",
    "họ và tên",
    "tên chủ hộ",
    "chủ hộ",
    "họ tên chủ hộ",
    "họ và tên chủ hộ",
    "tên người được trợ giúp",
    "người đại diện",
    "full name",
    "name of head",
    "điện thoại",
    "số điện thoại",
    "sđt",
    "đt",
    "di động",
    "phone",
    "telephone",
    "mobile",
    "cmnd",
    "cccd",
    "số cmnd",
    "số cccd",
    "cmnd/cccd",
    "số cmnd/cccd",
    "căn cước",
    "căn cước công dân",
    "số định danh",
    "mã định danh",
    "id number",
    "identity number",
    "ngày sinh",
    "ngày tháng năm sinh",
    "năm sinh",
    "sinh ngày",
    "birth date",
    "date of birth",
    "dob",
    "số tài khoản",
    "bank account",
)

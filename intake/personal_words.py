"""Words that tell a person's name from other words: Vietnamese surnames, and what is none though
it begins like one. Known without pandas."""

SURNAME_WORDS = """
bàn bàng bùi bạch bế cam cao chang chu chung cháng châu chảo chấu cà cầm diệp doãn dình dương
giang giàng giáp hoàng huỳnh hà hạ hảng hầu hồ hứa khâu khúc khổng kiều la liêu long ly lâm lã
lê lò lô lý lăng lưu lương lường lạc lại lầu lộc lục lỷ ma mai mã mông mùa mạc nghiêm nguyễn ngô
nhan nhâm ninh nông phan phàn phí phùng phạm quan quàng quách sùng sầm thang thào thái thân
thạch thẩm triệu trương trần trịnh tòng tô tôn tăng tạ tẩn tằng tống vi viên vàng võ vũ vương vừ
ân âu đinh đoàn đàm đào đèo đặng đồng đổng đỗ
"""
PLAIN_SURNAME_WORDS = """
be bui dam dang dinh doan duong hoang hua huynh le luc luong ly ngo nguyen nong pham phan phung
sam tran trieu trinh truong vo vu vuong
"""
MIDDLE_WORDS = """
a anh bá bích bảo công duy gia hoài hải hồng hữu khánh kim minh mạnh mỹ ngọc như nhật phương
quang quốc thanh thu thế thị tiến trọng tuấn viết văn xuân ích đình đức
"""
PLAIN_MIDDLE_WORDS = """
a anh ba bao bich cong dinh duc duy gia hai hoai hong huu ich khanh kim manh minh my ngoc nhat
nhu phuong quang quoc thanh the thi thu tien trong tuan van viet xuan
"""
ENDING_WORDS = """
bản bệnh bị cho các có cơ của do huyện hội khu không là mttq ngày những năm phường quỹ số sở
theo tháng thôn trong trường trấn tại tết tỉnh tổ từ ubnd và về vị với xã xóm đã đơn được đến ở
ủy
"""
NO_NAMES = """
anh bà bí chính chị chồng chủ con cận cựu da dao dân dưới em gia giám giáo gái học hồ khuyết khó
kia kinh liệt lô mình mông mẹ mồ nay nghèo ngoan ngoại người nhi nào này nùng nội phó phụ sinh
sán sĩ sỹ ta thương trai trung trên trưng trưởng trẻ tàn tày tôi việt vợ ông ý đặc
"""

SURNAMES = frozenset(SURNAME_WORDS.split())
PLAIN_SURNAMES = frozenset(PLAIN_SURNAME_WORDS.split())  # hardly any other word without marks
MIDDLES = frozenset(MIDDLE_WORDS.split())
PLAIN_MIDDLES = frozenset(PLAIN_MIDDLE_WORDS.split())
ENDS_NAME = frozenset(ENDING_WORDS.split())  # words that a name does not go on with
NOT_AFTER_TITLE = frozenset(NO_NAMES.split())
# Places, and words of honour, that stand after what could be a title: "Xã Cô Ba", "Anh hùng".
NOT_PERSONS = frozenset(
    {
        "ba",
        "cao bằng",
        "hà nội",
        "hà quảng",
        "hòa an",
        "hùng dân",
        "hùng lao",
        "hùng lực",
        "mười",
        "nguyên bình",
        "ngân",
        "quảng hòa",
    }
)
# What follows a surname that is none then: "Nông nghiệp", "Cao Bằng", "Hồ Chí Minh".
NOT_SECOND: dict[str, frozenset[str]] = {
    "nông": frozenset({"dân", "hội", "lâm", "nghiệp", "sản", "thôn", "trường"}),
    "cao": frozenset({"bằng", "chương", "cấp", "su", "thăng", "tuổi", "tốc", "điểm", "đẳng", "ủy"}),
    "hà": frozenset({"giang", "nam", "nội", "quảng", "trì", "tây", "tĩnh"}),
    "mã": frozenset({"ba", "chỉ", "cơ", "hóa", "hồ", "nhiệm", "số", "vùng", "xã", "đơn", "địa"}),
    "lương": frozenset({"can", "hưu", "thiện", "thông", "thực", "tâm", "y"}),
    "tăng": frozenset({"cao", "cường", "gia", "thêm", "tiến", "trưởng"}),
    "bàn": frozenset({"bạc", "ghế", "giao"}),
    "đoàn": frozenset({"công", "kiểm", "kết", "thanh", "thanh niên", "thể", "tncs", "viên", "đại"}),
    "quan": frozenset({"hệ", "trọng", "tâm"}),
    "lý": frozenset({"bôn", "do", "luận", "lịch", "nam đế", "quốc", "thường", "tự"}),
    "hồ": frozenset({"chí", "sơ"}),
    "lưu": frozenset({"ngọc", "trữ", "vt", "ý", "động"}),
    "đồng": frozenset({"bào", "bằng", "chí", "khởi", "loan", "nai", "phục", "tháp", "thời", "ý"}),
    "thạch": frozenset({"an", "lâm"}),
    "kim": frozenset({"đồng"}),
    "bạch": frozenset({"đàn", "đằng"}),
    "thái": frozenset({"bình", "cường", "học", "lan", "nguyên", "sơn", "đức"}),
    "hạ": frozenset({"lang", "long", "thôn", "tầng"}),
    "đào": frozenset({"ngạn", "tạo"}),
    "đàm": frozenset({"phán", "thuỷ", "thủy"}),
    "long": frozenset({"an", "đĩnh"}),
    "chung": frozenset({"sức", "tay"}),
    "viên": frozenset({"chức"}),
    "mai": frozenset({"long", "táng"}),
    "la": frozenset({"mã"}),
    "lại": frozenset({"sức"}),
    "thang": frozenset({"điểm"}),
    "châu": frozenset({"phi", "á", "âu"}),
    "tôn": frozenset({"giáo", "đức"}),
    "võ": frozenset({"nguyên", "thị sáu"}),
    "vừ": frozenset({"a dính"}),
    "ninh": frozenset({"bình", "giang", "thuận"}),
    "giang": frozenset({"sơn"}),
    "lạc": frozenset({"quan"}),
    "diệp": frozenset({"lục"}),
    "thân": frozenset({"giáp", "nhân", "thiện"}),
    "lộc": frozenset({"vừng"}),
    "phí": frozenset({"bảo", "dịch"}),
    "vi": frozenset({"phạm"}),
    "mùa": frozenset({"hè", "thu", "xuân", "đông"}),
    "lò": frozenset({"sưởi"}),
    "cam": frozenset({"kết"}),
    "trần": frozenset({"hưng"}),
    "bế": frozenset({"giảng", "triều", "văn đàn"}),
    "hoàng": frozenset({"hải", "sa", "tung", "văn thụ", "đình giong"}),
    "phạm": frozenset({"hồng thái", "vi", "văn đồng"}),
    "nguyễn": frozenset({"du", "huệ", "trãi", "tất thành", "văn trỗi", "ái quốc"}),
    "phan": frozenset({"bội châu", "thanh", "đình phùng"}),
    "lê": frozenset({"chung", "duẩn", "hồng phong", "lai", "lợi", "quý đôn", "văn tám"}),
}

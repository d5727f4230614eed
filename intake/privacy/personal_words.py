"""Words that tell a person's name from other words: Vietnamese surnames, and what is none though
it begins like one. Known without pandas."""

from intake.text.syllables import SYLLABLES, strip_marks

SURNAME_WORDS = """
bàn bàng bùi bạch bế cam cao chang chu chung cháng châu chíu chìu chảo chấu chẻo cà cầm diệp
doãn dình dương giang giàng giáp hoàng huỳnh hà hạ hảng hầu hờ hồ hứa khâu khúc khổng kiều la
liêu long ly lâm lã lèng lãnh lê lò lô lý lăng lưu lương lường lạc lại lầu lộc lục lỷ ma mai mã
mông mùa mạc nghiêm nguyễn ngô nhan nhâm ninh nông phan phàn phí phùng phạm quan quàng quách
sùng sầm thang thò thào thái thân thạch thẩm triệu trương trần trịnh tòng tráng tô tôn tăng tạ
tẩn tằng tống vi viên vàng vù võ vũ vương vừ ân âu đinh đoàn đàm đào đèo đặng đồng đổng đỗ
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
NO_KIN = """
chữ văn tình đại nhân nước cuông trạch lạc hoa nô tết thế thuốc tháng ngân kết ghép yến xanh vàng
đại đảng đoàn chi tỉnh huyện xã thành quận phường ban uỷ ủy việt mạc nguyễn lê lý trần đinh hồ
thờ thương thầy cô hảo làng bản bè máy
"""
NO_NAMES = """
anh bà bí chính chị chồng chủ con cận cựu da dao dân dưới em gia giám giáo gái học hồ khuyết khó
kia kinh liệt khỏe khoẻ lô mình mông mẹ mồ nay nghèo ngoan ngoại người nhi nào này nùng nội phó
phật phụ sinh sán sĩ sỹ ta thương trai trung trên trưng trưởng trẻ tàn tày tôi việt vợ ông ý đặc
"""
# Given names without marks; with a surname without marks before it hardly anything else.
GIVEN_WORDS = """
anh bang bao binh chau chien chinh cuc cuong dao diep dinh dong duc dung duong duyen giang ha hai
hanh hang hau hien hieu hoa hoai hoan hoc hong hue hung huong huy khanh khoa kien kieu lan lien
linh loan long mai manh may minh mui my nam nga ngan ngoc nhan nhi nhung oanh pao phong phuc phuong
quan quang quyen quynh sen sinh son tam tan thang thanh thao thinh thoa thom thu thuan thuong thuy
tien tinh toan trang trinh tru truong tu tuan tung tuyen tuyet van vien viet vinh vui xiem xuan yen
"""
# Words in small letters that stand behind "ông", "bà", "anh" and tell no name.
AFTER_TITLE_WORDS = """
em bà ông già con mẹ bố cháu nội ngoại trai gái rể dâu cả út ấy ta này kia đó nào khác thể hai ba
tư năm sáu bảy tám chín mười một cụ chú bác cậu cô dì thím mợ chị anh nghèo yếu neo bé ấm hùng bộ
chồng vợ dân nông công chủ lớn nhỏ họ hàng xã xóm thôn nuôi đỡ cố nhà ngoài trong ý mình mồ cao
tuổi trưởng đội hội tổ phó chưa không đang được cũng là và với ơi đơn nam nữ tên
"""
# Words before an "A" that is no part of a Mông name: "khu A Nà Cáp".
NOT_BEFORE_A_WORDS = """
ban bản bảng cụm dãy dạng điểm đội đợt giải hạng khối khu lô loại lớp mẫu nhà nhánh nhóm phần phụ tổ
tuyến vitamin xóm
"""
# Given names of Mông, Dao, Tày and Nùng that are hardly any other word, nor part of a place's name.
RARE_GIVEN_WORDS = """
chá chẩn dính dín dờ dợ dơ dế dủa giàng hến lử mẩy mỷ mỉnh nhình nhậy páo phấy phử pháy sính sình
sua súa thàng tủa tếnh xía xúa
"""
# First words of a sentence behind which somebody's name may stand at once: "Tặng Vừ Páo".
VERB_WORDS = "cho cấp của do giao giúp gặp gọi gửi hỏi mời nhận sửa thăm trao tìm tặng xây đón đưa"
# Words with a capital before "bị" or "mắc" that are nobody's name.
NOT_ILL_WORDS = """
bà bé bò bố cha cháu chồng chó chị chủ con các cây có cả cụ da do dân em già gà hai hộ huyện hội khi
khẩu lúa lợn mẹ mắt mình một nam nay năm nhiều nhà những nữ nếu nên nông phần số sau sẽ tay thôn tim
tôi trâu trẻ trường tuy tự tổ vì vợ xã xóm xe ông ai anh ba bác bản bệnh bị chi chân chưa chắc cùng
cũng còn cầu cô cậu cửa dù không làng lao lớp mới mặc nghe người ngày nước nạn ruộng phổi rẫy thiếu
thường trang thiết chuẩn dự phòng giết lò cảnh trong trước trên tình tỉnh từ vẫn vừa đang đã đường
đều đến đập đội ốm đoàn khoa viện kíp trạm sở y ủy uỷ ngoại nội nhi tổng liên toàn đợt quỹ đảng mặt
tiền rừng việc máy mái sông vốn chợ kè dê ngô mạng tuyến điện chim
"""
# Communes, past and present, whose names could be somebody's.
COMMUNE_WORDS = """
bao lac|bao lam|be van dan|bach dang|ca thanh|can yen|canh tan|co ba|coc pang|dam thuy|dinh phong|
doai duong|doc lap|dong khe|duc long|ha lang|ha quang|hanh phuc|hoa an|hung dao|huy giap|
khanh xuan|kim dong|lung nam|ly bon|ly quoc|minh khai|minh tam|minh thanh|nam quang|nam tuan|
nguyen binh|nguyen hue|nung tri cao|phan thanh|phuc hoa|quang han|quang hoa|quang lam|quang long|
quang trung|quang uyen|son lo|tam kim|tan giang|thach an|thanh cong|thanh long|thong nong|thuc phan|
tinh tuc|tong cot|tra linh|trung khanh|truong ha|vinh quy|xuan truong|yen tho|
binh long|duc hanh|duc xuan|hong dinh|hong nam|hong quang|hong viet|ma phuc|my hung|ngoc dong|
ngoc xuan|phi hai|phuc sen|quang hung|thuy hung|tien thanh|tu do|van trinh|vinh phong|
vinh quang|yen son
"""
FAMOUS = frozenset(
    {
        "bế văn đàn",
        "hoàng văn thụ",
        "la văn cầu",
        "lê văn tám",
        "nguyễn thị minh khai",
        "nguyễn thị định",
        "nguyễn văn cừ",
        "nguyễn văn linh",
        "nguyễn văn trỗi",
        "nông văn dền",
        "phạm văn đồng",
        "võ thị sáu",
        "võ văn kiệt",
    }
)

SURNAMES = frozenset(SURNAME_WORDS.split())
PLAIN_SURNAMES = frozenset(PLAIN_SURNAME_WORDS.split())  # hardly any other word without marks
GIVEN = frozenset(GIVEN_WORDS.split())
RARE_GIVEN = frozenset(RARE_GIVEN_WORDS.split())
VERBS = frozenset(VERB_WORDS.split())
NOT_ILL = frozenset(NOT_ILL_WORDS.split())
COMMUNES = frozenset(COMMUNE_WORDS.replace("\n", "").split("|"))
MIDDLES = frozenset(MIDDLE_WORDS.split())
PLAIN_MIDDLES = frozenset(PLAIN_MIDDLE_WORDS.split())
ENDS_NAME = frozenset(ENDING_WORDS.split())  # words that a name does not go on with
NOT_AFTER_TITLE = frozenset(NO_NAMES.split())
AFTER_TITLE = frozenset(AFTER_TITLE_WORDS.split())
NOT_BEFORE_A = frozenset(NOT_BEFORE_A_WORDS.split())
NOT_AFTER_KIN = frozenset(NO_KIN.split())  # "nhà Chữ thập đỏ", "bí thư Đảng ủy", "nhà Lê"
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
    "cao": frozenset({"bằng", "cấp", "su", "tuổi", "tốc", "điểm", "đẳng", "ủy"}),
    "hà": frozenset({"giang", "nội", "quảng", "trì", "tây", "tĩnh"}),
    "mã": frozenset({"ba", "chỉ", "cơ", "hóa", "hồ", "nhiệm", "số", "vùng", "xã", "đơn", "địa"}),
    "lương": frozenset({"can", "hưu", "thiện", "thực", "tâm", "y"}),
    "tô": frozenset({"hiến thành"}),
    "tăng": frozenset({"cao", "ni", "cường", "gia", "thêm", "tiến", "trưởng"}),
    "bàn": frozenset({"bạc", "ghế", "giao"}),
    "đoàn": frozenset(
        {
            "bác",
            "cán",
            "công",
            "giám",
            "kinh",
            "luật",
            "phật",
            "thiện",
            "trung",
            "kiểm",
            "kết",
            "thanh niên",
            "thể",
            "tncs",
            "viên",
            "đại",
        }
    ),
    "quan": frozenset({"hệ", "trọng", "tâm"}),
    "lãnh": frozenset({"hải", "sự", "thổ", "vực", "đạo"}),
    "tráng": frozenset({"a", "lệ", "miệng", "sĩ", "đinh"}),
    "lý": frozenset({"bôn", "do", "luận", "lịch", "nam đế", "thường", "tự"}),
    "hồ": frozenset({"ba bể", "chí minh", "sơ", "thang hen"}),
    "lưu": frozenset({"trữ", "vt", "ý", "động"}),
    "đồng": frozenset({"bào", "bằng", "chí", "khởi", "loan", "nai", "phục", "tháp", "thời", "ý"}),
    "thạch": frozenset({"lâm"}),
    "kim": frozenset({"đồng"}),
    "bạch": frozenset({"đàn", "đằng"}),
    "thái": frozenset({"lan", "nguyên"}),
    "hạ": frozenset({"lang", "long", "thôn", "tầng"}),
    "đào": frozenset({"ngạn", "tạo"}),
    "đàm": frozenset({"phán"}),
    "long": frozenset({"an", "đĩnh"}),
    "chung": frozenset({"sức", "tay"}),
    "viên": frozenset({"chức"}),
    "mai": frozenset({"táng"}),
    "la": frozenset({"mã"}),
    "lại": frozenset({"sức"}),
    "thang": frozenset({"điểm"}),
    "châu": frozenset({"phi", "á", "âu"}),
    "tôn": frozenset({"giáo", "đức"}),
    "võ": frozenset({"nguyên giáp", "thị sáu"}),
    "vừ": frozenset({"a dính"}),
    "ninh": frozenset({"giang", "thuận"}),
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
    "trần": frozenset({"hưng đạo"}),
    "bế": frozenset({"giảng", "triều", "văn đàn"}),
    "hoàng": frozenset({"sa", "văn thụ", "đình giong"}),
    "phạm": frozenset({"hồng thái", "vi", "văn đồng"}),
    "nguyễn": frozenset({"du", "huệ", "trãi", "tất thành", "văn trỗi", "ái quốc"}),
    "phan": frozenset({"bội châu", "đình phùng"}),
    "lê": frozenset({"duẩn", "hồng phong", "quý đôn", "văn tám"}),
}
# The same of two words that stand alone, for in a longer name they may be anybody's: communes,
# past and present, other places, and words that begin a sentence. First the surname in each line.
NOT_SHORT_WORDS = """
bàn chân chải học luận tay
bàng hoàng quang
bạch cầu huyết hổ mai thông tuộc
bế khâu mạc thăng
cam canh lộ ranh sành thảo đoan
cao chương lãnh lộc nguyên thăng đài
chu trinh
chung cư khảo kết thủy
cháu ngoại
châu báu lục đốc
cà chua mau phê rốt tím
cầm cố máy tay đồ
dương cầm liễu lịch tính
giang hồ mai nam
hoàng diệu hôn hải tung
hà nam đông
hạ bộ chí du giá huyết sĩ
hầu hết
hồ ba gươm nhì tây
hứa hẹn
khâu lý vai
khúc mắc xạ
khổng lồ tử
kim bôi cương loại ngạch sơn tiêm
kiều bào hối mai
la bàn hán
liêu xiêu
long biên châu não xuyên
lâm nghiệp sản thao thời trường đồng
lã vọng
lê chung lai lợi
lò gạch rèn đốt
lô hàng lô đất
lý quốc sơn vạn thuyết trưởng tưởng
lăng hiếu yên
lưu hành loát ngọc thông trú vong
lương thông
lường trước
lạc dương hậu sơn thủy đà đường
lại giang nữa
lầu năm
lộc hà ninh tài
lục bát khu lạc nam ngạn yên địa
ma lịp trận tuý túy
mai long sau
mã lai lương lực thầy vạch
mông hoa trắng ân đen
mùa khô màng mưa vụ
mạc khải
nghiêm cấm túc
ngô quyền đồng
nhan sắc
nhâm dần thìn tuất
ninh bình kiều
nông cống cụ hóa hộ trại vụ đức
phan rang thanh thiết
phí công thẩm
phùng hưng
phạm nhân trù
quan khách sát tài điểm
sùng bái
sầm sơn uất
thang bảng hen lương máy đo
thái bình cường dương hòa học sơn đức
thân mến ái
thạch an anh bình cao sanh thất
thẩm mỹ quyền tra vấn
triệu nguyên đô ẩu
trương lương vương
trần nhà thế
trịnh tường
tòng bạt quân
tô hiệu phở vẽ
tôn lợp thờ tạo vinh đản
tăng lương thu tiết
tạ hiện lỗi uyên ơn
tằng tôn
tống tiền
vi khuẩn mạch sinh tính
viên nang ngoại nén
vàng bạc da mã
võ thuật
vũ công khí minh nông trang trụ
vương miện quốc
ân cần hận nghĩa nhân thi tình xá
âu châu cơ lạc
đinh dậu hợi mão mùi sửu tị tỵ
đoàn khối phường thanh trường tàu xe xã y đội
đàm phận thuỷ thủy đàng
đèo bông cát giàng gió ngang
đồng hành hóa hới khê minh ruộng tâm đăng
đổng đầu
đỗ xanh xe đen
"""
NOT_SHORT: dict[str, frozenset[str]] = {
    first: frozenset(seconds) | NOT_SECOND.get(first, frozenset())
    for first, *seconds in map(str.split, NOT_SHORT_WORDS.strip().splitlines())
}


# The same pairs as somebody writes them who writes no marks.
NOT_SECOND_PLAIN = frozenset(
    strip_marks(f"{first} {second}")
    for first, seconds in (*NOT_SECOND.items(), *NOT_SHORT.items())
    for second in seconds
) | frozenset({"dinh minh", "dinh phong", "dinh phung", "hoang hai", "hoang tung"})
# Surnames as somebody writes them who writes no marks, but for those that are other words then.
PLAIN_SYLLABLES = frozenset(strip_marks(syllable) for syllable in SYLLABLES)
UNMARKED = frozenset(strip_marks(surname) for surname in SURNAMES) - frozenset(
    {"do", "la", "lai", "ho", "mai", "quan", "lam", "cam", "phi", "vo", "to", "ta", "le"}
)
# Surnames that have no marks, be the text written with marks or without.
MARKLESS = frozenset(surname for surname in SURNAMES if surname.isascii())
ALL_PLAIN_SURNAMES = PLAIN_SURNAMES | frozenset(strip_marks(surname) for surname in SURNAMES)
PLAIN_GIVEN = GIVEN | frozenset(strip_marks(name) for name in RARE_GIVEN) | {"tai", "lam"}
# Surnames before "a" or "seo"; "long a" and "than a" are other words.
BEFORE_A = frozenset(surname for surname in SURNAMES if not surname.isascii()) | frozenset(
    {"giang", "hau", "hoang", "ly", "sung", "thao", "vang", "vu"}
)
FAMOUS_JOINED = frozenset(strip_marks(name).replace(" ", "") for name in FAMOUS)

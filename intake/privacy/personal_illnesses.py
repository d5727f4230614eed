"""Words for illnesses and disabilities, after the chapters of the International Classification of
Diseases in Vietnamese, with the short forms in which people write them. Known without pandas."""

import re

from intake.text.syllables import strip_marks

# Each is part of a pattern; a word that is common elsewhere too stands with what follows it.
CHAPTERS: dict[str, str] = {
    "infections": (
        "hiv|h\\.i\\.v|aids|sida|arv|(?:nhiễm|có|mắc) (?-i:H)|giang mai|lậu|sùi mào gà|bệnh xã hội|"
        "lao (?:phổi|hạch|xương|màng|kháng|khớp|tiềm)|bệnh lao|(?:mắc|bị) lao|afb|cùi|hủi|"
        "bệnh phong|viêm gan|uốn ván|nhiễm (?:trùng|khuẩn|virus|siêu vi)"
    ),
    "growths": (
        "ung thư|ungthư|ung-thư|ung bướu|bướu|u (?:gan|não|vú|phổi|xơ|nang|máu|ác|lành|hạch|mỡ|"
        "tuyến|tủy|xương|tử|buồng|đại|dạ|thận|họng|trung)|khối u|di căn|hóa trị|xạ trị|hóa chất|"
        "(?:bị|mắc) k|k (?:phổi|vòm|họng|dạ|gan|vú|đại|trực|cổ|tử|buồng|thực|máu|xương|tuyến|hạch|"
        "lưỡi|thanh|tụy|thận|da|não|giáp|tiền|hạ|bàng|túi|đường|giai)"
    ),
    "blood": (
        "thiếu máu|tan máu|máu trắng|máu khó đông|bạch cầu|thalassemia|hemophilia|suy tủy|"
        "suy giảm miễn dịch|lupus"
    ),
    "glands": (
        "tiểu đường|đái tháo đường|đtđ|basedow|cường giáp|suy giáp|suy dinh dưỡng|béo phì|gút|gout"
    ),
    "mind": (
        "tâm thần|trầm cảm|loạn thần|hoang tưởng|tự kỷ|tăng động|chậm phát triển|thiểu năng|"
        "sa sút trí tuệ|mất trí|trí tuệ|rối loạn|(?<!cai )nghiện|methadone"
    ),
    "nerves": (
        "thần kinh|động kinh|parkinson|alzheimer|bại (?:não|liệt)|(?:bị|mắc) liệt|"
        "liệt (?:nửa|hai|toàn|2|giường|chân|tay|tứ|nằm|cả|một|nhẹ)|đột quỵ|tai biến|tbmmn|"
        "xuất huyết não|chảy máu não|não úng|úng thủy|teo (?:cơ|não)|nhược cơ|sọ não|viêm màng não"
    ),
    "senses": (
        "(?:bị|mắc) (?:mù|câm|điếc)|mù (?:lòa|hai|2|cả|một|bẩm|mắt)|khiếm thị|khiếm thính|câm điếc|"
        "điếc (?:hai|2|bẩm|cả|nặng|một)|câm (?:bẩm|từ)|đục thủy tinh thể|glôcôm|glocom"
    ),
    "heart": (
        "suy tim|bệnh tim|tim bẩm|tim mạch|van tim|hở van|hẹp van|mạch vành|nhồi máu|huyết áp|"
        "(?-i:THA)|rối loạn nhịp"
    ),
    "breath": "hen suyễn|hen phế|copd|tắc nghẽn|giãn phế|bụi phổi|suy hô hấp|tràn dịch|thở oxy",
    "digestion": "xơ gan|cổ trướng|suy gan|(?:viêm|loét) (?:dạ|đại|ruột|tá)|sỏi (?:thận|mật)",
    "skin": "vảy nến|xơ cứng bì|chàm|bỏng (?:nặng|toàn|độ|nước|điện|lửa)|(?:bị|mắc) bỏng",
    "bones": (
        "viêm (?!gan)\\w+|thoái hóa|thoát vị|đĩa đệm|gai (?:cột|đôi)|loãng xương|gù|vẹo cột|"
        "(?:cụt|gãy) (?:chân|tay|xương|cẳng|một|hai|1|2|ngón|cổ|cột)|cắt cụt|cụt cả|teo chân"
    ),
    "kidneys": "suy thận|chạy thận|lọc máu|thận nhân tạo|thận hư|ghép thận",
    "birth": "mang thai|có thai|sảy thai|vô sinh|chửa hoang",
    "from birth": (
        "dị tật|bẩm sinh|hội chứng \\w+|(?:bệnh|bị|trẻ|mắc) down|(?-i:Down)|sứt môi|hở hàm|"
        "khe hở|khoèo|não bé"
    ),
}


def _write_without_marks() -> str:
    """The plain spellings of those that are no other words then."""
    plain = (
        "ung thư|tâm thần|tiểu đường|viêm gan|xơ gan|suy thận|chạy thận|đột quỵ|tai biến|bại não"
    )
    return strip_marks(plain)


SAYS_WHO = r"(?:mắc|bị|nhiễm|chẩn đoán|mac|bi|nhiem)"
NAMES = "|".join([*CHAPTERS.values(), _write_without_marks()])
OF_ONE = re.compile(
    rf"(?<!\w)(?:(?:{SAYS_WHO})[^,;.()\n]{{0,16}})?(?:{NAMES})(?!\w)[^,;.()\n…]{{0,50}}|"
    r"(?:^|(?<=[,;(.]))\s*(?:lao|down|(?-i:H|K))\s*(?=$|[,;)])",
    re.IGNORECASE,
)

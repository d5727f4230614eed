"""Tổng quan, as a leader reads it."""

from datetime import date

from sqlalchemy import Engine

from models import UserRole
from tests.pages.watching import answered_last_year, fill, opened, tables, written


def test_the_sentence_says_how_many_came_and_who_is_longest_overdue(watched: Engine) -> None:
    app = opened(watched, "overview")
    assert [title.value.replace("\\", "") for title in app.title] == [
        "Đã nhận 3 trong 6 báo cáo, trả lại 1; 2 báo cáo quá hạn, lâu nhất 6 ngày: Sở Xây dựng."
    ]


def test_before_the_deadline_nothing_is_overdue(watched: Engine) -> None:
    app = opened(watched, "overview", as_of=date(2026, 12, 14))
    assert "hạn cuối là hết ngày" in app.title[0].value


def test_before_the_deadline_the_sentence_says_how_many_were_sent_back(watched: Engine) -> None:
    sentence = opened(watched, "overview", as_of=date(2026, 12, 10)).title[0].value
    assert sentence.startswith("Đã nhận 3 trong 6 báo cáo, trả lại 1; chưa đến hạn")


def test_the_extension_of_one_unit_is_not_the_deadline_of_all(watched: Engine) -> None:
    sentence = opened(watched, "overview", as_of=date(2026, 12, 10)).title[0].value
    assert sentence.replace("\\", "").endswith(
        "hạn cuối là hết ngày 14/12/2026 (1 nơi được gia hạn, muộn nhất đến hết ngày 18/12/2026)."
    )


def test_each_figure_says_its_part_of_the_whole_and_last_year(watched: Engine) -> None:
    told = [(metric.label, metric.value) for metric in opened(watched, "overview").metric]
    assert told == [
        ("Báo cáo đã nhận", "3 / 6"),
        ("Tỷ lệ hoàn thành", "16,7\N{NO-BREAK SPACE}%"),  # 2 of 12: X3 has fallen due since
        ("Bao phủ địa chỉ nhân đạo", "0\N{NO-BREAK SPACE}%"),  # of counts rounded to fives
        ("Địa chỉ chưa được trợ giúp", "khoảng 5"),
    ]
    assert "Kỳ 2025 chưa có số liệu" in written(opened(watched, "overview"))


def test_who_is_to_be_called_stands_there_and_a_requested_body_does_not(watched: Engine) -> None:
    said = written(opened(watched, "overview"))
    assert "Chưa nhận tệp báo cáo nào" not in said
    assert "Sở Xây dựng" in said
    assert "Đôn đốc ngày 16/12/2026; hẹn ngày 22/12/2026" in said
    assert "Mặt trận" not in said


def test_the_strip_says_that_the_data_are_a_sample(watched: Engine) -> None:
    assert "Số liệu minh họa" in written(opened(watched, "overview"))
    assert "Sample data" in written(opened(watched, "overview", language="en"))


def test_a_name_is_shown_and_never_obeyed_as_markdown(watched: Engine) -> None:
    told = "\n".join(each.value for each in opened(watched, "overview").markdown)
    assert r"Xã \*Ba\*" in told


def test_a_birth_certificate_shows_a_leader_communes_and_no_address(watched: Engine) -> None:
    app = opened(watched, "overview")
    app.button(key="origin-2").click().run()
    assert not app.exception
    assert "Xã Một" in tables(app)
    assert "BIMAT" not in tables(app)


def test_the_secretariat_sees_the_addresses_with_their_file_and_row(engine: Engine) -> None:
    fill(engine)
    app = opened(engine, "overview", role=UserRole.SECRETARIAT)
    app.button(key="origin-2").click().run()
    assert "BIMAT-1" in tables(app)
    assert "syt.csv" in tables(app)


def test_an_office_that_has_received_nothing_is_told_its_first_step(engine: Engine) -> None:
    fill(engine)
    with engine.begin() as connection:
        for table in (
            *("send_back", "scan", "correction", "result", "submission"),
            *("support", "dossier", "address", "batch"),
        ):
            connection.exec_driver_sql(f'DELETE FROM "{table}"')
    clerk = written(opened(engine, "overview", role=UserRole.SECRETARIAT))
    assert "Bước đầu tiên" in clerk
    leader = written(opened(engine, "overview"))
    assert "Chưa nhận tệp báo cáo nào" in leader
    assert "Bước đầu tiên" not in leader


def test_before_the_deadline_a_part_of_the_year_is_set_against_no_whole_one(
    engine: Engine,
) -> None:
    fill(engine)
    answered_last_year(engine)
    running = written(opened(engine, "overview", as_of=date(2026, 12, 14)))
    assert "Cả kỳ 2025: 8,3 %" in running  # of progress: 1 of 12
    assert "so với cả kỳ 2025" not in running
    assert "so với cả kỳ 2025" in written(opened(engine, "overview", as_of=date(2026, 12, 15)))


def test_a_past_period_leaves_nothing_to_decide(engine: Engine) -> None:
    fill(engine)
    answered_last_year(engine)
    app = opened(engine, "overview", asked={"nam": "2025"})
    said = written(app)
    assert "Kỳ 2025 đã qua: 5 đơn vị không gửi báo cáo. Đã nhận 1 trong 6 báo cáo." in said
    assert "không còn việc phải quyết" in said
    assert "Việc cần quyết" not in said
    assert "quá hạn" not in app.title[0].value

"""What a page asked for reaches it, though it runs anew before the answer was sent."""

from collections.abc import Iterator

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from server.streamlit_patches.queued_answers import patch_queued_answers


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[ForwardMsgQueue]:
    monkeypatch.setattr(ForwardMsgQueue, "clear", ForwardMsgQueue.clear)
    patch_queued_answers()
    yield ForwardMsgQueue()


def make_element(text: str) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.markdown.body = text
    message.metadata.delta_path.extend([0, 0])
    return message


def make_upload_answer() -> ForwardMsg:
    message = ForwardMsg()
    message.file_urls_response.response_id = "dropped"
    return message


def make_download_answer() -> ForwardMsg:
    message = ForwardMsg()
    message.backend_operation_response.request_id = "pressed"
    return message


@pytest.mark.parametrize("make", [make_upload_answer, make_download_answer])
def test_a_page_that_runs_anew_still_gets_its_answer(queue: ForwardMsgQueue, make: object) -> None:
    assert callable(make)
    for message in (make_element("old"), make()):
        queue.enqueue(message)
    queue.clear(retain_lifecycle_msgs=True)
    queue.enqueue(make_element("new"))
    answer, shown = queue.flush()
    assert answer == make()
    assert shown.delta.new_element.markdown.body == "new"
    assert queue.is_empty()
    assert queue.flush() == []


def test_a_fragment_that_runs_anew_gives_it_once(queue: ForwardMsgQueue) -> None:
    queue.enqueue(make_upload_answer())
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=["table"])
    assert queue.flush() == [make_upload_answer()]

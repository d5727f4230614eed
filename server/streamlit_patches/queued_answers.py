"""Keep the answers to an open page's questions until they are sent.

A page asks the server where to put a file that was dropped on it, and for a file that is made at a
press; the answer waits with what the page is to show. Streamlit empties that queue when the page
runs anew, and the answer with it: the file would vanish from the uploader, the press give
nothing, and nobody would be told.
"""

from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

ANSWERS = frozenset({"file_urls_response", "backend_operation_response"})
_clear = ForwardMsgQueue.clear


def patch_queued_answers() -> None:
    """From now on, in this process. Streamlit offers no other place."""
    ForwardMsgQueue.clear = _clear_all_but_answers  # type: ignore[assignment,method-assign]  # its own method


def _clear_all_but_answers(
    queue: ForwardMsgQueue,
    retain_lifecycle_msgs: bool = False,
    fragment_ids_this_run: list[str] | None = None,
) -> None:
    """Empty the queue of a page that runs anew. A fragment's run keeps all but its own elements,
    and without `retain_lifecycle_msgs` everything was just sent."""
    is_new_run = retain_lifecycle_msgs and fragment_ids_this_run is None
    waiting = queue._queue if is_new_run else []
    answers = [message for message in waiting if message.WhichOneof("type") in ANSWERS]
    _clear(queue, retain_lifecycle_msgs, fragment_ids_this_run)
    queue._queue.extend(answers)

"""An open page as the server sees it: a websocket that brings a cookie, Streamlit's own
messages, every frame kept. What a page of ours would never say can be said here."""

import re
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PATIENCE_SECONDS = 60
NUMBERS = re.compile(r"[0-9a-f]{32,128}|\d+(?:\.\d+)? ?m?s")  # of a run, of a page


@dataclass
class Page:
    """One browser tab of whoever `cookie` says; `frames` are the messages of the last run,
    `heard` all bytes that ever came."""

    address: str
    cookie: str
    frames: list[ForwardMsg] = field(default_factory=list)
    heard: list[bytes] = field(default_factory=list)
    session: str = ""
    _line: ClientConnection | None = None
    _page: str = ""
    _query: str = ""

    def __enter__(self) -> Self:
        self._line = connect(
            f"{self.address.replace('http', 'ws')}/_stcore/stream",
            origin=Origin(self.address),
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={"Cookie": self.cookie},
            max_size=None,
            legacy=True,  # it is closed in __exit__
        )
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _fault: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._line is not None:
            self._line.close()

    def open(self, path: str, query: str = "") -> Self:
        """Open the address `path`?`query`; its frames."""
        self._page, self._query = path, query
        return self.run()

    def run(self, *widgets: WidgetState) -> Self:
        """Let it be drawn once more, with `widgets` as somebody says they stand."""
        asked = BackMsg()
        asked.rerun_script.page_name = self._page
        asked.rerun_script.query_string = self._query
        asked.rerun_script.widget_states.widgets.extend(widgets)
        self.say(asked)
        return self

    def part(self, number: str) -> Self:
        """Ask for one part of a page that is none, then for the page."""
        asked = BackMsg()
        asked.rerun_script.page_script_hash = "0" * 32
        asked.rerun_script.fragment_id = number
        self.line.send(asked.SerializeToString())
        return self.run()

    def say(self, asked: BackMsg) -> None:
        """Send a message and read on until the run that it began has ended."""
        self.frames = []
        self.line.send(asked.SerializeToString())
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            told = self._read()
            self.frames.append(told)
            if told.HasField("new_session"):
                self.session = told.new_session.initialize.session_id
            early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
            if told.WhichOneof("type") == "script_finished" and told.script_finished != early:
                return
        raise TimeoutError(self._page)

    def fetch(self, number: str, *, seconds: float = PATIENCE_SECONDS) -> str:
        """Press a button that makes its file when it is pressed; the file's address; "" where
        `seconds` after the line answered otherwise there is none."""
        asked = BackMsg()
        wanted = asked.backend_operation_request
        wanted.request_id, wanted.session_id = "1", self.session
        wanted.deferred_file.file_id = number
        self.line.send(asked.SerializeToString())
        self.line.send(BackMsg(app_heartbeat=True).SerializeToString())
        url, acknowledged = "", False
        while not (acknowledged and url):
            try:
                told = self._read(seconds=seconds if acknowledged else PATIENCE_SECONDS)
            except TimeoutError:
                return url
            acknowledged |= told.HasField("heartbeat_ack")
            if told.HasField("backend_operation_response"):
                return str(told.backend_operation_response.deferred_file.url)
        return url

    def get(self, path: str) -> httpx2.Response:
        """A plain request of the same browser."""
        return httpx2.get(self.address + path, headers={"Cookie": self.cookie}, timeout=60)

    @property
    def line(self) -> ClientConnection:
        """The open line; RuntimeError where the page was not entered."""
        if self._line is None:
            raise RuntimeError("a page is opened with `with`")
        return self._line

    @property
    def elements(self) -> list[Element]:
        """What was drawn."""
        return [one.delta.new_element for one in self.frames if one.delta.HasField("new_element")]

    @property
    def drawn(self) -> str:
        """All that was drawn and where, without the numbers that are each page's own."""
        kept = [one for one in self.frames if one.WhichOneof("type") in ("delta", "navigation")]
        return NUMBERS.sub("#", "\n".join(_plain(one) for one in kept))

    @property
    def raw(self) -> bytes:
        """Every byte of the last run, without the signs that escape Markdown."""
        return b"\n".join(one.SerializeToString() for one in self.frames).replace(b"\\", b"")

    def widgets(self) -> list[tuple[str, str]]:
        """The kind and id of everything on the page that can be moved or pressed."""
        found = []
        for element in self.elements:
            kind = element.WhichOneof("type")
            number = str(getattr(getattr(element, kind or "", None), "id", ""))
            if kind and number:
                found.append((kind, number))
        return found

    def buttons(self) -> list[str]:
        """The numbers of the downloads that are made when they are fetched."""
        drawn = [one.download_button for one in self.elements if one.HasField("download_button")]
        return [one.deferred_file_id for one in drawn if one.deferred_file_id]

    def files(self) -> list[str]:
        """The addresses of files that lie ready."""
        return sorted({found.decode() for found in re.findall(rb"/media/[\w.]+", self.raw)})

    def _read(self, seconds: float = PATIENCE_SECONDS) -> ForwardMsg:
        raw = self.line.recv(timeout=seconds)
        raw = raw if isinstance(raw, bytes) else raw.encode()
        self.heard.append(raw)
        return ForwardMsg.FromString(raw)


def _plain(told: ForwardMsg) -> str:
    copy = ForwardMsg()
    copy.CopyFrom(told)
    copy.ClearField("hash")
    path = list(copy.metadata.delta_path)
    copy.ClearField("metadata")
    return f"{path} {copy}"

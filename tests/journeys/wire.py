"""What a page has told the server and what it was answered, as it goes over the wire: so that a
test knows whether a press reached the page's own code, and whether the screen it asked for was
drawn to its end. A browser drops a press whose button is drawn anew between its two halves; a
person sees that nothing happened, and presses again. On a busy machine the screen still rests a
while after it was told something."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

SHORT = 200  # bytes; what tells the end of a run is shorter


@dataclass
class Wire:
    """How many messages a page has sent, and files it was given; how many runs have ended, a cut
    line's among them."""

    sent: int = 0
    ended: int = 0

    def listen(self, socket: WebSocket) -> None:
        """Count what goes over `socket`."""
        socket.on("framesent", self.count)
        socket.on("framereceived", self.hear)
        socket.on("close", self.end)

    def count(self, _message: object) -> None:
        """One more."""
        self.sent += 1

    def hear(self, message: bytes | str) -> None:
        """Count the run that the message ends, unless another goes on in its place."""
        if isinstance(message, str) or len(message) > SHORT:
            return
        answer = ForwardMsg.FromString(message)
        early = ForwardMsg.FINISHED_EARLY_FOR_RERUN
        self.ended += answer.HasField("script_finished") and answer.script_finished != early

    def end(self, _socket: WebSocket) -> None:
        """Count what nobody waits for any more."""
        self.ended += 1


HEARD: "WeakKeyDictionary[Page, Wire]" = WeakKeyDictionary()


def wire_of(page: Page) -> Wire:
    """The page's wire, listened to from now on: call it before the page is opened."""
    wire = HEARD.get(page)
    if wire is None:
        wire = HEARD[page] = Wire()
        page.on("websocket", wire.listen)
        page.on("download", wire.count)
    return wire

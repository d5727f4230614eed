"""What a page has told the server, as it goes over the wire: so that a test knows whether a press
reached the page's own code. A browser drops a press whose button is drawn anew between its two
halves; a person sees that nothing happened, and presses again."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, WebSocket


@dataclass
class Wire:
    """How many messages a page has sent, and files it was given."""

    sent: int = 0

    def listen(self, socket: WebSocket) -> None:
        """Count what goes out over `socket`."""
        socket.on("framesent", self.count)

    def count(self, _message: object) -> None:
        """One more."""
        self.sent += 1


HEARD: "WeakKeyDictionary[Page, Wire]" = WeakKeyDictionary()


def wire_of(page: Page) -> Wire:
    """The page's wire, listened to from now on: call it before the page is opened."""
    wire = HEARD.get(page)
    if wire is None:
        wire = HEARD[page] = Wire()
        page.on("websocket", wire.listen)
        page.on("download", wire.count)
    return wire

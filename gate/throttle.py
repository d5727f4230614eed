"""The throttle: how long somebody who keeps guessing has to wait.

Counted for the name and for the address apart, so that neither one name tried from many
places nor many names tried from one place gets far. An attempt counts before it is
answered (a hundred sent at once are a hundred), and one that succeeds is taken back.
Memory is bounded: the entries that have been quiet longest go first.
"""

from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from threading import Lock

FREE = 5  # tries without waiting
LONGEST_WAIT = 300.0  # seconds
FORGOTTEN_AFTER = 900.0  # seconds without a try
MOST_KEPT = 20_000


@dataclass
class _Tries:
    """How often, and since when no more."""

    count: int
    last: float


class Throttle:
    """Counts tries by key; `now` is any clock in seconds that only goes forward."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._tries)

    def wait(self, keys: list[str], now: float) -> float:
        """Seconds to wait before the next try; 0 admits this one and counts it."""
        with self._lock:
            left = max(self._left(key, now) for key in keys)
            if left <= 0:
                for key in keys:
                    self._count(key, now)
            return max(left, 0.0)

    def succeeded(self, keys: list[str]) -> None:
        """Take back the try that was admitted; the first key, the name, is clear."""
        with self._lock:
            self._tries.pop(keys[0], None)
            for key in keys[1:]:
                if key in self._tries:
                    self._tries[key].count -= 1

    def _left(self, key: str, now: float) -> float:
        tries = self._tries.get(key)
        if tries is None or now - tries.last > FORGOTTEN_AFTER or tries.count < FREE:
            return 0.0
        waits = min(2.0 ** min(tries.count - FREE, 20), LONGEST_WAIT)
        return tries.last + waits - now

    def _count(self, key: str, now: float) -> None:
        tries = self._tries.pop(key, None)
        if tries is None or now - tries.last > FORGOTTEN_AFTER:
            tries = _Tries(0, now)
        self._tries[key] = _Tries(tries.count + 1, now)
        while len(self._tries) > self._most:
            self._tries.popitem(last=False)


def address_key(host: str) -> str:
    """The key of an address: all of an IPv6 network of 64 bits is one household."""
    try:
        address = ip_address(host)
    except ValueError:
        return f"from {host[:64]}"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return f"from {int(address) >> 64:x}::/64"
    return f"from {address}"


def name_key(name: str) -> str:
    """The key of a name of sign-in."""
    return f"as {name[:64]}"

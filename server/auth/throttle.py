"""The throttle: how long somebody who keeps guessing has to wait.

Whoever knows a name must not be able to lock its owner out, and an owner cannot be told from a
guesser before the password is right. So a device on which the person has signed in before is
counted by itself alone. From any other device, the tries of one address at one name and of one
address at all are slowed; and a name, like the whole office, has only so many tries an hour,
after which each costs the patience of waiting at the open page (`Attempt.patient`). Of patient
tries a name has a few more: a guesser who comes from a new address each time gets fewer than
twenty an hour, and the owner, who waits, gets in.

An attempt counts before it is answered (a hundred sent at once are a hundred), and one that
succeeds is taken back. Memory is bounded: the entries that have been quiet longest go first.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address
from threading import Lock

FREE = 5  # tries without waiting
LONGEST_WAIT = 300.0  # seconds
FORGOTTEN_AFTER = 900.0  # seconds without a try
HOUR = 3600.0  # seconds
PATIENCE = 30.0  # seconds at the open page
NAME_BUDGET, PATIENT_NAME_BUDGET = 9, 9  # tries an hour at one name, from whatever addresses
WHOLE_BUDGET, PATIENT_WHOLE_BUDGET = 300, 300  # tries an hour at all names together
MOST_KEPT = 20_000


@dataclass(frozen=True)
class Attempt:
    """A try of `name` from `address`; `device` is the one on which that person signed in
    before, if it is; `patient`: waited at the page; `by_code`: with a one-time code, which is
    longer than anybody guesses, so that an administrator can always let somebody in."""

    name: str
    address: str
    device: str = ""
    patient: bool = False
    by_code: bool = False

    def list_slowed(self) -> list[str]:
        """The keys whose tries wait longer each time."""
        if self.device:
            return [f"device {self.device}"]
        return [
            f"as {self.name[:64]} {build_address_key(self.address)}",
            build_address_key(self.address),
        ]

    def list_budgets(self) -> dict[str, int]:
        """The keys that have so many tries an hour."""
        if self.device or self.by_code:
            return {}
        kind = "patient" if self.patient else "at once"
        return {
            f"all {kind}": PATIENT_WHOLE_BUDGET if self.patient else WHOLE_BUDGET,
            f"as {self.name[:64]} {kind}": PATIENT_NAME_BUDGET if self.patient else NAME_BUDGET,
        }


@dataclass
class _Tries:
    """How often, when last, and at what moments of the last hour."""

    count: int = 0
    last: float = 0.0
    moments: list[float] = field(default_factory=list)


class Throttle:
    """Counts tries by key; `now` is any clock in seconds that only goes forward."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._tries: OrderedDict[str, _Tries] = OrderedDict()
        self._most = most
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._tries)

    def admit(self, attempt: Attempt, now: float) -> float:
        """Seconds to wait before the next try; 0 admits this one and counts it."""
        with self._lock:
            left = max(self._list_waits(attempt, now))
            if left <= 0:
                for key in attempt.list_slowed():
                    self._count(key, now)
                for key in attempt.list_budgets():
                    self._count(key, now).moments.append(now)
            return max(left, 0.0)

    def take_back(self, attempt: Attempt) -> None:
        """The try that was admitted succeeded: it no longer counts, and the person at this
        address or on this device is clear."""
        with self._lock:
            first, *others = attempt.list_slowed()
            self._tries.pop(first, None)
            for key in others:
                if key in self._tries:
                    self._tries[key].count -= 1
            for key in attempt.list_budgets():
                if key in self._tries and self._tries[key].moments:
                    self._tries[key].moments.pop()

    def _list_waits(self, attempt: Attempt, now: float) -> Iterator[float]:
        for key in attempt.list_slowed():
            tries = self._tries.get(key)
            if tries is not None and now - tries.last <= FORGOTTEN_AFTER and tries.count >= FREE:
                waits = min(2.0 ** min(tries.count - FREE, 20), LONGEST_WAIT)
                yield tries.last + waits - now
        for key, most in attempt.list_budgets().items():
            lately = [at for at in self._moments_of(key) if at > now - HOUR]
            if len(lately) >= most:
                yield lately[-most] + HOUR - now if attempt.patient else PATIENCE
        yield 0.0

    def _moments_of(self, key: str) -> list[float]:
        return self._tries[key].moments if key in self._tries else []

    def _count(self, key: str, now: float) -> _Tries:
        tries = self._tries.pop(key, None)
        lately = [at for at in tries.moments if at > now - HOUR] if tries is not None else []
        if tries is None or now - tries.last > FORGOTTEN_AFTER:
            tries = _Tries()
        self._tries[key] = _Tries(tries.count + 1, now, lately)
        while len(self._tries) > self._most:
            self._tries.popitem(last=False)
        return self._tries[key]


def build_address_key(host: str) -> str:
    """The key of an address: all of an IPv6 network of 64 bits is one household."""
    try:
        address = ip_address(host)
    except ValueError:
        return f"from {host[:64]}"
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return f"from {int(address) >> 64:x}::/64"
    return f"from {address}"

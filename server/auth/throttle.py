"""Rate limits on tries to sign in, and on tries of a second factor's code.

Whoever knows a sign-in name can try passwords at it from as many addresses as they can rent, and
cannot be told from its owner before the password is right. Two things tell them apart all the
same: the owner's browser brings a cookie from an earlier sign-in (a known device), and the owner
is often in a network that she signed in from before (a near one). So tries are counted apart:

- From a known device: by that device. Nothing that others do slows it.
- From elsewhere: each name has budgets for an hour, whatever the addresses: one for near networks,
  one for anybody at once, and one for whoever has waited half a minute at the open page. A try
  takes from the first that is its own and has room; where none has, it waits.
- From elsewhere, too: after five tries at one name from an address, and after five from that
  address at all, each waits twice as long as the one before, up to five minutes.
- All names together have a budget for tries at once. When it is used up, whoever waits at the page
  still comes in.
- A name that nobody has is answered like any other and has budgets of its own; it takes nothing
  from those of people. After some hundreds in an hour no digest is computed for such names, so
  that they do not keep people waiting.

The budgets of a name together are fewer than twenty tries an hour. Guessers from many addresses who
all wait at the page can use up a name's last budget; docs/decisions/0041 says what holds then.

All processes that serve one database count together (`SharedThrottle`).

A try counts before it is answered, so that a hundred sent at once are a hundred; one that succeeds
is taken back. What is kept of people's names is bounded by how many there are; of addresses and
made-up names the entries that have been quiet longest go first.
"""

import logging
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from ipaddress import IPv6Address, ip_address
from threading import Lock

from sqlalchemy import URL

from actions.shared_state import FAULTS, SharedState, open_shared_state

LOG = logging.getLogger("oversight.throttle")
FREE = 5  # tries without waiting
LONGEST_WAIT = 300.0  # seconds
FORGOTTEN_AFTER = 900.0  # seconds without a try
HOUR = 3600.0  # seconds
PATIENCE = 30.0  # seconds at the open page
# Tries an hour, by whom.
NEAR, AT_ONCE, PATIENT, OWN = "near", "at once", "patient", "known device"
NAME_BUDGETS = {NEAR: 4, AT_ONCE: 5, PATIENT: 5}  # at one name
CODE_BUDGETS = {OWN: 5, **NAME_BUDGETS}  # at one name's second factor: 19 in all
DEVICE_BUDGET = 15  # on one known device
WHOLE_BUDGET = 300  # at once, at all names together
COMPUTED_FOR_NOBODY = 300  # at names that nobody has
MOST_KEPT, MOST_MOMENTS = 20_000, max(WHOLE_BUDGET, COMPUTED_FOR_NOBODY) + 1
NOBODY, NETWORKS_KIND = "nobody", "network"
NETWORKS = 8  # of one person; the one used longest ago goes


@dataclass(frozen=True)
class Attempt:
    """A try of `name` from `address`. `device` is the number of the browser that this person signed
    in on before, or tells the sign-in within which the password is asked for again, "" elsewhere;
    `patient`: waited at the page; `by_code`: with a one-time code, which is longer than anybody
    guesses, so that an administrator can always let somebody in; `second`: at the second factor
    of this person, under whatever `name` its tries are counted; `is_nobody`: no person has this
    name."""

    name: str
    address: str
    device: str = ""
    patient: bool = False
    by_code: bool = False
    second: str = ""
    is_nobody: bool = False

    def list_wait_keys(self) -> list[str]:
        """The keys whose tries wait longer each time."""
        if self.device:
            return [f"device {self.device} {'code' if self.second else ''}"]
        return [
            f"as {self.name[:64]} {build_address_key(self.address)}",
            build_address_key(self.address),
        ]

    def list_keys(self) -> list[str]:
        """Every key that this try may be counted under."""
        budgets = replace(self, patient=True).list_budgets(near=True)
        return [*self.list_wait_keys(), *budgets, AT_ONCE, NOBODY]

    def list_budgets(self, *, near: bool) -> dict[str, int]:
        """The budgets this try may take from, in that order: how many tries an hour each has."""
        if self.by_code:
            return {}
        if self.device and not self.second:
            return {f"device {self.device}": DEVICE_BUDGET}
        kinds = {OWN: bool(self.device), NEAR: near, AT_ONCE: True, PATIENT: self.patient}
        budgets = CODE_BUDGETS if self.second else NAME_BUDGETS
        return {
            f"as {self.name[:64]}, {kind}": most for kind, most in budgets.items() if kinds[kind]
        }


@dataclass
class _Tries:
    """How often, when last, and at what moments of the last hour."""

    count: int = 0
    last: float = 0.0
    moments: list[float] = field(default_factory=list)

    def list_since(self, since: float) -> list[float]:
        return [at for at in self.moments if at > since]


class Throttle:
    """Counts tries by key, in this process; `now` is a clock in seconds."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._of_people: OrderedDict[str, _Tries] = OrderedDict()  # budgets
        self._of_others: OrderedDict[str, _Tries] = OrderedDict()  # addresses, made-up names
        self._networks: dict[str, OrderedDict[str, None]] = {}
        self._most = most
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._of_others)

    @contextmanager
    def _hold(self, _attempt: Attempt) -> Iterator[None]:
        """Count within as the only one."""
        with self._lock:
            yield

    def admit(self, attempt: Attempt, now: float) -> float:
        """Seconds to wait before the next try; 0 admits this one and counts it."""
        with self._hold(attempt):
            wait = max(self._list_waits(attempt, now), default=0.0)
            budgets = self._list_budgets(attempt)
            budget = next((key for key in budgets if self._has_room(attempt, key, now)), "")
            if budgets and not budget:
                wait = max(wait, self._find_budget_wait(attempt, now))
            if wait > 0:
                return wait
            for key in attempt.list_wait_keys():
                self._count(self._of_others, key, now)
            if budget:
                table = self._find_table(attempt)
                self._count(table, budget, now).moments.append(now)
                if budget.endswith(AT_ONCE) and not attempt.is_nobody:
                    self._count(table, AT_ONCE, now).moments.append(now)
            return 0.0

    def take_back(self, attempt: Attempt, *, is_in: bool = True) -> None:
        """The try that was admitted no longer counts: nothing was guessed by it. Where it
        succeeded (`is_in`), the person at this address or on this device is clear."""
        with self._hold(attempt):
            first, *others = attempt.list_wait_keys()
            if is_in:
                self._of_others.pop(first, None)
            for key in (first, *others):
                if key in self._of_others:
                    self._of_others[key].count -= 1
            table = self._find_table(attempt)
            used = [key for key in self._list_budgets(attempt) if _last_moment(table, key)]
            if used:
                last = max(used, key=lambda key: _last_moment(table, key))
                table[last].moments.pop()
                if not table[last].moments:
                    del table[last]
                if last.endswith(AT_ONCE) and _last_moment(table, AT_ONCE):
                    table[AT_ONCE].moments.pop()

    def remember_network(self, name: str, address: str) -> None:
        """The person `name` came in from `address`: its network is near from now on."""
        with self._hold(Attempt(name, address)):
            networks = self._networks.setdefault(name, OrderedDict())
            networks.pop(build_network_key(address), None)
            networks[build_network_key(address)] = None
            while len(networks) > NETWORKS:
                networks.popitem(last=False)

    def may_compute(self, attempt: Attempt, now: float) -> bool:
        """Whether an admitted try is worth a digest: of names that nobody has, some hundreds."""
        if not attempt.is_nobody:
            return True
        with self._hold(attempt):
            tries = self._count(self._of_others, NOBODY, now)
            tries.moments.append(now)
            return len(tries.moments) <= COMPUTED_FOR_NOBODY

    def _list_budgets(self, attempt: Attempt) -> dict[str, int]:
        near = build_network_key(attempt.address) in self._networks.get(
            attempt.second or attempt.name, ()
        )
        return attempt.list_budgets(near=near)

    def _find_table(self, attempt: Attempt) -> OrderedDict[str, _Tries]:
        return self._of_others if attempt.is_nobody else self._of_people

    def _has_room(self, attempt: Attempt, key: str, now: float) -> bool:
        whole = self._of_people.get(AT_ONCE, _Tries())
        if key.endswith(AT_ONCE) and len(whole.list_since(now - HOUR)) >= WHOLE_BUDGET:
            return False
        tries = self._find_table(attempt).get(key, _Tries())
        return len(tries.list_since(now - HOUR)) < self._list_budgets(attempt)[key]

    def _find_budget_wait(self, attempt: Attempt, now: float) -> float:
        """Until one of the budgets has room, for who waits at the page meanwhile."""
        table = self._find_table(attempt)
        waits = []
        for key, most in self._list_budgets(replace(attempt, patient=True)).items():
            lately = table.get(key, _Tries()).list_since(now - HOUR)
            waits.append(PATIENCE if len(lately) < most else lately[-most] + HOUR - now)
        return min(waits)

    def _list_waits(self, attempt: Attempt, now: float) -> Iterator[float]:
        for key in attempt.list_wait_keys():
            tries = self._of_others.get(key)
            if tries is not None and now - tries.last <= FORGOTTEN_AFTER and tries.count >= FREE:
                waits = min(2.0 ** min(tries.count - FREE, 20), LONGEST_WAIT)
                yield min(max(tries.last + waits - now, 0.0), waits)  # a clock may be set back

    def _count(self, table: OrderedDict[str, _Tries], key: str, now: float) -> _Tries:
        tries = table.pop(key, None)
        lately = tries.list_since(now - HOUR) if tries is not None else []
        if tries is None or now - tries.last > FORGOTTEN_AFTER:
            tries = _Tries()
        table[key] = _Tries(tries.count + 1, now, lately)
        while table is self._of_others and len(table) > self._most:
            table.popitem(last=False)
        return table[key]


class SharedThrottle(Throttle):
    """The same for all processes that serve the database at `url`: of each try what is known of its
    keys is loaded, and kept again."""

    def __init__(self, url: URL) -> None:
        super().__init__()
        self._url = url

    @contextmanager
    def _hold(self, attempt: Attempt) -> Iterator[None]:
        with self._lock:
            is_held = False
            try:
                with open_shared_state(self._url) as state:
                    self._load(state, attempt)
                    is_held = True
                    yield
                    self._keep(state, attempt)
            except FAULTS:
                LOG.exception("tries are counted in this process alone")
            if not is_held:
                yield

    def _load(self, state: SharedState, attempt: Attempt) -> None:
        keys = attempt.list_keys()
        for kind, table in self._list_tables():
            table.clear()
            table.update({key: _Tries(*of) for key, of in state.load(kind, keys).items()})
        name = attempt.second or attempt.name
        self._networks = {
            name: OrderedDict.fromkeys(networks)
            for name, networks in state.load(NETWORKS_KIND, [name]).items()
        }

    def _keep(self, state: SharedState, attempt: Attempt) -> None:
        latest = 0.0
        for kind, table in self._list_tables():
            for key in attempt.list_keys():
                if key not in table:
                    state.forget(kind, key)
                    continue
                tries = table[key]
                lately = tries.moments[-MOST_MOMENTS:]
                state.keep(kind, key, [tries.count, tries.last, lately], at=tries.last)
                latest = max(latest, tries.last)
            state.forget_old(kind, before=latest - HOUR - FORGOTTEN_AFTER, most=self._most)
        for name, networks in self._networks.items():
            state.keep(NETWORKS_KIND, name, list(networks), at=latest)

    def _list_tables(self) -> list[tuple[str, OrderedDict[str, _Tries]]]:
        return [("person", self._of_people), ("other", self._of_others)]


def build_address_key(host: str) -> str:
    """The key of an address: all of an IPv6 network of 64 bits is one household."""
    try:
        address = ip_address(host)
    except ValueError:
        return f"from {host[:64]}"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return f"from {int(address) >> 64:x}::/64"
        address = address.ipv4_mapped
    return f"from {address}"


def build_network_key(host: str) -> str:
    """The key of a network: the addresses that one office or household usually has."""
    key = build_address_key(host)
    return key.rpartition(".")[0] if key.count(".") == 3 else key


def _last_moment(table: OrderedDict[str, _Tries], key: str) -> float:
    moments = table[key].moments if key in table else []
    return moments[-1] if moments else 0.0

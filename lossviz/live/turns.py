"""Who computes when: what is quick does not wait for what is slow.

Every scene is computed in a lane, for a page or for a question, one at a time. One that takes longer than `QUICK` goes
on in a lane of its own between two of its steps, and the next like it begins there. In that lane what took less time
the last time goes first, also in the middle of what took more. While others ask too, it pauses after every `SLICE`.
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from lossviz.live.lane import Lane
from lossviz.theory.interruption import interruptible

Kind = tuple[str, str]
Made = TypeVar("Made")

QUICK = 0.012  # seconds of processor: what takes this long holds up nobody who would notice
SLICE = 0.002  # seconds of processor between two looks whether it is over
LOOK = 20_000  # operations between two looks at the clock, 0.3 ms
PAUSE = 0.0005  # seconds between two slices of what is slow
RECENT = 0.3  # seconds for which an asker is taken to be there
REMEMBERED = 4096

quick, slow = Lane(), Lane()


class SlowKinds:
    """The latest that were slow, whose and of which scene, and how many seconds of processor they took."""

    def __init__(self, most: int = REMEMBERED) -> None:
        self.most = most
        self.known: OrderedDict[Kind, float] = OrderedDict()
        self.lock = threading.Lock()

    def took(self, kind: Kind) -> float:
        """What the latest one took; 0 where it was not slow."""
        return self.known.get(kind, 0.0)

    def remember(self, kind: Kind, seconds: float) -> None:
        """Remember what the latest one took, if it was slow."""
        with self.lock:
            self.known.pop(kind, None)
            if seconds > QUICK:
                self.known[kind] = seconds
            while len(self.known) > self.most:
                self.known.popitem(last=False)


slow_kinds = SlowKinds()


class Askers:
    """Who asked last, and who else did before."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.latest = self.before = ("", -RECENT)

    def note(self, asker: str) -> None:
        """Somebody asks now."""
        if self.latest[0] != asker:
            self.before = self.latest
        self.latest = asker, self.clock()

    def are_others(self, asker: str) -> bool:
        """Whether somebody else has just asked."""
        other = self.before if self.latest[0] == asker else self.latest
        return self.clock() - other[1] < RECENT


askers = Askers()


class Turn:
    """The turn of one computation, which may change from the quick lane to the slow one."""

    def __init__(self, kind: Kind, asker: str, is_over: Callable[[], bool], *, is_patient: bool) -> None:
        self.kind = kind
        self.asker = asker
        self.is_over = is_over
        self.is_patient = is_patient
        self.expected = slow_kinds.took(kind)
        self.lane: Lane | None = None
        self.began = self.sliced = time.thread_time()

    @property
    def spent(self) -> float:
        """Seconds of processor so far."""
        return time.thread_time() - self.began

    @property
    def rank(self) -> int:
        """How long it takes, as far as is known: one more for four times as long."""
        return int(math.log(max(self.expected, self.spent, QUICK) / QUICK, 4)) if QUICK else 0

    def enter(self, lane: Lane) -> None:
        """Go into a lane, out of the one before; what has been in the slow one before is not sent away from it."""
        is_patient, rank = self.is_patient or self.lane is slow, self.rank if lane is slow else 0
        self.leave()
        lane.enter(self.kind[0], self.is_over, rank=rank, is_patient=is_patient)
        self.lane = lane

    def leave(self) -> None:
        """Leave the lane."""
        if self.lane:
            self.lane.leave()
        self.lane = None

    def ends_here(self) -> bool:
        """Asked between two steps: whether it is over; looked at after each slice, when what is slow lets others in."""
        if time.thread_time() - self.sliced < SLICE:
            return False
        lets_in = slow.waits_below(self.rank) if self.lane is slow else self.spent > QUICK
        if lets_in:
            self.enter(slow)
        if self.lane is slow and askers.are_others(self.asker):
            # They have the interpreter before the next slice.
            time.sleep(PAUSE)
        self.sliced = time.thread_time()
        return self.is_over()


def computed(
    client: str,
    path: str,
    make: Callable[[], Made],
    is_over: Callable[[], bool],
    *,
    asker: str,
    is_patient: bool = False,
) -> Made:
    """What `make` returns, computed by this thread when it is the client's turn.

    A client may have many askers: its pages and connections, which do not take turns.

    Raises:
        BusyError: if too many wait already, and this one is not patient.
        ComputationEndedError: if it is over before it is done; whatever `is_over` raises is passed on.
    """
    kind = client, path
    askers.note(asker)
    turn = Turn(kind, asker, is_over, is_patient=is_patient)
    turn.enter(slow if turn.expected else quick)
    took = turn.expected  # of one that is ended nothing more is known
    try:
        with interruptible(turn.ends_here, LOOK):
            made = make()
        took = 0.0
        return made
    finally:
        turn.leave()
        slow_kinds.remember(kind, max(took, turn.spent))

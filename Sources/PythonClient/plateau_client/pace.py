"""Chooses the steps that are worth an event."""

import time

LEAST = 0.1
"""Seconds between two events at least."""
MOST = 0.25
"""Seconds after which an event is due even within a hundredth of the epoch."""
AIM = 1.04
"""The time of an event over the least one, so that no step just before it has to be looked at."""
MOST_UNSEEN = 200
"""Steps between two looks at the clock at most."""


class Pace:
    """The pace of events: each hundredth of an epoch or 250 ms, but not below 100 ms.

    No step before ``next_step`` is due: the clock is looked at in the middle of the time that is
    left, then at its end, and not at each step, because that takes as long as everything else that
    a step costs.
    """

    __slots__ = (
        "_last_time", "_looked_time", "_looked_step", "last_step", "next_step", "clock", "begun",
        "paused",
    )

    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.next_step, self._looked_step = 1, 0
        self.begin_epoch()

    def begin_epoch(self, paused=0.0, steps=0):
        """Starts over; ``paused`` is the run's ``seconds_paused``.

        The first look comes after as many steps as the next one would have in the epoch before; at
        once, where that epoch was too short for a look.
        """
        self.begun = self._last_time = self._looked_time = self.clock()
        self.next_step = self.next_step - self._looked_step if self._looked_step else 1
        self.last_step = self._looked_step = 0
        if 0 < steps < self.next_step:
            self.next_step = steps
        self.paused = paused

    def is_due(self, step, steps):
        """True when this step is worth an event; ``steps`` is 0 when the total is not known."""
        if step < self.next_step:
            return False
        now = self.clock()
        since = now - self._last_time
        is_slight = not steps or (step - self.last_step) * 100 < steps
        is_due = step == steps or since >= (MOST if is_slight else LEAST)
        if is_due:
            self.told(step, now)
        self._look_ahead(step, steps, now)
        return is_due

    def _look_ahead(self, step, steps, now):
        """Finds the next step at which to look, by the time of the steps since the last look."""
        done, seconds = step - self._looked_step, now - self._looked_time
        self._looked_time, self._looked_step = now, step
        since = now - self._last_time
        goal = LEAST if since < LEAST else MOST
        wait = AIM * goal - since
        if wait > goal / 3:
            wait /= 2
        # Steps may become slower: never more of them than twice those before this look.
        count = int(min(2 * done, MOST_UNSEEN, wait * done / seconds if seconds > 0 else 1))
        if steps and since >= LEAST:
            count = min(count, steps // 100 - (step - self.last_step))
        self.next_step = step + max(1, count)
        if step < steps < self.next_step:
            self.next_step = steps

    def look_now(self):
        """Makes the next step one at which to look; any thread may call it."""
        self.next_step = 0

    def told(self, step, now=None):
        """Notes that a step was told."""
        self._last_time = self.clock() if now is None else now
        self.last_step = step

    def seconds(self, paused=0.0):
        """Seconds since the epoch began, without pauses."""
        return max(1e-9, self.clock() - self.begun - (paused - self.paused))

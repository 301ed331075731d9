"""Chooses the steps that are worth an event."""

import time

LEAST = 0.1
"""Seconds between two events at least."""
MOST = 0.25
"""Seconds after which an event is due even within a hundredth of the epoch."""
AIM = 1.04
"""The time of an event over the least one, so that no step just before it has to be looked at."""
OVERDUE = 0.3
"""Seconds after which an event is overdue, because steps have become slower."""


class Pace:
    """The pace of events: each hundredth of an epoch or 250 ms, but not below 100 ms.

    No step before ``next_step`` is due: the clock is looked at when an event should be due by the
    time of the steps before, and not at each step, because that takes as long as everything else
    that a step costs. Another thread calls ``catch_up`` now and then, as steps may become slower.
    """

    __slots__ = (
        "_last_time", "_looked_time", "_looked_step", "last_step", "next_step", "clock", "begun",
        "paused", "_speed",
    )

    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.next_step, self._looked_step = 1, 0
        self._speed = 0.0
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
        is_early = since < LEAST
        wait = AIM * (LEAST if is_early else MOST) - since
        count = int(wait * done / seconds) if seconds > 0 else 1
        if steps and not is_early:
            count = min(count, steps // 100 - (step - self.last_step))
        self.next_step = step + max(1, count)
        if step < steps < self.next_step:
            self.next_step = steps

    def catch_up(self):
        """Makes the next step one at which the clock is looked at, if an event is overdue.

        Returns true then. Any thread may call it.
        """
        is_overdue = self.clock() - self._last_time >= OVERDUE
        if is_overdue:
            self.next_step = 0
        return is_overdue

    def told(self, step, now=None):
        """Notes that a step was told."""
        self._last_time = self.clock() if now is None else now
        self.last_step = step

    def speed(self, step, samples, paused=0.0, is_late=False):
        """Samples per second of the epoch so far, with ``samples`` in a step.

        ``paused`` is the run's ``seconds_paused``. A step that is told late, when the evaluation is
        over, has the speed of the one before, or that of the last look in the first epoch.
        """
        if is_late and self._speed:
            return self._speed
        seconds = self.clock() - self.begun - (paused - self.paused)
        if is_late and self._looked_step:
            seconds = (self._looked_time - self.begun) * step / self._looked_step
        speed = step * samples / max(1e-9, seconds)
        if not is_late:
            self._speed = speed
        return speed

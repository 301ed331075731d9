"""Chooses the steps that are worth an event."""

import time

LEAST = 0.1
"""Seconds between two events at least."""
MOST = 0.25
"""Seconds after which an event is due even within a hundredth of the epoch."""


class Pace:
    """The pace of events: each hundredth of an epoch or 250 ms, but not below 100 ms.

    Before ``earliest``, by its clock, only the last step of an epoch is due.
    """

    __slots__ = ("_last_time", "last_step", "clock", "earliest", "begun", "paused")

    def __init__(self, clock=time.perf_counter):
        self.clock = clock
        self.begin_epoch()

    def begin_epoch(self, paused=0.0):
        """Starts over; ``paused`` is the run's ``seconds_paused``."""
        self.begun = self._last_time = self.clock()
        self.earliest = self._last_time + LEAST
        self.last_step = 0
        self.paused = paused

    def is_due(self, step, steps):
        """True when this step is worth an event; ``steps`` is 0 when the total is not known."""
        now = self.clock()
        if now < self.earliest and step != steps:
            return False
        is_slight = not steps or (step - self.last_step) * 100 < steps
        if now < self._last_time + MOST and step != steps and is_slight:
            return False
        self.told(step, now)
        return True

    def told(self, step, now=None):
        """Notes that a step was told."""
        now = self.clock() if now is None else now
        self._last_time = now
        self.earliest = now + LEAST
        self.last_step = step

    def seconds(self, paused=0.0):
        """Seconds since the epoch began, without pauses."""
        return max(1e-9, self.clock() - self.begun - (paused - self.paused))

"""Chooses the steps that are worth an event, and the means between them."""

import sys
import time
from collections import deque

from .values import number

LEAST = 0.02
"""Seconds between two events at least."""
MOST = 0.25
"""Seconds after which an event is due even within a hundredth of the epoch."""
MOST_KEPT = 512
"""The number of steps whose metrics are kept unread."""


class Pace:
    """The pace of events: each hundredth of an epoch or 250 ms, but not below 20 ms."""

    __slots__ = ("_last_time", "_last_step", "_clock", "_earliest", "begun", "paused")

    def __init__(self, clock=time.perf_counter):
        self._clock = clock
        self.begin_epoch()

    def begin_epoch(self, paused=0.0):
        """Starts over; ``paused`` is the run's ``seconds_paused``."""
        self.begun = self._last_time = self._clock()
        self._earliest = self._last_time + LEAST
        self._last_step = 0
        self.paused = paused

    def is_due(self, step, steps):
        """True when this step is worth an event; ``steps`` is 0 when the total is not known."""
        now = self._clock()
        if now < self._earliest and step != steps:
            return False
        is_slight = not steps or (step - self._last_step) * 100 < steps
        if now < self._last_time + MOST and step != steps and is_slight:
            return False
        self._last_time = now
        self._earliest = now + LEAST
        self._last_step = step
        return True

    def seconds(self, paused=0.0):
        """Seconds since the epoch began, without pauses."""
        return max(1e-9, self._clock() - self.begun - (paused - self.paused))


class Means:
    """The means of metrics since the last event and since the epoch began.

    ``add`` keeps tensors without reading them, detached from their graph: reading one waits for
    its device.
    """

    __slots__ = ("_kept", "_sums")

    def __init__(self):
        self._kept = deque(maxlen=MOST_KEPT)
        self._sums = {}

    def begin_epoch(self):
        """Forgets everything."""
        self._kept.clear()
        self._sums = {}

    def add(self, values):
        """Adds the metrics of one step; the dictionary is kept and its tensors are replaced."""
        for name, value in values.items():
            if type(value) is not float:
                try:
                    values[name] = value.detach()
                except AttributeError:
                    pass  # It is no tensor.
        self._kept.append(values)

    def pop(self):
        """Takes the metrics of the last step back; empty when they were read."""
        return self._kept.pop() if self._kept else {}

    def take(self):
        """The means ``(since the epoch began, since the last call)``."""
        values = {}
        for kept in self._kept:
            for name, value in kept.items():
                values.setdefault(name, []).append(value)
        recent = {name: _total(found) for name, found in values.items()}
        recent = {name: total for name, total in recent.items() if total[1]}
        self._kept.clear()
        for name, (total, count) in recent.items():
            sums = self._sums.setdefault(name, [0.0, 0])
            sums[0] += total
            sums[1] += count
        return (
            {name: total / count for name, (total, count) in self._sums.items()},
            {name: total / count for name, (total, count) in recent.items()},
        )


def _total(values):
    """The sum and the number of the values that are numbers.

    Tensors of PyTorch are added on their device, which is then waited for once.
    """
    torch = sys.modules.get("torch")
    if torch is not None and len(values) > 1 and all(type(v) is torch.Tensor for v in values):
        try:
            if values[0].is_cpu:
                return float(sum(map(torch.Tensor.item, values))), len(values)
            if values[0].numel() == 1:
                return float(torch.stack(values).double().sum().item()), len(values)
        except Exception:
            pass  # Of several shapes or devices; they are read one by one.
    numbers = [value for value in (number(value) for value in values) if value is not None]
    return sum(numbers), len(numbers)

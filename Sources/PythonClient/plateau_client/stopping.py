"""EarlyStopping and ReduceLROnPlateau for loops of one's own, by Keras's rules.

They count as Keras 3 does: comparisons are made in 32 bits, the first value is always an
improvement, patience 0 and 1 are the same, and of a cooldown the last epoch counts again.
"""

import struct

from .parameters import attribute
from .state import Link


def single(value):
    """The nearest 32-bit number."""
    try:
        return struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


class PlateauLink(Link):
    """A callback that compares a metric with its best value at the end of each epoch."""

    role = "other"

    def __init__(self, monitor, patience, min_delta, mode):
        if mode == "auto":
            mode = "min" if monitor.endswith(("loss", "error")) else None
        if mode not in ("min", "max"):
            raise ValueError(
                "%s cannot know whether more or less of %r is better; pass mode='min' or mode='max'"
                % (type(self).__name__, monitor)
            )
        super().__init__(type(self).__name__, self.role)
        self.monitor = monitor
        self.mode = mode
        self.patience = patience
        self.min_delta = abs(min_delta)
        self.wait = 0
        self.best = None
        self.best_epoch = 0

    def is_improvement(self, value, reference):
        """True when a value is better than the reference by more than ``min_delta``."""
        if reference is None:
            return True
        if self.mode == "min":
            return single(value + self.min_delta) < single(reference)
        return single(value - self.min_delta) > single(reference)

    def members(self):
        members = {
            "monitor": self.monitor, "direction": self.mode, "best": self.best, "wait": self.wait,
            "patience": self.patience,
        }
        if self.best is not None:
            sign = -1 if self.mode == "min" else 1
            members["best_epoch"] = self.best_epoch
            members["value_to_beat"] = self.best + sign * self.min_delta
        return members

    def forget(self):
        kept = dict(self.__dict__)
        self.wait, self.best, self.best_epoch = 0, None, 0
        return lambda: self.__dict__.update(
            {name: kept[name] for name in self.counters if name in kept}
        )

    counters = ("wait", "best", "best_epoch", "cooldown_counter")


class EarlyStopping(PlateauLink):
    """Ends a loop when a metric has not improved for ``patience`` epochs."""

    role = "stops"

    def __init__(self, monitor="val_loss", patience=0, min_delta=0.0, mode="auto", baseline=None,
                 start_from_epoch=0):
        super().__init__(monitor, patience, min_delta, mode)
        self.baseline = baseline
        self.start_from_epoch = start_from_epoch
        self.stopped = False
        self.current = None
        self.parameters = [
            attribute(self, "patience", "count"), attribute(self, "min_delta", "magnitude"),
            attribute(self, "baseline", "optional_number"),
            attribute(self, "start_from_epoch", "count"),
        ]

    def members(self):
        return dict(super().members(), stopped=self.stopped)

    def epoch_ended(self, epoch, logs, loop):
        """Counts; the loop asks ``stopped`` afterwards."""
        value = logs.get(self.monitor)
        if value is None or epoch < self.start_from_epoch:
            return
        self.current = value
        self.wait += 1
        if self.is_improvement(value, self.best):
            self.best, self.best_epoch = value, epoch
            loop.improved(self, epoch, value)
            if self.baseline is None or self.is_improvement(value, self.baseline):
                self.wait = 0
        elif self.wait >= self.patience and epoch > 0:
            self.stopped = True

    def reason(self, epoch):
        """The reason of the end that it asked for."""
        evidence = {
            "cause": "patience", "monitor": self.monitor, "current": self.current,
            "best": self.best, "best_epoch": self.best_epoch, "wait": self.wait,
            "patience": self.patience,
        }
        return {"kind": "callback", "name": self.name, "epoch": epoch, "evidence": evidence}


class ReduceLROnPlateau(PlateauLink):
    """Multiplies the learning rate by ``factor`` when a metric has not improved."""

    role = "reduces_learning_rate"

    def __init__(self, monitor="val_loss", factor=0.1, patience=10, min_delta=1e-4, cooldown=0,
                 min_lr=0.0, mode="auto"):
        super().__init__(monitor, patience, min_delta, mode)
        if factor >= 1:
            raise ValueError("ReduceLROnPlateau takes a factor below 1, not %r" % factor)
        self.factor = factor
        self.cooldown = cooldown
        self.min_lr = min_lr
        self.cooldown_counter = 0
        self.rate = None
        self.parameters = [
            attribute(self, "patience", "count"), attribute(self, "factor", "fraction"),
            attribute(self, "min_delta", "magnitude"), attribute(self, "cooldown", "count"),
            attribute(self, "min_lr", "magnitude"),
        ]

    def members(self):
        members = dict(
            super().members(), cooldown=self.cooldown, cooldown_counter=self.cooldown_counter
        )
        if self.rate is not None and self.rate > self.min_lr:
            members["next_learning_rate"] = max(self.rate * self.factor, self.min_lr)
        return members

    def forget(self):
        back = super().forget()
        self.cooldown_counter = 0
        return back

    def epoch_ended(self, epoch, logs, loop):
        """Counts, and cuts the rate through the loop."""
        self.rate = loop.learning_rate()
        value = logs.get(self.monitor)
        if value is None:
            return
        if self.cooldown_counter > 0:
            self.cooldown_counter -= 1
            self.wait = 0
        if self.is_improvement(value, self.best):
            self.best, self.best_epoch, self.wait = value, epoch, 0
            loop.improved(self, epoch, value)
        elif self.cooldown_counter <= 0:
            self.wait += 1
            if self.wait >= self.patience and self.rate is not None and self.rate > self.min_lr:
                loop.cut_rate(self, max(self.rate * self.factor, self.min_lr))
                self.rate = loop.learning_rate()
                self.cooldown_counter, self.wait = self.cooldown, 0

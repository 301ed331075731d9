"""PyTorch's ReduceLROnPlateau as a link of the chain."""

import math
import weakref

from .parameters import Parameter, attribute
from .state import Link
from .values import number


def least_rate(scheduler):
    """The rate of the first group below which a ReduceLROnPlateau does not go."""
    rates = getattr(scheduler, "min_lrs", None)
    return float(rates[0]) if rates else 0.0


def _put_least_rate(scheduler, rate):
    scheduler.min_lrs = [rate] * len(scheduler.min_lrs)


class TorchPlateauLink(Link):
    """A ``torch.optim.lr_scheduler.ReduceLROnPlateau``.

    It counts calls of ``step`` and cuts when there are more bad ones than its patience: one later
    than Keras. A cooldown of N spares N calls.
    """

    def __init__(self, scheduler, learning_rate, monitor=None):
        super().__init__(type(scheduler).__name__, "reduces_learning_rate")
        self.identity = weakref.ref(scheduler)
        # The client must not keep a model alive that the script has let go of.
        self.scheduler = scheduler = weakref.proxy(scheduler)
        self.learning_rate = learning_rate
        self.monitor = monitor
        self._last = None
        self.parameters = [
            attribute(scheduler, "patience", "count"),
            attribute(scheduler, "factor", "fraction"),
            attribute(scheduler, "threshold", "magnitude"),
            attribute(scheduler, "threshold_mode", "choice", choices=("rel", "abs")),
            attribute(scheduler, "cooldown", "count"),
        ]
        if hasattr(scheduler, "min_lrs"):
            self.parameters.append(
                Parameter(
                    "min_lr", "magnitude", lambda: least_rate(scheduler),
                    lambda rate: _put_least_rate(scheduler, rate),
                )
            )

    def state(self):
        """The state now; the last one once the scheduler is gone."""
        if self.identity() is not None or self._last is None:
            self._last = super().state()
        return self._last

    def members(self):
        scheduler = self.scheduler
        best = number(scheduler.best)
        best = None if best is None or abs(best) == math.inf else best
        members = {
            "monitor": self.monitor, "direction": scheduler.mode, "best": best,
            "wait": scheduler.num_bad_epochs, "patience": scheduler.patience,
            "cooldown": scheduler.cooldown, "cooldown_counter": scheduler.cooldown_counter,
            "left": max(0, scheduler.patience + 1 - scheduler.num_bad_epochs)
            + scheduler.cooldown_counter,
            "unit": "epochs",
        }
        if best is not None:
            members["value_to_beat"] = self._value_to_beat(best)
        rate = self.learning_rate()
        if rate is not None:
            following = max(rate * scheduler.factor, least_rate(scheduler))
            if rate - following > getattr(scheduler, "eps", 0.0):
                members["next_learning_rate"] = following
        return members

    def _value_to_beat(self, best):
        scheduler = self.scheduler
        sign = -1 if scheduler.mode == "min" else 1
        if scheduler.threshold_mode == "rel":
            return best * (1 + sign * scheduler.threshold)
        return best + sign * scheduler.threshold

    def forget(self):
        scheduler = self.scheduler
        kept = {
            name: getattr(scheduler, name) for name in ("best", "num_bad_epochs", "cooldown_counter")
        }
        scheduler.best = math.inf if scheduler.mode == "min" else -math.inf
        scheduler.num_bad_epochs = 0
        scheduler.cooldown_counter = 0

        def back():
            for name, value in kept.items():
                setattr(scheduler, name, value)

        return back

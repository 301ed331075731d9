"""Callbacks that count how long a metric has not improved: what the frameworks' classes share."""

import math

from ..parameters import Parameter, attribute
from ..state import Link
from ..torch_links import TorchPlateauLink
from ..values import number


class StoppingLink(Link):
    """A callback that ends training when a metric has not improved for ``patience`` looks.

    Subclasses say how their framework stores things. The epoch of the best value is noted by the
    adapter, because most frameworks do not keep it.
    """

    patience_name = "patience"
    wait_name = "wait_count"
    best_name = "best_score"

    def __init__(self, callback, unit="epochs"):
        self.callback = callback
        self.unit = unit
        self.best_epoch = None
        super().__init__(type(callback).__name__, "stops")
        self.parameters = self.table()

    def table(self):
        """The parameters that can be changed."""
        return [self.row(self.patience_name, "count")]

    def row(self, name, kind, **more):
        """A parameter that the callback stores under its own name."""
        return attribute(self.callback, name, kind, **more)

    def rows(self, *pairs):
        """Parameters stored under their own names, where this version has them."""
        return [self.row(name, kind) for name, kind in pairs if hasattr(self.callback, name)]

    def delta_row(self):
        """The row of a ``min_delta`` that is stored with a minus sign when less is better."""

        def put(value):
            self.callback.min_delta = -value if self.direction() == "min" else value

        return Parameter("min_delta", "magnitude", lambda: abs(self.callback.min_delta), put)

    def monitor(self):
        """The name of the metric."""
        return self.callback.monitor

    def direction(self):
        """``min`` or ``max``; None while it is not known."""
        return self.callback.mode

    def best(self):
        """The best value; None before the first."""
        return finite(getattr(self.callback, self.best_name))

    def delta(self):
        """The smallest change that counts, without its sign."""
        return abs(number(self.callback.min_delta) or 0.0)

    def wait(self):
        """Looks without improvement so far."""
        return getattr(self.callback, self.wait_name)

    def patience(self):
        """Looks without improvement after which it acts; None when it never does."""
        return getattr(self.callback, self.patience_name)

    def has_stopped(self):
        """True once it has asked for the end of training."""
        return False

    def members(self):
        best, direction = self.best(), self.direction()
        wait, patience = self.wait(), self.patience()
        members = {
            "monitor": self.monitor(), "direction": direction, "best": best, "wait": wait,
            "patience": patience, "unit": self.unit, "stopped": self.has_stopped(),
        }
        if patience is not None:
            members["left"] = 0 if members["stopped"] else max(1, patience - wait)
        if best is not None:
            members["best_epoch"] = self.best_epoch
            if direction:
                sign = -1 if direction == "min" else 1
                members["value_to_beat"] = best + sign * self.delta()
        return members

    def forget(self):
        kept = {name: getattr(self.callback, name) for name in (self.wait_name, self.best_name)}
        kept_epoch = self.best_epoch
        setattr(self.callback, self.wait_name, 0)
        self.forget_best()
        self.best_epoch = None

        def back():
            for name, value in kept.items():
                setattr(self.callback, name, value)
            self.best_epoch = kept_epoch

        return back

    def forget_best(self):
        """Stores the best value that this framework begins with."""
        setattr(
            self.callback, self.best_name, math.inf if self.direction() == "min" else -math.inf
        )

    def evidence(self, logs):
        """The values by which it ended the run, for the reason; None without the metric."""
        current = logs.get(self.monitor())
        if current is None:
            return None
        evidence = {
            "cause": "patience", "monitor": self.monitor(), "current": current,
            "best": self.best(), "best_epoch": self.best_epoch, "wait": self.wait(),
            "patience": self.patience(), "unit": None if self.unit == "epochs" else self.unit,
        }
        return {name: value for name, value in evidence.items() if value is not None}


class PlateauSchedulerLink(TorchPlateauLink):
    """A ReduceLROnPlateau that a framework steps: its metric and its unit are known."""

    def __init__(self, scheduler, learning_rate, monitor=None, unit="epochs"):
        super().__init__(scheduler, learning_rate, monitor)
        self.unit = unit

    def members(self):
        return dict(super().members(), unit=self.unit)

    def best(self):
        """The best value; None before the first."""
        return finite(self.scheduler.best)


def callback_links(callbacks, roles, hidden, makers):
    """Links for the callbacks of a framework; the client's own are left out.

    The names of classes decide, and a subclass counts as its nearest base: ``makers`` has functions
    that make the link of a class, ``roles`` has the roles of others, ``hidden`` those left out.
    """
    links = []
    for callback in callbacks:
        names = [kind.__name__ for kind in type(callback).__mro__]
        if getattr(callback, "is_plateau", False) or any(name in hidden for name in names):
            continue
        make = next((makers[name] for name in names if name in makers), None)
        role = next((roles[name] for name in names if name in roles), "other")
        links.append(make(callback) if make else Link(type(callback).__name__, role))
    return links


def scheduler_link(scheduler, learning_rate, monitor=None, unit="epochs"):
    """A link for a scheduler of PyTorch."""
    if any(kind.__name__ == "ReduceLROnPlateau" for kind in type(scheduler).__mro__):
        return PlateauSchedulerLink(scheduler, learning_rate, monitor, unit)
    return Link(type(scheduler).__name__, "schedules_learning_rate")


def finite(value):
    """The value as a number; None for infinities, which stand for no value yet."""
    value = number(value)
    return None if value is None or not math.isfinite(value) else value

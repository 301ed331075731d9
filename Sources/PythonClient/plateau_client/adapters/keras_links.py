"""Keras's callbacks as links of the chain; both Keras 3 and tf.keras."""

import math

from ..parameters import Parameter, attribute
from ..state import Link
from ..values import number

ROLES = {
    "EarlyStopping": "stops", "TerminateOnNaN": "stops",
    "ReduceLROnPlateau": "reduces_learning_rate",
    "LearningRateScheduler": "schedules_learning_rate", "Evaluation": "measures",
    "ModelCheckpoint": "saves", "OrbaxCheckpoint": "saves", "BackupAndRestore": "backs_up",
    "CSVLogger": "logs", "TensorBoard": "logs", "RemoteMonitor": "logs", "History": "logs",
    "ProgbarLogger": "prints",
}
"""The roles of Keras's classes; a subclass has the role of its base."""


def base_name(callback):
    """The nearest class of Keras's own that a callback inherits from."""
    for kind in type(callback).__mro__:
        if kind.__name__ in ROLES:
            return kind.__name__
    return type(callback).__name__


def make_links(callbacks, learning_rate):
    """Links for a list of callbacks; the client's own are left out.

    ``learning_rate`` returns the rate now, from which the next cut follows.
    """
    links = []
    for callback in callbacks:
        base = base_name(callback)
        if getattr(callback, "is_plateau", False) or base in ("ProgbarLogger", "History"):
            continue
        make = _MAKERS.get(base, KerasLink)
        links.append(make(callback, base, learning_rate))
    return links


class KerasLink(Link):
    """Any other callback, of Keras or of the script's own; a patience can be changed."""

    def __init__(self, callback, base, learning_rate):
        self.callback = callback
        self.learning_rate = learning_rate
        super().__init__(type(callback).__name__, ROLES.get(base, "other"))
        self.parameters = self.table()

    def table(self):
        """The parameters that can be changed."""
        patience = getattr(self.callback, "patience", None)
        is_count = isinstance(patience, int) and not isinstance(patience, bool)
        return self.attributes(("patience", "count")) if is_count else []

    def members(self):
        if not self.parameters:
            return {}
        monitor, wait = (getattr(self.callback, name, None) for name in ("monitor", "wait"))
        members = {"patience": self.callback.patience}
        if isinstance(monitor, str):
            members["monitor"] = monitor
        if isinstance(wait, int):
            members["wait"] = wait
        return members

    def has(self, *names):
        """True when this version of Keras stores all these attributes."""
        return all(hasattr(self.callback, name) for name in names)

    def attributes(self, *rows):
        """Parameters stored under their own names, where this version has them."""
        return [attribute(self.callback, name, kind) for name, kind in rows if self.has(name)]


class MonitorLink(KerasLink):
    """A callback that compares a metric with its best value."""

    def direction(self):
        """``min`` or ``max``; None while it is not known."""
        word = getattr(getattr(self.callback, "monitor_op", None), "__name__", "")
        if word.startswith("less"):
            return "min"
        if word.startswith("greater"):
            return "max"
        mode = getattr(self.callback, "mode", "auto")
        if mode in ("min", "max"):
            return mode
        monitor = str(getattr(self.callback, "monitor", ""))
        return "min" if monitor.endswith("loss") else "max" if "acc" in monitor else None

    def best(self):
        """The best value; None before the first."""
        best = number(getattr(self.callback, "best", None))
        return None if best is None or best in (math.inf, -math.inf) else best

    def delta(self):
        """The smallest change that counts, without its sign."""
        return abs(number(getattr(self.callback, "min_delta", 0)) or 0.0)

    def put_delta(self, value):
        """Stores the smallest change with the sign that this version of Keras has given it."""
        old = number(self.callback.min_delta) or 0.0
        word = getattr(getattr(self.callback, "monitor_op", None), "__name__", "")
        is_negative = old < 0 or (old == 0 and word.startswith("less"))
        self.callback.min_delta = -value if is_negative else value

    def delta_row(self):
        """The row of the smallest change."""
        return Parameter("min_delta", "magnitude", self.delta, self.put_delta)

    def members(self):
        members = {
            "monitor": getattr(self.callback, "monitor", None),
            "direction": self.direction(),
            "best": self.best(),
        }
        if members["best"] is not None and members["direction"]:
            sign = -1 if members["direction"] == "min" else 1
            members["value_to_beat"] = members["best"] + sign * self.delta()
        return members

    def remember(self, *names):
        """A function that puts the values of these attributes back."""
        kept = {name: getattr(self.callback, name) for name in names if self.has(name)}

        def back():
            for name, value in kept.items():
                setattr(self.callback, name, value)

        return back

    def forget_best(self):
        """Stores the best value that this version of Keras begins with."""
        best = self.callback.best
        is_bounded = best is None or abs(number(best) or 0.0) != math.inf
        if is_bounded and not self.begins_at_infinity():
            self.callback.best = None
        else:
            self.callback.best = math.inf if self.direction() == "min" else -math.inf

    def begins_at_infinity(self):
        """True for tf.keras and for early versions of Keras 3."""
        return not any(kind.__name__ == "MonitorCallback" for kind in type(self.callback).__mro__)


class EarlyStoppingLink(MonitorLink):
    """Keras's EarlyStopping, or a subclass."""

    def table(self):
        rows = self.attributes(("patience", "count"))
        if self.has("min_delta"):
            rows.append(self.delta_row())
        return rows + self.attributes(
            ("baseline", "optional_number"), ("restore_best_weights", "boolean"),
            ("start_from_epoch", "count"), ("verbose", "count"),
        )

    def members(self):
        members = super().members()
        callback = self.callback
        if members["best"] is not None:
            members["best_epoch"] = getattr(callback, "best_epoch", None)
        members.update(
            wait=getattr(callback, "wait", 0), patience=callback.patience, stopped=self.has_stopped()
        )
        return members

    def has_stopped(self):
        """True once it has asked for the end of training."""
        return getattr(self.callback, "stopped_epoch", 0) > 0

    def forget(self):
        back = self.remember("wait", "best", "best_weights", "best_epoch")
        self.callback.wait = 0
        self.forget_best()
        self.callback.best_weights = None
        if self.has("best_epoch"):
            self.callback.best_epoch = 0
        return back

    def evidence(self, logs):
        """The values by which it ended the run, for the reason."""
        members = self.members()
        current = number((logs or {}).get(members["monitor"]))
        evidence = {"cause": "patience", "monitor": members["monitor"], "current": current}
        for name in ("best", "best_epoch", "wait", "patience"):
            evidence[name] = members.get(name)
        return None if current is None else {k: v for k, v in evidence.items() if v is not None}


class ReduceLROnPlateauLink(MonitorLink):
    """Keras's ReduceLROnPlateau, or a subclass."""

    def table(self):
        rows = self.attributes(("patience", "count"), ("factor", "fraction"))
        if self.has("min_delta"):
            rows.append(self.delta_row())
        return rows + self.attributes(
            ("cooldown", "count"), ("min_lr", "magnitude"), ("verbose", "count")
        )

    def members(self):
        members = super().members()
        callback = self.callback
        members.update(
            wait=getattr(callback, "wait", 0), patience=callback.patience,
            cooldown_counter=getattr(callback, "cooldown_counter", 0),
            cooldown=getattr(callback, "cooldown", 0),
        )
        rate = self.learning_rate()
        if rate is not None and rate > callback.min_lr:
            members["next_learning_rate"] = max(rate * callback.factor, callback.min_lr)
        return members

    def forget(self):
        back = self.remember("wait", "best", "cooldown_counter")
        self.callback.wait = 0
        self.callback.cooldown_counter = 0
        self.forget_best()
        return back


class ModelCheckpointLink(MonitorLink):
    """Keras's ModelCheckpoint."""

    def table(self):
        return self.attributes(("verbose", "count"))

    def members(self):
        if not getattr(self.callback, "save_best_only", False):
            return {"summary": str(getattr(self.callback, "filepath", ""))}
        return super().members()

    def path(self, epoch, logs):
        """The path that it saved to in this epoch; None when that cannot be told."""
        if getattr(self.callback, "save_freq", "epoch") != "epoch":
            return None
        try:
            return str(self.callback.filepath).format(epoch=epoch + 1, **(logs or {}))
        except (KeyError, ValueError, IndexError):
            return None


_MAKERS = {
    "EarlyStopping": EarlyStoppingLink,
    "ReduceLROnPlateau": ReduceLROnPlateauLink,
    "ModelCheckpoint": ModelCheckpointLink,
}

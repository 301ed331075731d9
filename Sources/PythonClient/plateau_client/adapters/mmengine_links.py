"""MMEngine's hooks and schedulers as links of the chain."""

import math

from ..parameters import Parameter, attribute
from ..state import Link
from .counting import StoppingLink, callback_links, finite

ROLES = {"CheckpointHook": "saves", "EMAHook": "other", "ProfilerHook": "logs"}
"""The roles of MMEngine's hooks; all others have none."""
HIDDEN = (
    "RuntimeInfoHook", "IterTimerHook", "DistSamplerSeedHook", "LoggerHook", "ParamSchedulerHook",
    "SyncBuffersHook", "NaiveVisualizationHook", "EmptyCacheHook", "PrepareTTAHook",
)
"""The hooks of every runner, which have nothing to show."""


def make_links(runner, rate_of):
    """The hooks of a runner and then its schedulers of the rate; the client's own are left out.

    ``rate_of(scheduler)`` returns the function that reads the rate of its optimizer.
    """
    makers = {
        "EarlyStoppingHook": lambda hook: EarlyStoppingLink(hook, runner),
        "CheckpointHook": CheckpointLink,
    }
    links = callback_links(runner.hooks, ROLES, HIDDEN, makers)
    for scheduler in rate_schedulers(runner):
        if hasattr(scheduler, "num_bad_epochs"):
            links.append(PlateauLink(scheduler, rate_of(scheduler)))
        else:
            links.append(Link(type(scheduler).__name__, "schedules_learning_rate"))
    return links


def rate_schedulers(runner):
    """The schedulers of a runner that move the learning rate."""
    groups = runner.param_schedulers
    lists = groups.values() if isinstance(groups, dict) else [groups or []]
    return [s for group in lists for s in group if getattr(s, "param_name", None) == "lr"]


def wrappers_of(runner):
    """The wrappers of a runner's optimizers by name; an only one has none."""
    wrapper = runner.optim_wrapper
    return dict(wrapper.items()) if hasattr(wrapper, "items") else {None: wrapper}


class EarlyStoppingLink(StoppingLink):
    """MMEngine's EarlyStoppingHook."""

    last = None
    """The value that the hook saw last."""

    def __init__(self, hook, runner):
        self.runner = runner
        super().__init__(hook, "validations")

    def table(self):
        return super().table() + [self.delta_row()] + self.rows(
            ("stopping_threshold", "optional_number"), ("check_finite", "boolean"),
            ("strict", "boolean"),
        )

    def direction(self):
        return "min" if self.callback.rule == "less" else "max"

    def has_stopped(self):
        if not self.runner.train_loop.stop_training or self.last is None:
            return False
        return self.wait() >= self.patience() or self._is_beyond(self.last)

    def _is_beyond(self, value):
        """True for a value at which the hook stops without waiting."""
        hook = self.callback
        if not math.isfinite(value):
            return hook.check_finite
        threshold = hook.stopping_threshold
        if threshold is None:
            return False
        return value < threshold if hook.rule == "less" else value > threshold

    def evidence(self, logs):
        return super().evidence(logs) if self.wait() >= self.patience() else None


class CheckpointLink(Link):
    """MMEngine's CheckpointHook."""

    def __init__(self, hook):
        self.hook = hook
        super().__init__(type(hook).__name__, "saves")

    def paths(self):
        """The paths of the last checkpoint and of the best ones, each with a name of its own."""
        hook = self.hook
        bests = getattr(hook, "best_ckpt_path_dict", {}).values()
        paths = getattr(hook, "last_ckpt", None), getattr(hook, "best_ckpt_path", None), *bests
        return [path for path in paths if path]


class PlateauLink(Link):
    """MMEngine's ReduceOnPlateauLR; it cuts when there are more bad validations than its patience."""

    best_epoch = None

    def __init__(self, scheduler, learning_rate):
        self.scheduler = scheduler
        self.learning_rate = learning_rate
        self.monitor = scheduler.monitor
        super().__init__(type(scheduler).__name__, "reduces_learning_rate")
        self.parameters = [
            attribute(scheduler, "patience", "count"), attribute(scheduler, "factor", "fraction"),
            attribute(scheduler, "threshold", "magnitude"),
            attribute(scheduler, "threshold_rule", "choice", choices=("rel", "abs")),
            attribute(scheduler, "cooldown", "count"),
            Parameter("min_value", "magnitude", self.least_rate, self._put_least_rate),
        ]

    def least_rate(self):
        """The rate below which it does not go."""
        return float(self.scheduler.min_values[0])

    def _put_least_rate(self, rate):
        self.scheduler.min_values = [rate] * len(self.scheduler.min_values)

    def best(self):
        """The best value; None before the first."""
        return finite(self.scheduler.best)

    def members(self):
        scheduler, best = self.scheduler, self.best()
        left = scheduler.patience + 1 - scheduler.num_bad_epochs + scheduler.cooldown_counter
        members = {
            "monitor": self.monitor, "direction": "min" if scheduler.rule == "less" else "max",
            "best": best, "wait": scheduler.num_bad_epochs, "patience": scheduler.patience,
            "cooldown": scheduler.cooldown, "cooldown_counter": scheduler.cooldown_counter,
            "left": left, "unit": "validations",
        }
        if best is not None:
            members["best_epoch"] = self.best_epoch
            members["value_to_beat"] = self._value_to_beat(best)
        rate = self.learning_rate()
        if rate is not None:
            following = max(rate * scheduler.factor, self.least_rate())
            if rate - following > scheduler.eps:
                members["next_learning_rate"] = following
        return members

    def _value_to_beat(self, best):
        sign = -1 if self.scheduler.rule == "less" else 1
        if self.scheduler.threshold_rule == "rel":
            return best * (1 + sign * self.scheduler.threshold)
        return best + sign * self.scheduler.threshold

    def forget(self):
        scheduler = self.scheduler
        names = ("best", "num_bad_epochs", "cooldown_counter")
        kept = {name: getattr(scheduler, name) for name in names}
        scheduler.best = math.inf if scheduler.rule == "less" else -math.inf
        scheduler.num_bad_epochs = scheduler.cooldown_counter = 0

        def back():
            for name, value in kept.items():
                setattr(scheduler, name, value)

        return back

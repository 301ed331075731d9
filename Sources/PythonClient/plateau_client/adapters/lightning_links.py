"""Lightning's callbacks and schedulers as links of the chain."""

import math

from ..state import Link
from .counting import StoppingLink, callback_links, finite, scheduler_link

ROLES = {
    "Timer": "stops", "Checkpoint": "saves",
    "LearningRateMonitor": "logs", "DeviceStatsMonitor": "logs", "ThroughputMonitor": "logs",
    "StochasticWeightAveraging": "schedules_learning_rate",
}
"""The roles of Lightning's classes; a subclass has the role of its base."""
HIDDEN = ("ProgressBar", "ModelSummary")
"""The classes that only print."""


def make_links(trainer, rate_of):
    """The callbacks of a trainer and then its schedulers; the client's own are left out.

    ``rate_of`` gives the function that reads the rate of a scheduler.
    """
    makers = {
        "EarlyStopping": lambda callback: EarlyStoppingLink(callback, trainer),
        "ModelCheckpoint": CheckpointLink,
    }
    links = callback_links(trainer.callbacks, ROLES, HIDDEN, makers)
    for config in trainer.lr_scheduler_configs:
        each = config.interval == "epoch" and config.frequency == 1
        unit = "epochs" if each else "calls"
        rate = rate_of(config.scheduler)
        links.append(scheduler_link(config.scheduler, rate, config.monitor, unit))
    return links


class EarlyStoppingLink(StoppingLink):
    """Lightning's EarlyStopping; it counts validations, or epochs when it looks at their ends."""

    def __init__(self, callback, trainer):
        self.trainer = trainer
        looks_at_epochs = getattr(callback, "_check_on_train_epoch_end", False)
        super().__init__(callback, "epochs" if looks_at_epochs else "validations")

    def table(self):
        rows = super().table()
        if hasattr(self.callback, "min_delta"):
            rows.append(self.delta_row())
        return rows + self.rows(
            ("stopping_threshold", "optional_number"), ("divergence_threshold", "optional_number"),
            ("check_finite", "boolean"), ("strict", "boolean"),
        )

    def has_stopped(self):
        if not self.trainer.should_stop:
            return False
        reason = getattr(self.callback, "stopping_reason", None)
        if reason is not None:
            return getattr(reason, "value", 0) != 0
        return self.callback.stopped_epoch > 0

    def forget_best(self):
        worst = math.inf if self.direction() == "min" else -math.inf
        self.callback.best_score = self.callback.best_score.new_tensor(worst)

    def evidence(self, logs):
        reason = getattr(self.callback, "stopping_reason", None)
        if reason is not None and reason.name != "PATIENCE_EXHAUSTED":
            return None
        return super().evidence(logs)


class CheckpointLink(Link):
    """Lightning's ModelCheckpoint."""

    def __init__(self, callback):
        self.callback = callback
        self.best_epoch = None
        super().__init__(type(callback).__name__, "saves")

    @property
    def monitor(self):
        """The name of the metric; None when it saves without one."""
        return self.callback.monitor

    def best(self):
        """The best value; None before the first."""
        return finite(self.callback.best_model_score) if self.monitor else None

    def members(self):
        if not self.monitor:
            return {"summary": str(self.callback.dirpath or "")}
        members = {
            "monitor": self.monitor, "direction": self.callback.mode, "best": self.best(),
        }
        if members["best"] is not None:
            members["best_epoch"] = self.best_epoch
        return members

    def saved(self):
        """The paths of the best and the last checkpoint, each with what is new when it is written anew."""
        step = getattr(self.callback, "_last_global_step_saved", None)
        best = self.best() if self.monitor else step
        paths = (self.callback.best_model_path, best), (self.callback.last_model_path, step)
        return [(path, mark) for path, mark in paths if path]

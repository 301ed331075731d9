"""The callbacks of a trainer of Ultralytics: its stopper."""

import math

from ..parameters import Parameter
from ..values import number
from .counting import StoppingLink


class StopperLink(StoppingLink):
    """The trainer's stopper: it compares the fitness and counts epochs since the best one."""

    best_name = "best_fitness"

    def __init__(self, trainer, training):
        self.trainer = trainer
        self.training = training
        self.done = trainer.start_epoch
        super().__init__(trainer.stopper)

    def table(self):
        stopper = self.callback
        return [
            Parameter(
                "patience", "count", lambda: 0 if stopper.patience == math.inf else stopper.patience,
                lambda value: setattr(stopper, "patience", value or math.inf),
            )
        ]

    def monitor(self):
        return "fitness"

    def direction(self):
        return "max"

    def best(self):
        return number(self.callback.best_fitness) or None

    def epoch_of_best(self):
        """The epoch of the best fitness; None before the first."""
        return None if self.best() is None else max(0, self.callback.best_epoch - 1)

    def delta(self):
        return 0.0

    def wait(self):
        return max(0, self.done - self.callback.best_epoch) if self.best() is not None else 0

    def patience(self):
        return None if self.callback.patience == math.inf else self.callback.patience

    def members(self):
        members = super().members()
        if members["best"] is not None:
            members["best_epoch"] = self.epoch_of_best()
        return members

    def has_stopped(self):
        trainer, patience = self.trainer, self.patience()
        is_last = self.done >= trainer.epochs
        return bool(trainer.stop and patience and self.wait() >= patience and not is_last)

    def forget(self):
        stopper = self.callback
        kept = (stopper.best_fitness, stopper.best_epoch)
        stopper.best_fitness, stopper.best_epoch = 0.0, self.done

        def back():
            stopper.best_fitness, stopper.best_epoch = kept

        return back

"""What commands act on in a loop of one's own."""

import math

from .function_rate import FunctionRate
from .parameters import Refusal
from .rate_course import NEAR_ONE, is_same, step_of
from .torch_carriers import find_schedulers, unwrapped
from .torch_links import TorchPlateauLink, least_rate
from .torch_optimizers import OptimizerLink
from .torch_rate import TorchRate
from .training import RATE_STAYS_0, Training
from .values import number


class LoopTraining(Training):
    """What commands act on in a loop of one's own."""

    def __init__(self, loop, optimizer, schedulers, rate, callbacks, save):
        self.loop = loop
        self.rate = None
        self.others = []
        """The optimizers after the first, as links."""
        self._cut = 1.0
        self.callbacks = list(callbacks)
        self.save_function = save
        optimizers = _named(optimizer)
        self.framework = "torch" if optimizers else "python"
        if optimizers:
            (_, optimizer), *others = optimizers
            if schedulers is None:
                schedulers = find_schedulers(unwrapped(optimizer))
            self.others = [OptimizerLink(other, loop.warn, name) for name, other in others]
            self.rate = TorchRate(optimizer, warn=loop.warn)
            self.rate_is_0 = RATE_STAYS_0
            self.callbacks += [
                TorchPlateauLink(scheduler, self.learning_rate)
                for scheduler in schedulers if type(scheduler).__name__ == "ReduceLROnPlateau"
            ]
            for link in self.others:
                self.callbacks += [link, *link.training.links()]
        elif rate:
            self.rate = FunctionRate(*rate, is_lost=self._lose_changes)

    def links(self):
        return self.callbacks

    def learning_rate(self):
        return None if self.rate is None else self.rate.read()

    def read_learning_rate(self):
        return None if self.rate is None else self.rate.now()

    def set_learning_rate(self, rate):
        if self.rate is None:
            raise Refusal("this loop was not given its optimizer; pass optimizer= to loop()")
        self.rate.set(rate)

    def scale_learning_rate(self, ratio):
        if isinstance(self.rate, TorchRate):
            self.rate.scale(ratio)
        else:
            super().scale_learning_rate(ratio)

    def has_schedule(self):
        return isinstance(self.rate, TorchRate) and self.rate.has_schedule

    def leave_learning_rate(self, ratio):
        if self.rate is not None:
            self.rate.leave(ratio)

    def _lose_changes(self):
        """The script has written a rate of its own over what was asked for."""
        is_persons = not math.isclose(self.rate_factor(), 1, rel_tol=NEAR_ONE)
        self._cut = 1.0
        if is_persons:
            self.loop.warn(
                "the script writes its own learning rate; what was asked for holds no longer"
            )

    def cut_rate(self, rate):
        """Sets the rate for a callback; unlike a person's change, it belongs to the script's course."""
        before = self.learning_rate()
        self.set_learning_rate(rate)
        self.leave_learning_rate(1.0)
        if before:
            self._cut *= self.learning_rate() / before

    def rate_factor(self):
        return 1.0 if self.rate is None else self.rate.factor / self._cut

    def stop(self):
        """The loop asks the run itself."""

    def save(self):
        if self.save_function is None:
            raise Refusal("this loop was not told how to save; pass save= to loop()")
        return self.save_function()

    def find_monitors(self, logs):
        """Finds the metric that a scheduler is given: the one that equals its best value."""
        for link in self._scheduler_links():
            if link.monitor is None:
                best = number(link.scheduler.best)
                same = [k for k, v in logs.items() if best is not None and math.isclose(v, best)]
                link.monitor = same[-1] if same else None

    def cut_since(self, before):
        """The rate before and after a cut by the script's ReduceLROnPlateau, and its name; else None."""
        others = [link for other in self.others for link in other.training.links()]
        rate = self.learning_rate()
        cutters = [link for link in self._scheduler_links() if link not in others]
        if len(cutters) != 1 or not rate or not before or rate >= before:
            return None
        scheduler = cutters[0].scheduler
        cut = max(before * scheduler.factor, least_rate(scheduler))
        was_cut = is_same(rate, cut, step_of(self.rate.groups[0]["lr"]))
        return (before, rate, cutters[0].name) if was_cut and not scheduler.num_bad_epochs else None

    def _scheduler_links(self):
        return [link for link in self.callbacks if isinstance(link, TorchPlateauLink)]


def _named(optimizers):
    """Pairs of a name and an optimizer; the name is None where the script gave none."""
    if optimizers is None:
        return []
    if hasattr(optimizers, "items"):
        return list(optimizers.items())
    several = isinstance(optimizers, (list, tuple))
    return [(None, optimizer) for optimizer in (optimizers if several else [optimizers])]

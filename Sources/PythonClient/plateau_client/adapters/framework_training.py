"""The part that commands act on in a framework on PyTorch."""

from ..torch_carriers import unwrapped
from ..torch_optimizers import OptimizerLink
from ..training import RateTraining
from .torch_rates import OptimizerRates


class FrameworkTraining(RateTraining):
    """A training of a framework on PyTorch.

    ``owner`` is the object that trains, such as a ``Trainer``. ``rate_before`` is the rate before
    what the framework has done since the last step, or since a person has changed it. Where
    optimizers have their own parts, the first gives the rate of the run; ``others`` are links.
    """

    rate_before = None
    others = ()

    def __init__(self, owner, optimizers, **more):
        self.owner = owner
        self.run = None
        self.rate = OptimizerRates(optimizers, self.warn, **more)

    def have_own_rates(self, first, others, **more):
        """Makes links of further optimizers, as pairs with their names; ``first`` names the first one."""
        self._first = first
        self.others = [OptimizerLink(o, self.warn, name, **more) for name, o in others]

    def rate_of(self, scheduler):
        """The function that reads the rate of a scheduler's optimizer."""
        optimizer = unwrapped(scheduler.optimizer)
        known = [link.training for link in self.others if link.holds(optimizer)]
        return (known or [self])[0].learning_rate

    def tell_whose_rate(self):
        """Says which of several optimizers has the rate of the run."""
        for link in self.others:
            link.tell_own_rate(self.run, self._first)

    def warn(self, text):
        """Tells that something is probably wrong."""
        if self.run is not None:
            self.run.warning("plateau", text)

    def learning_rate(self):
        return self.rate.read()

    def set_learning_rate(self, rate):
        self.scale_learning_rate(self.rate.ratio(rate))

    def scale_learning_rate(self, ratio):
        super().scale_learning_rate(ratio)
        self.rate_before = self.learning_rate()

    def is_own_rate(self, link):
        """True for a scheduler's link whose rate is that of the run."""
        return link.learning_rate == self.learning_rate

    def release(self):
        """Takes the hooks of the optimizers away."""
        self.rate.release()
        for link in self.others:
            link.training.rate.release()

"""The part that commands act on in a framework on PyTorch."""

from ..training import RateTraining
from .torch_rates import OptimizerRates


class FrameworkTraining(RateTraining):
    """A training of a framework on PyTorch.

    ``owner`` is the object that trains, such as a ``Trainer``. ``rate_before`` is the rate before
    what the framework has done since the last step, or since a person has changed it.
    """

    rate_before = None

    def __init__(self, owner, optimizers, **more):
        self.owner = owner
        self.run = None
        self.rate = OptimizerRates(optimizers, self.warn, **more)

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

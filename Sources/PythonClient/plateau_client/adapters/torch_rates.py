"""The learning rate of a framework's training: one optimizer or several."""

from ..parameters import Refusal
from ..torch_rate import TorchRate


class OptimizerRates:
    """The rates of all optimizers of a training; the first one's is the rate that is shown.

    A change multiplies the rates of all by the same factor, so they keep their ratio.
    """

    def __init__(self, optimizers, warn, make=TorchRate):
        """``make`` is ``TorchRate`` or a subclass; ``warn`` gets a sentence."""
        self._all = [make(o, warn=warn) for o in optimizers if hasattr(o, "param_groups")]

    def read(self):
        """The rate now; None without an optimizer."""
        return self._all[0].read() if self._all else None

    def now(self):
        """The rate of the next step; None without an optimizer."""
        return self._all[0].now() if self._all else None

    @property
    def factor(self):
        """The factor of the first optimizer's rate over the script's own."""
        return self._all[0].factor if self._all else 1.0

    def ratio(self, rate):
        """A rate over the present one of the first optimizer."""
        return self._known()[0].ratio(rate)

    def scale(self, ratio):
        """Multiplies the rates of all optimizers."""
        for rate in self._known():
            rate.scale(ratio)

    @property
    def has_schedule(self):
        """True when a scheduler gives the rate of the first optimizer."""
        return bool(self._all) and self._all[0].has_schedule

    def leave(self, ratio):
        """Counts a change by ``ratio`` as taken back, though the rates stay as they are."""
        for rate in self._all:
            rate.leave(ratio)

    def _known(self):
        if not self._all:
            raise Refusal("this training has no optimizer with a learning rate")
        return self._all

    def release(self):
        """Takes the hooks of the optimizers away."""
        for rate in self._all:
            rate.release()

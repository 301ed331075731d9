"""The learning rate of a framework's training: one optimizer or several."""

from ..parameters import Refusal
from ..torch_rate import TorchRate, plain


class GroupRate(TorchRate):
    """The rate of an optimizer whose first group is not the one to be shown."""

    shown = 0
    """The index of the group whose rate is shown and set; the others keep their ratio to it."""

    def read(self):
        rate = super().read()
        first = plain(self.groups[0]["lr"]) if self.groups else 0.0
        if self.shown == 0 or rate is None:
            return rate
        own = plain(self.groups[self.shown]["lr"])
        return rate if own == first else own * (rate / first if first else 1.0)


class OptimizerRates:
    """The rates of all optimizers of a training; the first one's is the rate that is shown.

    A change multiplies the rates of all by the same factor, so they keep their ratio.
    """

    def __init__(self, optimizers, warn):
        self._all = []
        for optimizer in optimizers:
            if hasattr(optimizer, "param_groups"):
                self._all.append(TorchRate(optimizer, warn=warn))

    def read(self):
        """The rate now; None without an optimizer."""
        return self._all[0].read() if self._all else None

    def set(self, rate):
        """Sets the rate of the first optimizer."""
        if not self._all:
            raise Refusal("this training has no optimizer with a learning rate")
        old = self.read()
        self._all[0].set(rate)
        for other in self._all[1:]:
            value = other.read()
            if value:
                other.set(value * rate / old)

    def release(self):
        """Takes the hooks of the optimizers away."""
        for rate in self._all:
            rate.release()

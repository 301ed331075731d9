"""What a learning rate was before the last change that a person asked for."""

from .epochs_since import EpochsSince
from .rate_course import STEP, is_same


class BeforeChange:
    """The rates, and their factor over the script's own, before the last change by a person.

    A script may have written its own rates there without a trace: those that were asked for. Then
    what it writes next is exactly that again, and only the last change is laid over it.
    """

    __slots__ = ("_rates", "_factor", "_epochs")

    def __init__(self):
        self._epochs = EpochsSince()
        self.forget()

    def note(self, rates, factor):
        """A person changes these rates, which have this factor."""
        self._rates, self._factor = rates, factor
        self._epochs.restart()

    def forget(self):
        """The rates have changed in another way since."""
        self._rates, self._factor = (), 1.0

    def is_written_again(self, index, rate, step=STEP):
        """True when the script has written one of these rates, by its index, in the epoch after."""
        if self._factor == 1.0 or index >= len(self._rates) or self._epochs.count() > 1:
            return False
        return rate > 0 and is_same(rate, self._rates[index], step)

    def alone(self, factor):
        """The factor of the last change alone."""
        factor, self._factor = factor / self._factor, 1.0
        return factor

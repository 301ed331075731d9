"""The learning rate of a loop that gives two functions for it."""

from .before_change import BeforeChange
from .epochs_since import EpochsSince
from .rate_course import is_scripts_own, multiplied


class FunctionRate:
    """Reads and sets the rate by the functions of a loop.

    ``factor`` is the rate over the script's own. When the loop writes its own rate over what was
    asked for, the factor is 1 again.
    """

    def __init__(self, get, put, is_lost):
        """``get`` returns the rate, ``put`` sets it; ``is_lost`` is called before the factor is 1 again."""
        self._get, self._put, self._is_lost = get, put, is_lost
        self.factor = 1.0
        self._seen = None
        self._epochs = EpochsSince()
        self._before = BeforeChange()

    def read(self):
        """The rate now."""
        rate, seen = float(self._get()), self._seen
        if rate != seen:
            self._seen = rate
            is_own = self.factor != 1.0 and (
                self._before.is_written_again(0, rate)
                or is_scripts_own(rate, seen, self.factor, self._epochs.count())
            )
            if is_own:
                self._is_lost()
                self.factor = 1.0
        return rate

    now = read

    def set(self, rate):
        """Sets the rate."""
        old = self.read()
        self._before.note([old], self.factor)
        self._put(rate)
        new = self._seen = float(self._get())
        self._epochs.restart()
        if old and new:
            self.factor = multiplied(self.factor, new / old)

    def leave(self, ratio):
        """Counts a change by ``ratio`` as taken back, though the rate stays as it is."""
        self.factor = multiplied(self.factor, 1 / ratio)
        self._before.forget()

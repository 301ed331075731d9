"""A change of the learning rate that a person asks for."""

import math

from .parameters import Refusal
from .training import RATE_IS_0


class RateChange:
    """The rate becomes a ``value``, itself times a ``factor``, or itself plus ``by``.

    What a change is made from is the rate that holds then. ``old`` and ``new`` are the rates
    before and after it; ``old`` is None for one that is not known.
    """

    def __init__(self, training, value=None, factor=None, by=None):
        self._training = training
        self._value, self._factor, self._by = value, factor, by
        self._ratio = None
        self.old = self.new = None

    def make(self):
        """Changes the rate; raises ``Refusal`` when what would come of it is no rate."""
        training, value, factor = self._training, self._value, self._factor
        old = training.read_learning_rate()
        if value is None:
            value = self._result(old)
        elif not _is_rate(value):
            raise Refusal("a learning rate is a number above 0, such as 0.001")
        if factor is None:
            training.set_learning_rate(value)
            self._ratio = value / old if old else None
        else:
            training.scale_learning_rate(factor)
            self._ratio = factor
        new = training.read_learning_rate()
        self.old, self.new = old, value if new is None else new

    def _result(self, rate):
        """What a relative change makes of a rate; for a factor, 0 stays 0."""
        if rate is None:
            raise Refusal("the learning rate is not known: set a number, such as 0.001")
        result = rate * self._factor if self._by is None else rate + self._by
        if _is_rate(result) or (rate == 0 and self._by is None):
            return float("%.12g" % result)
        if rate == 0:
            raise Refusal(RATE_IS_0)
        words = "the learning rate %.6g would become %.6g, which is not a number above 0"
        raise Refusal(words % (rate, result))

    def take_back(self):
        """Gives the script the rate that it would have without the change.

        Returns the rates before and after.
        """
        training, ratio = self._training, self._ratio
        rate = training.read_learning_rate()
        if self.old and rate == self.new:
            training.set_learning_rate(self.old)
        elif ratio and math.isfinite(1 / ratio):
            training.scale_learning_rate(1 / ratio)
        else:
            raise Refusal("the rate before it is not known: set a number, such as 0.001")
        return rate, training.read_learning_rate()


def tell_rate(run, old, new, by):
    """Tells a change of the rate, and what one of a rate of 0 means; returns both rates."""
    run.answer(run.rate_event(new if old is None else old, new, by))
    factor = run.training.rate_factor()
    if new == 0 and factor != 1:
        words = "the learning rate is 0 now; what the script gives next is multiplied by %.6g"
        run.message("plateau", words % factor)
    return old, new


def _is_rate(number):
    return math.isfinite(number) and number > 0

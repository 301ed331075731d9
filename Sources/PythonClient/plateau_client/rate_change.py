"""A change of the learning rate that a person asks for."""

import math

from .parameters import Refusal
from .rate_course import NEAR_ONE, STEPS, is_same


class RateChange:
    """The rate becomes a ``value``, itself times a ``factor``, or itself plus ``by``.

    What a change is made from is the rate that holds then. ``old`` and ``new`` are the rates
    before and after it; ``old`` is None for one that is not known. ``note`` says what else came
    of the change, or of taking it back; it is None when there is nothing to say.
    """

    def __init__(self, training, value=None, factor=None, by=None):
        self._training = training
        self._value, self._factor, self._by = value, factor, by
        self._ratio = None
        self._factor_before = self._factor_since = None
        self.old = self.new = self.note = None

    def make(self):
        """Changes the rate; raises ``Refusal`` when what would come of it is no rate."""
        training, value, factor = self._training, self._value, self._factor
        old = training.read_learning_rate()
        self._factor_before = training.rate_factor()
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
        self._factor_since = training.rate_factor()
        if factor is None and self._ratio not in (None, 1) and training.has_schedule():
            self.note = "the rest of the schedule is multiplied by %.6g" % self._ratio

    def _result(self, rate):
        """What a relative change makes of a rate; for a factor, 0 stays 0."""
        if rate is None:
            raise Refusal("the learning rate is not known: set a number, such as 0.001")
        result = rate * self._factor if self._by is None else rate + self._by
        if _is_rate(result) or (rate == 0 and self._by is None):
            return float("%.12g" % result)
        if rate == 0:
            raise Refusal(self._training.rate_is_0)
        words = "the learning rate %.6g would become %.6g, which is not a number above 0"
        raise Refusal(words % (rate, result))

    def take_in(self, earlier):
        """Makes an earlier change a part of this one: both are taken back at once."""
        self.old, self._factor_before = earlier.old, earlier._factor_before
        ratios = earlier._ratio, self._ratio
        self._ratio = None if None in ratios else ratios[0] * ratios[1]

    def take_back(self):
        """Gives the script the rate that it would have without the change.

        Returns the rates before and after. The rate stays, and ``note`` says so, when the script
        has written its own since, or when a ReduceLROnPlateau has cut it down to its least one.
        """
        training, ratio = self._training, self._ratio
        rate = training.read_learning_rate()
        self.note = None
        factor, before = training.rate_factor(), self._factor_before
        if math.isclose(factor * before, self._factor_since, rel_tol=NEAR_ONE):
            before = 1.0  # The script has written its own rate before: only this change is left.
        elif not math.isclose(factor, self._factor_since, rel_tol=NEAR_ONE):
            self.note = "the learning rate stays %.6g: the script has written its own since" % rate
            return rate, rate
        if self.old is not None and rate == self.new != 0:
            training.set_learning_rate(self.old)
        elif not ratio or not math.isfinite(1 / ratio):
            raise Refusal("the rate before it is not known: set a number, such as 0.001")
        elif self._is_least(rate):
            words = "the learning rate stays %.6g, the least that ReduceLROnPlateau gives"
            self.note = words % rate
        else:
            training.scale_learning_rate(1 / ratio)
        # The rate may have stayed, and rounding may have left a part of the change.
        training.leave_learning_rate(training.rate_factor() / before)
        return rate, training.read_learning_rate()

    def _is_least(self, rate):
        """True for the least rate that a ReduceLROnPlateau of the script gives."""
        rows = [
            row for link in self._training.links() if link.role == "reduces_learning_rate"
            for row in link.parameters if row.name in ("min_lr", "min_value")
        ]
        step = max(STEPS.values())  # The type of the rate is not known here.
        return any(is_same(rate, row.value(), step) for row in rows) and rate > 0


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

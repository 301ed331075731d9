"""The part of a framework that commands act on."""

from .parameters import Refusal

RATE_IS_0 = "the learning rate is 0 now: set a number, such as 0.001"
"""Refuses a change relative to a rate of 0."""
RATE_STAYS_0 = "the learning rate is 0 now; only a factor, such as *0.5, can be asked for"
"""Refuses a number at a rate of 0 that a schedule gives: nothing there can be scaled to it."""


class Training:
    """A training that a run steers; each adapter has a subclass.

    All methods are called on the training thread at safe points. Each may raise ``Refusal`` with
    the reason why the framework cannot do what is asked; the reason is shown to the person.
    """

    framework = "python"
    """The name of the framework in ``run_started``."""
    rate_is_0 = RATE_IS_0
    """Refuses what cannot be made from a rate of 0, with what can be asked for instead."""
    stop_note = None
    """What a stop does besides ending training, in words for its answer; None for nothing."""

    def links(self):
        """The callbacks as a list of ``Link``, in the order in which they act."""
        return []

    def learning_rate(self):
        """The learning rate now, as a float; None when it is not known."""
        return None

    def read_learning_rate(self):
        """The learning rate at a safe point; unlike ``learning_rate``, it may take as long as a step."""
        return self.learning_rate()

    def set_learning_rate(self, rate):
        """Sets the learning rate, so that it holds under the script's schedule.

        ``rate`` is finite and above 0; it is 0 only when a change of a rate of 0 is taken back.
        """
        raise Refusal("this script's learning rate is out of reach")

    def scale_learning_rate(self, ratio):
        """Multiplies the learning rate, so that it holds under the script's schedule.

        ``ratio`` is above 0 and finite, and so is the new rate unless the rate is 0 now.
        """
        rate = self.read_learning_rate()
        if not rate:
            raise Refusal(self.rate_is_0)
        self.set_learning_rate(float("%.12g" % (rate * ratio)))

    def rate_factor(self):
        """The changes of the rate that persons asked for, multiplied: the rate over the script's own."""
        return 1.0

    def has_schedule(self):
        """True when a schedule gives the rate, so that a change is one of the rest of its course."""
        return False

    def leave_learning_rate(self, ratio):
        """Counts a change by ``ratio`` as taken back, though the learning rate stays as it is."""

    def stop(self):
        """Asks the framework to end training in order, as soon as it can."""
        raise Refusal("this script cannot be stopped in order; press Ctrl-C where it runs")

    def check_stop(self):
        """Raises ``Refusal`` when ``stop`` could not work; called before a stop is accepted."""

    def save(self):
        """Writes a checkpoint now and returns its path; None when the framework tells it later."""
        raise Refusal("saving is this script's own business")

    def evaluate(self):
        """Evaluates now."""
        raise Refusal("this script evaluates when it wants to")


class RateTraining(Training):
    """A training whose ``rate`` reads, sets and keeps the learning rate."""

    rate_is_0 = RATE_STAYS_0
    rate = None

    def read_learning_rate(self):
        return self.rate.now()

    def set_learning_rate(self, rate):
        self.rate.set(rate)

    def scale_learning_rate(self, ratio):
        self.rate.scale(ratio)

    def rate_factor(self):
        return self.rate.factor

    def has_schedule(self):
        return self.rate.has_schedule

    def leave_learning_rate(self, ratio):
        self.rate.leave(ratio)

"""Several optimizers of PyTorch in one loop: the first gives the rate of the run, the others are links."""

from .parameters import Parameter
from .rate_change import RateChange
from .script import object_name
from .state import Link
from .torch_carriers import find_schedulers
from .torch_links import TorchPlateauLink
from .torch_rate import TorchRate
from .training import RateTraining


class OptimizerTraining(RateTraining):
    """What commands on the learning rate of one optimizer act on."""

    framework = "torch"

    def __init__(self, optimizer, warn, make=TorchRate):
        """``make`` is ``TorchRate`` or a subclass; ``warn`` gets a sentence."""
        self.rate = make(optimizer, warn=warn)
        self.chain = [
            TorchPlateauLink(scheduler, self.rate.read)
            for scheduler in find_schedulers(self.rate.identity())
            if type(scheduler).__name__ == "ReduceLROnPlateau"
        ]

    def links(self):
        return self.chain

    def learning_rate(self):
        return self.rate.read()


class OptimizerLink(Link):
    """A further optimizer, whose rate is a parameter of its own."""

    def __init__(self, optimizer, warn, name=None, **more):
        """``name`` is that of the variable that holds it, or its type's, unless one is given."""
        kind = type(optimizer).__name__
        super().__init__(name or object_name(optimizer) or kind)
        self.training = OptimizerTraining(optimizer, warn, **more)
        self.parameters = [RateParameter(self.training)]
        self._kind = "" if kind == self.name else kind + ", "

    def members(self):
        rate = self.training.learning_rate()
        return {"summary": "%srate %.3g" % (self._kind, rate)}

    def tell_own_rate(self, run, first):
        """Says that the rate of the run is that of ``first``, another optimizer."""
        words = "the learning rate is that of %s; %s has its own, among the callbacks"
        run.message("plateau", words % (first, self.name))

    @property
    def metric(self):
        """The name of its rate among the metrics."""
        return "%s/learning_rate" % self.id

    def holds(self, optimizer):
        """True for the optimizer itself."""
        return self.training.rate.identity() is optimizer


def other_rates(links):
    """The rates of further optimizers, by the names of their metrics."""
    return {link.metric: link.training.learning_rate() for link in links}


class RateParameter(Parameter):
    """The learning rate of a training as a parameter; a new one holds under its schedule."""

    def __init__(self, training):
        super().__init__("learning_rate", "magnitude", self._rate, training.set_learning_rate)
        self._training = training

    def _rate(self):
        return _short(self._training.learning_rate())

    def set(self, value):
        self.refuse_unless_fits(value)
        change = RateChange(self._training, value=float(value))
        change.make()
        return _short(change.old), change.take_back


def _short(rate):
    """A rate in as many digits as a person wants to read."""
    return float("%.6g" % rate)

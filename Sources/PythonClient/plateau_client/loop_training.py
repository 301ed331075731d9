"""What commands act on in a loop of one's own."""

from .parameters import Refusal
from .torch_links import TorchPlateauLink
from .torch_rate import TorchRate, find_schedulers, unwrapped
from .training import Training


class LoopTraining(Training):
    """What commands act on in a loop of one's own."""

    def __init__(self, loop, optimizer, schedulers, rate, callbacks, save):
        self.framework = "torch" if optimizer is not None else "python"
        self.loop = loop
        self.rate = None
        self.functions = rate
        self.callbacks = list(callbacks)
        self.save_function = save
        if optimizer is not None:
            if schedulers is None:
                schedulers = find_schedulers(unwrapped(optimizer))
            self.rate = TorchRate(optimizer, warn=loop.warn)
            self.callbacks += [
                TorchPlateauLink(scheduler, self.learning_rate)
                for scheduler in schedulers if type(scheduler).__name__ == "ReduceLROnPlateau"
            ]

    def links(self):
        return self.callbacks

    def learning_rate(self):
        if self.rate is not None:
            return self.rate.read()
        return float(self.functions[0]()) if self.functions else None

    def set_learning_rate(self, rate):
        if self.rate is not None:
            self.rate.set(rate)
        elif self.functions:
            self.functions[1](rate)
        else:
            raise Refusal("this loop was not given its optimizer; pass optimizer= to loop()")

    def rate_factor(self):
        return 1.0 if self.rate is None else self.rate.factor

    def stop(self):
        """The loop asks the run itself."""

    def save(self):
        if self.save_function is None:
            raise Refusal("this loop was not told how to save; pass save= to loop()")
        return self.save_function()

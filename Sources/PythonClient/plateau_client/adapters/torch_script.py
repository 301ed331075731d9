"""The part of an unchanged PyTorch loop that commands act on."""

from ..parameters import Refusal
from ..torch_links import TorchPlateauLink
from ..torch_rate import TorchRate, find_schedulers
from ..training import RATE_STAYS_0, Training


class ScriptTraining(Training):
    """What commands act on in an unchanged loop."""

    framework = "torch"
    rate_is_0 = RATE_STAYS_0

    def __init__(self, loop, optimizer):
        self.loop = loop
        self.rate = TorchRate(optimizer, warn=self._warn)
        self.chain = []
        for scheduler in find_schedulers(self.rate.identity()):
            self.add(scheduler)

    def add(self, scheduler):
        """Adds a ReduceLROnPlateau to the chain; returns its link, None for any other."""
        if type(scheduler).__name__ != "ReduceLROnPlateau":
            return None
        for link in self.chain:
            if link.identity() is scheduler:
                return link
        self.chain.append(TorchPlateauLink(scheduler, self.learning_rate))
        return self.chain[-1]

    def _warn(self, text):
        if self.loop.run is not None:
            self.loop.run.warning("plateau", text)

    def links(self):
        return self.chain

    def learning_rate(self):
        return self.rate.read()

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

    def stop(self):
        """The loop interrupts the script once the answer is written."""

    def save(self):
        raise Refusal("saving is this script's own business; it has no hook for it")

"""The part of an unchanged PyTorch loop that commands act on."""

from ..parameters import Refusal
from ..script import object_name
from ..torch_carriers import unwrapped
from ..torch_links import TorchPlateauLink
from ..torch_optimizers import OptimizerLink, OptimizerTraining


class ScriptTraining(OptimizerTraining):
    """What commands act on in an unchanged loop."""

    stop_note = "it interrupts the script as Ctrl-C would: what follows its loop does not run"

    def __init__(self, loop, optimizer):
        self.loop = loop
        self.others = []
        """The other optimizers that step, as links."""
        super().__init__(optimizer, self._warn)

    def add(self, scheduler):
        """Adds a ReduceLROnPlateau to the chain; returns its link, None when it is not of this run."""
        for link in self.chain:
            if isinstance(link, TorchPlateauLink) and link.identity() is scheduler:
                return link
        optimizer = unwrapped(scheduler.optimizer)
        for training in (self, *(link.training for link in self.others)):
            if training.rate.identity() is optimizer:
                self._append([TorchPlateauLink(scheduler, training.learning_rate)])
                return self.chain[-1]
        return None

    def add_optimizer(self, optimizer):
        """Adds another optimizer that steps, and its schedulers; once."""
        if any(link.holds(optimizer) for link in self.others):
            return
        link = OptimizerLink(optimizer, self._warn)
        self.others.append(link)
        self._append([link, *link.training.links()])
        known = self.rate.identity()
        link.tell_own_rate(self.loop.run, object_name(known) or type(known).__name__)

    def _append(self, links):
        self.chain += links
        self.loop.run.add_links(links)

    def _warn(self, text):
        if self.loop.run is not None:
            self.loop.run.warning("plateau", text)

    def stop(self):
        """The loop interrupts the script once the answer is written."""

    def save(self):
        raise Refusal("saving is this script's own business; it has no hook for it")

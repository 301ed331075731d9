"""The part of Lightning that commands act on."""

import math
import os

from ..parameters import Refusal
from .framework_training import FrameworkTraining
from .lightning_links import make_links

SHARDED = ("FSDPStrategy", "DeepSpeedStrategy", "ModelParallelStrategy")
"""The strategies whose checkpoints all ranks write together."""


class LightningTraining(FrameworkTraining):
    """A ``fit`` of Lightning."""

    framework = "lightning"

    def __init__(self, trainer):
        super().__init__(trainer, trainer.optimizers[:1])
        first, *others = [
            (part_name(trainer.lightning_module, optimizer), optimizer)
            for optimizer in trainer.optimizers
        ] or [(None, None)]
        self.have_own_rates(first[0] or type(first[1]).__name__, others)

    def links(self):
        return self.others + make_links(self.owner, self.rate_of)

    def check_stop(self):
        trainer = self.owner
        loop = trainer.fit_loop
        done = loop.epoch_progress.current.processed + (self.run.step > 0)
        if loop.min_epochs and done < loop.min_epochs:
            raise Refusal(
                "Lightning does not stop before min_epochs=%d epochs are done" % loop.min_epochs
            )
        steps = loop.min_steps
        if steps and trainer.global_step + self._steps_left() < steps:
            raise Refusal("Lightning does not stop before min_steps=%d steps are done" % steps)

    def _steps_left(self):
        """Optimizer steps until the end of the epoch."""
        total = self.owner.num_training_batches
        if not math.isfinite(total) or self.run.step == 0:
            return 0
        return (total - self.run.step) // max(1, self.owner.accumulate_grad_batches)

    def stop(self):
        self.owner.should_stop = True

    def save(self):
        trainer = self.owner
        if type(trainer.strategy).__name__ in SHARDED:
            raise Refusal("with %s all ranks save together; ModelCheckpoint does it"
                          % type(trainer.strategy).__name__)
        folder = os.path.join(self.run.folder or trainer.default_root_dir, "checkpoints")
        name = "epoch-%d-step-%d.ckpt" % (self.run.epoch + 1, self.run.step)
        trainer.save_checkpoint(os.path.join(folder, name))
        return os.path.join("checkpoints", name)


def part_name(module, optimizer):
    """The name of the part of a module that an optimizer teaches; None for the whole or for several."""
    taught = {id(p) for group in optimizer.param_groups for p in group["params"]}
    name = None
    while not all(id(p) in taught for p in module.parameters() if p.requires_grad):
        parts = [
            (name, part) for name, part in module.named_children()
            if any(id(p) in taught for p in part.parameters())
        ]
        if len(parts) != 1:
            return None
        name, module = parts[0]
    return name

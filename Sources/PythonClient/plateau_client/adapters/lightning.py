"""Lightning: one callback that tells and obeys, which Lightning itself asks for by an entry point."""

import math
import os
import sys

from ..guard import guarded
from ..place import is_switched_off, run_folder
from ..torch_optimizers import other_rates
from ..values import number, numbers
from .framework import FrameworkHooks
from .framework_facts import loader_samples
from .lightning_links import CheckpointLink
from .lightning_metrics import logged, loss_name, measured, named_once
from .lightning_training import LightningTraining

PACKAGES = ("lightning.pytorch", "pytorch_lightning")
"""The two names under which Lightning is installed."""


class LightningHooks(FrameworkHooks):
    """The hooks of the callback; it may stand anywhere in the list."""

    @guarded
    def on_train_start(self, trainer, pl_module):
        mine = [c for c in trainer.callbacks if getattr(c, "is_plateau", False)]
        self.run = None
        # One given by the script and one of the entry point: the first of them tells.
        if (mine and mine[0] is not self) or not self.may_begin(trainer):
            return
        batches = trainer.num_training_batches
        steps = int(batches) if math.isfinite(batches) else 0
        self.is_measured, self.kept = False, {}
        self.begin(
            LightningTraining(trainer), _total(trainer, steps),
            trainer.current_epoch, steps,
            loader_samples(trainer.train_dataloader, trainer.world_size), pl_module,
            seed=os.environ.get("PL_GLOBAL_SEED"),
            resume="run it again with ckpt_path= to go on from a checkpoint",
        )
        self.saved = dict(self._saved())  # A script that resumes has saved before.
        self.training.tell_whose_rate()

    def on_train_epoch_start(self, trainer, pl_module):
        if self.run is not None and self._epoch_begins(trainer):
            # Lightning's own way to leave its loop here. A stop would train on until the next
            # batch and call the callbacks for an epoch without one.
            raise StopIteration

    @guarded
    def _epoch_begins(self, trainer):
        """Tells the epoch before and begins this one; returns True when training ends here."""
        self._end_epoch(trainer)
        if trainer.current_epoch > self.first or self.run.epoch > self.first:
            self.run.between_epochs()
        if self.run.stops:
            return True
        self.begin_epoch(trainer.current_epoch)
        return False

    def begin(self, training, total, first_epoch=0, *arguments, **info):
        self.first = first_epoch
        self.loss_name = self.last_loss = None
        super().begin(training, total, first_epoch, *arguments, **info)

    @guarded
    def on_train_batch_start(self, trainer, pl_module, batch, batch_idx):
        run = self.run
        if run is None:
            return
        if not self.has_epoch:  # Lightning goes on in the middle of an epoch.
            self.begin_epoch(trainer.current_epoch)
            self.step = batch_idx
        if self.is_measured:
            self._tell_measured(trainer)
        self.tell_cut()

    @guarded
    def on_train_batch_end(self, trainer, pl_module, outputs, batch, batch_idx):
        if self.run is None:
            return
        loss = outputs.get("loss") if isinstance(outputs, dict) else outputs
        if loss is None:
            self.batch_ended({})
            return
        if self.loss_name is None:
            self.last_loss = loss.detach()
        self.batch_ended({"loss": loss})

    def other_metrics(self):
        trainer = self.training.owner
        scale = trainer.accumulate_grad_batches if self._is_automatic(trainer) else 1
        steps, epoch_losses = logged(trainer)
        if self.loss_name is None and self.last_loss is not None:
            loss = number(self.last_loss) * scale
            self.loss_name = loss_name(numbers(steps), epoch_losses, loss)
        extra = {name: value for name, value in steps.items() if name != self.loss_name}
        extra.update(other_rates(self.training.others))
        return {"extra": extra, "names": {"loss": self.loss_name or "loss"}, "scale": scale}

    def _is_automatic(self, trainer):
        return trainer.lightning_module.automatic_optimization

    @guarded
    def on_validation_start(self, trainer, pl_module):
        if self.run is not None and not trainer.sanity_checking:
            self.run.validation_started(self.run.epoch)

    @guarded
    def on_validation_end(self, trainer, pl_module):
        self.is_measured = self.run is not None and not trainer.sanity_checking

    def _tell_measured(self, trainer):
        """Tells a validation inside an epoch, once all callbacks have seen it."""
        self.is_measured = False
        self.run.step = self.step
        self.note_bests(self.run.epoch)
        self._tell_checkpoints(self.step)
        self.run.measured(measured(trainer, self.loss_name))

    @guarded
    def on_train_epoch_end(self, trainer, pl_module):
        if self.run is not None and self.run.control.stops_after_epoch:
            trainer.should_stop = True

    def _end_epoch(self, trainer):
        if self.has_epoch:
            if self.is_measured and self.is_broken_off(trainer.should_stop):
                self._tell_measured(trainer)
            self.note_bests(self.run.epoch)
            self._tell_checkpoints()
            logs = dict(named_once(self._fresh_metrics(trainer)))
            self._use_mean_loss(logs)
            logs.update(other_rates(self.training.others))
            self.end_epoch(logs, trainer.should_stop)
        self.is_measured = False

    def _fresh_metrics(self, trainer):
        """The metrics of this epoch: Lightning also keeps those that only earlier ones have measured."""
        old, self.kept = self.kept, dict(trainer.callback_metrics)
        return {name: value for name, value in self.kept.items() if value is not old.get(name)}

    def _use_mean_loss(self, logs):
        """Puts the mean of the loss where Lightning has the last batch's, unless one monitors that."""
        means, _ = self.means.take(**self.other_metrics())
        name = self.loss_name
        monitors = {getattr(link, "monitor", None) for link in self.run.links()}
        monitors |= {m() for m in monitors if callable(m)}
        if name in means and name not in monitors and name not in logged(self.training.owner)[1]:
            logs[name] = means[name]

    def _saved(self):
        links = [link for link in self.run.links() if isinstance(link, CheckpointLink)]
        return [pair for link in links for pair in link.saved()]

    def _tell_checkpoints(self, step=None):
        for path, mark in self._saved():
            if path not in self.saved or self.saved[path] != mark:
                self.saved[path] = mark
                self.run.put(self.run.checkpoint_event(path, step))

    @guarded
    def on_train_end(self, trainer, pl_module):
        if self.run is not None:
            self._end_epoch(trainer)
            total = self.run.total
            self.end(trainer.should_stop and not (total and self.run.epoch >= total))

    def on_exception(self, trainer, pl_module, exception):
        self.failed(exception)


def _total(trainer, steps):
    """The number of epochs; 0 when it is not known."""
    epochs = trainer.max_epochs
    epochs = epochs if epochs is not None and epochs > 0 else 0
    if trainer.max_steps > 0 and steps:
        each = math.ceil(steps / max(1, trainer.accumulate_grad_batches))
        by_steps = math.ceil(trainer.max_steps / each)
        epochs = min(epochs, by_steps) if epochs else by_steps
    return epochs


def plateau_callback(packages=PACKAGES, **options):
    """The callback for ``Trainer(callbacks=[...])``; the options are those of ``FrameworkHooks``."""
    bases = []
    for package in packages:
        module = sys.modules.get(package)
        if module is not None:
            bases.append(module.Callback)
    if not bases:
        bases = [__import__(PACKAGES[0], fromlist=["Callback"]).Callback]
    return type("Plateau", (LightningHooks, *bases), {})(**options)


def _external(package):
    if is_switched_off() or not run_folder():
        return []
    return [plateau_callback((package,)).joined("Lightning")]


def lightning_callbacks():
    """The callbacks for ``lightning.pytorch``; its entry point calls this for each Trainer."""
    return _external("lightning.pytorch")


def pytorch_lightning_callbacks():
    """The callbacks for ``pytorch_lightning``; its entry point calls this for each Trainer."""
    return _external("pytorch_lightning")

"""Ultralytics: callbacks of its trainer that tell and obey."""

import math
import sys

from ..guard import guarded
from ..parameters import Refusal
from ..torch_rate import TorchRate, plain
from ..values import number, numbers
from .counting import scheduler_link
from .framework import FrameworkHooks
from .framework_facts import length
from .framework_training import FrameworkTraining
from .ultralytics_links import StopperLink

EVENTS = (
    "on_train_start", "on_train_epoch_start", "on_train_batch_end", "on_train_epoch_end",
    "on_fit_epoch_end", "on_model_save", "on_train_end", "teardown",
)
"""The events of a trainer that the client listens to."""


class UltralyticsRate(TorchRate):
    """The rate of a trainer's optimizer, whose first group holds the biases."""

    shown = 0
    """The index of the group whose rate is shown and set; the others keep their ratio to it."""

    def read(self):
        try:
            self._last = plain(self.groups[self.shown]["lr"])
        except (ReferenceError, IndexError):
            pass  # The optimizer is gone with its trainer.
        return self._last

    def is_scheduled(self, index, rate):
        # The warm-up, too, computes each rate from initial_lr, which is scaled.
        return True


class UltralyticsTraining(FrameworkTraining):
    """A ``train`` of a trainer of Ultralytics."""

    framework = "ultralytics"

    def __init__(self, trainer):
        super().__init__(trainer, [])
        rate = UltralyticsRate(trainer.optimizer, warn=self.warn)
        # Biases warm up downwards from a rate of their own; the weights have the rate that was asked.
        rate.shown = next(
            (i for i, g in enumerate(rate.groups) if g.get("param_group") == "weight"),
            len(rate.groups) - 1,
        )
        self.rate = rate
        self.chain = [StopperLink(trainer, self)]
        if getattr(trainer, "scheduler", None) is not None:
            self.chain.append(scheduler_link(trainer.scheduler, self.learning_rate))

    def links(self):
        return self.chain

    def scale_learning_rate(self, ratio):
        trainer = self.owner
        super().scale_learning_rate(ratio)
        # The warm-up of the biases begins at a rate that no group holds.
        if self.run.epoch <= math.ceil(getattr(trainer.args, "warmup_epochs", 0) or 0):
            bias = getattr(trainer.args, "warmup_bias_lr", None)
            if bias:
                trainer.args.warmup_bias_lr = bias * ratio

    def stop(self):
        self.owner.stop = True

    def save(self):
        trainer = self.owner
        if getattr(trainer, "fitness", None) is None:
            raise Refusal("Ultralytics cannot save before its first validation")
        if self.run.ranks is None or self.run.ranks.is_first:
            trainer.save_model()
        return str(trainer.last)


class UltralyticsHooks(FrameworkHooks):
    """The functions that are called at the trainer's events.

    The parent of a training on several devices sends its callbacks to its children; there they
    begin anew.
    """

    def __reduce__(self):
        return type(self), (self.given_name, self.given_folder)

    @guarded
    def on_train_start(self, trainer):
        self.run = None
        if not self.may_begin(trainer):
            return
        training = UltralyticsTraining(trainer)
        # A training that resumes has saved its best weights before.
        self.best_saved, self.saved = training.chain[0].epoch_of_best(), []
        is_timed = bool(getattr(trainer.args, "time", None))
        self.begin(
            training, 0 if is_timed else trainer.epochs, trainer.start_epoch,
            length(trainer.train_loader), trainer.batch_size, trainer.model,
            seed=str(trainer.args.seed),
            resume="run it again with resume=True to go on from last.pt",
        )

    @guarded
    def on_train_epoch_start(self, trainer):
        if self.run is not None:
            # A shortage of memory or a loss that is not a number makes it begin an epoch again.
            self.steps = length(trainer.train_loader)
            self.begin_epoch(trainer.epoch)

    @guarded
    def on_train_batch_end(self, trainer):
        if self.run is not None:
            self.batch_ended(_losses(trainer))

    @guarded
    def on_train_epoch_end(self, trainer):
        if self.run is not None and getattr(trainer.args, "val", False):
            self.run.validation_started(self.run.epoch)

    @guarded
    def on_fit_epoch_end(self, trainer):
        # It is called once more when the best weights are validated after training.
        if self.run is None or not self.has_epoch:
            return
        self.training.chain[0].done = trainer.epoch + 1
        logs = dict(self.means.take()[0])
        if trainer.tloss is not None:
            logs.update(numbers(trainer.label_loss_items(trainer.tloss, prefix="train")))
        logs.update(numbers(trainer.metrics))
        fitness = number(getattr(trainer, "fitness", None))
        if fitness is not None:
            logs["fitness"] = fitness
        self.note_bests(self.run.epoch)
        for path in self.saved:
            self.run.put(self.run.checkpoint_event(path))
        self.saved = []
        self.end_epoch(logs, trainer.stop)
        if self.run.control.stops_after_epoch:
            trainer.stop = True
        elif not trainer.stop:
            self.run.between_epochs()
        if self.run.stops:
            trainer.stop = True

    @guarded
    def on_model_save(self, trainer):
        if self.run is not None:
            self.saved = [trainer.last]
            # As Ultralytics asks before it saves best.pt.
            if getattr(trainer, "fitness", 0) == getattr(trainer, "best_fitness", None):
                self.best_saved = trainer.epoch
                self.saved.insert(0, trainer.best)

    @guarded
    def on_train_end(self, trainer):
        if self.run is not None:
            # A model takes its best weights after training; a trainer alone keeps those of the end.
            restored = self.best_saved if _has_model(trainer) else None
            self.end(self.run.epoch < trainer.epochs, restored)

    def teardown(self, trainer):
        """The last event, also after an error; the only one on other ranks."""
        if self.run is None:
            return
        error = sys.exc_info()[1]
        if error is not None:
            self.failed(error)
        else:
            self.on_train_end(trainer)


def _has_model(trainer):
    """True when a model's ``train`` is among the callers."""
    frame = sys._getframe(1)
    while frame is not None:
        owner = frame.f_locals.get("self")
        if owner is not trainer and getattr(owner, "trainer", None) is trainer:
            return True
        frame = frame.f_back
    return False


def _losses(trainer):
    """The losses of a batch, by the names that the trainer gives them at the end of an epoch."""
    items = trainer.loss_items
    if isinstance(items, dict):
        return {"train/" + name: value for name, value in items.items()}
    if items is None:
        return {}
    names = trainer.loss_names
    if len(names) == 1:
        return {"train/" + names[0]: items}
    return {"train/" + name: value for name, value in zip(names, items)}


def has_callbacks(owner):
    """True when a model or a trainer has the client's callbacks."""
    listeners = owner.callbacks.get("on_train_start", ())
    return any(getattr(getattr(f, "__self__", None), "is_plateau", False) for f in listeners)


def add_callbacks(owner, joins=None, **options):
    """Adds the callbacks to a model or a trainer and returns it.

    ``joins`` is the name that is said for an unchanged script. The other options are those of ``FrameworkHooks``.
    """
    if not has_callbacks(owner):
        hooks = UltralyticsHooks(**options).joined(joins)
        for event in EVENTS:
            owner.add_callback(event, getattr(hooks, event))
    return owner

"""Hugging Face's Trainer: one callback that tells and obeys."""

import math
import os
import sys

from ..guard import guarded
from ..parameters import Refusal
from ..values import number, numbers
from .framework import FrameworkHooks
from .framework_facts import length
from .framework_training import FrameworkTraining
from .transformers_links import make_links

MOST_EPOCHS = 1_000_000
"""More epochs than that stand for a loader without an end, which is told as one epoch."""
OWN_LOGS = (
    "loss", "learning_rate", "epoch", "total_flos", "num_input_tokens_seen", "train_tokens_per_second",
)
"""The entries of the Trainer's logs that are told in other ways."""


class TransformersTraining(FrameworkTraining):
    """A ``train`` of a Trainer."""

    framework = "transformers"
    wants_save = wants_evaluation = False

    def links(self):
        return make_links(self.owner, self.learning_rate)

    def stop(self):
        self.owner.control.should_training_stop = True

    def save(self):
        """The Trainer saves after this step; the event follows then."""
        self.wants_save = True

    def evaluate(self):
        """The Trainer evaluates after this step; its EarlyStoppingCallback counts that, too."""
        if getattr(self.owner, "eval_dataset", None) is None:
            raise Refusal("this Trainer has no eval_dataset")
        self.wants_evaluation = True

    def pass_on(self, control):
        """Asks the Trainer for what was asked of the run; only after a step does it look."""
        if self.wants_save:
            control.should_save = True
        if self.wants_evaluation:
            control.should_evaluate = True
        self.wants_save = self.wants_evaluation = False


class TransformersHooks(FrameworkHooks):
    """The hooks of the callback; it may stand anywhere in the list."""

    @guarded
    def on_train_begin(self, args, state, control, **kwargs):
        self.run = None
        trainer, loop = _caller(self)
        if trainer is None:
            return
        mine = [c for c in trainer.callback_handler.callbacks if getattr(c, "is_plateau", False)]
        if mine[0] is not self or not self.may_begin(trainer):
            return
        accumulation = max(1, args.gradient_accumulation_steps)
        loader = kwargs.get("train_dataloader")
        steps = loop.get("num_update_steps_per_epoch") or math.ceil(length(loader) / accumulation)
        self.is_endless = (state.num_train_epochs or 0) > MOST_EPOCHS
        if self.is_endless:
            steps = state.max_steps
        self.measured = {}
        self.newest, self.extra, self.fresh = {}, {}, {}
        self.global_step = state.global_step
        self.sum_before = (0.0, state.global_step)
        self.begin(
            TransformersTraining(trainer, [kwargs.get("optimizer") or trainer.optimizer]),
            1 if self.is_endless else int(state.num_train_epochs or 0),
            state.global_step // steps if steps and not self.is_endless else 0, steps,
            args.train_batch_size * accumulation * max(1, args.world_size), kwargs.get("model"),
            seed=str(args.seed),
            resume="run it again with resume_from_checkpoint=True to go on from a checkpoint",
        )

    @guarded
    def on_epoch_begin(self, args, state, control, **kwargs):
        if self.run is None or (self.is_endless and self.has_epoch):
            return
        if self.has_epoch:
            self._end_epoch(state, control)
            self.run.between_epochs()
            if self.run.stops:
                self.run.message("plateau", "the Trainer makes one more step before it ends")
                return
        epoch = self.run.epoch
        self.begin_epoch(epoch)
        self.newest = {}
        self.step = max(0, state.global_step - epoch * self.steps) if self.steps else 0

    @guarded
    def on_step_begin(self, args, state, control, **kwargs):
        if self.run is None or not self.has_epoch:
            return
        if self.measured:
            self._tell_measured()
        self.tell_cut()

    @guarded
    def on_step_end(self, args, state, control, **kwargs):
        if self.run is not None and self.has_epoch:
            self.global_step = state.global_step
            self.batch_ended({})
            self._note_before_log(control)
            self.training.pass_on(control)

    def tell_step(self, step, is_late=False):
        self._note_losses()
        super().tell_step(step, is_late)

    def other_metrics(self):
        fresh, self.fresh = self.fresh, {}
        return {"extra": fresh, "older": dict(self.extra)}

    def _note_before_log(self, control):
        """Notes the losses that the Trainer is about to log, for then it sets their sum to zero."""
        if self.tells and control.should_log:
            self._note_losses()

    def _note_losses(self):
        """Notes the mean loss of the steps since it was called last, once for each of them."""
        trainer = self.training.owner
        total = number(_loss_sum(trainer))
        if total is None:
            return
        before, step = self.sum_before
        logged = getattr(trainer, "_globalstep_last_logged", 0)
        if logged >= step:  # It has logged since.
            before, step = 0.0, logged
        self.sum_before = (total, self.global_step)
        done = self.global_step - step
        self.means.note_all("loss", [(total - before) / max(1, done)] * done)

    @guarded
    def on_log(self, args, state, control, logs=None, **kwargs):
        if self.run is None or not logs or "train_runtime" in logs:
            return
        if any(name.startswith("eval_") for name in logs):
            return
        self.fresh = {n: v for n, v in numbers(logs).items() if n not in OWN_LOGS}
        self.extra.update(self.fresh)

    @guarded
    def on_evaluate(self, args, state, control, metrics=None, **kwargs):
        if self.run is None or not self.has_epoch:
            return
        self.newest.update(_shown(metrics))
        self.measured.update(_shown(metrics))  # There may be several sets.

    def _tell_measured(self):
        """Tells an evaluation inside an epoch, once all callbacks have seen it."""
        measured, self.measured = self.measured, {}
        self.run.step = self.step
        self.note_bests(self.run.epoch)
        self.run.measured(measured)

    @guarded
    def on_save(self, args, state, control, **kwargs):
        if self.run is not None:
            path = os.path.join(args.output_dir, "checkpoint-%d" % state.global_step)
            self.note_bests(self.run.epoch)
            is_within = not self.steps or self.step < self.steps
            self.run.put(self.run.checkpoint_event(path, self.step if is_within else None))

    @guarded
    def on_epoch_end(self, args, state, control, **kwargs):
        if self.run is None:
            return
        if self.has_epoch:
            self._note_before_log(control)
        if self.run.control.stops_after_epoch:
            control.should_training_stop = True

    def _end_epoch(self, state, control):
        if not self.has_epoch:
            return
        is_cut = control.should_training_stop and state.global_step < state.max_steps
        if self.measured and self.is_broken_off(is_cut):
            self._tell_measured()
        self.measured = {}
        self._note_losses()
        logs = dict(self.extra, **self.means.take()[0])
        self.end_epoch(dict(logs, **self.newest), is_cut)

    @guarded
    def on_train_end(self, args, state, control, **kwargs):
        if self.run is not None:
            self._end_epoch(state, control)
            self.end(state.global_step < state.max_steps, self._restored_epoch(args, state))

    def _restored_epoch(self, args, state):
        """The epoch of the best model, which the Trainer has loaded by now; None when it has not."""
        path = state.best_model_checkpoint if args.load_best_model_at_end else None
        step = str(path or "").rpartition("-")[2]
        is_there = step.isdigit() and os.path.isdir(path)  # Else the Trainer has not loaded it.
        if not is_there or not self.steps or self.is_endless:
            return None
        return max(0, int(step) - 1) // self.steps


def _caller(callback):
    """The Trainer that calls a callback, and the variables of its loop; None and {} without one."""
    trainer, frame = None, sys._getframe(1)
    while frame is not None:
        owner = frame.f_locals.get("self")
        handler = getattr(owner, "callback_handler", None)
        if handler is not None and any(c is callback for c in handler.callbacks):
            return owner, frame.f_locals
        frame = frame.f_back
    return trainer, {}


def _loss_sum(trainer):
    """The sum of losses since the Trainer logged last; earlier versions keep it in a variable."""
    total = getattr(trainer, "_tr_loss", None)
    frame = sys._getframe(1)
    while total is None and frame is not None:
        if frame.f_locals.get("self") is trainer:
            total = frame.f_locals.get("tr_loss")
        frame = frame.f_back
    return total


def _shown(metrics):
    """The metrics of an evaluation without its times."""
    ends = ("_runtime", "_per_second", "_preparation_time")
    return {
        name: value for name, value in numbers(metrics).items()
        if name != "epoch" and not name.endswith(ends)
    }


def plateau_callback(**options):
    """The callback for ``Trainer``; the options are those of ``FrameworkHooks``."""
    from transformers import TrainerCallback

    return type("Plateau", (TransformersHooks, TrainerCallback), {})(**options)

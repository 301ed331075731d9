"""Keras 3 on any backend, and tf.keras: one callback that tells and obeys."""

import time

from ..guard import guarded
from ..pace import Pace
from ..place import environment_rank, is_switched_off, run_folder
from ..process_group import current_ranks
from ..run import Run
from ..script import script_name
from ..values import numbers
from .keras_bests import Bests
from .keras_fits import LeftFit
from .keras_reason import end_reason, restored_epoch
from .keras_training import (
    KerasTraining, batch_size, callback_list, frames_of, has_batch_hooks, mean_names,
    parameter_count,
)

_last_fit = None
"""The last fit, if that was of one epoch."""


class PlateauHooks:
    """The hooks of the callback; it puts itself at the end of the list when training begins."""

    async_safe = True
    is_plateau = True

    def __init__(self, name=None, folder=None):
        """Creates the callback.

        ``name`` is the run's name, the script's by default. ``folder`` is the run's folder:
        ``PLATEAU_RUN`` when it is not given, else a new one in ``runs``.
        """
        super().__init__()
        self.given_name = name
        self.given_folder = folder
        self.is_off = False
        self.run = None
        self.chain = None
        self.pace = Pace()

    def set_model(self, model):
        self.fit_model = model
        super().set_model(model)

    @guarded
    def on_train_begin(self, logs=None):
        self.run = None
        self.chain = None
        if is_switched_off() or self._is_within_another_fit():
            return
        chain = callback_list(self)
        if chain is None:
            return
        self.ranks = current_ranks()
        if self.ranks is None and environment_rank() != 0:
            return
        chain.callbacks = [other for other in chain.callbacks if other is not self] + [self]
        self.chain = chain

    def _is_within_another_fit(self):
        active = Run.active
        chain = getattr(getattr(active, "training", None), "chain", None)
        return chain is not None and any(True for _ in frames_of(chain))

    @guarded
    def on_epoch_begin(self, epoch, logs=None):
        if self.chain is None:
            return
        self.done = self.ended = 0
        self.before = None
        if self.run is None:
            self._begin(epoch)
        else:
            self.rate.follow()
        self.rate.begin_epoch()
        self.begun = time.monotonic()
        self.paused_before = self.run.seconds_paused
        steps = (self.params or {}).get("steps") or 0
        self.pace.begin_epoch(self.run.seconds_paused, steps)
        self.means = mean_names(self.fit_model)
        self.run.epoch_started(epoch + self.offset)

    def _begin(self, epoch):
        params = self.params or {}
        epochs, folder = params.get("epochs") or 0, run_folder(self.given_folder)
        self.is_single, self.offset = epochs - epoch == 1, 0
        self.asked = folder, self.given_name
        self.bests = Bests()
        self.pace = Pace()
        training = KerasTraining(self.fit_model, self.chain)
        self.training, self.rate = training, training.rate
        self.may_write_rate = has_batch_hooks(self.chain.callbacks)
        left = _last_fit if self.is_single else None
        if left is not None and not left.goes_on_in(self.fit_model, self.asked, epoch):
            left = None
        if left is not None:
            # A loop of the script's own, with one epoch in each fit, is one run.
            epochs, folder, self.offset = 0, left.folder or folder, left.epochs - epoch
            self.bests = left.bests
            left.hand_on_rate(training.rate)
        self.samples = batch_size(self.chain)
        steps = params.get("steps")
        self.run = training.run = Run(
            training, self.given_name or script_name("keras"), folder, epochs,
            epoch + self.offset, self.ranks,
            steps_per_epoch=steps or 0, batch_size=self.samples or 0,
            samples_per_epoch=(steps or 0) * (self.samples or 0),
            parameter_count=parameter_count(self.fit_model), network=str(self.fit_model.name),
            sample_unit="samples" if self.samples else "steps",
        )
        self.run.before_answers = self._tell_now
        self.run.on_turn(self.pace.catch_up)
        self.requests = self.run.requests
        if left is not None:
            left.hand_on_requests(self.run)

    def on_train_batch_begin(self, batch, logs=None):
        run = self.run
        if run is not None:
            run.step = batch
            rate = self.rate
            if rate.factor != 1.0 and (self.may_write_rate or rate.is_written_in_batches):
                self._hold_rate()
            if self.requests:
                self._obey()

    @guarded
    def _hold_rate(self):
        self.rate.hold()

    @guarded
    def _obey(self):
        self.run.safe_point()

    def on_train_batch_end(self, batch, logs=None):
        self.ended = batch + 1  # A batch may begin and not end: that is how Keras finds the end of data.
        if batch + 1 >= self.pace.next_step and self.run is not None:
            self._batch_ended(batch, logs)

    @guarded
    def _batch_ended(self, batch, logs):
        run = self.run
        done = batch + 1
        steps = (self.params or {}).get("steps") or 0
        if done <= self.done or not self.pace.is_due(done, steps):
            return
        done = min(done, steps) if steps else done
        logs = numbers(logs)
        recent = self._recent(logs, done)
        self.done = done
        speed = self.pace.speed(done, self.samples or 1, run.seconds_paused)
        rate = self.rate.after(done)
        run.step_ended(run.epoch, done, steps, logs, recent, speed, rate)

    def _tell_last(self, run):
        """Tells the last step of an epoch without a total, which nothing else shows to be the last."""
        done, single = self.ended, getattr(self.fit_model, "steps_per_execution", 1) == 1
        steps = 0 if run.control.stops_now else done
        if not (self.params or {}).get("steps") and single and done > self.done:
            known = self.means if self.before is None else self.before[1].keys()
            logs = {name: value for name, value in self.logs.items() if name in known}
            recent = self._recent(logs, done)
            speed = self.pace.speed(done, self.samples or 1, run.seconds_paused, is_late=True)
            run.step_ended(run.epoch, done, steps, logs, recent, speed, self.rate.after(done))

    @guarded
    def _tell_now(self):
        """Tells the step that training has come to; its metrics are not known here."""
        done, run = self.run.step, self.run
        if done > max(0, self.done):
            steps, logs = (self.params or {}).get("steps") or 0, (self.before or (0, {}))[1]
            speed = self.pace.speed(done, self.samples or 1, run.seconds_paused)
            run.step_ended(run.epoch, done, steps, logs, {}, speed, self.rate.after(done))

    def _recent(self, logs, done):
        """The means since the last event, from two means since the epoch began."""
        recent = dict(logs)
        if self.before is not None:
            count, before = self.before
            for name in self.means & logs.keys() & before.keys():
                if done > count:
                    recent[name] = (logs[name] * done - before[name] * count) / (done - count)
        self.before = (done, logs)
        return recent

    @guarded
    def on_test_begin(self, logs=None):
        if self.run is not None:
            self.run.validation_started(self.run.epoch)

    @guarded
    def on_epoch_end(self, epoch, logs=None):
        run = self.run
        if run is None:
            return
        self.logs = numbers(logs)
        self._tell_last(run)
        self._tell_rate(run)
        self.bests.tell(run, epoch, self.offset, self.logs)
        seconds = time.monotonic() - self.begun - (run.seconds_paused - self.paused_before)
        steps = (self.params or {}).get("steps") or 0
        is_cut = run.control.stops_now and not 0 < steps <= self.ended
        done = self.ended if is_cut else None
        run.epoch_ended(epoch + self.offset, self.logs, seconds, done)
        run.between_epochs()

    def _tell_rate(self, run):
        """Keeps a rate that was asked for, and tells a cut by a ReduceLROnPlateau."""
        rate = self.rate
        old = rate.last
        cuts = self.training.cuts(old)
        new = rate.follow([cut for cut, _ in cuts])
        cutters = [name for cut, name in cuts if rate.is_one_of(new or 0, [cut])]
        if cutters and new < old:
            done = min(self.done, self.ended)
            run.step = done or run.step
            run.put(run.rate_event(old, new, cutters[0]))

    @guarded
    def on_train_end(self, logs=None):
        global _last_fit
        run = self.run
        if run is None:
            return
        reason = end_reason(run, self.fit_model, self.logs)
        run.end(reason, restored_epoch(run.links(), self.offset))
        self.run = _last_fit = None
        # Of several ranks, all but the first have no folder.
        if self.is_single and reason["kind"] == "completed" and (run.folder or run.ranks):
            _last_fit = LeftFit(self.training, self.asked, self.bests)

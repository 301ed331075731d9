"""A training loop of one's own as a run: PyTorch, NumPy, scikit-learn's ``partial_fit``, any other."""

import itertools
import time

from .ending import end_soon
from .guard import guarded
from .loop_training import LoopTraining
from .means import Means
from .pace import Pace
from .place import environment_rank, is_switched_off, run_folder
from .process_group import current_ranks
from .run import Run
from .script import script_name
from .torch_optimizers import other_rates
from .values import numbers


class Loop:
    """The run of a loop.

    ::

        run = plateau_client.loop("digits", optimizer=optimizer)
        for epoch in run.epochs(100):
            for batch in run.batches(loader):
                ...
                run.log(loss=loss)
            run.log(val_loss=validate(model))

    What is logged within ``batches`` is averaged over the epoch; what is logged outside belongs to
    the epoch. A second ``batches`` of an epoch is its validation.
    """

    def __init__(self, name=None, optimizer=None, schedulers=None, callbacks=(),
                 learning_rate=None, save=None, folder=None, **info):
        """Creates a run that begins with ``epochs``.

        ``optimizer`` is PyTorch's, or a list of several, or a mapping from names to them: the first
        gives the rate of the run. Their schedulers are found. Another library gives the functions
        ``learning_rate=(get, set)``. ``callbacks`` are this package's ``EarlyStopping`` and
        ``ReduceLROnPlateau``. ``save`` writes a checkpoint and returns its path. ``info`` goes
        into the run's description, such as ``network="resnet18"`` or ``seed="7"``.
        """
        self.name = name or script_name("training")
        self.folder = folder
        self.info = info
        self.is_off = is_switched_off()
        self.run = None
        self._callbacks = list(callbacks)
        self._make = lambda: LoopTraining(
            self, optimizer, schedulers, learning_rate, callbacks, save
        )
        self.means = Means()
        self._add = self.means.add
        self.step = self.steps = self._samples = 0
        self._batches_begun = 0
        self._is_in_batches = False
        self.__dict__.pop("log", None)
        self._rate_after_batches = None
        self._epoch_logs = {}
        self._phase_means = None

    # The script's side

    def epochs(self, total=None, start=0):
        """The numbers of the epochs from ``start``; ends early when somebody or something asks.

        ``total`` is None when it is not known. ``start`` above 0 goes on in the same folder.
        """
        epoch = start
        self._begin(total, start)
        try:
            for epoch in itertools.count(start) if total is None else range(start, total):
                self._begin_epoch(epoch)
                yield epoch
                if self._end_epoch(epoch):
                    break
        except GeneratorExit:
            self._leave(epoch)
            raise
        self._end()

    def batches(self, loader, total=None):
        """The batches of a loader; ends after the batch in which somebody asks for a stop."""
        if total is None:
            try:
                total = len(loader)
            except Exception:
                total = 0
        is_training, run = self._begin_batches(loader, total or 0), self.run
        if not is_training or run is None:
            try:
                yield from loader
            finally:
                self._end_batches()
            return
        # What is done here is done for each batch.
        pace, step, requests, control = self.pace, 0, run.requests, run.control
        try:
            for batch in loader:
                yield batch
                step += 1
                if step < pace.next_step and not requests:
                    continue
                self.step = run.step = step
                self._look(run, step)
                if requests:
                    run.safe_point()
                    if control.stops_now:
                        break
        finally:
            self.step = run.step = step
            if not self.steps and not control.stops_now:
                self.steps = step
            self._tell_now()
            self._end_batches()

    def _look(self, run, step):
        """Tells the step if it is due."""
        pace = self.pace
        if pace.is_due(step, self.steps):
            self._tell_step(run)
        elif run.late is not None:
            self._look_for_late(run)
        if run.late is not None:
            pace.next_step = step + 1

    def log(self, **values):
        """Notes metrics: floats, or tensors; those of a GPU are read only when an event is due."""
        if self._is_in_batches:
            self._add(values)
        else:
            self._epoch_logs.update(numbers(values))

    # What callbacks use

    def learning_rate(self):
        """The learning rate now; None when it is not known."""
        return None if self.training is None else self.training.learning_rate()

    def improved(self, link, epoch, value):
        """Tells a new best value."""
        if self.run is not None:
            self.run.improved(epoch, link.name, link.monitor, value)

    def cut_rate(self, link, rate):
        """Sets the rate for a callback, and tells it."""
        old = self.learning_rate()
        self.training.cut_rate(rate)
        if self.run is not None:
            self.run.put(self.run.rate_event(old, self.learning_rate(), link.name))

    def warn(self, text):
        """Tells that something is probably wrong."""
        if self.run is not None:
            self.run.warning("plateau", text)

    training = None

    @guarded
    def _begin(self, total, start):
        self._stopped_by = None
        self.pace = Pace()
        self.training = self._make()
        ranks = current_ranks()
        if ranks is None and environment_rank() != 0:
            self.is_off = True
            return
        self.run = Run(
            self.training, self.name, run_folder(self.folder), total or 0, start, ranks,
            **self.info,
        )
        self.run.before_answers = self._tell_now
        self.run.on_turn(self.pace.catch_up)

    @guarded
    def _begin_epoch(self, epoch):
        self._batches_begun = 0
        self._epoch_logs = {}
        self.means.begin_epoch()
        self.step = self.steps = 0
        self._begun = time.monotonic()
        if self.run is not None:
            self._paused = self.run.seconds_paused
            self.run.epoch_started(epoch)

    @guarded
    def _begin_batches(self, loader, total):
        self._batches_begun += 1
        self._is_in_batches = True
        if self._batches_begun > 1:
            self._phase_means = Means()
            self._add = self._phase_means.add
            if self.run is not None:
                self.run.validation_started(self.run.epoch)
            return False
        self.log = self.means.note  # Shorter than the way through the method.
        self.steps = total
        self._samples = getattr(loader, "batch_size", None) or 0
        if self.run is not None:
            self.pace.begin_epoch(self.run.seconds_paused, total)
        return True

    @guarded
    def _tell_step(self, run):
        speed = self.pace.speed(self.step, self._samples or 1, run.seconds_paused)
        run.part_ended(
            run.epoch, self.step, self.steps,
            self.means.part(extra=other_rates(self.training.others)), speed,
            self.training.learning_rate(),
        )

    @guarded
    def _tell_now(self):
        """Tells the step that training has come to, unless it was told already."""
        if self._is_in_batches and self.step > self.pace.last_step:
            self.pace.told(self.step)
            self._tell_step(self.run)

    @guarded
    def _look_for_late(self, run):
        run.look_for_late()

    @guarded
    def _end_batches(self):
        self._is_in_batches = False
        self.__dict__.pop("log", None)
        self._rate_after_batches = self.learning_rate()
        if self._phase_means is not None:
            self._epoch_logs.update(self._phase_means.take()[0])
            self._phase_means = None
            self._add = self.means.add

    @guarded
    def _end_epoch(self, epoch):
        logs = dict(self.means.take()[0], **self._epoch_logs)
        for callback in self._callbacks:
            callback.epoch_ended(epoch, logs, self)
            if getattr(callback, "stopped", False) and self._stopped_by is None:
                self._stopped_by = callback.reason(epoch)
        run = self.run
        if run is None:
            return self._stopped_by is not None
        self.training.find_monitors(logs)
        logs.update(other_rates(self.training.others))
        cut = self.training.cut_since(self._rate_after_batches)
        if cut is not None:
            run.step = self.step
            run.put(run.rate_event(*cut))
        is_cut = run.control.stops_now and not 0 < self.steps <= self.step
        seconds = time.monotonic() - self._begun - (run.seconds_paused - self._paused)
        run.epoch_ended(epoch, logs, seconds, self.step if is_cut else None)
        if self._stopped_by is None:
            run.between_epochs()
        return self._stopped_by is not None or run.stops

    @guarded
    def _end(self):
        if self.run is not None:
            self.run.end(self._stopped_by)

    def _leave(self, epoch):
        """The loop was left by ``break`` or by an error; which of both shows a moment later."""
        run = self.run
        if run is None or run.is_over:
            return
        reason = {"kind": "callback", "name": "the script", "epoch": epoch}
        run.reason_when_left = reason
        end_soon(run, reason)

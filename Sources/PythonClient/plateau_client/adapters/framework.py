"""What the adapters of PyTorch's frameworks share: the run, its epochs, its steps, its rate."""

import sys
import time

from ..attach import say_once
from ..guard import guarded
from ..means import Means
from ..pace import Pace
from ..place import environment_rank, is_switched_off, run_folder
from ..process_group import current_ranks
from ..rate_course import is_same
from ..run import Run
from ..script import script_name
from ..values import numbers
from .framework_facts import network_name, parameter_count


def is_called_by(owner):
    """True when a method of ``owner`` is among the callers."""
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_locals.get("self") is owner:
            return True
        frame = frame.f_back
    return False


def set_plain_loops_off(is_off):
    """Switches the adapter of plain loops off, or on again: only one may tell the run."""
    module = sys.modules.get("plateau_client.adapters.torch_attach")
    if module is not None and (is_off or module.loop.run is None):
        module.loop.is_off = is_off


class FrameworkHooks:
    """The state of an adapter while its framework trains.

    Subclasses have the framework's hooks and call these methods on the training thread: ``begin``,
    ``begin_epoch``, ``batch_ended``, ``end_epoch``, ``end``.
    """

    is_plateau = True

    def __init__(self, name=None, folder=None):
        """``name`` is the run's name, the script's by default. ``folder`` is the run's folder:
        ``PLATEAU_RUN`` when it is not given, else a new one in ``runs``.
        """
        super().__init__()
        self.given_name = name
        self.given_folder = folder
        self.joins = None
        self.is_off = False
        self.run = None
        self.training = None
        self.means = Means()
        self.has_epoch = False

    def joined(self, framework):
        """Makes these hooks those of an unchanged script; it is said when a run begins."""
        self.joins = framework
        return self

    def may_begin(self, mine):
        """True when this process tells a run of ``mine``; all ranks ask alike, once per training."""
        self.run = self.training = None
        self.is_off = False
        if is_switched_off() and not self.given_folder:
            return False
        active = Run.active
        owner = getattr(getattr(active, "training", None), "owner", None)
        if owner is not None and owner is not mine and is_called_by(owner):
            return False  # A training within a training is a part of it.
        self.ranks = current_ranks()
        return self.ranks is not None or environment_rank() == 0

    def begin(self, training, total, first_epoch=0, steps=0, samples=0, model=None, **info):
        """Begins the run.

        ``steps`` is an epoch's number of steps, 0 when it is not known; ``samples`` is the number
        of samples in a step on all ranks, 0 when it is not known.
        """
        self.training = training
        self.tells = self.ranks is None or self.ranks.is_first
        self.steps, self.samples = steps, samples
        self.bests = {}
        self.logs = {}
        self.step = 0
        self.pace = Pace()
        self.has_epoch = False
        set_plain_loops_off(True)
        self.run = Run(
            training, self.given_name or script_name(training.framework),
            run_folder(self.given_folder), total, first_epoch, self.ranks,
            steps_per_epoch=steps, batch_size=samples, samples_per_epoch=steps * samples,
            parameter_count=parameter_count(model), network=network_name(model),
            sample_unit="samples" if samples else "steps", **info,
        )
        training.run = self.run
        self.run.before_answers = self.tell_now
        self.run.on_turn(self.pace.catch_up)
        if self.joins is not None and self.tells:
            say_once("steers this script through " + self.joins)
        self.note_bests(first_epoch, is_told=False)
        self.can_be_cut = any(
            link.role == "reduces_learning_rate" for link in self.run.links()
        )
        training.rate_before = training.learning_rate()

    def begin_epoch(self, epoch):
        """An epoch begins."""
        self.step = 0
        self.has_epoch = True
        self.begun = time.monotonic()
        self.paused_before = self.run.seconds_paused
        self.pace.begin_epoch(self.paused_before, self.steps)
        self.means.begin_epoch()
        self.run.epoch_started(epoch)

    def batch_ended(self, values):
        """A step was done: tells it when it is due, and obeys."""
        run = self.run
        self.step = step = self.step + 1
        if self.tells:
            self.means.add(values)
            if step >= self.pace.next_step and self.pace.is_due(step, self.steps):
                self.tell_step(step)
            elif run.late is not None:
                run.look_for_late()
        if self.can_be_cut:
            self.training.rate_before = self.training.learning_rate()
        run.step = step
        run.safe_point()

    def tell_step(self, step, is_late=False):
        """Tells a step with the means of its metrics."""
        run = self.run
        part = self.means.part(**self.other_metrics())
        speed = self.pace.speed(step, self.samples or 1, run.seconds_paused, is_late)
        run.part_ended(run.epoch, step, self.steps, part, speed, self.training.learning_rate())

    @guarded
    def tell_now(self, is_late=False):
        """Tells the step that training has come to, unless it was told already."""
        if self.tells and self.has_epoch and self.step > self.pace.last_step:
            self.pace.told(self.step)
            self.tell_step(self.step, is_late)

    def other_metrics(self):
        """The options of ``Means.part``: metrics that the framework keeps elsewhere, and its names."""
        return {}

    def tell_cut(self):
        """Tells a fall of the rate since the last batch when a ReduceLROnPlateau made it."""
        if not self.can_be_cut:
            return
        before, now = self.training.rate_before, self.training.learning_rate()
        self.training.rate_before = now
        if not before or not now or now >= before:
            return
        for link in self.run.links():
            if link.role != "reduces_learning_rate" or not self.training.is_own_rate(link):
                continue
            factor, least = link.scheduler.factor, getattr(link, "least_rate", lambda: 0.0)()
            if any(is_same(now, rate) for rate in (before * factor, least)):
                self.run.step = self.step
                self.run.put(self.run.rate_event(before, now, link.name))
                return

    def note_bests(self, epoch, is_told=True):
        """Tells new best values of callbacks, and notes their epoch."""
        for link in self.run.links():
            best = link.best() if hasattr(link, "best") else None
            told, resets = self.bests.get(link.id, (None, 0))
            if best is None or (best == told and link.resets <= resets):
                continue
            self.bests[link.id] = best, link.resets
            if hasattr(link, "best_epoch"):
                link.best_epoch = epoch
            monitor = link.monitor() if callable(link.monitor) else link.monitor
            if is_told:
                self.run.improved(epoch, link.name, monitor or "", best)

    def is_broken_off(self, is_cut):
        """True when a stop ends the epoch before its last step, or a callback does: ``is_cut``."""
        is_stopped = self.run.control.stops_now
        return is_stopped and not self.steps or (is_stopped or is_cut) and self.step < self.steps

    def end_epoch(self, logs, is_cut=False):
        """An epoch has ended and all callbacks have run; ``logs`` may hold tensors."""
        if not self.has_epoch:
            return
        run = self.run
        is_stopped = run.control.stops_now
        known, self.steps = self.steps, self.steps or (0 if is_stopped else self.step)
        self.tell_now(is_late=True)
        self.steps = known
        self.has_epoch = False
        self.logs = numbers(logs)
        run.step = self.step
        self.tell_cut()
        self.note_bests(run.epoch)
        seconds = time.monotonic() - self.begun - (run.seconds_paused - self.paused_before)
        is_broken_off = self.is_broken_off(is_cut)
        run.epoch_ended(run.epoch, self.logs, seconds, self.step if is_broken_off else None)

    def end(self, stopped, restored_epoch=None):
        """Training has ended; ``stopped`` is true when it did so before its last epoch."""
        run = self.run
        if run is None:
            return
        run.end(None if run.control.stop_reason else self._reason(stopped), restored_epoch)
        self.leave()

    def _reason(self, stopped):
        epoch = max(0, self.run.epoch - 1)
        for link in self.run.links():
            if getattr(link, "has_stopped", lambda: False)():
                reason = {"kind": "callback", "name": link.name, "epoch": epoch}
                evidence = link.evidence(self.logs)
                return dict(reason, evidence=evidence) if evidence else reason
        if stopped:
            return {"kind": "callback", "name": "a callback", "epoch": epoch}
        return {"kind": "completed"}

    def leave(self):
        """Forgets the run, so that a later training is a run of its own."""
        if self.training is not None:
            self.training.release()
        self.run = self.training = None
        self.has_epoch = False
        set_plain_loops_off(False)

    @guarded
    def failed(self, error):
        """Training ended by an error."""
        if self.run is not None:
            text = str(error).strip().split("\n")[0]
            name = type(error).__name__
            self.run.fail("%s: %s" % (name, text) if text else name)
            self.leave()

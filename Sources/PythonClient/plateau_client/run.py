"""A run: what a training script tells, and the safe points at which it obeys."""

import os
import threading
import time
import weakref

from .control import Control
from .ending import watch_the_end
from .identity import process_identity
from .obeying import Obeying
from .pause import PauseClock
from .state import number_ids
from .values import json_number
from .version import SCHEMA, VERSION
from .writer import Writer


class Run(Obeying):
    """A training that writes events and obeys commands.

    An adapter creates it when training begins, tells what happens by the methods below, and calls
    ``safe_point`` after each batch and ``between_epochs`` between two epochs, always on the
    training thread. All other methods may be called from any thread. None of them waits for a
    disk. Epochs count from 0; ``step`` is the number of steps done in the epoch.
    """

    active = None
    """The run that this process trains now; None when it trains none."""

    def __init__(self, training, name, folder=None, epochs=0, first_epoch=0, ranks=None, **info):
        """Begins a run.

        ``folder`` is the run's folder; None for a new one in ``runs``. ``epochs`` is 0 when the
        total is not known. A run with ``first_epoch`` above 0 goes on in its folder. ``info``
        holds the optional members of ``run_started``, such as ``steps_per_epoch``, ``network``,
        ``samples_per_epoch``, ``batch_size`` and ``sample_unit``.
        """
        if Run.active is not None:
            Run.active.give_way()
        super().__init__()
        self.training = training
        self.name = name
        self.epoch = first_epoch
        self.total = int(epochs or 0)
        self.step = 0
        self.ranks = ranks
        self.is_over = False
        self.reason_when_left = None
        self.before_exit = None
        self.before_answers = None
        self.control = Control(self, training)
        self._links = number_ids(list(training.links()))
        self._pauses = PauseClock()
        self._begun = time.monotonic()
        self._process = os.getpid()
        self._ending = threading.RLock()
        self.thread = threading.current_thread()
        writes = ranks is None or ranks.is_first
        self._writer = Writer(folder, name, first_epoch > 0) if writes else None
        self._inbox = self._writer.inbox if writes else ()
        if ranks is not None:
            self.safe_point = self._ranked_safe_point
        Run.active = self
        _runs.add(self)
        watch_the_end(lambda: Run.active, _end_at_exit, _leave_children)
        self._start(name, epochs, first_epoch, info)

    def links(self):
        """The chain, with ids that are unique."""
        return self._links

    def add_links(self, links):
        """Adds callbacks that an adapter has found since training began."""
        self._links += number_ids(links, self._links)

    def states(self):
        """The states of all callbacks."""
        return [link.state() for link in self._links]

    # Beginning and end

    def _start(self, name, epochs, first_epoch, info):
        rate = self.training.learning_rate()
        start = {"name": name, "epochs": int(epochs or 0)}
        if first_epoch:
            start["first_epoch"] = int(first_epoch)
        start.update({k: v for k, v in info.items() if v is not None})
        start["learning_rate"] = json_number(float(rate or 0.0))
        start.update(process_identity())
        start.update(
            framework=self.training.framework, client="plateau-client " + VERSION, schema=SCHEMA
        )
        if self.ranks is not None:
            start["world_size"] = self.ranks.size
        start["callbacks"] = self.states()
        self.tell("run_started", info=start)

    @property
    def folder(self):
        """The run's folder; None before it is claimed, and on ranks that write nothing."""
        return self._writer.folder if self._writer is not None else None

    @property
    def seconds_paused(self):
        """Seconds spent in pauses so far."""
        return self._pauses.seconds

    def end(self, reason=None, restored_epoch=None):
        """Ends the run, once; the script goes on.

        ``reason`` is an object as in the events, such as ``{"kind": "completed"}``. A stop that a
        person asked for is the reason unless another is given.
        """
        if os.getpid() != self._process:
            return
        # A timer and the end of the script may come at once; the second waits for the first.
        with self._ending:
            if self.is_over:
                return
            if reason is None:
                reason = self.control.stop_reason or {"kind": "completed"}
            self._refuse_late_requests()
            members = {"reason": reason, "epochs": self._epochs_done}
            seconds = time.monotonic() - self._begun - self._pauses.seconds
            members["seconds"] = round(seconds, 3)
            if restored_epoch is not None:
                members["restored_epoch"] = restored_epoch
            self.tell("run_ended", **members)
            self._finish()

    def fail(self, why):
        """Ends the run by an error."""
        if self.before_exit is not None and not self.is_over:
            self.before_exit(True)
        self.end({"kind": "failed", "why": str(why)[:2000]})

    def _refuse_late_requests(self):
        for item in self._portion():
            if hasattr(item, "json"):
                self.refused(item, "training has ended")
        self._send_answers()

    def _finish(self):
        self.is_over = True
        if self.ranks is not None:
            self.ranks.say_goodbye()
        if self._writer is not None:
            self._writer.close()
        if Run.active is self:
            # The end of the script has waited for the disk until here.
            Run.active = None
        self._inbox = ()
        self.safe_point = _do_nothing

    def give_way(self):
        """Ends the run because another training begins."""
        if self.reason_when_left is None:
            self.fail("another training began before this one had ended")
            return
        if self.before_exit is not None and not self.is_over:
            self.before_exit(False)
        self.end(self.reason_when_left)

    def give_up(self, error):
        """Leaves the script alone after a fault of the client itself."""
        self.fail("the client could not go on: %s: %s" % (type(error).__name__, error))

    def _leave_child(self):
        """Makes the run inert in a forked child."""
        self.is_over = True
        self._inbox = ()
        self.ranks = None
        self.safe_point = _do_nothing
        if self._writer is not None:
            self._writer.abandon()


def _do_nothing():
    """The safe point of a run that is over."""


_runs = weakref.WeakSet()


def _leave_children():
    for run in list(_runs):
        run._leave_child()
    Run.active = None


def _end_at_exit():
    run = Run.active
    if run is None:
        return
    if run.reason_when_left is None:
        run.reason_when_left = {"kind": "failed", "why": "the script ended before its training did"}
    run.give_way()

"""A loop of fits of one epoch: its run stays open between two of them."""

import threading
import weakref

from ..attach import say_once
from ..parameters import Refusal

LONGEST_GAP = 10.0
"""Seconds without a next fit after which the run ends; a fit that comes later opens it again."""


class LeftFit:
    """A fit of one epoch that has ended; the next one of the same model goes on in its run.

    It does not keep the model alive. ``asked`` is the folder and the name that the script gave.
    """

    def __init__(self, training, asked):
        run, rate = training.run, training.rate
        self.run = run
        self.training = training
        self.epochs = run.epoch
        # After what counted as the last epoch nothing has paused.
        self.may_pause = run.total > 0
        self.waiting = run.control.waiting
        self.is_stopped = False
        self._asked = asked
        self._model = weakref.ref(training.model)
        self._optimizer = weakref.ref(rate.optimizer or rate)
        self._timer = None

    def goes_on_in(self, model, asked, epoch):
        """True when a fit of this model, with this folder and name, belongs to the same run.

        It counts its epochs from 0, as most do, or goes on with ``initial_epoch``.
        """
        return self._model() is model and self._asked == asked and epoch in (0, self.epochs)

    def leave_open(self):
        """Lets the run wait for the next fit.

        Of several ranks, each would come to the end of its patience at another moment.
        """
        if self.run.ranks is not None:
            self.run.end({"kind": "completed"})
            return
        self.run.reason_when_left = {"kind": "completed"}
        self.run.before_answers = None
        self.training.let_go()
        self._timer = threading.Timer(LONGEST_GAP, self.end)
        self._timer.daemon = True
        self._timer.start()

    def end(self):
        """Ends the run, unless a fit has gone on in it."""
        with _lock:
            if self._timer is None:
                return
            self._timer = None
        self.run.end(self.run.reason_when_left)

    def reopen(self, model, chain):
        """Gives the run to the next fit; False when it has ended."""
        with _lock:
            timer, self._timer = self._timer, None
        if timer is None or self.run.is_over:
            return False
        timer.cancel()
        self.run.reason_when_left = None
        self.training.take(model, chain, is_new=self._optimizer() is not model.optimizer)
        return True

    def hand_on_rate(self, rate):
        """Lets a rate that a person asked for hold, unless the model has a new optimizer."""
        if self._optimizer() is rate.optimizer:
            mine = self.training.rate
            rate.last, rate.factor = mine.last, mine.factor
            rate.follow()

    def interrupt(self, model, asked):
        """Ends the script's loop when somebody has stopped it: nothing else does so in order."""
        if self.is_stopped and self._model() is model and self._asked == asked:
            self.is_stopped = False
            raise KeyboardInterrupt("stopped by plateau")


_lock = threading.Lock()


def say_that_stops_interrupt():
    """Says once how a loop of fits ends."""
    say_once("this script calls fit for each epoch; a stop interrupts its loop as Ctrl-C would")


def forget_gone(control, callbacks):
    """Lets nobody undo the change of a callback that the script has made anew since."""

    def refuse():
        raise Refusal("the script has made this callback anew since")

    kept = {id(callback) for callback in callbacks}
    for change in control.changes.all:
        callback = getattr(change.link, "callback", None)
        if callback is not None and id(callback) not in kept:
            change.undo, change.link = refuse, None

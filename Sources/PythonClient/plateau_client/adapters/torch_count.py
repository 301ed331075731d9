"""Counts the steps of an unchanged PyTorch loop, in as little time as may be."""

import itertools
import sys
import weakref

CODE = "_optimizer_step_code"
"""The method that each optimizer calls after its step; PyTorch has it for its profiler."""


class StepCount:
    """The steps of the known optimizer, of which those with more to do are looked at.

    ``after_step`` is called after each step of all optimizers, ``know(optimizer)`` says whose steps
    count, and ``look_at(step)`` at which there is more to do; any thread may call it. Then, and when
    another optimizer steps, ``look(optimizer, is_known)`` is called.

    With ``is_native``, optimizers call ``after_step`` by their method ``CODE``. The known one then
    has an attribute of that name instead: an iterator that yields once in each step, which takes
    no code in Python, and that calls ``after_step`` at the step at which there is more to do.
    """

    __slots__ = ("is_native", "_look", "_known", "_done", "_next_look", "_left", "_armed",
                 "_can_count")

    def __init__(self, look):
        self.is_native = self._can_count = False
        self._look = look
        self._known = _nothing
        self._done = self._next_look = 0
        # The steps until the next look, as an iterator that is used up, and their number.
        self._left, self._armed = iter(()), 0

    def after_step(self, optimizer, arguments=None, named=None):
        """An optimizer has made a step that its iterator has not counted."""
        if optimizer is not self._known():
            self._look(optimizer, False)
            return
        # An iterator that is used up must not be called again: this takes it away.
        self.set(self.done() + 1)
        if self._done >= self._next_look:
            self._look(optimizer, True)

    def know(self, optimizer):
        """Counts the steps of this optimizer from now on."""
        self._disarm()
        self._known = weakref.ref(optimizer)
        self._can_count = self.is_native and _is_plain(type(optimizer))

    def done(self):
        """The steps done."""
        return self._done + self._armed - self._left.__length_hint__()

    def set(self, steps):
        """Says how many steps are done; the next one is looked at."""
        self._disarm()
        self._done, self._left, self._armed = steps, iter(()), 0

    def look_at(self, step):
        """Says at which step there is more to do."""
        self._next_look = step
        self._disarm()
        optimizer, done = self._known(), self.done()
        count = step - done - 1
        if count > 0 and optimizer is not None and self._can_count:
            self._done, self._left, self._armed = done, itertools.repeat(None, count), count
            last = map(self._count_last, (None,))
            optimizer.__dict__[CODE] = itertools.chain(self._left, last).__next__

    def look_at_next(self):
        """Makes the next step one at which there is more to do."""
        self._next_look = 0
        self._disarm()

    def _count_last(self, _):
        self.after_step(self._known())

    def _disarm(self):
        optimizer = self._known()
        if optimizer is not None:
            optimizer.__dict__.pop(CODE, None)


def _is_plain(kind):
    """True for a type of optimizers that are copied and pickled as PyTorch does it: without ``CODE``."""
    base = sys.modules["torch"].optim.Optimizer
    names = ("__getstate__", "__reduce__", "__reduce_ex__", "__copy__", "__deepcopy__")
    return all(getattr(kind, name, None) is getattr(base, name, None) for name in names)


def _nothing():
    """The referent of a reference to nothing."""
